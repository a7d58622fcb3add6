"""Documents to rows: one batch, in a process of its own."""

import hashlib
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pyarrow as pa

from extraction import extract_document
from extraction.records import ExtractedDocument
from flows.decoding import UnreadableBytes, decode
from flows.inbox import InboxDocument, Unreadable, stated_metadata
from warehouse import rows


@dataclass(frozen=True, slots=True)
class BatchRows:
    """What reading a batch gave: rows by table, what could not be read, and what a person should know."""

    tables: dict[str, pa.Table]
    counts: dict[str, int]
    unreadable: tuple[Unreadable, ...]
    without_figures: tuple[str, ...]
    warnings: tuple[str, ...]

    def without_rows(self) -> "BatchRows":
        """The same with the counts of the rows only."""
        return replace(self, tables={})


class _Changed(Exception):
    """The file is not the one that the scan saw."""


def read_batch(documents: Sequence[InboxDocument], run_id: str, ingested_at: datetime, newest_day: date) -> BatchRows:
    """Read the documents of one batch into rows; one that cannot be read does not stop the others.

    Args:
        documents: The documents of the batch.
        run_id: The run that reads them.
        ingested_at: When it began.
        newest_day: The last day on which one of them can have been published.
    """
    read: list[tuple[rows.SourceDocument, ExtractedDocument]] = []
    figures = [rows.observations_table((), run_id=run_id)]
    unreadable: list[Unreadable] = []
    warnings: list[str] = []
    for document in documents:
        try:
            source, extracted, remarks = _read(document, newest_day)
            figures.append(rows.observations_table([extracted], run_id=run_id))
        except (_Changed, FileNotFoundError):
            warnings.append(f"{document.uri}: it changed while it was being read; the next run takes it up.")
        except Exception as error:  # whatever one document brings on, the rest of the night goes on
            unreadable.append(_unreadable(document, error))
        else:
            read.append((source, extracted))
            warnings += remarks
    tables = {
        "documents": rows.documents_table(read, run_id=run_id, ingested_at=ingested_at),
        "reports": rows.reports_table([extracted for _, extracted in read], run_id=run_id),
        "observations": pa.concat_tables(figures),
    }
    without_figures = tuple(source.uri for source, extracted in read if not extracted.observations)
    counts = {name: table.num_rows for name, table in tables.items()}
    return BatchRows(tables, counts, tuple(unreadable), without_figures, tuple(warnings))


def _read(document: InboxDocument, newest_day: date) -> tuple[rows.SourceDocument, ExtractedDocument, list[str]]:
    content = document.path.read_bytes()
    if hashlib.sha256(content).hexdigest() != document.document_id:
        raise _Changed
    decoded = decode(content)
    stated, remarks = stated_metadata(document, newest_day)
    extracted = extract_document(decoded.text, document_id=document.document_id, uri=document.uri, stated=stated)
    source = rows.SourceDocument(
        document.document_id, document.uri, document.media_type, decoded.encoding, decoded.text
    )
    return source, extracted, remarks


def _unreadable(document: InboxDocument, error: Exception) -> Unreadable:
    if isinstance(error, UnreadableBytes):
        return Unreadable(document.uri, str(error), document.document_id, document.path, lasting=True)
    reason = f"reading it failed ({type(error).__name__}: {error}); please report this with the document"
    detail = "".join(traceback.format_exception(error))
    return Unreadable(document.uri, " ".join(reason.split()), document.document_id, document.path, detail=detail)
