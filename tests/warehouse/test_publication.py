"""Candidate, publication and rebuild: the published file is whole and true at any moment."""

import os
import random
import resource
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented_nights import (
    InventedDocument,
    all_rows,
    finding,
    growth,
    level,
    one_report,
    publish_night,
    published,
    stage_documents,
)

from warehouse.candidate import Candidate, open_candidate, rebuild
from warehouse.data_folder import DataFolder
from warehouse.errors import (
    CandidateInUse,
    DamagedLake,
    LakeBehindWarehouse,
    TooLittleMemory,
    UnsealedCandidate,
    UnusableStorage,
)
from warehouse.lake import Lake
from warehouse.publishing import publish
from warehouse.reading import connect, published_commit
from warehouse.schemas import TABLES
from warehouse.storage import database_faults

NIGHT = date(2024, 3, 1)
Rows = dict[str, list[tuple[Any, ...]]]


def three_nights(data: DataFolder) -> None:
    """Three nights with a revision, a growth, a reprint, a suspect, a correction and a decision taken back."""
    publish_night(
        data,
        [one_report("r1", level("o1", 100), level("o2", 14180000), growth("g1", "3.2", "o1"), text="一则通稿。")],
        run_id="n1",
        findings=[finding("f1", "o1", "n1"), finding("f2", "o2", "n1")],
    )
    publish_night(
        data,
        [one_report("r2", level("o3", 101), published_on=date(2024, 2, 5))],
        run_id="n2",
        findings=[finding("f2", "o2", "n1", status="accepted", suggested_value=141800, last_run_id="n2")],
    )
    publish_night(
        data,
        [one_report("r3", level("o4", 100), published_on=date(2024, 2, 9), text="一则通稿。")],
        run_id="n3",
        findings=[finding("f1", "o1", "n1", status="rejected", decided_by="reviewer", last_run_id="n3")],
    )


def publish_again(data: DataFolder) -> None:
    """What a run does when the warehouse is behind the lake and nothing is new."""
    lake = Lake(data.lake)
    lake.recover()
    with open_candidate(data, lake) as candidate:
        candidate.seal(lake.last_commit())
        publish(candidate, data)


@pytest.fixture(scope="module")
def published_and_rebuilt(tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, Rows]:
    """The rows of every table as three nights published them, and as the lake gives them again."""
    data = DataFolder(tmp_path_factory.mktemp("three_nights"))
    three_nights(data)
    nightly = all_rows(data)
    assert rebuild(data) == 3
    return nightly, all_rows(data)


@pytest.mark.parametrize("table", TABLES)
def test_rebuilt_rows_are_the_published_rows_in_their_order(
    published_and_rebuilt: tuple[Rows, Rows], table: str
) -> None:
    nightly, rebuilt = published_and_rebuilt
    assert nightly[table]
    assert rebuilt[table] == nightly[table]


def test_a_rebuild_needs_nothing_but_the_lake(data: DataFolder, tmp_path: Path) -> None:
    three_nights(data)
    elsewhere = DataFolder(tmp_path / "elsewhere")
    elsewhere.path.mkdir()
    data.lake.rename(elsewhere.lake)
    rebuild(elsewhere)
    assert all_rows(elsewhere) == all_rows(data)


def test_an_empty_lake_gives_an_empty_warehouse(data: DataFolder) -> None:
    assert rebuild(data) == 0
    assert published(data, "from observations") == []
    assert published_commit(data) == 0


FIGURES = [
    one_report(f"r{number}", level(f"o{number}", 100 + number % 3), published_on=date(2024, 2, 1 + number % 4))
    for number in range(6)
]


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.sets(st.integers(1, 5)), order=st.permutations(FIGURES))
def test_however_documents_fall_into_nights_the_series_is_the_same(
    tmp_path_factory: pytest.TempPathFactory, cuts: set[int], order: list[InventedDocument]
) -> None:
    data = DataFolder(tmp_path_factory.mktemp("nights"))
    borders = [0, *sorted(cuts), len(order)]
    for number, (start, end) in enumerate(pairwise(borders)):
        publish_night(data, order[start:end], run_id=f"n{number}")
    # published 4 Feb 2024 by r3 alone: 100; r0 says 100, the other four 101 or 102
    found = published(data, "select observation_id, reports_agreeing, reports_disagreeing from series")
    assert found == [("o3", 2, 4)]


