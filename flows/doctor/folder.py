"""Inbox and data folder: rights, room, lock, what is left over, what is published, the lake."""

import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb

from expectations.decisions import read_decisions
from flows.lakes import lake_of
from flows.settings import Settings
from flows.stock import check_folders
from flows.tidying import left_over
from warehouse.data_folder import DataFolder
from warehouse.ddl import holds_declared_tables
from warehouse.errors import CasetallyError
from warehouse.integrity import Advance, Remark, check_commits, check_files, check_references
from warehouse.lake import Lake
from warehouse.reading import connect, published_commit

_REBUILD = "`casetally rebuild` makes it again from the lake."
_COMFORTABLE = 3  # times the size of the warehouse
_LEAST_FILES = 1000
_DUPLICATES = """
select count(*) from reports where duplicate_of is not null and duplicate_of not in (select report_id from reports)
"""


def check_folder(settings: Settings, *, fast: bool, advance: Advance) -> Iterator[Remark]:
    """See that the folders can be used and that what they hold is sound."""
    data = DataFolder(settings.data)
    try:
        check_folders(settings)
    except CasetallyError as fault:
        yield Remark("fault", "inbox", str(fault))
    else:
        yield Remark("ok", "inbox", f"{settings.inbox} is there.")
    try:
        lake = lake_of(settings)
    except CasetallyError as fault:
        yield Remark("fault", "lake", str(fault))
        return
    yield from _rights(data)
    yield from _room(data)
    if not data.path.is_dir():
        yield Remark("warning", "data", f"{data.path} does not exist yet.", "The first `casetally run` makes it.")
        return
    holder = data.lock_holder()
    if holder:
        since = datetime.fromisoformat(holder.since).astimezone(ZoneInfo(settings.time_zone))
        who = f"process {holder.process} on {holder.host} since {since:%Y-%m-%d %H:%M}"
        said = f"A run is on ({who}); what follows may change under way."
        yield Remark("warning", "lock", said, "Should it hang, end that process: the lock ends with it.")
    else:
        yield Remark("ok", "lock", "Nobody holds the data folder.")
        yield from _left_over(data, lake)
    yield from _decisions(data)
    yield from _quarantine(data, settings.tidy_keep_days)
    yield from _lake_lock(lake)
    yield from _lake(data, lake, fast, advance)


def _rights(data: DataFolder) -> Iterator[Remark]:
    own = [data.path, data.lake, data.warehouse, data.decisions, data.docs, data.review, data.quarantine, data.work]
    there = [path for path in own if path.exists()] or [_nearest(data.path)]
    barred = [str(path) for path in there if not os.access(path, os.W_OK | os.R_OK)]
    for path in barred:
        said = f"{path} may not be read or written by this user."
        yield Remark("fault", "rights", said, f"Give it to the user that runs the nights: chown -R USER {data.path}.")
    if not barred:
        yield Remark("ok", "rights", "Whatever is in the data folder may be read and written.")


def _room(data: DataFolder) -> Iterator[Remark]:
    place = _nearest(data.path)
    free = shutil.disk_usage(place).free
    needed = data.warehouse.stat().st_size if data.warehouse.is_file() else 0
    said = f"{_megabytes(free)} are free; a night needs a copy of the warehouse, {_megabytes(needed)}."
    files = os.statvfs(place)
    if free < needed:
        yield Remark("fault", "disk", said, "Free some space: the next night would fail.")
    elif free < _COMFORTABLE * needed:
        yield Remark("warning", "disk", said, "Free some space soon.")
    elif files.f_files and files.f_favail < _LEAST_FILES:
        yield Remark("warning", "disk", f"Only {files.f_favail} more files fit on the disk.", "Remove small files.")
    else:
        yield Remark("ok", "disk", said)


