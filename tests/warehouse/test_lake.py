"""The lake: a night counts whole or not at all, wherever it is cut short."""

import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invented_nights import level, one_report, run_row, stage_documents, stage_rows

from warehouse import lake as lake_module
from warehouse.data_folder import DataFolder
from warehouse.errors import DamagedLake
from warehouse.lake import Lake
from warehouse.manifests import manifest_paths, read_manifest
from warehouse.schemas import TABLES
from warehouse.staging import StagedNight

NIGHT = date(2024, 3, 1)


@pytest.fixture
def lake(data: DataFolder) -> Lake:
    """A lake with nothing in it."""
    return Lake(data.lake)


def staged_night(lake: Lake, run_id: str, *names: str) -> StagedNight:
    """A night with one document, one report and one figure for each name, not committed."""
    staged = lake.stage(run_id)
    stage_documents(staged, [one_report(name, level(f"{name}-1", 5)) for name in names])
    return staged


def runs_table(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of ``runs``."""
    return pa.Table.from_pylist(rows, schema=TABLES["runs"].schema)


def files_under(folder: Path) -> list[str]:
    """All files under a folder, relative to it."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_committed_night_stands_in_hive_partitions_under_its_run_id(lake: Lake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    assert files_under(lake.root) == [
        "_commits/000001-n1.json",
        "documents/night=2024-03-01/n1-0000.parquet",
        "observations/night=2024-03-01/n1-0000.parquet",
        "reports/night=2024-03-01/n1-0000.parquet",
    ]


