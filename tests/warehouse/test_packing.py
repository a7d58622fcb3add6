"""Packing: fewer and larger files, the same rows in the same order, old or new wherever it is cut short."""

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from invented_nights import all_rows, finding, level, one_report, publish_night, run_row, stage_documents, stage_rows

from warehouse import lake as lake_module
from warehouse import packing
from warehouse import packs as packs_module
from warehouse.candidate import open_candidate, rebuild
from warehouse.data_folder import DataFolder
from warehouse.errors import DamagedLake
from warehouse.lake import Lake
from warehouse.lake_rows import lake_rows
from warehouse.packing import pack_nights, remove_replaced
from warehouse.publishing import publish

NOW = datetime(2024, 4, 1, tzinfo=UTC)
NIGHTS = 5


def commit_nights(lake: Lake, count: int) -> None:
    """Commit nights of one document each, on days that follow each other."""
    begun = lake.last_commit()
    for number in range(begun + 1, begun + count + 1):
        staged = lake.stage(f"n{number}")
        stage_documents(staged, [one_report(f"r{number}", level(f"o{number}", number))])
        stage_rows(staged, "runs", [run_row(f"n{number}")])
        staged.commit(date(2024, 3, 1) + timedelta(days=number))


def order_of(lake: Lake, table: str, column: str) -> list[Any]:
    """A column of a table in the lake, in the order of the rows."""
    return [value for path in lake.committed_files(table) for value in pq.read_table(path)[column].to_pylist()]


def seen_by_a_glob(lake: Lake, table: str) -> list[str]:
    """The figures or runs that somebody finds who reads the folders of a table, whatever the manifests say."""
    paths = sorted((lake.root / table).glob("night=*/*.parquet"))
    return sorted(value for path in paths for value in pq.read_table(path, partitioning=None)["run_id"].to_pylist())


@pytest.fixture
def lake(data: DataFolder) -> Lake:
    """A lake of five nights."""
    lake = Lake(data.lake)
    commit_nights(lake, NIGHTS)
    return lake


def test_all_nights_but_the_last_are_packed_into_one_file_a_table(lake: Lake) -> None:
    pack = pack_nights(lake, 2, NOW)
    assert pack is not None
    assert (pack.first, pack.last) == (1, 4)
    assert [path.relative_to(lake.root).as_posix() for path in lake.committed_files("observations")] == [
        "observations/night=2024-03-05/pack-000001-000004.parquet",
        "observations/night=2024-03-06/n5-0000.parquet",
    ]
    lake.verify()


def test_packed_rows_are_the_same_in_the_same_order(lake: Lake) -> None:
    before = lake_rows("observations", lake.committed_files("observations")).read_all()
    pack_nights(lake, 2, NOW)
    assert lake_rows("observations", lake.committed_files("observations")).read_all().equals(before)
    assert order_of(lake, "observations", "observation_id") == ["o1", "o2", "o3", "o4", "o5"]


def test_a_lake_that_is_packed_gives_the_same_warehouse_row_for_row(data: DataFolder) -> None:
    for number in range(1, 5):
        found = [finding("f1", "o1", f"n{number}", message=f"说法{number}。")]
        report = one_report(f"r{number}", level(f"o{number}", 100 + number))
        publish_night(data, [report], run_id=f"n{number}", findings=found)
    rebuild(data)
    before = all_rows(data)
    assert pack_nights(Lake(data.lake), 2, NOW) is not None
    rebuild(data)
    assert all_rows(data) == before


def test_too_few_nights_are_left_as_they_are(lake: Lake) -> None:
    assert pack_nights(lake, 5, NOW) is None
    assert not (lake.root / "_packs").exists()


def test_an_empty_lake_is_left_alone(data: DataFolder) -> None:
    assert pack_nights(Lake(data.lake), 1, NOW) is None


def test_what_is_known_is_read_from_the_packs(lake: Lake) -> None:
    known = lake.known_documents()
    pack_nights(lake, 2, NOW)
    assert lake.known_documents() == known
    assert len(lake.committed_files("documents")) == 2


def test_packs_grow_so_that_files_stay_few(lake: Lake) -> None:
    for _ in range(20):
        commit_nights(lake, 2)
        pack_nights(lake, 2, NOW)
    assert lake.last_commit() == 45
    assert len(lake.packs()) <= 6
    assert [pack.first for pack in lake.packs()[1:]] == [pack.last + 1 for pack in lake.packs()[:-1]]
    assert order_of(lake, "runs", "run_id") == [f"n{number}" for number in range(1, 46)]
    assert len(list((lake.root / "_packs").iterdir())) == len(lake.packs())


def test_a_pack_that_is_large_is_not_packed_again(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "LARGEST_PACK", 1)
    pack_nights(lake, 2, NOW)
    commit_nights(lake, 4)
    pack_nights(lake, 2, NOW)
    assert [(pack.first, pack.last) for pack in lake.packs()] == [(1, 4), (5, 8)]


