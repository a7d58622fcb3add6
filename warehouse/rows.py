"""Records of the extraction as Arrow rows of the contract."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from extraction.records import ExtractedDocument, Observation, Report
from warehouse.errors import FigureTooLarge
from warehouse.schemas import DOCUMENTS, FIGURE, OBSERVATIONS, REPORTS, Table

_PLACES = Decimal(1).scaleb(-FIGURE.scale)
_DIGITS = Context(prec=FIGURE.precision)
_ROUNDING = {"value_low": ROUND_FLOOR, "value_high": ROUND_CEILING}


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What the inbox knows of a document before anything is read in it."""

    document_id: str
    uri: str
    media_type: str
    encoding: str
    text: str


def documents_table(
    documents: Iterable[tuple[SourceDocument, ExtractedDocument]], *, run_id: str, ingested_at: datetime
) -> pa.Table:
    """Rows of ``documents``, in the order given.

    Args:
        documents: Each document with what was extracted from it.
        run_id: The run that takes them in.
        ingested_at: When it does so, with a time zone.
    """
    pairs = list(documents)
    stated = ("published_on", "published_basis")
    columns = {name: [getattr(read, name) for _, read in pairs] for name in stated}
    for name in ("document_id", "uri", "media_type", "encoding", "text"):
        columns[name] = [getattr(source, name) for source, _ in pairs]
    return _table(DOCUMENTS, columns, len(pairs), {"run_id": run_id, "ingested_at": ingested_at})


def reports_table(extracted: Iterable[ExtractedDocument], *, run_id: str) -> pa.Table:
    """Rows of ``reports``, in the order given; duplicates are told later, in the warehouse."""
    reports: list[Report] = [report for document in extracted for report in document.reports]
    constants = {"run_id": run_id, "duplicate_of": None}
    return _table(REPORTS, _attributes(REPORTS, reports, constants), len(reports), constants)


class ObservationRows:
    """Rows of ``observations`` as read, taken in document by document: the value is the printed one, the status normal.

    One table is made of all: an Arrow array costs more to begin than to fill with the figures of a document.
    """

    def __init__(self, run_id: str) -> None:
        """Begin with no row of this run."""
        self._constants = {"run_id": run_id, "obs_status": "normal"}
        self._columns = _attributes(OBSERVATIONS, (), self._constants)

    def add(self, extracted: ExtractedDocument) -> None:
        """Take in the figures of a document.

        Raises:
            FigureTooLarge: A number has more than 22 digits before the point; none is taken in.
        """
        read = extracted.observations
        columns = _attributes(OBSERVATIONS, read, {**self._constants, "obs_value": None})
        for name in ("printed_value", "value_low", "value_high"):
            columns[name] = [_figure(observation, name) for observation in read]
        columns["obs_value"] = columns["printed_value"]
        for name, values in columns.items():
            self._columns[name] += values

    def table(self) -> pa.Table:
        """The rows, in the order in which they came."""
        return _table(OBSERVATIONS, self._columns, len(self._columns["observation_id"]), self._constants)


def observations_table(extracted: Iterable[ExtractedDocument], *, run_id: str) -> pa.Table:
    """Rows of ``observations`` as read.

    Raises:
        FigureTooLarge: A number has more than 22 digits before the point.
    """
    rows = ObservationRows(run_id)
    for document in extracted:
        rows.add(document)
    return rows.table()


def table_of(table: Table, records: Iterable[object]) -> pa.Table:
    """Rows of any declared table from records that have an attribute for each of its columns."""
    rows = list(records)
    return _table(table, _attributes(table, rows, {}), len(rows), {})


def _attributes(table: Table, records: Sequence[object], without: Mapping[str, object]) -> dict[str, list[Any]]:
    names = [name for name in table.schema.names if name not in without]
    return {name: [getattr(record, name) for record in records] for name in names}


def _table(table: Table, columns: dict[str, list[Any]], rows: int, constants: Mapping[str, object]) -> pa.Table:
    columns = {**columns, **{name: [value] * rows for name, value in constants.items()}}
    arrays = [pa.array(columns[field.name], type=field.type) for field in table.schema]
    return pa.Table.from_arrays(arrays, schema=table.schema)


def _figure(observation: Observation, name: str) -> Decimal | None:
    value: Decimal | None = getattr(observation, name)
    if value is None:
        return None
    try:
        return value.quantize(_PLACES, rounding=_ROUNDING.get(name, ROUND_HALF_EVEN), context=_DIGITS)
    except InvalidOperation as fault:
        place = f"{observation.document_id}[{observation.char_start}:{observation.char_end}]"
        raise FigureTooLarge(
            f"{place}: {name} of {observation.obs_text!r} does not fit {FIGURE.precision} digits with "
            f"{FIGURE.scale} decimals; correct how it is read"
        ) from fault
