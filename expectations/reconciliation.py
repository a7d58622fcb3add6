"""All declared rules over the figures that a night touches: findings and results, inside the candidate."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from expectations.checks import prepare_figures, query_for
from expectations.findings import finding_row, write_findings
from expectations.localisation import Failure, Member, accused_of_pair
from expectations.rules import Rule, declared_rules
from extraction import catalogue
from warehouse.loading import insert_rows
from warehouse.schemas import TABLES

OUTCOMES = ("passed", "failed", "undecided")


@dataclass(frozen=True, slots=True)
class ReconciliationResult:
    """What a run of the rules wrote: the new and changed rows of two tables, and what went wrong.

    Attributes:
        findings: Rows of ``findings``, to be staged.
        rule_results: Rows of ``rule_results``, one a rule, to be staged.
        errors: The error of each rule that could not be evaluated, by rule id.
    """

    findings: pa.Table
    rule_results: pa.Table
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Evaluation:
    """One rule's cases of this run."""

    rule: Rule
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    failures: list[Failure] = field(default_factory=list)
    confirmed: set[str] = field(default_factory=set)
    error: str | None = None


def reconcile(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    *,
    rules: Sequence[Rule] | None = None,
    indicators: Iterable[catalogue.Indicator] | None = None,
) -> ReconciliationResult:
    """Evaluate every rule on the keys that the rows of `run_id` touch, and write what is found.

    The rows go to ``findings`` and ``rule_results`` of the candidate; ``obs_status`` is left to
    ``warehouse.status.derive_observation_status``. A rule that raises is counted as errored, the others go on.

    Args:
        connection: The candidate, open for writing.
        run_id: The run whose observations are new.
        rules: The rules, by default all that are declared.
        indicators: The catalogue, by default the project's.
    """
    prepare_figures(connection, run_id, catalogue.indicators() if indicators is None else indicators)
    evaluations = [_evaluate(connection, rule) for rule in (declared_rules() if rules is None else rules)]
    findings = write_findings(connection, _finding_rows(connection, evaluations, run_id))
    results = _results_table(evaluations, run_id)
    insert_rows(connection, TABLES["rule_results"], results)
    errors = {evaluation.rule.id: evaluation.error for evaluation in evaluations if evaluation.error is not None}
    return ReconciliationResult(findings, results, errors)


def _evaluate(connection: duckdb.DuckDBPyConnection, rule: Rule) -> _Evaluation:
    evaluation = _Evaluation(rule)
    query = query_for(rule.check)
    try:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE cases AS {query.sql}", query.parameters)
        counted = connection.execute("SELECT outcome, count(*) FROM cases GROUP BY outcome").fetchall()
        failed = connection.execute(
            "SELECT subject, rivals, to_json(facts)::VARCHAR FROM cases WHERE outcome = 'failed' ORDER BY ALL"
        ).fetchall()
        confirmed = connection.execute("SELECT DISTINCT unnest(rivals) FROM cases WHERE outcome = 'passed'").fetchall()
    except duckdb.Error as error:
        evaluation.error = f"{rule.id}: {error}"
        return evaluation
    evaluation.counts.update(counted)
    evaluation.failures = [Failure(subject, tuple(rivals), json.loads(facts)) for subject, rivals, facts in failed]
    evaluation.confirmed = {observation_id for (observation_id,) in confirmed}
    return evaluation


def _finding_rows(
    connection: duckdb.DuckDBPyConnection, evaluations: Sequence[_Evaluation], run_id: str
) -> list[dict[str, object]]:
    accusing = [e for e in evaluations if e.rule.check.accuses_subject and e.rule.severity != "info"]
    failing_alone = {failure.subject for evaluation in accusing for failure in evaluation.failures}
    confirmed = set[str]().union(*(evaluation.confirmed for evaluation in evaluations))
    members, report_of = _members(connection, [failure for e in evaluations for failure in e.failures])
    rows = []
    for evaluation in evaluations:
        for failure in evaluation.failures:
            accused = _accused(evaluation.rule, failure, members, failing_alone, confirmed)
            rows.append(finding_row(evaluation.rule, failure, accused, report_of[failure.subject], run_id))
    return rows


def _accused(
    rule: Rule, failure: Failure, members: dict[str, Member], failing_alone: set[str], confirmed: set[str]
) -> str | None:
    """Return the figure a failure accuses; information never accuses, for a suspect figure is withheld."""
    if rule.severity == "info":
        return None
    if rule.check.accuses_subject:
        return failure.subject
    if len(failure.rivals) != 1:
        return None
    return accused_of_pair(failure, members, failing_alone, confirmed)


def _members(
    connection: duckdb.DuckDBPyConnection, failures: Sequence[Failure]
) -> tuple[dict[str, Member], dict[str, str]]:
    wanted = sorted({observation_id for failure in failures for observation_id in (failure.subject, *failure.rivals)})
    rows = connection.execute(
        "SELECT observation_id, report_id, obs_text, value, high FROM figures "
        "WHERE observation_id IN (SELECT unnest($wanted::VARCHAR[]))",
        {"wanted": wanted},
    ).fetchall()
    members = {observation_id: Member(*member) for observation_id, _, *member in rows}
    return members, {observation_id: report_id for observation_id, report_id, *_ in rows}


def _results_table(evaluations: Sequence[_Evaluation], run_id: str) -> pa.Table:
    rows = [_result_row(evaluation, run_id) for evaluation in evaluations]
    return pa.Table.from_pylist(rows, schema=TABLES["rule_results"].schema)


def _result_row(evaluation: _Evaluation, run_id: str) -> dict[str, object]:
    counts = dict(evaluation.counts)
    errored = int(evaluation.error is not None)
    if not any(counts.values()) and not errored:
        counts["undecided"] = 1  # nothing to check is undecided, never passed
    return {
        "run_id": run_id,
        "rule": evaluation.rule.id,
        "level": evaluation.rule.level,
        "severity": evaluation.rule.severity,
        "checked": sum(evaluation.counts.values()),
        **counts,
        "errored": errored,
    }
