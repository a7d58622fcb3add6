"""The candidate: the database that the next publication is built in, beside the published one."""

import shutil

import duckdb

from warehouse.data_folder import DataFolder
from warehouse.ddl import create_tables, holds_declared_tables
from warehouse.errors import LakeBehindWarehouse, storage_faults
from warehouse.lake import Lake
from warehouse.publishing import publish
from warehouse.storage import database_faults
from warehouse.writing import MOST_MEMORY, Candidate

__all__ = ["Candidate", "open_candidate", "rebuild"]

_DAMAGE = (duckdb.IOException, duckdb.SerializationException, duckdb.InternalException, duckdb.FatalException)


def open_candidate(data: DataFolder, lake: Lake, *, memory: int = MOST_MEMORY) -> Candidate:
    """Open a candidate that holds every committed night: a copy of the published warehouse brought up to date.

    Where nothing usable is published (none, damaged, of another version's columns, or so old
    that the nights it lacks are packed together with those it has) it is built from the lake.

    Raises:
        LakeBehindWarehouse: The published warehouse holds a night that the lake does not know.
        DamagedLake: A committed file is missing or is not what was committed.
        UnusableStorage: The disk is full or the place may not be written.
    """
    candidate = _copy_of_published(data, lake, memory) or _empty(data, lake, memory)
    try:
        candidate.catch_up()
    except BaseException:
        candidate.close()
        raise
    return candidate


def rebuild(data: DataFolder, lake: Lake | None = None, *, memory: int = MOST_MEMORY) -> int:
    """Publish the warehouse again from the lake alone, by default the data folder's own.

    Returns:
        The number of the commit it holds.

    Raises:
        DamagedLake: A committed file is missing or is not what was committed.
        UnusableStorage: The disk is full or the place may not be written.
    """
    lake = lake or Lake(data.lake)
    with _empty(data, lake, memory) as candidate:
        candidate.catch_up()
        candidate.seal(lake.last_commit())
        publish(candidate, data)
    return lake.last_commit()


def _empty(data: DataFolder, lake: Lake, memory: int) -> Candidate:
    _clear(data)
    candidate = Candidate(data.candidate, lake, built_anew=True, memory=memory)
    with database_faults(candidate.path):
        create_tables(candidate.connection)
    return candidate


def _copy_of_published(data: DataFolder, lake: Lake, memory: int) -> Candidate | None:
    if not data.warehouse.is_file():
        return None
    _clear(data)
    with storage_faults(data.candidate):
        shutil.copyfile(data.warehouse, data.candidate)
    try:
        candidate = Candidate(data.candidate, lake, memory=memory)
    except _DAMAGE:
        return None  # the lake holds everything that was in it
    if not _is_usable(candidate):
        candidate.close()
        return None
    _check_against_lake(candidate, data, lake)
    if not lake.can_go_on_from(candidate.commit_number()):
        candidate.close()
        return None
    return candidate


def _is_usable(candidate: Candidate) -> bool:
    try:
        return holds_declared_tables(candidate.connection)
    except _DAMAGE:
        return False


def _check_against_lake(candidate: Candidate, data: DataFolder, lake: Lake) -> None:
    held = "select commit_number, run_id from publication order by commit_number desc limit 1"
    last = candidate.connection.execute(held).fetchone()
    if last is None or last in [(night.commit, night.run_id) for night in lake.manifests(after=last[0] - 1)]:
        return
    candidate.close()
    raise LakeBehindWarehouse(
        f"{data.warehouse}: holds commit {last[0]} of run {last[1]}, which {lake.address} does not know; "
        "restore the lake from a backup, or publish what it holds with `casetally rebuild`"
    )


def _clear(data: DataFolder) -> None:
    data.create()
    with storage_faults(data.candidate):
        data.candidate.unlink(missing_ok=True)
        data.candidate.with_name(data.candidate.name + ".wal").unlink(missing_ok=True)
