"""The findings as a queue: what presses most stands first; facets choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import duckdb

from expectations.decisions import Decision, changed_findings
from expectations.review.pressing import INFLUENCE, SAME_FIGURE, SUSPICION

Row = dict[str, Any]

COLUMNS = """
    f.finding_id, f.rule, f.severity, f.status, f.message, f.observation_id, f.related, f.suggested_value,
    f.suggested_text, f.confidence, f.candidates, f.decided_by, f.reason, f.first_run_id, f.last_run_id,
    o.observation_id AS subject, o.obs_text, o.obs_value, o.printed_value, o.unit_measure, o.indicator,
    o.indicator_label, i.name_zh, i.name_en, o.ref_area, a.name AS area_name, o.court, o.time_start, o.time_end,
    o.obs_status, o.document_id, d.uri, r.title, r.published_on
"""
FROM = f"""
FROM findings f
LEFT JOIN {SAME_FIGURE} ON same.observation_id = f.observation_id
LEFT JOIN observations o ON o.observation_id = coalesce(f.observation_id, f.related[1])
LEFT JOIN indicators i ON i.indicator = o.indicator
LEFT JOIN areas a ON a.ref_area = o.ref_area
LEFT JOIN documents d ON d.document_id = o.document_id
LEFT JOIN reports r ON r.report_id = o.report_id
"""
# What is open first, by how much it presses; of equals the newest report. What is decided: the latest first.
ORDER = f"""
ORDER BY f.status <> 'open', CASE WHEN f.status <> 'open' THEN f.last_run_id END DESC,
    round({SUSPICION} * {INFLUENCE}, 6) DESC NULLS LAST,
    f.observation_id IS NULL, r.published_on DESC NULLS LAST, o.document_id, o.char_start, f.rule, f.finding_id
"""
FACETS = ("rule", "severity", "status", "indicator", "document")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which findings are to be shown; an empty facet lets all through.

    Two words stand for no ``status`` of the table: decided is any but open, pending is decided and not yet applied.

    Attributes:
        text: Words that the sentence, the print or the document's path contains.
    """

    rule: str = ""
    severity: str = ""
    status: str = "open"
    indicator: str = ""
    document: str = ""
    text: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> "Wanted":
        """Read the facets of a web address; what is no facet is passed over."""
        return cls(**{field.name: given[field.name][:200] for field in fields(cls) if field.name in given})

    def as_parameters(self) -> dict[str, str]:
        """The facets that differ from the default, for a web address."""
        plain = Wanted()
        names = [field.name for field in fields(self)]
        return {name: getattr(self, name) for name in names if getattr(self, name) != getattr(plain, name)}


def count_findings(connection: duckdb.DuckDBPyConnection, wanted: Wanted, waiting: Sequence[str] = ()) -> int:
    """Return how many findings are wanted."""
    clause, parameters = _where(wanted, waiting)
    row = connection.execute(f"SELECT count(*) {FROM} {clause}", parameters).fetchone()
    return int(row[0]) if row else 0