def test_files_are_compressed_with_zstd(lake: Lake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    (path,) = lake.committed_files("observations")
    assert pq.read_metadata(path).row_group(0).column(0).compression == "ZSTD"


def test_files_carry_the_comments_of_their_columns(lake: Lake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    (path,) = lake.committed_files("reports")
    assert pq.read_schema(path).equals(TABLES["reports"].schema, check_metadata=True)


def test_commits_are_numbered_from_one(lake: Lake) -> None:
    assert lake.last_commit() == 0
    assert staged_night(lake, "n1", "a").commit(NIGHT) == 1
    assert staged_night(lake, "n2", "b").commit(NIGHT) == 2
    assert lake.last_commit() == 2


def test_the_order_of_nights_is_that_of_their_commits_not_of_their_dates_or_names(lake: Lake) -> None:
    staged_night(lake, "z", "a").commit(date(2024, 3, 2))
    staged_night(lake, "a", "b").commit(date(2024, 3, 1))
    assert [path.name for path in lake.committed_files("documents")] == ["z-0000.parquet", "a-0000.parquet"]


def test_files_after_a_commit_are_those_of_later_nights(lake: Lake) -> None:
    for name in ("n1", "n2", "n3"):
        staged_night(lake, name, name).commit(NIGHT)
    later = lake.committed_files("documents", after=1)
    assert [path.name for path in later] == ["n2-0000.parquet", "n3-0000.parquet"]


def test_known_documents_are_those_of_committed_nights_only(lake: Lake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    staged_night(lake, "n2", "b")
    assert lake.known_documents() == {one_report("a").source.document_id}


def test_nothing_staged_writes_nothing(lake: Lake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    before = files_under(lake.root)
    staged = lake.stage("n2")
    stage_rows(staged, "findings", [])
    assert staged.commit(NIGHT) == 1
    assert files_under(lake.root) == before


def test_a_manifest_names_each_file_with_its_rows_and_checksum(lake: Lake) -> None:
    staged = lake.stage("n1")
    stage_rows(staged, "runs", [run_row("n1"), run_row("n0")])
    staged.commit(NIGHT, committed_at=datetime(2024, 3, 1, 20, tzinfo=UTC))
    (manifest,) = lake.manifests()
    assert (manifest.commit, manifest.run_id, manifest.night) == (1, "n1", NIGHT)
    assert manifest.committed_at == datetime(2024, 3, 1, 20, tzinfo=UTC)
    assert [(file.table, file.rows, len(file.sha256)) for file in manifest.files] == [("runs", 2, 64)]


def test_a_table_that_the_lake_does_not_keep_is_refused(lake: Lake) -> None:
    with pytest.raises(ValueError, match="indicators: the lake keeps documents, reports"):
        stage_rows(lake.stage("n1"), "indicators", [{"indicator": "x"}])


@pytest.mark.parametrize("run_id", ["", "../n1", "a b", "-n", "n/1"])
def test_a_run_id_that_could_leave_its_folder_is_refused(lake: Lake, run_id: str) -> None:
    with pytest.raises(ValueError, match="letters, digits and hyphens"):
        lake.stage(run_id)


def test_parts_are_loaded_in_their_order_whoever_finishes_first(lake: Lake) -> None:
    staged = lake.stage("n1")
    for part in (2, 0, 1):
        rows = [run_row(f"part{part}")]
        staged.write("runs", runs_table(rows), part=part)
    assert [pq.read_table(path)["run_id"][0].as_py() for path in staged.files("runs")] == ["part0", "part1", "part2"]


def test_a_part_is_staged_once(lake: Lake) -> None:
    staged = lake.stage("n1")
    staged.write("runs", runs_table([run_row("n1")]), part=0)
    with pytest.raises(ValueError, match="part 0 is staged already"):
        staged.write("runs", runs_table([run_row("n1")]), part=0)


def test_threads_that_write_at_once_lose_nothing(lake: Lake) -> None:
    staged = lake.stage("n1")
    writers = [
        threading.Thread(target=staged.write, args=("runs", runs_table([run_row(f"t{number}")])))
        for number in range(16)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    found = {pq.read_table(path)["run_id"][0].as_py() for path in staged.files("runs")}
    assert found == {f"t{number}" for number in range(16)}


def test_a_file_cut_short_while_it_is_written_is_not_staged(lake: Lake) -> None:
    staged = staged_night(lake, "n1", "a")
    (staged.folder / "runs").mkdir()
    (staged.folder / "runs" / "000000.unfinished").write_bytes(b"PAR1 half a file")
    assert staged.files("runs") == []
    staged.commit(NIGHT)
    assert lake.committed_files("runs") == []


def test_a_night_killed_before_its_commit_leaves_no_trace(lake: Lake) -> None:
    staged_night(lake, "n1", "a")
    lake.recover()
    assert lake.known_documents() == set()
    assert not lake.staging.exists()


def test_a_night_killed_while_its_manifest_is_written_leaves_no_trace(lake: Lake) -> None:
    staged_night(lake, "n1", "a")
    (lake.root / "_commits").mkdir(parents=True)
    (lake.root / "_commits" / ".000001-n1.json.unfinished").write_text('{"commit": 1, "run')
    lake.recover()
    assert lake.last_commit() == 0
    assert lake.known_documents() == set()


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_a_night_killed_between_commit_and_move_is_finished(
    lake: Lake, monkeypatch: pytest.MonkeyPatch, moved: int
) -> None:
    staged = staged_night(lake, "n1", "a")
    cut_short_after(moved, monkeypatch)
    with pytest.raises(KeyboardInterrupt):
        staged.commit(NIGHT)
    monkeypatch.undo()
    assert len(files_under(lake.root)) == 1 + moved
    again = Lake(lake.root)
    again.recover()
    again.verify()
    assert again.known_documents() == {one_report("a").source.document_id}
    assert not again.staging.exists()


def cut_short_after(moves: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """End the process, as it were, once some of a night's files have been moved."""
    done: list[Path] = []
    move = lake_module.move

    def move_or_die(source: Path, target: Path) -> None:
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(target)
        move(source, target)

    monkeypatch.setattr(lake_module, "move", move_or_die)


def test_recovering_twice_changes_nothing(lake: Lake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    before = files_under(lake.root)
    lake.recover()
    lake.recover()
    assert files_under(lake.root) == before


def test_a_committed_file_that_is_gone_is_told(lake: Lake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    (path,) = lake.committed_files("reports")
    path.unlink()
    with pytest.raises(DamagedLake, match=r"n1-0000\.parquet: this file of the lake is missing or damaged"):
        lake.recover()


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda content: content[:-1], id="cut short by a byte"),
        pytest.param(lambda content: b"", id="emptied"),
        pytest.param(lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:], id="one bit turned"),
    ],
)
def test_a_committed_file_that_changed_is_told(lake: Lake, harm: Callable[[bytes], bytes]) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    (path,) = lake.committed_files("observations")
    path.write_bytes(harm(path.read_bytes()))
    with pytest.raises(DamagedLake, match="missing or damaged; restore it from a backup"):
        lake.verify()


def test_documents_that_cannot_be_read_are_told(lake: Lake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    (path,) = lake.committed_files("documents")
    path.write_bytes(b"not Parquet")
    with pytest.raises(DamagedLake, match=r"documents.*n1-0000\.parquet"):
        lake.known_documents()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"commit": 1}', '{"commit": 1, "run_id": "n1", "night": "x"}'])
def test_a_manifest_that_cannot_be_read_is_told(lake: Lake, content: str) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    (path,) = manifest_paths(lake.root / "_commits")
    path.write_text(content)
    with pytest.raises(DamagedLake, match=r"000001-n1\.json: this manifest cannot be read"):
        read_manifest(path)


def test_a_dropped_night_leaves_nothing(lake: Lake) -> None:
    staged = staged_night(lake, "n1", "a")
    staged.drop()
    assert not staged.folder.exists()
    assert staged.commit(NIGHT) == 0
