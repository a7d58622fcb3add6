"""A lake in object storage, against a real S3 API on loopback: what holds for a folder holds here."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from invented_nights import all_rows, finding, level, one_report, run_row, stage_documents, stage_rows
from storage_server import KEYS, keys_of, storage_server

from warehouse import bucket_lake, bucket_lock
from warehouse.bucket import Bucket
from warehouse.bucket_lake import BucketLake
from warehouse.candidate import open_candidate, rebuild
from warehouse.data_folder import DataFolder
from warehouse.errors import DamagedLake, LockedDataFolder, OvertakenNight, UnreachableLake
from warehouse.integrity import check_commits, check_files, check_references
from warehouse.lake import Lake
from warehouse.packing import pack_nights, remove_replaced
from warehouse.publishing import publish
from warehouse.staging import StagedNight

NIGHT = date(2024, 3, 1)
NOW = datetime(2024, 4, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Any]:
    with storage_server() as client, pytest.MonkeyPatch.context() as environment:
        for name, value in KEYS.items():
            environment.setenv(name, value)
        yield client


@pytest.fixture
def client(server: Any) -> Iterator[Any]:
    server.create_bucket(Bucket="court")
    yield server
    for key in keys_of(server, "court"):
        server.delete_object(Bucket="court", Key=key)
    server.delete_bucket(Bucket="court")


@pytest.fixture
def lake_in(client: Any, tmp_path: Path) -> Callable[[str], BucketLake]:
    """The one lake, seen from machines of these names."""
    bucket = Bucket("court/figures", client.meta.endpoint_url)
    return lambda machine: BucketLake(bucket, tmp_path / machine / "work")


@pytest.fixture
def lake(lake_in: Callable[[str], BucketLake]) -> BucketLake:
    return lake_in("here")


def staged_night(lake: Lake, run_id: str, *names: str) -> StagedNight:
    staged = lake.stage(run_id)
    stage_documents(staged, [one_report(name, level(f"{name}-1", 5)) for name in names])
    return staged


def publish_nights(data: DataFolder, lake: Lake, count: int) -> None:
    """Nights of one report, one finding and one run each, as a nightly run publishes them."""
    for number in range(1, count + 1):
        with data.lock(), lake.lock():
            lake.recover()
            staged = lake.stage(f"n{number}")
            stage_documents(staged, [one_report(f"r{number}", level(f"o{number}", number))])
            stage_rows(staged, "findings", [finding("f1", "o1", f"n{number}", message=f"说法{number}。")])
            stage_rows(staged, "runs", [run_row(f"n{number}")])
            with open_candidate(data, lake) as candidate:
                candidate.load(staged)
                candidate.seal(staged.commit(NIGHT + timedelta(days=number), NOW))
                publish(candidate, data)


def documents(*names: str) -> set[str]:
    return {one_report(name).source.document_id for name in names}


def committed(client: Any) -> list[str]:
    return keys_of(client, "court", "figures/_commits/")


def test_a_committed_night_stands_in_hive_partitions_and_nothing_else_stays(lake: BucketLake, client: Any) -> None:
    assert staged_night(lake, "n1", "a").commit(NIGHT) == 1
    assert keys_of(client, "court") == [
        "figures/_commits/000001.json",
        "figures/documents/night=2024-03-01/n1-0000.parquet",
        "figures/observations/night=2024-03-01/n1-0000.parquet",
        "figures/reports/night=2024-03-01/n1-0000.parquet",
    ]


def test_another_machine_sees_what_was_committed_and_nothing_else(lake_in: Callable[[str], BucketLake]) -> None:
    there, here = lake_in("there"), lake_in("here")
    staged_night(there, "n1", "a").commit(NIGHT)
    staged_night(there, "n2", "b")
    here.refresh()
    assert (here.last_commit(), here.known_documents()) == (1, documents("a"))


def test_a_folder_and_a_bucket_give_the_same_warehouse_row_for_row(lake: BucketLake, data: DataFolder) -> None:
    elsewhere = DataFolder(data.path / "elsewhere")
    publish_nights(data, lake, 3)
    publish_nights(elsewhere, Lake(elsewhere.lake), 3)
    assert all_rows(data) == all_rows(elsewhere)


def test_a_warehouse_is_built_again_from_the_bucket_alone(
    lake_in: Callable[[str], BucketLake], data: DataFolder
) -> None:
    publish_nights(data, lake_in("here"), 3)
    rebuild(data, lake_in("here"))
    empty = DataFolder(data.path / "empty")
    there = lake_in("there")
    with empty.lock(), there.lock():
        there.recover()
        assert rebuild(empty, there) == 3
    assert all_rows(empty) == all_rows(data)


def test_a_bucket_copied_into_a_folder_is_a_lake(lake: BucketLake, client: Any, tmp_path: Path) -> None:
    for name in ("n1", "n2"):
        staged_night(lake, name, name).commit(NIGHT)
    folder = tmp_path / "copied"
    for key in keys_of(client, "court"):
        (folder / key.removeprefix("figures/")).parent.mkdir(parents=True, exist_ok=True)
        client.download_file("court", key, str(folder / key.removeprefix("figures/")))
    copied = Lake(folder)
    copied.verify()
    assert (copied.last_commit(), copied.known_documents()) == (2, documents("n1", "n2"))
    assert staged_night(copied, "n3", "c").commit(NIGHT) == 3


def test_killed_between_files_and_manifest_leaves_no_night(
    lake_in: Callable[[str], BucketLake], monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    monkeypatch.setattr(BucketLake, "_count_night", _die)
    with pytest.raises(KeyboardInterrupt):
        staged_night(lake_in("here"), "n1", "a").commit(NIGHT)
    monkeypatch.undo()
    again = lake_in("here")
    again.recover()
    assert (again.last_commit(), again.known_documents()) == (0, set())
    assert [key for key in keys_of(client, "court") if "_staged" not in key] == []
    assert staged_night(again, "n2", "a").commit(NIGHT) == 1


@pytest.mark.parametrize("moved", [0, 1, 2])
def test_killed_between_manifest_and_move_is_finished_by_whichever_machine_comes_next(
    lake_in: Callable[[str], BucketLake], monkeypatch: pytest.MonkeyPatch, client: Any, moved: int
) -> None:
    move, done = Bucket.move, []

    def move_or_die(bucket: Bucket, source: str, target: str) -> bool:
        if len(done) == moved:
            raise KeyboardInterrupt
        done.append(target)
        return move(bucket, source, target)

    monkeypatch.setattr(Bucket, "move", move_or_die)
    monkeypatch.setattr(bucket_lake, "_AT_ONCE", 1)
    with pytest.raises(KeyboardInterrupt):
        staged_night(lake_in("here"), "n1", "a").commit(NIGHT)
    monkeypatch.undo()
    there = lake_in("there")
    there.recover()
    there.verify()
    assert there.known_documents() == documents("a")
    assert keys_of(client, "court", "figures/_staged") == []


def test_an_object_copied_and_not_yet_removed_when_the_run_was_killed_is_there_once(
    lake_in: Callable[[str], BucketLake], client: Any
) -> None:
    staged_night(lake_in("here"), "n1", "a").commit(NIGHT)
    source = {"Bucket": "court", "Key": "figures/documents/night=2024-03-01/n1-0000.parquet"}
    client.copy_object(Bucket="court", Key="figures/_staged/n1/documents/000000.parquet", CopySource=source)
    there = lake_in("there")
    there.recover()
    there.verify()
    assert keys_of(client, "court", "figures/_staged") == []


def test_what_was_staged_and_never_committed_is_dropped_when_no_run_can_commit_it_any_more(
    lake_in: Callable[[str], BucketLake], monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    here = lake_in("here")
    here.hand_over(staged_night(here, "n1", "a"))
    here.recover()
    assert len(keys_of(client, "court", "figures/_staged/n1")) == 3
    monkeypatch.setattr(bucket_lake, "ABANDONED", timedelta(seconds=-5))
    here.recover()
    assert keys_of(client, "court") == []


def test_what_one_machine_staged_is_committed_by_another(lake_in: Callable[[str], BucketLake]) -> None:
    worker, conductor = lake_in("worker"), lake_in("conductor")
    worker.hand_over(staged_night(worker, "n1", "a"))
    staged = conductor.stage("n1")
    for table in ("documents", "reports", "observations"):
        conductor.take_over(staged, table, 0)
    assert staged.commit(NIGHT) == 1
    conductor.verify()
    assert conductor.known_documents() == documents("a")


def test_of_two_writers_of_one_number_the_second_is_told_and_loses_nothing(
    lake_in: Callable[[str], BucketLake], client: Any
) -> None:
    here, there = lake_in("here"), lake_in("there")
    first, second = staged_night(here, "n1", "a"), staged_night(there, "n2", "b")
    assert first.commit(NIGHT) == 1
    with pytest.raises(OvertakenNight, match="was overtaken by another run, so it did not commit night 1; nothing is"):
        second.commit(NIGHT)
    assert keys_of(client, "court", "figures/_staged") == []
    there.recover()
    assert there.known_documents() == documents("a")
    assert staged_night(there, "n3", "b").commit(NIGHT) == 2
    there.verify()


def test_a_manifest_whose_answer_was_lost_on_the_way_counts(
    lake: BucketLake, monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    create = Bucket.create

    def create_twice(bucket: Bucket, key: str, content: bytes) -> bool:
        create(bucket, key, content)
        return create(bucket, key, content)

    monkeypatch.setattr(Bucket, "create", create_twice)
    assert staged_night(lake, "n1", "a").commit(NIGHT) == 1
    assert committed(client) == ["figures/_commits/000001.json"]


def test_two_runs_cannot_hold_the_lake_at_once(lake_in: Callable[[str], BucketLake], client: Any) -> None:
    here, there = lake_in("here"), lake_in("there")
    with here.lock():
        refused = pytest.raises(LockedDataFolder, match=r"s3://court/figures: another run is writing .*process \d+ on")
        with refused, there.lock():
            pass
        assert there.lock_holder() is not None
    with there.lock():
        pass
    assert keys_of(client, "court") == []


def put_lock(client: Any, **facts: Any) -> None:
    """A lock of another machine, whose end is an hour ahead unless stated otherwise."""
    end = datetime.now(UTC) + facts.pop("ends_in", timedelta(hours=1))
    held = bucket_lock.Lease("2024-03-01T18:30:00+00:00", end.isoformat(), host="elsewhere", boot="x", process=7)
    body = replace(held, **facts).content()
    client.put_object(Bucket="court", Key="figures/_lock.json", Body=body)


def test_a_lock_whose_time_is_over_is_taken_and_told_before(lake: BucketLake, client: Any) -> None:
    put_lock(client, ends_in=timedelta(seconds=-1))
    left = lake.left_lock()
    assert left is not None
    assert (lake.lock_holder(), left.host, left.process) == (None, "elsewhere", 7)
    with lake.lock():
        assert lake.left_lock() is None
    assert keys_of(client, "court") == []


def test_a_lock_of_a_process_of_this_machine_that_has_ended_is_over_at_once(lake: BucketLake, client: Any) -> None:
    here = bucket_lock.Lease("", "")
    put_lock(client, host=here.host, boot=here.boot, process=2**22 + 1)
    with lake.lock():
        assert lake.lock_holder() is not None


def test_a_lock_that_cannot_be_read_is_no_lock(lake: BucketLake, client: Any) -> None:
    client.put_object(Bucket="court", Key="figures/_lock.json", Body=b"{")
    with lake.lock():
        assert json.loads(client.get_object(Bucket="court", Key="figures/_lock.json")["Body"].read())["process"]


def test_a_lock_is_put_off_while_its_run_lives(lake: BucketLake, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bucket_lock, "_SIGNS", 3_000)
    signs: list[bytes] = []
    seen_twice = threading.Event()
    replaced = Bucket.replace

    def noted(bucket: Bucket, key: str, content: bytes, tag: str) -> bool:
        done = replaced(bucket, key, content, tag)
        signs.append(content)
        if len(signs) == 2:
            seen_twice.set()
        return done

    monkeypatch.setattr(Bucket, "replace", noted)
    with lake.lock():
        assert seen_twice.wait(60)
        assert lake.lock_holder() is not None
    assert {json.loads(sign)["process"] for sign in signs} == {bucket_lock.Lease("", "").process}


def test_a_run_that_was_taken_for_dead_does_not_commit(lake: BucketLake, client: Any) -> None:
    with lake.lock():
        put_lock(client)
        with pytest.raises(OvertakenNight, match="another run has taken the lake over"):
            staged_night(lake, "n1", "a").commit(NIGHT)
    assert committed(client) == []
    assert keys_of(client, "court") == ["figures/_lock.json"]


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(lambda content: None, "this file is missing", id="missing"),
        pytest.param(lambda content: content[:-1], "bytes where", id="cut short by a byte"),
        pytest.param(
            lambda content: content[:40] + bytes([content[40] ^ 1]) + content[41:], "is damaged", id="one bit turned"
        ),
    ],
)
def test_a_damaged_file_is_told_by_its_address_though_a_copy_is_sound(
    lake: BucketLake, client: Any, harm: Callable[[bytes], bytes | None], said: str
) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    key = "figures/observations/night=2024-03-01/n1-0000.parquet"
    harmed = harm(client.get_object(Bucket="court", Key=key)["Body"].read())
    if harmed is None:
        client.delete_object(Bucket="court", Key=key)
    else:
        client.put_object(Bucket="court", Key=key, Body=harmed)
    (fault,) = [each for each in check_files(lake, fast=False, advance=lambda *_: None) if each.level == "fault"]
    assert fault.said.startswith(f"s3://court/{key}: ")
    assert said in fault.said
    with pytest.raises(DamagedLake, match=r"s3://court/figures/observations.*is missing or damaged"):
        lake.verify()


def test_a_sound_lake_is_told_so(lake: BucketLake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    remarks = [
        *check_commits(lake),
        *check_files(lake, fast=False, advance=lambda *_: None),
        *check_files(lake, fast=True, advance=lambda *_: None),
        *check_references(lake, lambda *_: None),
    ]
    assert {remark.level for remark in remarks} == {"ok"}


def test_a_file_is_fetched_once_and_a_harmed_copy_is_fetched_again(
    lake_in: Callable[[str], BucketLake], monkeypatch: pytest.MonkeyPatch
) -> None:
    staged_night(lake_in("here"), "n1", "a").commit(NIGHT)
    there = lake_in("there")
    there.refresh()
    (path,) = there.committed_files("documents")
    path.write_bytes(b"cut short")
    assert there.known_documents() == documents("a")
    monkeypatch.setattr(Bucket, "fetch", _die)
    assert there.known_documents() == documents("a")


def test_copies_that_were_not_fetched_lately_are_listed(lake: BucketLake) -> None:
    staged_night(lake, "n1", "a").commit(NIGHT)
    assert lake.copies_before(datetime.now(UTC) - timedelta(hours=1)) == []
    assert {path.name for path in lake.copies_before(datetime.now(UTC) + timedelta(hours=1))} == {"n1-0000.parquet"}


def test_packed_nights_give_the_same_rows_and_what_they_replace_goes_after_its_days(
    lake_in: Callable[[str], BucketLake], data: DataFolder, client: Any
) -> None:
    here = lake_in("here")
    publish_nights(data, here, 5)
    pack = pack_nights(here, 2, NOW)
    assert pack is not None
    assert (pack.first, pack.last) == (1, 4)
    assert len(keys_of(client, "court", "figures/documents/")) == 2
    there, empty = lake_in("there"), DataFolder(data.path / "empty")
    there.recover()
    there.verify()
    rebuild(empty, there)
    rebuild(data, here)
    assert all_rows(empty) == all_rows(data)
    assert here.aside() == ["20240401T000000Z-pack-000001-000004"]
    assert remove_replaced(here, 7, NOW + timedelta(days=8)) == ["20240401T000000Z-pack-000001-000004"]
    assert keys_of(client, "court", "figures/_replaced") == []
    there.verify()


@pytest.mark.parametrize("step", range(0, 14, 2))
def test_packing_cut_short_is_finished_by_the_next_run(
    lake_in: Callable[[str], BucketLake], monkeypatch: pytest.MonkeyPatch, client: Any, step: int
) -> None:
    here = lake_in("here")
    for number in range(1, 5):
        staged_night(here, f"n{number}", f"r{number}").commit(NIGHT)
    done: list[str] = []

    def counted(name: str) -> Callable[..., Any]:
        work = getattr(Bucket, name)

        def step_or_die(*arguments: Any) -> Any:
            if len(done) == step:
                raise KeyboardInterrupt
            done.append(name)
            return work(*arguments)

        return step_or_die

    monkeypatch.setattr(bucket_lake, "_AT_ONCE", 1)
    for name in ("put", "create", "move"):
        monkeypatch.setattr(Bucket, name, counted(name))
    with pytest.raises(KeyboardInterrupt):
        pack_nights(here, 2, NOW)
    monkeypatch.undo()
    there = lake_in("there")
    there.recover()
    there.verify()
    assert there.known_documents() == documents("r1", "r2", "r3", "r4")
    assert len(keys_of(client, "court", "figures/reports/")) == (2 if "create" in done else 4)


def test_what_a_pack_cut_short_has_left_under_its_name_is_written_again(
    lake_in: Callable[[str], BucketLake], monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    here = lake_in("here")
    for number in range(1, 4):
        staged_night(here, f"n{number}", f"r{number}").commit(NIGHT)
    monkeypatch.setattr(BucketLake, "_create", _die)
    with pytest.raises(KeyboardInterrupt):
        pack_nights(here, 2, NOW)
    monkeypatch.undo()
    left = keys_of(client, "court", "figures/_staged/pack-000001-000002/")
    assert [key.rpartition("/")[2] for key in left] == [
        "documents.parquet",
        "observations.parquet",
        "reports.parquet",
    ]
    for key in left:  # as another version of the library may have compressed the same rows
        size = client.head_object(Bucket="court", Key=key)["ContentLength"]
        client.put_object(Bucket="court", Key=key, Body=bytes(size))
    there = lake_in("there")
    there.recover()
    assert pack_nights(there, 2, NOW) is not None
    seen = lake_in("elsewhere")
    seen.recover()
    seen.verify()
    assert seen.known_documents() == documents("r1", "r2", "r3")


def test_a_storage_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    lake = BucketLake(Bucket("court/figures", "http://127.0.0.1:9"), tmp_path)
    with pytest.raises(UnreachableLake, match=r"s3://court/figures: the storage of the lake failed .*CASETALLY_LAKE"):
        lake.refresh()


def test_a_storage_that_passes_over_conditions_lets_one_run_hold_the_lake(
    lake_in: Callable[[str], BucketLake], monkeypatch: pytest.MonkeyPatch, client: Any
) -> None:
    def put_anyway(bucket: Bucket, key: str, content: bytes) -> bool:
        client.put_object(Bucket="court", Key=f"figures/{key}", Body=content)
        put_lock(client)  # as the other run does at the same moment
        return True

    monkeypatch.setattr(Bucket, "create", put_anyway)
    with pytest.raises(LockedDataFolder, match="process 7 on elsewhere"), lake_in("here").lock():
        pass


def _die(*_: object) -> None:
    raise KeyboardInterrupt
