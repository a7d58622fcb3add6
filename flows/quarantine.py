"""The quarantine: documents that could not be read, each with its reason in a sentence."""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

from flows.inbox import InboxDocument, Opener, Source, Unreadable
from flows.inbox.archives import ArchiveRefused
from warehouse.errors import storage_faults

ADVICE = "Mend the document or take it out of the inbox."
_REASON_SUFFIX = ".reason.txt"
_FINAL = "No later run of this version reads it: "


def quarantine(unreadable: Iterable[Unreadable], folder: Path, *, source: Source, copy_up_to: int) -> None:
    """Keep each unreadable document's reason, and its bytes when there are at most ``copy_up_to`` of them."""
    with Opener(source) as opener:
        _quarantine(unreadable, folder, source.read_by, opener, copy_up_to)


def _quarantine(unreadable: Iterable[Unreadable], folder: Path, version: str, opener: Opener, copy_up_to: int) -> None:
    for document in unreadable:
        name = document.document_id or f"path-{hashlib.sha256(document.uri.encode()).hexdigest()[:16]}"
        with storage_faults(folder):
            folder.mkdir(parents=True, exist_ok=True)
            lines = [f"{document.uri}:", f"{document.reason}.", ADVICE]
            if document.lasting:
                lines.append(_FINAL + version)
            if document.detail:
                lines += ["", document.detail]
            (folder / (name + _REASON_SUFFIX)).write_text("\n".join(lines) + "\n", encoding="utf-8")
            _copy(document, folder, opener, copy_up_to)


def set_aside(documents: Iterable[InboxDocument], folder: Path, *, version: str) -> dict[str, Unreadable]:
    """Those of the documents that this version has already found unreadable, by their id."""
    found = {}
    for document in documents:
        kept = folder / (document.document_id + _REASON_SUFFIX)
        try:
            lines = kept.read_text(encoding="utf-8").splitlines()
        except OSError:
            continue
        if _FINAL + version in lines:
            reason = lines[1].removesuffix(".")
            found[document.document_id] = Unreadable(document.uri, reason, document.document_id, lasting=True)
            with storage_faults(kept):
                kept.touch()
    return found


def left_behind(folder: Path, days: int, now: datetime) -> list[Path]:
    """What is kept of documents that no night has met for some days: they were mended, or taken out of the inbox."""
    gone = [
        kept.name.removesuffix(_REASON_SUFFIX)
        for kept in folder.glob(f"*{_REASON_SUFFIX}")
        if now - datetime.fromtimestamp(kept.stat().st_mtime, UTC) > timedelta(days=days)
    ]
    return [path for name in gone for path in folder.glob(f"{name}.*")]


def _copy(document: Unreadable, folder: Path, opener: Opener, copy_up_to: int) -> None:
    if document.document_id is None or document.place is None:
        return
    target = folder / (document.document_id + PurePosixPath(document.uri).suffix.lower())
    if target.exists():
        return
    try:
        content = opener.content(document.place, copy_up_to)
    except (ArchiveRefused, FileNotFoundError):
        return
    if len(content) <= copy_up_to:
        target.write_bytes(content)
