"""Documents to rows: one batch, in a process of its own."""

import hashlib
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pyarrow as pa

from extraction import extract_document
from extraction.records import ExtractedDocument
from flows import side_files
from flows.decoding import UnreadableBytes
from flows.inbox import InboxDocument, Opener, Source, Unreadable
from flows.inbox.archives import ArchiveRefused
from flows.inbox.formats import read_text
from flows.inbox.stores import printable
from warehouse import rows
from warehouse.text_features import text_features


@dataclass(frozen=True, slots=True)
class BatchRows:
    """What reading a batch gave: rows by table, what could not be read, and what a person should know.

    Beside the rows stands what reprints of the texts are told by (``warehouse.text_features``).
    """

    tables: dict[str, pa.Table]
    features: pa.Table
    counts: dict[str, int]
    unreadable: tuple[Unreadable, ...]
    without_figures: tuple[str, ...]
    warnings: tuple[str, ...]

    def without_rows(self) -> "BatchRows":
        """The same with the counts of the rows only; the features stay, for they are small."""
        return replace(self, tables={})


class _Changed(Exception):
    """The file is not the one that the scan saw."""


def read_batch(
    documents: Sequence[InboxDocument],
    source: Source,
    *,
    run_id: str,
    ingested_at: datetime,
    newest_day: date,
    begin: Callable[[int], object] = lambda number: None,
) -> BatchRows:
    """Read the documents of one batch into rows; one that cannot be read does not stop the others.

    Args:
        documents: The documents of the batch.
        source: The inbox that they lie in.
        run_id: The run that reads them.
        ingested_at: When it began.
        newest_day: The last day on which one of them can have been published.
        begin: Told the number of each document before it is read.
    """
    read: list[tuple[rows.SourceDocument, ExtractedDocument]] = []
    figures = rows.ObservationRows(run_id)
    unreadable: list[Unreadable] = []
    warnings: list[str] = []
    with Opener(source) as opener:
        for number, document in enumerate(documents):
            begin(number)
            try:
                row, extracted, remarks = _read(document, source, opener, newest_day)
                figures.add(extracted)
            except (_Changed, FileNotFoundError):
                warnings.append(f"{document.uri}: it changed while it was being read; the next run takes it up.")
            except Exception as error:  # whatever one document brings on, the rest of the night goes on
                unreadable.append(_unreadable(document, source, error))
            else:
                read.append((row, extracted))
                warnings += remarks
    tables = {
        "documents": rows.documents_table(read, run_id=run_id, ingested_at=ingested_at),
        "reports": rows.reports_table([extracted for _, extracted in read], run_id=run_id),
        "observations": figures.table(),
    }
    without_figures = tuple(source.uri for source, extracted in read if not extracted.observations)
    counts = {name: table.num_rows for name, table in tables.items()}
    features = text_features(report.text for _, extracted in read for report in extracted.reports)
    return BatchRows(tables, features, counts, tuple(unreadable), without_figures, tuple(warnings))


def _read(
    document: InboxDocument, source: Source, opener: Opener, newest_day: date
) -> tuple[rows.SourceDocument, ExtractedDocument, list[str]]:
    content = opener.content(document.place, document.size)
    if hashlib.sha256(content).hexdigest() != document.document_id:
        raise _Changed
    read = read_text(content, document.media_type, ocr=source.ocr)
    if len(read.text) > source.limits.document_bytes:
        raise UnreadableBytes("its text is longer than CASETALLY_MAX_DOCUMENT_BYTES allows; split it")
    stated, problems = side_files.stated(read.entries, newest_day)
    remarks = [f"{document.uri}: {remark}." for remark in (*read.remarks, *problems)]
    side_file = opener.side_file(document.place)
    if side_file is not None:
        beside, problems = side_files.read_statements(side_file, newest_day)
        stated = side_files.over(beside, stated)
        remarks += [f"{side_files.beside(document.uri)}: {problem}." for problem in problems]
    extracted = extract_document(read.text, document_id=document.document_id, uri=document.uri, stated=stated)
    row = rows.SourceDocument(document.document_id, document.uri, document.media_type, read.encoding, read.text)
    return row, extracted, remarks


def _unreadable(document: InboxDocument, source: Source, error: Exception) -> Unreadable:
    if isinstance(error, UnreadableBytes | ArchiveRefused):
        return Unreadable(document.uri, _on_one_line(str(error)), document.document_id, document.place, lasting=True)
    if isinstance(error, MemoryError):
        allowed = f"{source.limits.memory_bytes} bytes of memory (CASETALLY_DOCUMENT_MEMORY_BYTES)"
        reason = f"reading it needs more than {allowed}; split it or save it in another format"
    else:
        reason = f"reading it failed ({type(error).__name__}: {error}); please report this with the document"
    detail = "".join(traceback.format_exception(error))
    return Unreadable(document.uri, _on_one_line(reason), document.document_id, document.place, detail=detail)


def _on_one_line(reason: str) -> str:
    return printable(" ".join(reason.split()))
