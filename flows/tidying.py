"""`casetally tidy`, and the same at the end of a night: what keeps a data folder small over years."""

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flows.conductors import Conductor
from flows.lakes import existing_lake
from flows.night import Night
from flows.quarantine import left_behind
from flows.settings import Settings
from flows.summary import NightSummary
from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError, storage_faults
from warehouse.lake import Lake
from warehouse.packing import pack_nights, remove_replaced
from warehouse.packs import ASIDE
from warehouse.storage import UNFINISHED


def tidy_command(settings: Settings) -> None:
    """Tidy a data folder and say what was done.

    Raises:
        UsageError: There is no lake.
        DamagedLake: A file of the lake is missing or damaged; it is left as it is.
    """
    data, lake = DataFolder(settings.data), existing_lake(settings, "to tidy")
    with data.lock(), lake.lock():
        lake.recover()
        done = list(tidy(data, lake, settings, datetime.now(UTC)))
    print("\n".join(done) or "Nothing was to be tidied.")


def tidy_night(night: Night, summary: NightSummary, conductor: Conductor) -> None:
    """Tidy after a publication; what stands in the way is noted, and the night is as good as before."""
    try:
        conductor.station("tidy", lambda: list(tidy(night.data, night.lake, night.settings, datetime.now(UTC))))
    except CasetallyError as error:
        summary.warnings.append(f"The data folder was not tidied: {error}.")


def tidy(data: DataFolder, lake: Lake, settings: Settings, now: datetime) -> Iterator[str]:
    """Do what is due, and give a sentence for each thing done; the caller holds the lock of the folder.

    Args:
        data: The folder.
        lake: Its lake, recovered.
        settings: How many nights are packed together, and how long what they replaced is kept.
        now: When.

    Raises:
        DamagedLake: A file of the lake is missing or damaged; it is left as it is.
    """
    yield from _remove("left by interrupted runs", left_over(data, lake))
    yield from _remove("of quarantined documents that have been read since", _read_since(data, lake))
    left = left_behind(data.quarantine, settings.tidy_keep_days, now)
    yield from _remove(f"of quarantined documents that no night of {settings.tidy_keep_days} days has met", left)
    copies = lake.copies_before(now - timedelta(days=settings.tidy_keep_days))
    yield from _remove(f"of the lake that were fetched more than {settings.tidy_keep_days} days ago", copies)
    removed = remove_replaced(lake, settings.tidy_keep_days, now)
    if removed:
        yield f"Removed what was packed more than {settings.tidy_keep_days} days ago: {len(removed)} folders."
    pack = pack_nights(lake, settings.tidy_nights, now) if settings.tidy_nights else None
    if pack:
        yield (
            f"Packed the nights {pack.first} to {pack.last}: {len(pack.files)} files in the place of "
            f"{len(pack.replaced)}, which are kept in {lake.address}/{ASIDE} for {settings.tidy_keep_days} days."
        )


def left_over(data: DataFolder, lake: Lake) -> list[Path]:
    """List what only an interrupted run leaves behind; nobody reads it again."""
    beside = [folder.with_name(f"{folder.name}.{end}") for folder in (data.docs, data.review) for end in ("new", "old")]
    small = [*data.path.glob(f".{data.last_run.name}.*"), *data.path.glob(f".{data.alerts.name}.*")]
    unfinished = [*lake.root.glob(f"_*/.*{UNFINISHED}"), *data.work.glob(f".*{UNFINISHED}"), *small]
    return [path for path in (*data.work.glob(f"{data.candidate.name}*"), *beside, *unfinished) if path.exists()]


def _read_since(data: DataFolder, lake: Lake) -> list[Path]:
    quarantined = list(data.quarantine.glob("*")) if data.quarantine.is_dir() else []
    known = lake.known_documents() if quarantined else set()
    return [path for path in quarantined if path.name.partition(".")[0] in known]


def _remove(what: str, paths: Sequence[Path]) -> Iterator[str]:
    for path in paths:
        with storage_faults(path):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    if paths:
        yield f"Removed {len(paths)} files or folders {what}."
