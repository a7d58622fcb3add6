"""From failed cases to rows of ``findings``."""

import hashlib
from collections.abc import Iterable

import duckdb
import pyarrow as pa

from expectations.localisation import Failure
from expectations.rules import Rule
from expectations.wording import fill, in_one_line
from warehouse.loading import insert_rows
from warehouse.schemas import TABLES

KNOWN_SQL = """
SELECT finding_id, status, decided_by, reason, first_run_id FROM findings
WHERE finding_id IN (SELECT unnest($finding_ids))
"""


def finding_id(rule_id: str, observation_ids: Iterable[str]) -> str:
    """Return the stable id of a rule's failure on a set of figures."""
    return hashlib.sha256("\n".join([rule_id, *sorted(observation_ids)]).encode()).hexdigest()


def finding_row(rule: Rule, failure: Failure, accused: str | None, report_id: str, run_id: str) -> dict[str, object]:
    """Return the row of a new, open finding; `accused` is the figure held to be wrong."""
    related = [failure.subject, *failure.rivals]
    return {
        "finding_id": finding_id(rule.id, related),
        "rule": rule.id,
        "severity": rule.severity,
        "report_id": report_id,
        "observation_id": accused,
        "related": related,
        "message": in_one_line(fill(rule.says, failure.facts)),
        "suggested_value": None,
        "suggested_text": None,
        "confidence": None,
        "status": "open",
        "decided_by": None,
        "reason": None,
        "first_run_id": run_id,
        "last_run_id": run_id,
    }


def write_findings(connection: duckdb.DuckDBPyConnection, rows: list[dict[str, object]]) -> pa.Table:
    """Write findings, newest row first to count, and return them as they now stand.

    A finding that was known keeps its first run and what a reviewer decided of it.
    """
    known = connection.execute(KNOWN_SQL, {"finding_ids": [row["finding_id"] for row in rows]}).fetchall()
    kept = {known_id: decided for known_id, *decided in known}
    names = ("status", "decided_by", "reason", "first_run_id")
    merged = [{**row, **dict(zip(names, kept.get(row["finding_id"], ()), strict=False))} for row in rows]
    table = pa.Table.from_pylist(merged, schema=TABLES["findings"].schema)
    insert_rows(connection, TABLES["findings"], table)
    return table
