"""A night in one process and in memory: texts in, figures and findings out."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb
import yaml

from expectations.reconciliation import reconcile
from expectations.rules import Rule
from extraction import extract_document
from extraction.records import StatedMetadata
from warehouse.ddl import create_tables, create_views
from warehouse.duplicates import derive_duplicates
from warehouse.loading import insert_rows
from warehouse.rows import SourceDocument, documents_table, observations_table, reports_table
from warehouse.schemas import TABLES
from warehouse.status import refresh_catalogue

RUN_ID = "20260127T170011Z-be0c40"
NIGHT = datetime(2026, 1, 27, 17, 0, 11, tzinfo=UTC)
FIGURES_SQL = """
SELECT d.uri, o.observation_id, o.char_start, o.char_end, o.obs_text, o.measure,
    o.value_low::DOUBLE, o.value_high::DOUBLE, o.printed_value::DOUBLE, count(c.confirmation_id)
FROM observations o JOIN documents d USING (document_id) LEFT JOIN confirmations c USING (observation_id)
GROUP BY ALL ORDER BY ALL
"""


@dataclass(frozen=True)
class Text:
    """One text, its name, and what its side file says."""

    name: str
    text: str
    stated: StatedMetadata


@dataclass(frozen=True)
class Figure:
    """One figure that was read, where it stands and how many checks confirm it."""

    document: str
    observation_id: str
    start: int
    end: int
    obs_text: str
    measure: str
    low: float | None
    high: float | None
    value: float
    checked_by: int

    def allows(self, value: float) -> bool:
        """Tell whether the print may stand for a value."""
        return (self.low is None or self.low <= value) and (self.high is None or value <= self.high)


@dataclass(frozen=True)
class Night:
    """All that came out of one night."""

    figures: dict[str, Figure]
    findings: list[dict[str, Any]]

    def figures_in(self, document: str) -> list[Figure]:
        """Return the figures of a document, in order."""
        return self._by_document.get(document, [])

    def figures_at(self, document: str, start: int, end: int) -> list[Figure]:
        """Return the figures that a span touches."""
        return [figure for figure in self.figures_in(document) if figure.start < end and start < figure.end]

    def findings_in(self, document: str) -> list[dict[str, Any]]:
        """Return the findings on figures of a document, those of mere information left out."""
        ids = {figure.observation_id for figure in self.figures_in(document)}
        return [entry for entry in self.findings if entry["severity"] != "info" and ids & set(entry["related"])]

    def accuses(self, document: str, obs_text: str) -> bool:
        """Tell whether a finding accuses a figure with this print."""
        accused = {entry["observation_id"] for entry in self.findings_in(document)} - {None}
        return obs_text in {self.figures[observation_id].obs_text for observation_id in accused}

    @cached_property
    def _by_document(self) -> dict[str, list[Figure]]:
        found: dict[str, list[Figure]] = {}
        for figure in self.figures.values():
            found.setdefault(figure.document, []).append(figure)
        return found


def read_folder(folder: Path) -> list[Text]:
    """Return the texts of a folder, by name."""
    return [_read(path) for path in sorted(folder.glob("*.txt"))]


def reconcile_texts(texts: list[Text], rules: Sequence[Rule] | None = None) -> Night:
    """Return what a night over these texts alone finds, by all declared rules or by those given.

    Raises:
        RuntimeError: A rule could not be evaluated.
    """
    with duckdb.connect(":memory:") as connection:
        create_tables(connection)
        refresh_catalogue(connection)
        create_views(connection)
        _load(connection, texts)
        result = reconcile(connection, RUN_ID, rules=rules)
        if result.errors:
            raise RuntimeError("; ".join(result.errors.values()))
        figures = [Figure(*row) for row in connection.execute(FIGURES_SQL).fetchall()]
    return Night({figure.observation_id: figure for figure in figures}, result.findings.to_pylist())


def _read(path: Path) -> Text:
    side = path.with_suffix(".meta.yaml")
    stated = yaml.safe_load(side.read_text(encoding="utf-8")) if side.exists() else {}
    return Text(path.name, path.read_bytes().decode("utf-8"), StatedMetadata(published_on=stated.get("published_on")))


def _load(connection: duckdb.DuckDBPyConnection, texts: list[Text]) -> None:
    read = []
    for text in texts:
        document_id = hashlib.sha256(text.text.encode()).hexdigest()
        source = SourceDocument(document_id, text.name, "text/plain", "utf-8", text.text)
        read.append((source, extract_document(text.text, document_id=document_id, uri=text.name, stated=text.stated)))
    extracted = [entry for _, entry in read]
    insert_rows(connection, TABLES["documents"], documents_table(read, run_id=RUN_ID, ingested_at=NIGHT))
    insert_rows(connection, TABLES["reports"], reports_table(extracted, run_id=RUN_ID))
    insert_rows(connection, TABLES["observations"], observations_table(extracted, run_id=RUN_ID))
    derive_duplicates(connection)