def test_rows_are_grouped_so_that_no_group_is_larger_than_memory_allows(
    lake: Lake, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "BYTES_PER_GROUP", 1)
    pack_nights(lake, 2, NOW)
    assert pq.read_metadata(lake.committed_files("documents")[0]).num_row_groups == 4


def test_whoever_reads_the_folders_of_a_table_finds_each_row_once(lake: Lake) -> None:
    pack_nights(lake, 2, NOW)
    assert seen_by_a_glob(lake, "observations") == ["n1", "n2", "n3", "n4", "n5"]


def test_what_was_replaced_is_set_aside_and_its_empty_folders_are_gone(lake: Lake) -> None:
    old = lake.committed_files("documents")[0]
    content = old.read_bytes()
    pack_nights(lake, 2, NOW)
    aside = lake.root / "_replaced" / "20240401T000000Z-pack-000001-000004" / old.relative_to(lake.root)
    assert aside.read_bytes() == content
    assert not old.parent.exists()


def test_what_was_replaced_is_removed_once_its_time_is_over(lake: Lake) -> None:
    pack_nights(lake, 2, NOW)
    assert remove_replaced(lake, 7, NOW + timedelta(days=7)) == []
    (removed,) = remove_replaced(lake, 7, NOW + timedelta(days=7, seconds=1))
    assert removed == "20240401T000000Z-pack-000001-000004"
    assert not (lake.root / "_replaced" / removed).exists()
    lake.recover()
    lake.verify()


def test_what_was_replaced_stays_when_the_pack_is_damaged(lake: Lake) -> None:
    pack_nights(lake, 2, NOW)
    path = lake.committed_files("reports")[0]
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(DamagedLake, match="pack-000001-000004"):
        remove_replaced(lake, 7, NOW + timedelta(days=30))
    assert list((lake.root / "_replaced").iterdir()) != []


def test_a_damaged_night_is_not_packed(lake: Lake) -> None:
    path = lake.committed_files("observations")[1]
    path.write_bytes(path.read_bytes()[:40] + b"x" + path.read_bytes()[41:])
    with pytest.raises(DamagedLake, match="n2-0000"):
        pack_nights(lake, 2, NOW)
    assert lake.packs() == []


def cut_short_at(step: int, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """End the process, as it were, before one of the steps that change the lake; list the steps taken."""
    taken: list[str] = []

    def counted(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def step_or_die(*arguments: Any) -> Any:
            if len(taken) == step:
                raise KeyboardInterrupt
            taken.append(name)
            return work(*arguments)

        return step_or_die

    monkeypatch.setattr(packs_module, "write_atomically", counted("count", packs_module.write_atomically))
    monkeypatch.setattr(lake_module, "move", counted("in", lake_module.move))
    monkeypatch.setattr(packs_module, "move", counted("aside", packs_module.move))
    monkeypatch.setattr(packing, "checksum", counted("write", packing.checksum))
    return taken


def test_wherever_packing_is_cut_short_the_rows_are_all_there_once(lake: Lake, tmp_path: Path) -> None:
    pack_nights(lake, 2, NOW)
    commit_nights(lake, 3)
    before = {table: order_of(lake, table, "run_id") for table in ("documents", "observations", "runs")}
    cut = 0
    for step in range(1000):
        folder = DataFolder(tmp_path / f"cut {step}")
        shutil.copytree(lake.root, folder.lake)
        with pytest.MonkeyPatch.context() as patch:
            taken = cut_short_at(step, patch)
            try:
                pack_nights(Lake(folder.lake), 2, NOW + timedelta(days=1))
            except KeyboardInterrupt:
                cut += 1
        again = Lake(folder.lake)
        again.recover()
        again.verify()
        assert {table: order_of(again, table, "run_id") for table in before} == before, taken
        assert seen_by_a_glob(again, "observations") == sorted(before["observations"]), taken
        assert not again.staging.exists() or not any(again.staging.iterdir())
        if len(taken) < step:
            break
    assert taken[:4] == ["write"] * 4
    assert taken[4] == "count"
    assert cut == len(taken) == 4 + 1 + 4 + 4 * 4 + 1


def test_a_warehouse_from_the_middle_of_a_pack_is_built_from_the_lake(data: DataFolder) -> None:
    for number in (1, 2):
        publish_night(data, [one_report(f"r{number}", level(f"o{number}", 5))], run_id=f"n{number}")
    from_backup = data.warehouse.read_bytes()
    for number in (3, 4):
        publish_night(data, [one_report(f"r{number}", level(f"o{number}", 5))], run_id=f"n{number}")
    lake = Lake(data.lake)
    pack_nights(lake, 2, NOW)
    before = all_rows(data)
    data.warehouse.write_bytes(from_backup)
    assert not lake.can_go_on_from(2)
    assert lake.can_go_on_from(3)
    with open_candidate(data, lake) as candidate:
        candidate.seal(4)
        publish(candidate, data)
    assert all_rows(data) == before
