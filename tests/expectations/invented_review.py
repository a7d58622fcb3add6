"""A small published warehouse for the tests of decisions and review pages: a province's report with a misprint."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from expectations.decisions import Decision, append_decisions
from warehouse.ddl import create_tables, create_views
from warehouse.loading import insert_rows
from warehouse.schemas import TABLES
from warehouse.series import fill_series
from warehouse.status import derive_observation_status, refresh_catalogue

RUN_ID = "20260127T170011Z-0a1b2c"
DOCUMENT, REPORT = "d0" * 32, "r1"
ACCEPTED, RESUMED = "o-accepted", "o-resumed"
TEXT = "四川省法院通报\n\n2025年，全省法院受理执行案件40.36万件，\n\n恢复执行821万件。执结36.11万件。"
FINDING, OTHER, UNTOLD = "f" * 64, "e" * 64, "c" * 64
NOW, TODAY = datetime(2026, 2, 3, 8, 30, tzinfo=UTC), date(2026, 2, 3)


def warehouse(path: str = ":memory:", **texts: Any) -> duckdb.DuckDBPyConnection:
    """A warehouse with one report, two figures and three findings; a text of any row may be given another way.

    FINDING accuses 恢复执行821万件 and proposes 8.21万件, OTHER accuses it too, UNTOLD cannot tell between the two.
    """
    connection = duckdb.connect(path)
    create_tables(connection)
    create_views(connection)
    refresh_catalogue(connection)
    text = texts.get("text", TEXT)
    insert(connection, "documents", [_document(text, texts)])
    insert(connection, "reports", [_report(text, texts)])
    figures = [(ACCEPTED, "40.36万件", "403600", "enforcement_cases_accepted", "受理执行案件40.36万件")]
    figures += [(RESUMED, "821万件", "8210000", "enforcement_resumed_cases", "恢复执行821万件。")]
    insert(connection, "observations", [_figure(*figure, text, texts) for figure in figures])
    insert(connection, "findings", [finding(FINDING, **proposal()), finding(OTHER, rule="within_catalogue_bounds")])
    insert(connection, "findings", [finding(UNTOLD, rule="mentions_agree", observation_id=None, severity="warning")])
    insert(connection, "runs", [{"run_id": RUN_ID, "started_at": NOW, "outcome": "published", "version": "0"}])
    insert(connection, "publication", [{"commit_number": 1, "run_id": RUN_ID, "published_at": NOW, "version": "0"}])
    for table, column, value in texts.get("instead", ()):
        connection.execute(f"update {table} set {column} = ?", [value])
    derive_observation_status(connection)
    fill_series(connection)
    return connection


def warehouse_file(path: Path, **texts: Any) -> Path:
    """The same as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    warehouse(str(path), **texts).close()
    return path


def proposal() -> dict[str, Any]:
    """What FINDING proposes."""
    return {"suggested_value": Decimal(82100), "suggested_text": "8.21万件", "confidence": 0.97}


def finding(finding_id: str, **stated: Any) -> dict[str, Any]:
    """An open finding on 恢复执行821万件, unless stated otherwise."""
    plain = {
        "finding_id": finding_id,
        "rule": "part_not_above_whole",
        "severity": "critical",
        "report_id": REPORT,
        "observation_id": RESUMED,
        "related": [RESUMED, ACCEPTED],
        "message": "“821万件”大于“40.36万件”：部分不会大于整体。 / A part is above its whole.",
        "status": "open",
        "first_run_id": RUN_ID,
        "last_run_id": RUN_ID,
    }
    return {**plain, **stated}


def insert(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows; what they leave out is NULL."""
    insert_rows(connection, TABLES[table], pa.Table.from_pylist(list(rows), schema=TABLES[table].schema))


def one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    """The one row of a query."""
    (row,) = connection.execute(query).fetchall()
    return tuple(row)


def append_many(path: Path, decision: Decision, reviewer: str, lines: int) -> None:
    """Append decisions one by one, as a reviewer in a process of his own does; the first word of each is its number."""
    for number in range(lines):
        append_decisions(path, [replace(decision, reviewer=reviewer, reason=f"{number} {'长' * 3000}")])


def _document(text: str, texts: dict[str, Any]) -> dict[str, Any]:
    return {
        "document_id": DOCUMENT,
        "uri": texts.get("uri", "province/2025.txt"),
        "media_type": "text/plain",
        "encoding": "utf-8",
        "published_on": date(2026, 1, 27),
        "text": text,
        "run_id": RUN_ID,
    }


def _report(text: str, texts: dict[str, Any]) -> dict[str, Any]:
    return {
        "report_id": REPORT,
        "document_id": DOCUMENT,
        "article_no": 1,
        "kind": "article",
        "title": texts.get("title", "全省法院执行工作"),
        "published_on": date(2026, 1, 27),
        "ref_area": "510000",
        "char_start": 0,
        "char_end": len(text),
        "text": text,
        "run_id": RUN_ID,
    }


def _figure(
    observation_id: str, obs_text: str, value: str, indicator: str, sentence: str, text: str, texts: dict[str, Any]
) -> dict[str, Any]:
    number, start = Decimal(value), text.index(obs_text)
    return {
        "observation_id": observation_id,
        "report_id": REPORT,
        "document_id": DOCUMENT,
        "run_id": RUN_ID,
        "char_start": start,
        "char_end": start + len(obs_text),
        "obs_text": obs_text,
        "sentence": sentence,
        "indicator": indicator,
        "indicator_label": texts.get("label", "恢复执行"),
        "breakdown": "",
        "measure": "level",
        "obs_value": number,
        "printed_value": number,
        "value_low": number - 50,
        "value_high": number + 50,
        "unit_measure": "case",
        "qualifier": "exact",
        "ref_area": "510000",
        "court": texts.get("court"),
        "time_start": date(2025, 1, 1),
        "time_end": date(2025, 12, 31),
        "time_basis": "stated",
        "scope": "aggregate",
        "confidence": 0.9,
        "obs_status": "normal",
    }
