"""The inbox: which documents lie there, by content, and which of them cannot be read."""

import hashlib
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from extraction.records import StatedMetadata
from flows import side_files
from flows.errors import UsageError

MEDIA_TYPES = {".txt": "text/plain", ".md": "text/markdown"}


@dataclass(frozen=True, slots=True)
class InboxDocument:
    """A distinct content in the inbox, under the first of its names."""

    document_id: str
    uri: str
    path: Path
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read, with the reason as a sentence without its full stop.

    ``document_id`` is None when not even the bytes could be read; ``lasting`` when reading again gives the same;
    ``detail`` is for developers.
    """

    uri: str
    reason: str
    document_id: str | None = None
    path: Path | None = None
    lasting: bool = False
    detail: str = ""

    def as_entry(self) -> dict[str, str]:
        """The document as the summary lists it."""
        return {"uri": self.uri, "reason": self.reason, "document_id": self.document_id or ""}


@dataclass(slots=True)
class InboxListing:
    """What a scan found, in the order of the uris."""

    documents: list[InboxDocument] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    passed_over: int = 0


def scan(inbox: Path, *, maximum_bytes: int, skip: Collection[Path] = ()) -> InboxListing:
    """List the documents of the inbox, at any depth, each content once.

    Hidden names and the folders in ``skip`` are not looked into; links that lead out of the inbox are not followed.

    Raises:
        UsageError: There is no such folder.
    """
    check_inbox(inbox)
    listing = InboxListing()
    seen: set[str] = set()
    root = inbox.resolve()
    for uri, path in sorted(_files(root, {folder.resolve() for folder in skip}, listing)):
        _take(uri, path, root, maximum_bytes, seen, listing)
    return listing


def check_inbox(inbox: Path) -> None:
    """Refuse an inbox that is not there.

    Raises:
        UsageError: The sentence names the folder and says what to do.
    """
    if not inbox.is_dir():
        what = "is not a folder" if inbox.exists() else "does not exist"
        raise UsageError(f"The inbox {inbox} {what}; name a folder of report texts with --inbox.")


def stated_metadata(document: InboxDocument, newest_day: date) -> tuple[StatedMetadata, list[str]]:
    """What the side file of a document states, and a sentence for each part of it that was passed over."""
    side_file = side_files.side_file_of(document.path)
    if not side_file.is_file():
        return StatedMetadata(), []
    stated, problems = side_files.read_side_file(side_file, newest_day)
    folder, _, _ = document.uri.rpartition("/")
    place = f"{folder}/{side_file.name}" if folder else side_file.name
    return stated, [f"{place}: {problem}." for problem in problems]


def _files(root: Path, skip: Collection[Path], listing: InboxListing) -> Iterator[tuple[str, Path]]:
    def refused(error: OSError) -> None:
        uri = _uri(Path(error.filename), root)
        listing.unreadable.append(Unreadable(uri, f"the folder cannot be opened ({error.strerror})"))

    for folder, folders, names in os.walk(root, onerror=refused):
        here = Path(folder)
        folders[:] = [name for name in folders if not name.startswith(".") and here / name not in skip]
        listing.warnings.extend(
            f"{_uri(here / name, root)}: a link to a folder is not followed; put the folder itself into the inbox."
            for name in sorted(folders)
            if (here / name).is_symlink()
        )
        yield from ((_uri(here / name, root), here / name) for name in names if not name.startswith("."))


def _uri(path: Path, root: Path) -> str:
    """The path below the inbox as one line of text, whatever encoding the file system's names are in."""
    raw = os.fsencode(path.relative_to(root).as_posix())
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", errors="backslashreplace")
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in name)


def _take(uri: str, path: Path, root: Path, maximum_bytes: int, seen: set[str], listing: InboxListing) -> None:
    if path.suffix.lower() not in MEDIA_TYPES:
        listing.passed_over += not path.name.endswith(side_files.SUFFIX)
        return
    try:
        obstacle = _obstacle(path, root)
        if obstacle:
            listing.warnings.append(f"{uri}: {obstacle}.")
            return
        size, document_id = path.stat().st_size, _content_hash(path)
    except OSError as error:
        listing.unreadable.append(Unreadable(uri, f"the file cannot be opened ({error.strerror})"))
        return
    if document_id in seen:
        listing.copies.append(uri)
        return
    seen.add(document_id)
    if size > maximum_bytes:
        reason = f"it is larger than {maximum_bytes} bytes (CASETALLY_MAX_DOCUMENT_BYTES); split it"
        listing.unreadable.append(Unreadable(uri, reason, document_id, path))
        return
    listing.documents.append(InboxDocument(document_id, uri, path, size, MEDIA_TYPES[path.suffix.lower()]))


def _obstacle(path: Path, root: Path) -> str | None:
    """Why a name that looks like a document's is not to be opened, if so."""
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        return "a link that leads out of the inbox is not followed; copy the file instead"
    if not stat.S_ISREG(path.stat().st_mode):
        return "it is no regular file and was passed over"
    return None


def _content_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