def _nearest(path: Path) -> Path:
    return next(folder for folder in (path, *path.absolute().parents) if folder.exists())


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def _left_over(data: DataFolder, lake: Lake) -> Iterator[Remark]:
    staged = sorted(lake.staging.glob("*/*"))
    if staged:
        said = f"An interrupted run left rows that are staged ({staged[0].parent})."
        yield Remark("warning", "work", said, "The next run finishes or drops them; nothing is lost.")
    left = left_over(data, lake)
    if left:
        said = f"Interrupted runs left {len(left)} files or folders, such as {left[0]}."
        yield Remark("warning", "work", said, "`casetally tidy` removes them.")
    if not staged and not left:
        yield Remark("ok", "work", "No run left anything behind.")


def _decisions(data: DataFolder) -> Iterator[Remark]:
    try:
        file = read_decisions(data.decisions)
    except OSError as fault:
        yield Remark("fault", "decisions", f"{data.decisions} cannot be read ({fault.strerror}).")
        return
    for line in file.damaged:
        yield Remark("warning", "decisions", f"{line}.", "Mend the line or take it out.")
    if not file.damaged:
        yield Remark("ok", "decisions", f"{len(file.decisions)} decisions, each line can be read.")


def _quarantine(data: DataFolder, days: int) -> Iterator[Remark]:
    reasons = list(data.quarantine.glob("*.reason.txt"))
    if reasons:
        said = f"{len(reasons)} documents could not be read; {data.quarantine} tells why."
        advice = f"Mend them or take them out of the inbox; {days} days later they are tidied away here."
        yield Remark("warning", "quarantine", said, advice)
    else:
        yield Remark("ok", "quarantine", "No document is waiting to be mended.")


def _lake_lock(lake: Lake) -> Iterator[Remark]:
    try:
        held, left = lake.lock_holder(), lake.left_lock()
    except CasetallyError as fault:
        yield Remark("fault", "lock", f"{fault}.")
        return
    if held:
        said = f"{lake.address} is held by process {held.process} on {held.host} since {held.since}."
        yield Remark("warning", "lock", said, "Should that run hang, end that process: the lock ends with it.")
    elif left:
        said = f"{lake.address}: process {left.process} on {left.host} died and left its lock of {left.since}."
        yield Remark("warning", "lock", said, "The lock is over: the next run takes it.")


def _lake(data: DataFolder, lake: Lake, fast: bool, advance: Advance) -> Iterator[Remark]:
    try:
        lake.refuse_newer()
        list(lake.files())
    except (CasetallyError, ValueError) as fault:
        yield Remark("fault", "lake", f"{fault}.")
        return
    yield from check_commits(lake)
    yield from check_files(lake, fast=fast, advance=advance)
    if not fast:
        yield from check_references(lake, advance)
    yield from _published(data, lake)


def _published(data: DataFolder, lake: Lake) -> Iterator[Remark]:
    last = lake.last_commit()
    if not data.warehouse.is_file():
        if last:
            yield Remark("fault", "warehouse", "The lake holds nights and nothing is published.", _REBUILD)
        else:
            yield Remark("warning", "warehouse", "Nothing is published yet.", "Publish with `casetally run`.")
        return
    try:
        commit = published_commit(data)
        with connect(data) as connection:
            current = holds_declared_tables(connection)
            row = connection.execute(_DUPLICATES).fetchone() if current else None
    except (CasetallyError, duckdb.Error):
        yield Remark("fault", "warehouse", f"{data.warehouse} cannot be opened or read.", _REBUILD)
        return
    if not current:
        said = f"{data.warehouse} has the columns of another version of Casetally."
        yield Remark("warning", "warehouse", said, "The next run makes it again from the lake.")
    elif row and row[0]:
        said = f"reports.duplicate_of: {row[0]} name no report."
        yield Remark("fault", "warehouse", said, _REBUILD)
    if commit < last:
        said = f"The published warehouse holds commit {commit}, the lake goes to {last}."
        yield Remark("warning", "warehouse", said, "The next run publishes the rest.")
    elif commit > last:
        said = f"The published warehouse holds commit {commit}, which the lake (commit {last}) does not know."
        yield Remark("fault", "warehouse", said, "Restore the lake from a backup.")
    else:
        yield Remark("ok", "warehouse", f"It opens and holds all {last} committed nights.")
