"""Running the rules' SQL: every case with its outcome, and what localising must know of the failed ones."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import duckdb

from expectations.checks import gather_evidence, query_for
from expectations.localisation import Case, Figure, Neighbour
from expectations.magnitudes import most_of_units, plausible_ranges
from expectations.rules import Rule
from warehouse.figure_places import places_of_reports

OUTCOMES = ("passed", "failed", "undecided")
CASES_SQL = """
CREATE OR REPLACE TEMP TABLE cases AS
SELECT subject, rivals::VARCHAR[] AS rivals, outcome, facts, {formula} AS formula, {constants}::DOUBLE[] AS constants
FROM ({sql})
"""
JUDGED_SQL = """
CREATE OR REPLACE TEMP TABLE judged (
    rule VARCHAR, subject VARCHAR, rivals VARCHAR[], outcome VARCHAR, formula VARCHAR, constants DOUBLE[], doubt DOUBLE
)
"""
TOUCHING_SQL = """
SELECT DISTINCT rule, subject, rivals, outcome, formula, constants, doubt
FROM (SELECT *, unnest(list_prepend(subject, rivals)) AS member FROM judged WHERE outcome <> 'failed')
WHERE member IN (SELECT unnest($members::VARCHAR[]))
ORDER BY ALL
"""
FIGURES_SQL = """
SELECT observation_id, report_id, obs_text, value::DOUBLE, low::DOUBLE, high::DOUBLE, qualifier, unit_measure,
    coalesce(kind IN ('average', 'ratio', 'duration'), false) OR regexp_matches(label, '均|每'), sentence, is_decided
FROM figures WHERE observation_id IN (SELECT unnest($members::VARCHAR[]))
"""
# In two steps: of the rows of a few places only these are read, of those that a join keeps all are.
PLACES_SQL = f"""
CREATE OR REPLACE TEMP TABLE neighbour_places AS
{places_of_reports("(SELECT unnest($reports::VARCHAR[]) AS report_id)")}
"""
NEIGHBOURS_SQL = """
SELECT report_id, observation_id, obs_text, sentence FROM observations
SEMI JOIN neighbour_places ON observations.rowid = place ORDER BY observation_id
"""


@dataclass(slots=True)
class Judged:
    """One rule's cases of this run; failed ones in full, of the others their number."""

    rule: Rule
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    failures: list[Case] = field(default_factory=list)
    error: str | None = None

    def withdraw(self, cases: Sequence[Case]) -> None:
        """Count failures as undecided: the rule may not mean these figures."""
        doubted = set(cases)
        kept = [case for case in self.failures if case not in doubted]
        withdrawn = len(self.failures) - len(kept)
        self.failures = kept
        self.counts["failed"] -= withdrawn
        self.counts["undecided"] += withdrawn


def judge_rules(connection: duckdb.DuckDBPyConnection, rules: Sequence[Rule]) -> list[Judged]:
    """Return the cases of every rule; those that a change of a figure could mend are kept in the table ``judged``.

    A rule that raises is counted as errored, the others go on.
    """
    connection.execute(JUDGED_SQL)
    return [_judge(connection, rule) for rule in rules]


def _judge(connection: duckdb.DuckDBPyConnection, rule: Rule) -> Judged:
    judged = Judged(rule)
    try:
        query = query_for(rule.check)
        sql = CASES_SQL.format(sql=query.sql, formula=query.formula, constants=query.constants)
        connection.execute(sql, query.parameters)
        counted = connection.execute("SELECT outcome, count(*) FROM cases GROUP BY outcome").fetchall()
        failed = connection.execute(
            "SELECT subject, rivals, formula, constants, to_json(facts)::VARCHAR FROM cases "
            "WHERE outcome = 'failed' ORDER BY ALL"
        ).fetchall()
        connection.execute(
            "INSERT INTO judged SELECT $rule, subject, rivals, outcome, formula, constants, $doubt FROM cases "
            "WHERE formula <> ''",
            {"rule": rule.id, "doubt": rule.doubt},
        )
    except duckdb.OutOfMemoryException:  # no fault of the rule, and the next would fare no better
        raise
    except duckdb.Error as error:
        judged.error = f"{rule.id}: {error}"
        return judged
    judged.counts.update(counted)
    judged.failures = [
        Case(rule.id, subject, tuple(rivals), "failed", formula, tuple(constants), rule.doubt, json.loads(facts))
        for subject, rivals, formula, constants, facts in failed
    ]
    return judged


def surroundings(
    connection: duckdb.DuckDBPyConnection, failures: Sequence[Case], run_id: str
) -> tuple[list[Case], dict[str, Figure], dict[str, list[Neighbour]]]:
    """Return the failed cases and all that their figures take part in, those figures, and what is printed around them.

    Only figures of failed cases may be wrong: how large they may be, and how their reports print, is told of no others.
    """
    members = sorted({member for case in failures for member in case.members})
    touching = connection.execute(TOUCHING_SQL, {"members": members}).fetchall()
    cases = [*failures, *(_case(*row) for row in touching)]
    everybody = sorted({member for case in cases for member in case.members})
    rows = connection.execute(FIGURES_SQL, {"members": everybody}).fetchall()
    gather_evidence(connection, members)
    ranges = plausible_ranges(connection, members, members)
    most = most_of_units(connection, members)
    figures = {row[0]: replace(Figure(*row), plausible=ranges.get(row[0], ()), most=most.get(row[0])) for row in rows}
    reports = sorted({figures[member].report_id for member in members})
    neighbours: dict[str, list[Neighbour]] = {report: [] for report in reports}
    connection.execute(PLACES_SQL, {"reports": reports})
    for report, *told in connection.execute(NEIGHBOURS_SQL).fetchall():
        neighbours[report].append(Neighbour(*told))
    return cases, figures, neighbours


def _case(
    rule: str, subject: str, rivals: list[str], outcome: str, formula: str, constants: list[float], doubt: float
) -> Case:
    return Case(rule, subject, tuple(rivals), outcome, formula, tuple(constants), doubt)
