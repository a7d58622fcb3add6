"""Taking stock before a night: what lies in the inbox, what of it is new, and whether anything is to be done."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.errors import UsageError
from flows.inbox import InboxDocument, InboxListing, Memory, scan, source_of
from flows.inbox.source import folder_of
from flows.quarantine import quarantine, set_aside
from flows.review_hearing import Reviewers, hear_reviewers
from flows.settings import Settings
from warehouse.addresses import place_of
from warehouse.data_folder import DataFolder
from warehouse.errors import UnreadableWarehouse
from warehouse.lake import Lake
from warehouse.reading import known_documents, published_commit


@dataclass(frozen=True, slots=True)
class Stock:
    """What a night finds before it begins."""

    listing: InboxListing
    new: tuple[InboxDocument, ...]
    warehouse_is_behind: bool
    reviewers: Reviewers

    @property
    def asks_for_a_night(self) -> bool:
        """Whether there are documents to read, decisions to apply, or committed nights that were never published."""
        return bool(self.new) or self.asks_without_documents

    @property
    def asks_without_documents(self) -> bool:
        """Whether there would be something to publish if no document could be read."""
        return self.warehouse_is_behind or self.reviewers.ask_for_a_night


def take_stock(settings: Settings, data: DataFolder, lake: Lake, day: date) -> Stock:
    """Finish or drop what an interrupted run left, then see what is new in the inbox and among the decisions.

    Documents that this version has found unreadable before are listed as such and not read again.

    Raises:
        UsageError: The inbox is missing, or it is the data folder.
    """
    source = source_of(settings)
    listing = scan(source, skip=[data.path], memory=Memory(data.work / "objects.json", settings.inbox))
    quarantine(listing.unreadable, data.quarantine, source=source, copy_up_to=settings.quarantine_copy_bytes)
    lake.recover()
    known = known_documents(data, lake, {document.document_id for document in listing.documents})
    unknown = [document for document in listing.documents if document.document_id not in known]
    aside = set_aside(unknown, data.quarantine, version=source.read_by)
    listing.unreadable.extend(aside.values())
    new = tuple(document for document in unknown if document.document_id not in aside)
    reviewers = hear_reviewers(data, lake, day)
    listing.warnings.extend(f"{line}." for line in reviewers.file.damaged)
    return Stock(listing, new, _is_behind(data, lake), reviewers)


def check_folders(settings: Settings) -> None:
    """Refuse an inbox that is missing, or that lies where the data folder keeps its own files.

    Raises:
        UsageError: The sentence names the folder and says what to do.
    """
    source_of(settings).store.check()
    inbox, data = folder_of(settings), settings.data.resolve()
    own = [data / name for name in ("lake", "docs", "review", "quarantine", "work")]
    if inbox and (inbox.resolve() == data or any(inbox.resolve().is_relative_to(folder) for folder in own)):
        raise UsageError(f"The inbox {settings.inbox} is part of the data folder {settings.data}; keep them apart.")
    lake = place_of(settings.lake) if settings.lake else None
    if inbox and isinstance(lake, Path) and inbox.resolve().is_relative_to(lake.resolve()):
        raise UsageError(f"The inbox {settings.inbox} is part of the lake {settings.lake}; keep them apart.")
    _refuse_a_file(settings.data)


def _refuse_a_file(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"The data folder {folder} is a file; name a folder with --data.")


def _is_behind(data: DataFolder, lake: Lake) -> bool:
    last = lake.last_commit()
    try:
        return published_commit(data) < last
    except UnreadableWarehouse:
        return last > 0
