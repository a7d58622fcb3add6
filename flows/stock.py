"""Taking stock before a night: what lies in the inbox, what of it is new, and whether anything is to be done."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows import inbox
from flows.errors import UsageError
from flows.inbox import InboxDocument, InboxListing
from flows.quarantine import quarantine, set_aside
from flows.review_hearing import Reviewers, hear_reviewers
from flows.settings import Settings
from warehouse.data_folder import DataFolder
from warehouse.errors import UnreadableWarehouse
from warehouse.lake import Lake
from warehouse.reading import published_commit
from warehouse.version import running_version


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
    listing = inbox.scan(settings.inbox, maximum_bytes=settings.max_document_bytes, skip=[data.path])
    quarantine(
        listing.unreadable, data.quarantine, version=running_version(), copy_up_to=settings.quarantine_copy_bytes
    )
    lake.recover()
    known = lake.known_documents()
    unknown = [document for document in listing.documents if document.document_id not in known]
    aside = set_aside(unknown, data.quarantine, version=running_version())
    listing.unreadable.extend(aside.values())
    new = tuple(document for document in unknown if document.document_id not in aside)
    reviewers = hear_reviewers(data, lake.committed_files("findings"), day)
    listing.warnings.extend(f"{line}." for line in reviewers.file.damaged)
    return Stock(listing, new, _is_behind(data, lake), reviewers)


def check_folders(settings: Settings) -> None:
    """Refuse an inbox that is missing, or that lies where the data folder keeps its own files.

    Raises:
        UsageError: The sentence names the folder and says what to do.
    """
    inbox.check_inbox(settings.inbox)
    source, data = settings.inbox.resolve(), settings.data.resolve()
    own = [data / name for name in ("lake", "docs", "review", "quarantine", "work")]
    if source == data or any(source.is_relative_to(folder) for folder in own):
        raise UsageError(f"The inbox {settings.inbox} is part of the data folder {settings.data}; keep them apart.")
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
