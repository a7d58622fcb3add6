"""All declared rules over the figures that a night touches: findings and results, inside the candidate."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass, field

import duckdb
import pyarrow as pa

from expectations.accusations import accuse
from expectations.checks import prepare_figures
from expectations.confirmations import write_confirmations
from expectations.findings import finding_row, write_findings
from expectations.judging import Judged, judge_rules, surroundings
from expectations.localisation import Verdict, localise
from expectations.rules import Rule, declared_rules
from extraction import catalogue
from warehouse.loading import insert_rows
from warehouse.schemas import TABLES

RESULTS = TABLES["rule_results"]
FEW = 2 * 122_880  # figures; a thread takes half of them at a time
EXPLAINED = 0.80  # how probable a misprint must be for a failure that may be our reading to count


@dataclass(frozen=True, slots=True)
class ReconciliationResult:
    """What a run of the rules wrote: the new and changed rows of two tables, and what went wrong.

    Attributes:
        findings: Rows of ``findings``, to be staged.
        rule_results: Rows of ``rule_results``, one a rule, to be staged.
        confirmations: Rows of ``confirmations``, one a figure and check that held with power, to be staged.
        errors: The error of each rule that could not be evaluated, by rule id.
    """

    findings: pa.Table
    rule_results: pa.Table
    confirmations: pa.Table
    errors: dict[str, str] = field(default_factory=dict)


def reconcile(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    *,
    rules: Sequence[Rule] | None = None,
    indicators: Iterable[catalogue.Indicator] | None = None,
    helper: Executor | None = None,
) -> ReconciliationResult:
    """Evaluate every rule on the keys that the rows of `run_id` touch, and write what is found.

    The rows go to ``findings``, ``rule_results`` and ``confirmations`` of the candidate; ``obs_status`` is left to
    ``warehouse.status.derive_observation_status``. A rule that raises is counted as errored, the others go on.

    Args:
        connection: The candidate, open for writing.
        run_id: The run whose observations are new.
        rules: The rules, by default all that are declared.
        indicators: The catalogue, by default the project's.
        helper: Processes that explain some of the failures while this one explains the others.
    """
    rules = declared_rules() if rules is None else rules
    prepare_figures(connection, run_id, catalogue.indicators() if indicators is None else indicators, rules)
    with _one_thread_for_few(connection):
        judged = judge_rules(connection, rules)
    findings = write_findings(connection, _finding_rows(connection, judged, run_id, helper))
    results = pa.Table.from_pylist([_result_row(entry, run_id) for entry in judged], schema=RESULTS.schema)
    insert_rows(connection, RESULTS, results)
    confirmations = write_confirmations(connection, run_id)
    return ReconciliationResult(
        findings, results, confirmations, {entry.rule.id: entry.error for entry in judged if entry.error}
    )


@contextmanager
def _one_thread_for_few(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Have DuckDB work in one thread while there are few figures: a second finds nothing to do, and costs a sixth."""
    [[few, threads]] = connection.execute(
        "SELECT count(*) < $few, current_setting('threads') FROM figures", {"few": FEW}
    ).fetchall()
    connection.execute(f"SET threads = {1 if few else threads}")
    try:
        yield
    finally:
        connection.execute(f"SET threads = {threads}")


def _finding_rows(
    connection: duckdb.DuckDBPyConnection, judged: Sequence[Judged], run_id: str, helper: Executor | None
) -> list[dict[str, object]]:
    failures = [case for entry in judged if entry.rule.severity != "info" for case in entry.failures]
    cases, figures, neighbours = surroundings(connection, failures, run_id)
    verdicts = localise(cases, figures, neighbours, helper)
    accusing = [entry for entry in judged if entry.rule.check.accuses_subject and entry.rule.severity != "info"]
    failing_alone = {case.subject for entry in accusing for case in entry.failures}
    report_of = _reports(connection, judged)
    rows = []
    for entry in judged:
        if entry.rule.only_if_explained and entry.rule.severity != "info":
            entry.withdraw([case for case in entry.failures if verdicts[case].misprint < EXPLAINED])
        for case in entry.failures:
            accusation = accuse(entry.rule, case, verdicts.get(case, Verdict()), figures, failing_alone)
            rows.append(finding_row(entry.rule, case, accusation, report_of[case.subject], run_id))
    return rows


def _reports(connection: duckdb.DuckDBPyConnection, judged: Sequence[Judged]) -> dict[str, str]:
    subjects = sorted({case.subject for entry in judged for case in entry.failures})
    return dict(
        connection.execute(
            "SELECT observation_id, report_id FROM figures "
            "WHERE observation_id IN (SELECT unnest($subjects::VARCHAR[]))",
            {"subjects": subjects},
        ).fetchall()
    )


def _result_row(judged: Judged, run_id: str) -> dict[str, object]:
    counts = dict(judged.counts)
    errored = int(judged.error is not None)
    if not any(counts.values()) and not errored:
        counts["undecided"] = 1  # nothing to check is undecided, never passed
    return {
        "run_id": run_id,
        "rule": judged.rule.id,
        "level": judged.rule.level,
        "severity": judged.rule.severity,
        "checked": sum(judged.counts.values()),
        **counts,
        "errored": errored,
    }