def test_a_second_night_keeps_the_rows_of_the_first(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    publish_night(data, [one_report("r2", level("o2", 101))], run_id="n2")
    assert published(data, "select observation_id, run_id from observations order by all") == [
        ("o1", "n1"),
        ("o2", "n2"),
    ]
    assert published(data, "select commit_number, run_id from publication") == [(1, "n1"), (2, "n2")]


def test_a_night_killed_between_commit_and_publication_is_published_by_the_next(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    lake = Lake(data.lake)
    staged = lake.stage("n2")
    stage_documents(staged, [one_report("r2", level("o2", 101))])
    staged.commit(NIGHT)
    assert published_commit(data) < lake.last_commit()
    publish_again(data)
    assert published_commit(data) == lake.last_commit()
    by_night = all_rows(data)
    rebuild(data)
    assert all_rows(data) == by_night
    assert published(data, "select count(*) from observations") == [(2,)]


def test_a_night_killed_before_its_commit_is_taken_up_again_under_another_run(data: DataFolder) -> None:
    new = [one_report("r1", level("o1", 100))]
    lake = Lake(data.lake)
    staged = lake.stage("n1")
    stage_documents(staged, new)
    with open_candidate(data, lake) as candidate:
        candidate.load(staged)
    publish_night(data, new, run_id="n2")
    assert published(data, "select observation_id, run_id from observations") == [("o1", "n2")]


def test_a_half_built_candidate_is_no_hindrance(data: DataFolder) -> None:
    data.create()
    data.candidate.write_bytes(b"half a database")
    data.candidate.with_name("candidate.duckdb.wal").write_bytes(b"half a log")
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    assert published(data, "select count(*) from series") == [(1,)]


def test_publication_leaves_no_second_file(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    assert sorted(path.name for path in data.path.iterdir()) == [".lock", "lake", "warehouse.duckdb", "work"]
    assert [path for path in data.work.rglob("*") if path.is_file()] == []


def test_a_reader_keeps_its_rows_while_the_next_reader_sees_the_new_ones(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    with connect(data) as reader:
        assert reader.execute("select count(*) from observations").fetchall() == [(1,)]
        publish_night(data, [one_report("r2", level("o2", 101))], run_id="n2")
        assert reader.execute("select observation_id from observations").fetchall() == [("o1",)]
        assert published(data, "select observation_id from observations order by all") == [("o1",), ("o2",)]


def test_a_reader_of_another_making_is_undisturbed_too(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    with duckdb.connect(str(data.warehouse), read_only=True) as reader:
        publish_night(data, [one_report("r2", level("o2", 101))], run_id="n2")
        assert reader.execute("select observation_id from observations").fetchall() == [("o1",)]


def test_the_published_file_is_never_written_in_place(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    published_before = data.warehouse.read_bytes()
    with data.warehouse.open("rb") as held:
        publish_night(data, [one_report("r2", level("o2", 101))], run_id="n2")
        assert held.read() == published_before
        assert os.fstat(held.fileno()).st_ino != data.warehouse.stat().st_ino


def test_a_candidate_that_is_not_sealed_is_not_published(data: DataFolder) -> None:
    with open_candidate(data, Lake(data.lake)) as candidate, pytest.raises(UnsealedCandidate, match="was not sealed"):
        publish(candidate, data)
    assert not data.warehouse.exists()


def test_a_candidate_is_sealed_only_with_the_last_commit_of_the_lake(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    with open_candidate(data, Lake(data.lake)) as candidate:
        with pytest.raises(ValueError, match="sealed at 2, the lake's last commit is 1"):
            candidate.seal(2)
        assert candidate.sealed_at is None


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(lambda path: path.write_bytes(b"not a database"), id="overwritten"),
        pytest.param(lambda path: os.truncate(path, 5000), id="cut short"),
        pytest.param(lambda path: os.truncate(path, 0), id="emptied"),
        pytest.param(lambda path: path.unlink(), id="deleted"),
    ],
)
def test_a_damaged_warehouse_is_made_again_from_the_lake_by_the_next_night(
    data: DataFolder, harm: Callable[[Path], object]
) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    harm(data.warehouse)
    publish_night(data, [one_report("r2", level("o2", 101))], run_id="n2")
    assert published(data, "select observation_id from observations") == [("o1",), ("o2",)]


def test_a_warehouse_with_the_columns_of_another_version_is_made_again_from_the_lake(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    with duckdb.connect(str(data.warehouse)) as older:
        older.execute("alter table observations drop column court")
    publish_again(data)
    assert published(data, "select observation_id, court from observations") == [("o1", None)]


def test_a_lake_that_lost_a_published_night_is_told_and_nothing_is_published(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    publish_night(data, [one_report("r2", level("o2", 101))], run_id="n2")
    (data.lake / "_commits" / "000002-n2.json").unlink()
    before = data.warehouse.read_bytes()
    with pytest.raises(LakeBehindWarehouse, match="holds commit 2 of run n2"):
        publish_night(data, [one_report("r3", level("o3", 102))], run_id="n3")
    assert data.warehouse.read_bytes() == before


def test_another_night_under_the_same_number_is_told(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    manifest = data.lake / "_commits" / "000001-n1.json"
    manifest.write_text(manifest.read_text().replace('"n1"', '"n9"'))
    with pytest.raises(LakeBehindWarehouse, match="holds commit 1 of run n1"):
        open_candidate(data, Lake(data.lake))


def test_a_rebuild_from_a_damaged_lake_is_refused_and_what_stood_stands(data: DataFolder) -> None:
    three_nights(data)
    before = data.warehouse.read_bytes()
    path = random.Random(7).choice(Lake(data.lake).committed_files("observations"))
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(DamagedLake, match=path.name):
        rebuild(data)
    assert data.warehouse.read_bytes() == before


def test_rows_are_loaded_once_however_often_a_night_is_loaded(data: DataFolder) -> None:
    lake = Lake(data.lake)
    staged = lake.stage("n1")
    stage_documents(staged, [one_report("r1", level("o1", 100))])
    with open_candidate(data, lake) as candidate:
        candidate.load(staged)
        candidate.load(staged)
        assert candidate.connection.execute("select count(*) from observations").fetchall() == [(1,)]


def test_a_second_connection_sees_the_candidate_while_it_is_open(data: DataFolder) -> None:
    lake = Lake(data.lake)
    staged = lake.stage("n1")
    stage_documents(staged, [one_report("r1", level("o1", 100))])
    with open_candidate(data, lake) as candidate:
        candidate.load(staged)
        candidate.settle()
        with duckdb.connect(str(candidate.path)) as auditor:
            assert auditor.execute("select observation_id from series").fetchall() == [("o1",)]


@pytest.fixture
def sealed(data: DataFolder) -> Iterator[Candidate]:
    """A candidate that holds one committed night and is ready to be published."""
    lake = Lake(data.lake)
    staged = lake.stage("n1")
    stage_documents(staged, [one_report("r1", level("o1", 100))])
    with open_candidate(data, lake) as candidate:
        candidate.load(staged)
        candidate.seal(staged.commit(NIGHT))
        yield candidate


def test_a_candidate_that_another_connection_holds_open_is_not_published(data: DataFolder, sealed: Candidate) -> None:
    with duckdb.connect(str(sealed.path)), pytest.raises(CandidateInUse, match="close it before publishing"):
        publish(sealed, data)
    assert not data.warehouse.exists()


@pytest.fixture
def no_file_may_grow(sealed: Candidate) -> Iterator[None]:
    """The system refuses to write beyond the candidate's present size."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (sealed.path.stat().st_size, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("no_file_may_grow")
def test_rows_that_cannot_be_brought_into_the_one_file_are_not_published(data: DataFolder, sealed: Candidate) -> None:
    with pytest.raises(duckdb.Error, match="File too large"):
        publish(sealed, data)
    assert not data.warehouse.exists()


def test_too_little_memory_is_told_in_a_sentence() -> None:
    connection = duckdb.connect(config={"memory_limit": "4MB", "temp_directory": ""})
    told = pytest.raises(TooLittleMemory, match="the database ran out of memory: give this machine more")
    with told, database_faults(Path("candidate.duckdb")):
        connection.execute("create table wide as select range as n, hash(range) as h from range(10000000)")


def test_a_full_disk_is_told_in_a_sentence_whichever_way_the_database_words_it() -> None:
    with pytest.raises(UnusableStorage, match="the disk is full"), database_faults(Path("candidate.duckdb")):
        raise duckdb.TransactionException("Failed to commit: Could not write file: No space left on device")


def test_other_complaints_of_the_database_keep_their_own_words() -> None:
    with pytest.raises(duckdb.ConstraintException), database_faults(Path("candidate.duckdb")):
        raise duckdb.ConstraintException("Constraint Error: no")


def test_candidate_keeps_to_its_share_of_memory_and_spills_into_the_work_folder(tmp_path: Path) -> None:
    data = DataFolder(tmp_path)
    with open_candidate(data, Lake(data.lake)) as candidate:
        settings_now = "select current_setting('memory_limit'), current_setting('temp_directory')"
        [(limit, spill)] = candidate.connection.execute(settings_now).fetchall()
    number, unit = limit.split()
    assert float(number) * {"GiB": 2**30, "MiB": 2**20}[unit] <= 4 * 2**30
    assert data.work in Path(spill).parents
