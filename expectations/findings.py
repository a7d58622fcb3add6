"""From failed cases to rows of ``findings``."""

import hashlib
from collections.abc import Iterable

import duckdb
import pyarrow as pa

from expectations.accusations import Accusation
from expectations.localisation import Case
from expectations.rules import Rule
from expectations.rules.models import Words
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


def finding_row(rule: Rule, case: Case, accusation: Accusation, report_id: str, run_id: str) -> dict[str, object]:
    """Return the row of a new, open finding."""
    first = accusation.candidates[0] if accusation.candidates else None
    return {
        "finding_id": finding_id(rule.id, case.members),
        "rule": rule.id,
        "severity": rule.severity,
        "report_id": report_id,
        "observation_id": accusation.observation_id,
        "related": list(dict.fromkeys(case.members)),
        "message": _message(rule, case, accusation.proof),
        "suggested_value": first.value if first and accusation.observation_id else None,
        "suggested_text": first.text if first and accusation.observation_id else None,
        "confidence": first.probability if first and accusation.observation_id else None,
        "candidates": [candidate.text for candidate in accusation.candidates],
        "status": "open",
        "decided_by": None,
        "reason": None,
        "first_run_id": run_id,
        "last_run_id": run_id,
    }


def _message(rule: Rule, case: Case, proof: Words | None) -> str:
    said = fill(rule.says, case.facts)
    return in_one_line(said if proof is None else Words(zh=said.zh + proof.zh, en=f"{said.en} {proof.en}"))


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
