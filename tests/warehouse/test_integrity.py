"""Is a lake sound? Each kind of damage is found and told; a sound lake is told so."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invented_nights import finding, growth, level, one_report, publish_night

from warehouse.data_folder import DataFolder
from warehouse.integrity import Remark, check_commits, check_files, check_references
from warehouse.lake import Lake
from warehouse.manifests import LakeFile, manifest_paths, read_manifest, write_manifest
from warehouse.packing import pack_nights
from warehouse.storage import checksum


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder of three nights with a figure, its growth and a finding each; not to be written to."""
    data = DataFolder(tmp_path_factory.mktemp("sound") / "data")
    for number in range(1, 4):
        figure, change = level(f"o{number}", 100), growth(f"g{number}", "6.5", f"o{number}")
        report = one_report(f"r{number}", figure, change)
        found = [finding(f"f{number}", f"o{number}", f"n{number}", report_id=f"r{number}")]
        publish_night(data, [report], run_id=f"n{number}", findings=found)
    return data


@pytest.fixture
def lake(sound: DataFolder, tmp_path: Path) -> Lake:
    """A copy of its lake, to be harmed."""
    return Lake(shutil.copytree(sound.lake, tmp_path / "lake"))


def remarks(lake: Lake, fast: bool = False) -> list[Remark]:
    """Everything that is said of a lake."""
    seen: list[str] = []
    found = [*check_commits(lake), *check_files(lake, fast=fast, advance=lambda what, _: seen.append(what))]
    return found if fast else [*found, *check_references(lake, lambda what, _: seen.append(what))]


def faults(lake: Lake, fast: bool = False) -> list[str]:
    """What is wrong with a lake."""
    return [remark.said for remark in remarks(lake, fast) if remark.level == "fault"]


def test_a_sound_lake_is_told_so_and_nothing_is_written(lake: Lake) -> None:
    before = {path: path.stat().st_mtime_ns for path in lake.root.rglob("*")}
    assert [remark.said for remark in remarks(lake)] == [
        "3 nights are committed, 0 packs, without a gap.",
        "All 21 files are byte for byte what was committed.",
        "3 documents, 3 reports, 6 observations: each there once, and every reference finds its row.",
    ]
    assert {path: path.stat().st_mtime_ns for path in lake.root.rglob("*")} == before


def test_a_lake_that_is_packed_is_sound_too(lake: Lake) -> None:
    pack_nights(lake, 1, datetime(2024, 4, 1, tzinfo=UTC))
    assert {remark.level for remark in remarks(lake)} == {"ok"}


def test_an_empty_lake_is_sound(tmp_path: Path) -> None:
    assert faults(Lake(tmp_path / "nothing")) == []


@pytest.mark.parametrize(
    ("harm", "sentence", "seen_fast"),
    [
        pytest.param(lambda path: path.unlink(), "this file is missing", True, id="missing"),
        pytest.param(lambda path: path.write_bytes(b"x"), "has 1 bytes where", True, id="cut short"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:40] + b"~~" + path.read_bytes()[42:]),
            "this file is damaged: its checksum is not the one that was committed",
            False,
            id="two bytes turned",
        ),
    ],
)
def test_a_harmed_file_is_told(lake: Lake, harm: Callable[[Path], object], sentence: str, seen_fast: bool) -> None:
    path = lake.committed_files("rule_results")[1]
    harm(path)
    (said,) = faults(lake)
    assert str(path) in said
    assert sentence in said
    assert bool(faults(lake, fast=True)) is seen_fast


def test_a_manifest_that_is_missing_is_told_by_its_number(lake: Lake) -> None:
    manifest_paths(lake.root / "_commits")[1].unlink()
    assert "The manifests of these commits are missing: 2." in faults(lake, fast=True)


def test_two_manifests_of_one_number_are_told(lake: Lake) -> None:
    second = manifest_paths(lake.root / "_commits")[1]
    shutil.copy(second, second.with_name("000002-other.json"))
    assert any("These commits have two manifests: 2;" in said for said in faults(lake, fast=True))


def test_a_file_that_no_manifest_names_is_told(lake: Lake) -> None:
    stray = lake.root / "runs" / "night=2024-03-01" / "stray.parquet"
    stray.write_bytes(b"")
    (warning,) = [remark for remark in remarks(lake, fast=True) if remark.level == "warning"]
    assert warning.said == ("No manifest names these files, so they do not count: runs/night=2024-03-01/stray.parquet.")


def rewrite(lake: Lake, table: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Change the rows of a table's first file, and its manifest with them."""
    manifest = read_manifest(manifest_paths(lake.root / "_commits")[0])
    files = []
    for file in manifest.files:
        if file.table == table:
            path = lake.root / file.path
            rows = change(pq.read_table(path, partitioning=None))
            pq.write_table(rows, path)
            file = LakeFile(table, file.path, file.staged, rows.num_rows, path.stat().st_size, checksum(path))
        files.append(file)
    write_manifest(lake.root / "_commits", replace(manifest, files=tuple(files)))


def with_column(name: str, value: object) -> Callable[[pa.Table], pa.Table]:
    """A change that sets one column."""

    def change(rows: pa.Table) -> pa.Table:
        place = rows.schema.get_field_index(name)
        values = pa.array([value] * rows.num_rows, rows.schema.field(name).type)
        return rows.set_column(place, rows.schema.field(name), values)

    return change


@pytest.mark.parametrize(
    ("table", "column", "value", "sentence"),
    [
        ("reports", "document_id", "x", "reports.document_id: 1 name nothing in documents, such as x."),
        ("observations", "report_id", "x", "observations.report_id: 1 name nothing in reports, such as x."),
        ("observations", "document_id", "x", "observations.document_id: 1 name nothing in documents, such as x."),
        ("observations", "change_of", "x", "observations.change_of: 1 name nothing in observations, such as x."),
        ("findings", "report_id", "x", "findings.report_id: 1 name nothing in reports, such as x."),
        ("findings", "observation_id", "x", "findings.observation_id: 1 name nothing in observations, such as x."),
        ("findings", "related", ["o1", "x"], "findings.related: 1 name nothing in observations, such as x."),
        ("confirmations", "observation_id", "x", "confirmations.observation_id: 1 name nothing in observations"),
        ("confirmations", "held_against", ["x"], "confirmations.held_against: 1 name nothing in observations"),
    ],
)
def test_a_reference_that_names_nothing_is_told(
    lake: Lake, table: str, column: str, value: object, sentence: str
) -> None:
    rewrite(lake, table, with_column(column, value))
    assert [said for said in faults(lake) if said.startswith(sentence)]


def test_a_row_that_is_there_twice_is_told(lake: Lake) -> None:
    rewrite(lake, "documents", lambda rows: pa.concat_tables([rows, rows]))
    assert faults(lake)[0].startswith("documents: 1 are there more than once, such as ")
