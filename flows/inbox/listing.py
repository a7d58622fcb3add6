"""Which documents lie in an inbox, by content, and which of them cannot be read."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from flows import side_files
from flows.inbox.archives import Archive, ArchiveRefused, Entry
from flows.inbox.kinds import HTML, ZIP, kind_of
from flows.inbox.limits import Limits
from flows.inbox.memory import Content, Look, Memory
from flows.inbox.records import InboxDocument, InboxListing, Place, Unreadable
from flows.inbox.source import Source
from flows.inbox.stores import StoredFile

MEMBER_MARK = "!/"  # between the uri of an archive and a name in it
_PIECE = 1_048_576
_FETCHED_AT_ONCE = 8
_PAGE_PARTS = ("_files", ".files")  # how browsers name the folder beside a saved page


def scan(source: Source, *, skip: Collection[Path] = (), memory: Memory | None = None) -> InboxListing:
    """List the documents of the inbox, at any depth and in ZIP archives, each content once.

    Args:
        source: The inbox and its bounds.
        skip: Folders that are not looked into.
        memory: What was found before in objects that did not change.

    Raises:
        UsageError: There is no such inbox.
    """
    source.store.check()
    memory = memory or Memory()
    files = sorted(source.store.files(skip), key=lambda file: file.uri)
    pages = {str(PurePosixPath(file.uri).with_suffix("")) for file in files if _is(file.uri, HTML)}
    scanning = _Scan(source)
    to_look_at = []
    for file in files:
        if kind_of(file.uri) is None and not file.fault and not (file.obstacle and not file.key):
            scanning.listing.passed_over += not file.uri.endswith(side_files.SUFFIX)
        elif _is_part_of_a_page(file.uri, pages):
            scanning.listing.passed_over += 1
        else:
            to_look_at.append(file)
    for file, look in _looks(source, to_look_at, memory):
        scanning.take(file, look)
    memory.save()
    return scanning.listing


class _Scan:
    """A listing in the making."""

    def __init__(self, source: Source) -> None:
        self.listing = InboxListing()
        self._limits, self._ocr = source.limits, source.ocr
        self._seen: set[str] = set()

    def take(self, file: StoredFile, look: Look | None) -> None:
        if look is None:
            self.listing.warnings.append(f"{file.uri}: {file.obstacle}.")
            return
        self.listing.warnings += look.warnings
        self.listing.passed_over += look.passed_over
        for content in look.contents:
            self._take(content)

    def _take(self, content: Content) -> None:
        if content.document_id is None:
            self.listing.unreadable.append(Unreadable(content.uri, content.refusal, place=content.place))
            return
        if content.document_id in self._seen:
            self.listing.copies.append(content.uri)
            return
        self._seen.add(content.document_id)
        kind = kind_of(content.uri, ocr=self._ocr)
        refusal = kind.refusal if kind else ""
        if not refusal and content.size > self._limits.document_bytes:
            refusal = f"it is larger than {self._limits.document_bytes} bytes (CASETALLY_MAX_DOCUMENT_BYTES); split it"
        if kind is None or refusal:
            self.listing.unreadable.append(Unreadable(content.uri, refusal, content.document_id, content.place))
            return
        self.listing.documents.append(
            InboxDocument(content.document_id, content.uri, content.place, content.size, kind.media_type)
        )


def _looks(source: Source, files: list[StoredFile], memory: Memory) -> Iterator[tuple[StoredFile, Look | None]]:
    """Each file with what it holds, in order; None for one that is not to be opened."""

    def look(file: StoredFile) -> Look | None:
        return None if file.obstacle else memory.recall(file) or _look_into(source, file)

    with ThreadPoolExecutor(_FETCHED_AT_ONCE) as threads:
        for file, found in zip(files, threads.map(look, files), strict=True):
            if found is not None:
                memory.keep(file, found)
            yield file, found


def _look_into(source: Source, file: StoredFile) -> Look:
    if file.fault:
        return _refused(file, file.fault)
    try:
        with source.store.open(file.key) as opened:
            if _is(file.uri, ZIP):
                return _look_into_archive(file, opened, source.limits)
            size, document_id = _hash(iter(lambda: opened.read(_PIECE), b""))
    except OSError as error:
        return _refused(file, f"the file cannot be opened ({error.strerror or error})")
    except ArchiveRefused as error:
        return _refused(file, str(error))
    return Look([Content(file.uri, Place(file.key), size, document_id)])


def _refused(file: StoredFile, reason: str) -> Look:
    return Look([Content(file.uri, Place(file.key), refusal=reason)])


def _look_into_archive(file: StoredFile, opened: BinaryIO, limits: Limits) -> Look:
    look = Look()
    archive = Archive(opened, limits)
    for entry in sorted(archive.entries(), key=lambda entry: entry.name):
        uri = f"{file.uri}{MEMBER_MARK}{entry.name}"
        if entry.is_link:
            look.warnings.append(f"{uri}: a link in an archive is not followed; pack the file itself.")
        elif kind_of(entry.name) is None:
            look.passed_over += not entry.name.endswith(side_files.SUFFIX)
        else:
            look.contents.append(_member(archive, entry, Content(uri, Place(file.key, entry.number))))
    return look


def _member(archive: Archive, entry: Entry, content: Content) -> Content:
    refusal = entry.refusal
    if not refusal and _is(entry.name, ZIP):
        refusal = "an archive within an archive is not opened; unpack it"
    if refusal:
        return Content(content.uri, content.place, refusal=refusal)
    try:
        size, document_id = _hash(archive.pieces(entry.number))
    except ArchiveRefused as error:
        return Content(content.uri, content.place, refusal=str(error))
    return Content(content.uri, content.place, size, document_id)


def _hash(pieces: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _is(name: str, media_type: str) -> bool:
    kind = kind_of(name)
    return kind is not None and kind.media_type == media_type


def _is_part_of_a_page(uri: str, pages: Collection[str]) -> bool:
    """Whether a file lies in the folder that a browser saved beside a page."""
    folders = [str(folder) for folder in PurePosixPath(uri).parents]
    return any(
        folder.endswith(mark) and folder.removesuffix(mark) in pages for folder in folders for mark in _PAGE_PARTS
    )
