"""`casetally explain FILE`: what was read in one document and why, for whoever improves the catalogue."""

import hashlib
import json
import sys
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from extraction.explanation import ExplainedDocument, ExplainedFigure, explain_document
from extraction.left_out import LeftOut
from flows import side_files
from flows.decoding import UnreadableBytes
from flows.errors import UsageError
from flows.inbox.formats import DocumentText, read_text
from flows.inbox.kinds import TEXT, ZIP, Kind, kind_of
from flows.settings import Settings
from warehouse.errors import CasetallyError


class UnreadableFile(CasetallyError):
    """The file is there and cannot be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A document with its explanation; `remarks` are what was passed over in its side file."""

    name: str
    document_id: str
    text: str
    document: ExplainedDocument
    remarks: tuple[str, ...]


def explain_command(settings: Settings, file: Path, *, as_json: bool, html: Path | None) -> None:
    """Show what was read in a file and why: in the terminal, as JSON, or as a page written to `html`.

    Raises:
        UsageError: There is no such document, or the page cannot be written there.
        UnreadableFile: The document is there and cannot be read.
    """
    explained = read_explained(
        file, settings.max_document_bytes, datetime.now(ZoneInfo(settings.time_zone)).date(), ocr=settings.ocr
    )
    for remark in explained.remarks:
        print(remark, file=sys.stderr)
    if html is not None:
        from flows.explain_page import page_of

        _write(html, page_of(explained), file)
        print(f"{html}: {count(explained)} explained; open it in a browser.", file=sys.stderr if as_json else None)
    if as_json:
        json.dump(as_plain(explained), sys.stdout, ensure_ascii=False, default=str, indent=1)
        print()
    elif html is None:
        from flows.explain_terminal import print_explained

        print_explained(explained, sys.stdout)


def read_explained(file: Path, maximum_bytes: int, today: date, *, ocr: bool = False) -> Explained:
    """Read a document and its side file as the inbox does, and explain it."""
    if file.name.endswith(side_files.SUFFIX):
        raise UsageError(f"{file} is a side file; name the document beside it.")
    if not file.is_file():
        raise UsageError(f"{file} {'is no file' if file.exists() else 'does not exist'}; name one report text.")
    try:
        if file.stat().st_size > maximum_bytes:
            what = f"it is larger than {maximum_bytes} bytes (CASETALLY_MAX_DOCUMENT_BYTES); split it"
            raise UnreadableFile(f"{file} cannot be read: {what}.")
        content = file.read_bytes()
        read = _read(content, file.name, ocr=ocr)
    except OSError as error:
        raise UnreadableFile(f"{file} cannot be opened ({error.strerror}).") from error
    except UnreadableBytes as error:
        raise UnreadableFile(f"{file} cannot be read: {error}.") from error
    document_id = hashlib.sha256(content).hexdigest()
    stated, problems = side_files.stated(read.entries, today)
    side_file = side_files.side_file_of(file)
    if side_file.is_file():
        beside, more = side_files.read_side_file(side_file, today)
        stated = side_files.over(beside, stated)
        problems += more
    document = explain_document(read.text, document_id=document_id, uri=file.name, stated=stated)
    return Explained(file.name, document_id, read.text, document, tuple(f"{side_file}: {each}." for each in problems))


def _read(content: bytes, name: str, *, ocr: bool) -> DocumentText:
    kind = kind_of(name, ocr=ocr) or Kind(TEXT)
    if kind.media_type == ZIP:
        raise UnreadableBytes("it is an archive; unpack it and name one document of it")
    if kind.refusal:
        raise UnreadableBytes(kind.refusal)
    return read_text(content, kind.media_type, ocr=ocr)


def as_plain(explained: Explained) -> dict[str, Any]:
    """The explanation as plain data, whole."""
    document = explained.document
    return {
        "name": explained.name,
        "document_id": explained.document_id,
        "published_on": document.published_on,
        "published_basis": document.published_basis,
        "reports": [
            {
                **asdict(report.report),
                "figures": [_figure(figure) for figure in report.figures],
                "left_out": _left_out(report.left_out, explained.text),
            }
            for report in document.reports
        ],
        "left_out": _left_out(document.left_out, explained.text),
    }


def _figure(figure: ExplainedFigure) -> dict[str, Any]:
    return {**asdict(figure.observation), "reasons": [asdict(reason) for reason in figure.reasons]}


def _left_out(numbers: tuple[LeftOut, ...], text: str) -> list[dict[str, Any]]:
    return [
        {"char_start": each.start, "char_end": each.end, "text": text[each.start : each.end], "reason": each.reason}
        for each in numbers
    ]


def count(explained: Explained) -> str:
    """How much was read, in words."""
    figures = sum(len(report.figures) for report in explained.document.reports)
    return f"{len(explained.document.reports)} reports, {figures} figures"


def _write(target: Path, page: str, source: Path) -> None:
    if target.exists() and target.samefile(source):
        raise UsageError(f"{target} is the document itself; name another file with --html.")
    try:
        target.write_text(page, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{target} cannot be written ({error.strerror}); name another file with --html.") from error
