"""Migrations: Parquet files of every version are read with the columns of today; a newer folder is refused."""

import json
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from invented_nights import all_rows, level, one_report, publish_night

from warehouse import migrations
from warehouse.data_folder import DataFolder
from warehouse.lake import Lake
from warehouse.lake_rows import lake_rows
from warehouse.manifests import manifest_paths
from warehouse.migrations import CHANGES, SCHEMA, Added, NewerDataFolder, Renamed
from warehouse.schemas import TABLES

LONG_AGO = {"run_id": ["n1"], "result": ["published"], "first_name": ["x"]}
TODAY = {"run_id": ["n2"], "outcome": ["refused"], "version": ["y"]}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A file of ``runs`` from before its columns were changed, and one of today."""
    paths = [tmp_path / "old.parquet", tmp_path / "new.parquet"]
    for path, rows in zip(paths, (LONG_AGO, TODAY), strict=True):
        pq.write_table(pa.table(rows), path)
    return paths


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare that a column of ``runs`` was renamed twice and that another was added."""
    renamed_twice = (Renamed(2, "runs", "result", "ending"), Renamed(3, "runs", "ending", "outcome"))
    monkeypatch.setattr(migrations, "CHANGES", (*renamed_twice, Added(3, "runs", "version", "unknown")))


def rows_of(files: list[Path], *columns: str, where: pc.Expression | None = None) -> list[dict[str, object]]:
    """Rows of ``runs`` as they are read today."""
    return lake_rows("runs", files, columns, where).read_all().to_pylist()


def test_a_column_that_older_files_lack_is_null_in_their_rows(files: list[Path]) -> None:
    assert [row["outcome"] for row in rows_of(files, "outcome")] == [None, "refused"]


@pytest.mark.usefixtures("changed")
def test_a_renamed_column_is_read_under_the_name_of_today(files: list[Path]) -> None:
    assert [row["outcome"] for row in rows_of(files, "outcome")] == ["published", "refused"]


@pytest.mark.usefixtures("changed")
def test_an_added_column_has_its_declared_value_in_rows_from_before(files: list[Path]) -> None:
    assert [row["version"] for row in rows_of(files, "version")] == ["unknown", "y"]


@pytest.mark.usefixtures("changed")
def test_rows_are_chosen_by_the_columns_of_today(files: list[Path]) -> None:
    assert rows_of(files, "run_id", where=pc.field("version") == "unknown") == [{"run_id": "n1"}]


@pytest.mark.usefixtures("changed")
def test_changed_rows_have_the_declared_schema(files: list[Path]) -> None:
    assert lake_rows("runs", files).read_all().schema.equals(TABLES["runs"].schema)


def test_declared_changes_end_in_columns_of_today_and_take_no_name_of_one() -> None:
    ends = {(change.table, change.column) for change in CHANGES}
    gone = {(change.table, change.old) for change in CHANGES if isinstance(change, Renamed)}
    today = {(table.name, name) for table in TABLES.values() for name in table.schema.names}
    assert ends - gone <= today
    assert gone & today == set()
    assert max((change.schema for change in CHANGES), default=SCHEMA) <= SCHEMA


def test_a_manifest_tells_the_schema_version_it_was_written_with(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    (path,) = manifest_paths(data.lake / "_commits")
    assert json.loads(path.read_text())["schema"] == SCHEMA


def test_a_manifest_that_tells_none_is_of_the_first(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    rewrite_manifest(data, schema=None)
    assert [manifest.schema for manifest in Lake(data.lake).manifests()] == [1]


def test_a_folder_that_a_newer_version_wrote_to_is_refused_and_stays_as_it_is(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    before = all_rows(data)
    rewrite_manifest(data, schema=SCHEMA + 1, version="9.1", files="in another form")
    with pytest.raises(NewerDataFolder, match=f"Casetally 9.1 wrote this .* up to {SCHEMA}: install Casetally 9.1 or"):
        publish_night(data, [one_report("r2", level("o2", 100))], run_id="n2")
    assert all_rows(data) == before


def rewrite_manifest(data: DataFolder, **stated: object) -> None:
    """Change what the one manifest says; what is None is left out."""
    (path,) = manifest_paths(data.lake / "_commits")
    entries = json.loads(path.read_text()) | stated
    path.write_text(json.dumps({name: value for name, value in entries.items() if value is not None}))
