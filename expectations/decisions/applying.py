"""Decisions applied to findings. What comes of it is staged like any other row, so a rebuild gives the same."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from expectations.decisions.records import Decision
from expectations.decisions.seen import Row, SeenFinding, seen_findings
from warehouse.lake_rows import lake_rows
from warehouse.loading import insert_rows
from warehouse.schemas import FINDINGS

PROPOSAL = ("observation_id", "suggested_value", "suggested_text", "confidence")


def apply_decisions(
    connection: duckdb.DuckDBPyConnection,
    standing: Mapping[str, Decision],
    day: date,
    run_id: str,
    lake_files: Sequence[Path] = (),
) -> pa.Table:
    """Write what the decisions make of the candidate's findings, and return the rows that changed, to be staged.

    Args:
        connection: The candidate, open for writing.
        standing: The decision that counts for each finding.
        day: The day of the night, on which waivers hold or have ended.
        run_id: The run that applies them.
        lake_files: The lake's files of findings, in the order of their commits.
    """
    rows = [{**row, "last_run_id": run_id} for row in changed_findings(connection, standing, day, lake_files)]
    table = pa.Table.from_pylist(rows, schema=FINDINGS.schema)
    insert_rows(connection, FINDINGS, table)
    return table


def changed_findings(
    connection: duckdb.DuckDBPyConnection,
    standing: Mapping[str, Decision],
    day: date,
    lake_files: Sequence[Path] = (),
) -> list[Row]:
    """Return the findings that the decisions make other than they stand, as they would then be."""
    if not standing:
        return []
    seen = seen_findings(connection, list(standing))
    proposals = _as_found(lake_files, [entry.row for entry in seen.values() if _was_decided(entry.row)])
    decided = {
        finding_id: {**entry.row, **_decided(standing[finding_id], entry, proposals.get(finding_id, {}), day)}
        for finding_id, entry in seen.items()
    }
    return [row for finding_id, row in decided.items() if row != seen[finding_id].row]


def _was_decided(row: Row) -> bool:
    return row["decided_by"] is not None


def _decided(decision: Decision, seen: SeenFinding, proposal: Row, day: date) -> Row:
    """What a decision sets in its finding on a day."""
    if decision.seen_hash != seen.seen_hash:
        why = f"reopened: the text or the figures changed since {decision.reviewer} decided ({decision.verdict})"
        return {**proposal, "status": "open", "decided_by": None, "reason": why}
    said = {"decided_by": decision.reviewer, "reason": decision.reason}
    if decision.verdict == "waive" and decision.until is not None and decision.until < day:
        why = f"the waiver of {decision.reviewer} ended on {decision.until}: {decision.reason}"
        return {**proposal, "status": "open", "decided_by": None, "reason": why}
    if decision.verdict in ("accept", "edit"):
        return {**_corrected(decision, seen.row), "status": "accepted", **said}
    if decision.verdict == "reject":
        return {**proposal, "observation_id": decision.observation_id, "status": "rejected", **said}
    return {**proposal, "status": "waived" if decision.verdict == "waive" else "open", **said}


def _corrected(decision: Decision, row: Row) -> Row:
    given = {"observation_id": decision.observation_id, "suggested_value": decision.value}
    if row["suggested_value"] != decision.value:  # the proposal's print and confidence are not the reviewer's
        given |= {"suggested_text": None, "confidence": None}
    return given


def _as_found(lake_files: Sequence[Path], rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """The proposals of findings as their rules made them, before anybody decided: the last such row in the lake."""
    wanted = [row["finding_id"] for row in rows]
    if not wanted or not lake_files:
        return {}
    undecided = pc.field("finding_id").isin(wanted) & pc.is_null(pc.field("decided_by"))
    found = lake_rows("findings", lake_files, ["finding_id", *PROPOSAL], undecided).read_all().to_pylist()
    return {row["finding_id"]: {name: row[name] for name in PROPOSAL} for row in found}
