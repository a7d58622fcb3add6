"""Tidying: what is due is done and said, what is needed stays, and a night is not lost over it."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from extraction.records import ExtractedDocument
from flows.conductors import PlainConductor
from flows.inbox import InboxDocument, Place, Unreadable, source_of
from flows.night import Night
from flows.quarantine import quarantine, set_aside
from flows.settings import Settings
from flows.summary import NightSummary
from flows.tidying import tidy, tidy_night
from warehouse.data_folder import DataFolder
from warehouse.lake import Lake
from warehouse.rows import SourceDocument, documents_table

NOW = datetime(2024, 4, 1, tzinfo=UTC)
DOCUMENT = "d" * 64
OTHER = "e" * 64


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """A data folder of three nights with a document each."""
    data = DataFolder(tmp_path / "data")
    for number in range(1, 4):
        staged = Lake(data.lake).stage(f"n{number}")
        name = DOCUMENT if number == 1 else f"{number}" * 64
        source = SourceDocument(name, f"{number}.txt", "text/plain", "utf-8", "正文")
        read = ExtractedDocument(None, "inferred", (), ())
        staged.write("documents", documents_table([(source, read)], run_id=f"n{number}", ingested_at=NOW))
        staged.commit(date(2024, 3, number))
    data.create()
    return data


def done(data: DataFolder, now: datetime = NOW, **settings: int) -> list[str]:
    """What tidying says it did."""
    return list(tidy(data, Lake(data.lake), Settings(**settings), now))


def test_nights_are_packed_when_there_are_enough_of_them(data: DataFolder) -> None:
    assert done(data, tidy_nights=3) == []
    assert done(data, tidy_nights=2) == [
        f"Packed the nights 1 to 2: 1 files in the place of 2, which are kept in {data.lake / '_replaced'} for 14 days."
    ]
    assert done(data, tidy_nights=2) == []


def test_with_zero_nothing_is_ever_packed(data: DataFolder) -> None:
    assert done(data, tidy_nights=0) == []


def test_what_was_packed_is_removed_after_the_days_of_the_setting(data: DataFolder) -> None:
    done(data, tidy_nights=2)
    assert done(data, NOW + timedelta(days=3), tidy_keep_days=3) == []
    assert done(data, NOW + timedelta(days=4), tidy_keep_days=3) == [
        "Removed what was packed more than 3 days ago: 1 folders."
    ]


def test_a_quarantined_document_that_has_been_read_since_is_removed_and_others_stay(data: DataFolder) -> None:
    data.quarantine.mkdir()
    names = (f"{DOCUMENT}.reason.txt", f"{DOCUMENT}.txt", f"{OTHER}.reason.txt", f"{OTHER}.txt", "path-0f.reason.txt")
    for name in names:
        (data.quarantine / name).write_text("x")
    assert done(data) == ["Removed 2 files or folders of quarantined documents that have been read since."]
    assert {path.name for path in data.quarantine.iterdir()} == set(names[2:])


def test_a_quarantined_document_that_left_the_inbox_is_removed_after_the_days_of_the_setting(data: DataFolder) -> None:
    data.quarantine.mkdir()
    met_on = {OTHER: NOW - timedelta(days=4), "path-0f": NOW - timedelta(days=3)}
    for name, met in met_on.items():
        for suffix in (".reason.txt", ".pdf"):
            (data.quarantine / (name + suffix)).write_text("x")
            os.utime(data.quarantine / (name + suffix), (met.timestamp(), met.timestamp()))
    assert done(data, tidy_keep_days=3) == [
        "Removed 2 files or folders of quarantined documents that no night of 3 days has met."
    ]
    assert {path.name for path in data.quarantine.iterdir()} == {"path-0f.reason.txt", "path-0f.pdf"}


def test_a_night_that_meets_a_quarantined_document_again_keeps_it(data: DataFolder, tmp_path: Path) -> None:
    document = InboxDocument(OTHER, "x.txt", Place("x.txt"), 1, "text/plain")
    unreadable = Unreadable("x.txt", "it is binary", OTHER, lasting=True)
    source = source_of(Settings(inbox=str(tmp_path)))
    quarantine([unreadable], data.quarantine, source=source, copy_up_to=0)
    (reason,) = data.quarantine.iterdir()
    os.utime(reason, (0, 0))
    assert set(set_aside([document], data.quarantine, version=source.read_by)) == {OTHER}
    assert done(data, datetime.now(UTC)) == []
    os.utime(reason, (0, 0))
    assert set_aside([], data.quarantine, version=source.read_by) == {}
    assert len(done(data, datetime.now(UTC))) == 1


def test_what_interrupted_runs_left_is_removed_and_the_rest_of_the_work_folder_stays(data: DataFolder) -> None:
    begun = (".last_run.json.4711", ".alerts.json.4711.unfinished", "work/.objects.json.4711.unfinished")
    for name in ("work/candidate.duckdb", "work/candidate.duckdb.wal", "work/feeds.json", *begun):
        (data.path / name).write_text("x")
    for name in ("docs.new", "review.old", "work/candidate.duckdb.tmp", "docs"):
        (data.path / name).mkdir()
    assert done(data) == ["Removed 8 files or folders left by interrupted runs."]
    assert {path.name for path in data.path.iterdir()} == {"lake", "work", "docs"}
    assert {path.name for path in data.work.iterdir()} == {"feeds.json", "stage"}


def test_a_night_that_cannot_be_tidied_says_so_and_goes_on(data: DataFolder) -> None:
    (damaged,) = Lake(data.lake).committed_files("documents")[:1]
    damaged.write_bytes(b"")
    night = Night("n4", NOW, NOW.date(), Settings(tidy_nights=2), data, Lake(data.lake))
    summary = NightSummary("n4", NOW, "1", "inbox", "data")
    tidy_night(night, summary, PlainConductor(1))
    (sentence,) = summary.warnings
    assert sentence.startswith("The data folder was not tidied: ")
    assert "n1-0000.parquet: this file of the lake is missing or damaged" in sentence


OWN_SERVER = """
import sys
from pathlib import Path
from flows.embedded import prepare_prefect
from warehouse.data_folder import DataFolder
prepare_prefect(DataFolder(Path(sys.argv[1])), int(sys.argv[2]))
"""


@pytest.mark.parametrize(("largest", "stays"), [(1000, True), (999, False)])
def test_what_the_temporary_server_keeps_is_bounded(data: DataFolder, largest: int, stays: bool) -> None:
    kept = data.work / "prefect" / "prefect.db"
    kept.parent.mkdir()
    kept.write_bytes(bytes(1000))
    subprocess.run([sys.executable, "-c", OWN_SERVER, str(data.path), str(largest)], check=True)
    assert kept.exists() is stays
