"""The inbox of a night with the bounds that hold for it, as it is handed to the processes that read."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from flows.errors import UsageError
from flows.inbox.limits import Limits
from flows.inbox.stores import Store, store_at
from flows.settings import Settings
from warehouse.version import running_version


@dataclass(frozen=True, slots=True)
class Source:
    """Where documents come from, what one may cost, and whether page images are read."""

    store: Store
    limits: Limits
    ocr: bool = False

    @property
    def read_by(self) -> str:
        """What reads the documents, by a name that changes when more of them may become readable."""
        return running_version() + (" with OCR" if self.ocr else "")


def source_of(settings: Settings) -> Source:
    """The inbox that the settings name.

    Raises:
        UsageError: No inbox can be at that address, or an extra that the settings ask for is not installed.
    """
    if settings.ocr and not find_spec("rapidocr"):
        raise UsageError(
            "CASETALLY_OCR is true, but casetally[ocr] is not installed: install it (make ocr) or unset it."
        )
    limits = Limits(
        document_bytes=settings.max_document_bytes,
        archive_bytes=settings.max_archive_bytes,
        archive_ratio=settings.max_archive_ratio,
        seconds=settings.document_seconds,
        memory_bytes=settings.document_memory_bytes,
    )
    return Source(store_at(settings.inbox, settings.s3_endpoint), limits, settings.ocr)


def folder_of(settings: Settings) -> Path | None:
    """The inbox as a folder of this machine, None for object storage."""
    from flows.inbox.folder import Folder

    store = store_at(settings.inbox, settings.s3_endpoint)
    return store.path if isinstance(store, Folder) else None
