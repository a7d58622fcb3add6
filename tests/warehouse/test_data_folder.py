"""The data folder: its places are those of the contract, and one run writes at a time."""

import errno
import json
import multiprocessing
import os
import socket
from datetime import datetime
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError, LockedDataFolder, UnusableStorage, storage_faults
from warehouse.storage import write_atomically


def hold(folder: Path, held: Event, done: Event) -> None:
    """Hold the lock of a folder until told otherwise."""
    with DataFolder(folder).lock():
        held.set()
        done.wait()


def test_places_are_those_of_the_contract() -> None:
    data = DataFolder(Path("data"))
    places = (data.lake, data.warehouse, data.decisions, data.docs, data.review, data.quarantine)
    assert [str(place) for place in places] == [
        "data/lake",
        "data/warehouse.duckdb",
        "data/decisions.csv",
        "data/docs",
        "data/review",
        "data/quarantine",
    ]


def test_naming_a_folder_creates_nothing(data: DataFolder) -> None:
    assert data.candidate.parent == data.work
    assert not data.path.exists()


def test_a_second_run_is_refused_with_a_sentence(data: DataFolder) -> None:
    with (
        data.lock(),
        pytest.raises(LockedDataFolder, match="another run is writing to this data folder; wait"),
        data.lock(),
    ):
        pass


def test_the_lock_is_free_again_after_a_run_that_failed(data: DataFolder) -> None:
    with pytest.raises(RuntimeError), data.lock():
        raise RuntimeError
    with data.lock():
        pass


def test_the_lock_ends_with_the_process_that_held_it_even_when_killed(data: DataFolder) -> None:
    spawn = multiprocessing.get_context("spawn")
    held, done = spawn.Event(), spawn.Event()
    holder = spawn.Process(target=hold, args=(data.path, held, done))
    holder.start()
    assert held.wait(60)
    with pytest.raises(LockedDataFolder), data.lock():
        pass
    holder.kill()
    holder.join()
    with data.lock():
        pass


def test_who_holds_the_folder_is_told_while_it_is_held(data: DataFolder) -> None:
    assert data.lock_holder() is None
    with data.lock():
        holder = data.lock_holder()
        assert holder is not None
        assert (holder.process, holder.host) == (os.getpid(), socket.gethostname())
        assert datetime.fromisoformat(holder.since).tzinfo is not None
    assert data.lock_holder() is None


@pytest.mark.parametrize("process", [os.getpid(), 2**22 + 1], ids=["of this process", "of none"])
def test_a_note_that_a_killed_run_left_is_not_taken_for_a_holder(data: DataFolder, process: int) -> None:
    data.create()
    note = {"process": process, "host": socket.gethostname(), "since": "2024-03-01T18:30:00+00:00"}
    data.lock_file.write_text(json.dumps(note))
    assert data.lock_holder() is None


def test_a_fault_inside_a_run_is_not_taken_for_a_fault_of_the_lock(data: DataFolder) -> None:
    with pytest.raises(FileExistsError), data.lock():
        raise FileExistsError(errno.EEXIST, "exists")


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with (
        pytest.raises(UnusableStorage, match="there is a file where a folder is needed"),
        DataFolder(tmp_path / "data").lock(),
    ):
        pass


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (errno.ENOSPC, "the disk is full: free some space and run again"),
        (errno.EDQUOT, "the disk quota is used up"),
        (errno.EACCES, "may not be written: give this user the right"),
        (errno.EROFS, "on a read-only disk: name another with --data"),
    ],
    ids=["full", "quota", "no right", "read-only"],
)
def test_the_refusals_of_a_disk_are_told_in_a_sentence(fault: int, sentence: str) -> None:
    with pytest.raises(UnusableStorage, match=sentence) as told, storage_faults(Path("data/lake/x.parquet")):
        raise OSError(fault, os.strerror(fault))
    assert str(told.value).startswith("data/lake/x.parquet: ")
    assert isinstance(told.value, CasetallyError)


def test_other_faults_keep_their_own_words() -> None:
    with pytest.raises(InterruptedError), storage_faults(Path("data")):
        raise InterruptedError(errno.EINTR, "interrupted")


def test_a_small_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "last_run.json"
    write_atomically(path, "old")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, "new")
    monkeypatch.undo()
    assert path.read_text() == "old"
    write_atomically(path, "new")
    assert path.read_text() == "new"
