"""Which checks confirm a figure: those that hold and would have seen most scanning errors in it."""

import hashlib
from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

from expectations.power import CONFIRMS, EQUATIONS, power, tolerances
from warehouse.loading import insert_rows
from warehouse.schemas import TABLES

EQUATIONS_SQL = """
WITH held AS (
    SELECT row_number() OVER () AS check_no, rule, formula, constants, list_prepend(subject, rivals) AS members
    FROM judged WHERE outcome = 'passed' AND list_contains($equations, formula)
    QUALIFY row_number() OVER (PARTITION BY formula, list_sort(members) ORDER BY doubt, rule) = 1
), members AS (
    SELECT check_no, unnest(members) AS observation_id, generate_subscripts(members, 1) AS at FROM held
)
SELECT any_value(h.rule), any_value(h.formula), any_value(h.constants),
    list({'id': f.observation_id, 'text': f.obs_text, 'value': f.value::DOUBLE, 'low': f.low::DOUBLE,
        'high': f.high::DOUBLE} ORDER BY m.at)
FROM members m JOIN held h USING (check_no) JOIN figures f USING (observation_id)
GROUP BY check_no ORDER BY ALL
"""


def write_confirmations(connection: duckdb.DuckDBPyConnection, run_id: str) -> pa.Table:
    """Write a row for each figure and check of this run that confirms it, and return them.

    Two rules that say the same of the same figures count once. A bound such as part and whole confirms nothing: most
    errors leave it whole.
    """
    table = TABLES["confirmations"]
    checks = connection.execute(EQUATIONS_SQL, {"equations": list(EQUATIONS)}).fetchall()
    rows = [{**row, "run_id": run_id} for check in checks for row in _confirmed(*check)]
    found = pa.Table.from_pylist(rows, schema=table.schema)
    insert_rows(connection, table, found)
    return found


def _confirmed(
    rule: str, formula: str, constants: list[float], members: list[dict[str, Any]]
) -> Iterator[dict[str, object]]:
    allowed = tolerances(formula, [(member["low"], member["high"]) for member in members], constants)
    for member, tolerance in zip(members, allowed or (), strict=False):
        share = power(member["text"], member["value"], tolerance)
        if share < CONFIRMS:
            continue
        others = [other["id"] for other in members if other is not member]
        yield {
            "confirmation_id": _identity(rule, member["id"], others),
            "observation_id": member["id"],
            "rule": rule,
            "held_against": others,
            "power": share,
        }


def _identity(rule: str, observation_id: str, others: list[str]) -> str:
    return hashlib.sha256("\n".join([rule, observation_id, *sorted(others)]).encode()).hexdigest()
