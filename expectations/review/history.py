"""What was decided before: on a finding, on other figures that tell the same fact, on other findings of its rule."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import duckdb

from expectations.decisions import Decision, DecisionFile, Verdict
from expectations.review.queue import Row

_SAME_FACT = """
SELECT s.observation_id, o.observation_id
FROM observations s JOIN observations o
    ON s.indicator = o.indicator AND s.breakdown = o.breakdown AND s.unit_measure = o.unit_measure
    AND s.measure = o.measure AND s.ref_area IS NOT DISTINCT FROM o.ref_area
    AND s.time_start IS NOT DISTINCT FROM o.time_start AND s.time_end IS NOT DISTINCT FROM o.time_end
WHERE s.observation_id IN (SELECT unnest(?::VARCHAR[])) AND o.observation_id IN (SELECT unnest(?::VARCHAR[]))
ORDER BY ALL
"""


@dataclass(frozen=True, slots=True)
class History:
    """What was decided before that a reviewer of a finding should know.

    Attributes:
        own: The decisions on the finding, the first one first.
        fact: The standing decisions on other findings about the same fact: this figure, or one that tells the same.
        rule: How often each verdict stands on other findings of the rule.
    """

    own: Sequence[Decision] = ()
    fact: Sequence[Decision] = ()
    rule: Mapping[str, int] = field(default_factory=dict)


def histories(connection: duckdb.DuckDBPyConnection, file: DecisionFile, findings: Sequence[Row]) -> dict[str, History]:
    """Return the history of each finding; one query serves them all."""
    on_figure: dict[str, list[Decision]] = {}
    for decision in file.standing.values():
        on_figure.setdefault(decision.observation_id, []).append(decision)
    on_rule = Counter((decision.rule, decision.verdict) for decision in file.standing.values())
    subjects = [row["subject"] for row in findings if row["subject"]]
    alike: dict[str, list[str]] = {subject: [subject] for subject in subjects}
    for subject, other in connection.execute(_SAME_FACT, [subjects, list(on_figure)]).fetchall() if on_figure else ():
        if other != subject:
            alike[subject].append(other)
    return {
        row["finding_id"]: History(
            file.history(row["finding_id"]),
            _on_figures(row, alike.get(row["subject"], []), on_figure),
            _on_other_findings(row, on_rule, file.standing.get(row["finding_id"])),
        )
        for row in findings
    }


def _on_figures(finding: Row, figures: Sequence[str], on_figure: Mapping[str, Sequence[Decision]]) -> list[Decision]:
    decisions = [decision for figure in figures for decision in on_figure.get(figure, ())]
    return [decision for decision in decisions if decision.finding_id != finding["finding_id"]]


def _on_other_findings(
    finding: Row, on_rule: Mapping[tuple[str, Verdict], int], own: Decision | None
) -> dict[str, int]:
    counts = {verdict: count for (rule, verdict), count in sorted(on_rule.items()) if rule == finding["rule"]}
    if own is not None and own.rule == finding["rule"]:
        counts[own.verdict] -= 1
    return {verdict: count for verdict, count in counts.items() if count}