def list_findings(
    connection: duckdb.DuckDBPyConnection,
    wanted: Wanted,
    waiting: Sequence[str] = (),
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[Row]:
    """Return findings with what a line of the queue shows.

    Args:
        connection: A warehouse.
        wanted: Which.
        waiting: The findings whose decision is not yet applied.
        limit: At most so many.
        offset: After so many.
    """
    return rows_in_order(connection, ids_in_order(connection, wanted, waiting, limit=limit, offset=offset))


def ids_in_order(
    connection: duckdb.DuckDBPyConnection,
    wanted: Wanted,
    waiting: Sequence[str] = (),
    *,
    limit: int | None = None,
    offset: int = 0,
) -> list[str]:
    """Return which findings `list_findings` would, by few columns of their figures."""
    clause, parameters = _where(wanted, waiting)
    pages = "" if limit is None else f"LIMIT {limit:d} OFFSET {offset:d}"
    found = connection.execute(f"SELECT f.finding_id {FROM} {clause} {ORDER} {pages}", parameters).fetchall()
    return [finding_id for (finding_id,) in found]


def rows_in_order(connection: duckdb.DuckDBPyConnection, finding_ids: Sequence[str]) -> list[Row]:
    """Return what a line of the queue shows of each of these findings, in their order."""
    cursor = connection.execute(
        f"SELECT {COLUMNS} {FROM} WHERE f.finding_id IN (SELECT unnest(?::VARCHAR[]))", [list(finding_ids)]
    )
    place = {finding_id: at for at, finding_id in enumerate(finding_ids)}
    return sorted(rows_of(cursor), key=lambda row: place[row["finding_id"]])


def neighbours(
    connection: duckdb.DuckDBPyConnection, wanted: Wanted, waiting: Sequence[str], finding_id: str
) -> tuple[str | None, str | None]:
    """Return the findings before and after one in its queue, None where there is none."""
    clause, parameters = _where(wanted, waiting)
    row = connection.execute(
        f"SELECT previous, next FROM (SELECT f.finding_id, lag(f.finding_id) OVER queue AS previous, "
        f"lead(f.finding_id) OVER queue AS next {FROM} {clause} WINDOW queue AS ({ORDER})) WHERE finding_id = ?",
        [*parameters, finding_id],
    ).fetchone()
    return (row[0], row[1]) if row else (None, None)


def find_finding(connection: duckdb.DuckDBPyConnection, finding_id: str) -> Row | None:
    """Return one finding with what a line of the queue shows."""
    cursor = connection.execute(f"SELECT {COLUMNS} {FROM} WHERE f.finding_id = ?", [finding_id])
    return next(iter(rows_of(cursor)), None)


def facet_values(connection: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[str, str, int]]]:
    """Return, for each facet but status, its values among the open findings: value, what it is called, how many."""
    names = {
        "rule": ("f.rule", "f.rule"),
        "severity": ("f.severity", "f.severity"),
        "indicator": ("o.indicator", "any_value(i.name_zh)"),
        "document": ("o.document_id", "any_value(d.uri)"),
    }
    return {
        facet: connection.execute(
            f"SELECT {column}, {called}, count(*) AS findings {FROM} WHERE f.status = 'open' AND {column} IS NOT NULL "
            f"GROUP BY {column} ORDER BY findings DESC, {column} LIMIT 100"
        ).fetchall()
        for facet, (column, called) in names.items()
    }


def waiting_findings(
    connection: duckdb.DuckDBPyConnection, standing: Mapping[str, Decision], day: date
) -> dict[str, Decision]:
    """Return the standing decisions that the published findings do not show yet."""
    changed = {row["finding_id"]: row["status"] for row in changed_findings(connection, standing, day)}
    # A decision that no longer holds (the text changed, the waiver ended) leaves its finding to be decided.
    return {
        finding_id: standing[finding_id]
        for finding_id, status in changed.items()
        if status != "open" or standing[finding_id].verdict == "unsure"
    }


def rows_of(cursor: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return all rows of a result by column name."""
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _where(wanted: Wanted, waiting: Sequence[str]) -> tuple[str, list[object]]:
    columns = {"rule": "f.rule", "severity": "f.severity", "indicator": "o.indicator", "document": "o.document_id"}
    chosen = {column: getattr(wanted, facet) for facet, column in columns.items() if getattr(wanted, facet)}
    clauses = [f"{column} = ?" for column in chosen]
    parameters: list[object] = list(chosen.values())
    if wanted.status == "pending":
        clauses.append("f.finding_id IN (SELECT unnest(?::VARCHAR[]))")
        parameters.append(list(waiting))
    elif wanted.status == "decided":
        clauses.append("f.status <> 'open'")
    elif wanted.status not in ("", "all"):
        clauses.append("f.status = ?")
        parameters.append(wanted.status)
        if wanted.status == "open" and waiting:
            clauses.append("f.finding_id NOT IN (SELECT unnest(?::VARCHAR[]))")
            parameters.append(list(waiting))
    if wanted.text:
        clauses.append("contains(lower(concat_ws(' ', f.message, o.obs_text, d.uri, f.finding_id)), lower(?))")
        parameters.append(wanted.text)
    return ("WHERE " + " AND ".join(clauses) if clauses else ""), parameters
