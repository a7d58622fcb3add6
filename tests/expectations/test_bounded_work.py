"""A report that says one thing over and over makes work in proportion to its length, not to its square."""

from collections.abc import Sequence

import pytest
from invented_candidates import RUN_ID, candidate_with, figure

from expectations.reconciliation import reconcile
from expectations.rules import Rule, declared_rules
from expectations.rules.models import ExampleFigure

MENTIONS = 60
MOST_GROWTH = 2.2  # twice the figures, and a few cases at the edges
RULES = [pytest.param(rule, id=rule.id) for rule in declared_rules()]


def closed(value: int) -> ExampleFigure:
    return figure(f"{value}件", str(value), indicator="cases_closed", label="审结案件")


ONE_VALUE = [closed(4817)] * (2 * MENTIONS)
MANY_VALUES = [closed(7001 + 13 * place) for place in range(2 * MENTIONS)]


def checked(figures: Sequence[ExampleFigure], rules: Sequence[Rule] | None = None) -> dict[str, int]:
    """Return how many cases each rule made of some figures."""
    rows = reconcile(candidate_with(figures), RUN_ID, rules=rules).rule_results.to_pylist()
    assert [row["rule"] for row in rows if row["errored"]] == []
    return {row["rule"]: row["checked"] for row in rows}


@pytest.mark.parametrize("rule", RULES)
def test_rule_makes_about_twice_the_cases_of_twice_the_mentions(rule: Rule) -> None:
    once = checked([*rule.examples.holds] * MENTIONS, [rule])
    twice = checked([*rule.examples.holds] * (2 * MENTIONS), [rule])
    assert twice[rule.id] <= MOST_GROWTH * max(1, once[rule.id])


@pytest.mark.parametrize("figures", [pytest.param(ONE_VALUE, id="one value"), pytest.param(MANY_VALUES, id="many")])
def test_twice_the_mentions_of_a_key_make_about_twice_the_cases(figures: list[ExampleFigure]) -> None:
    once, twice = checked(figures[:MENTIONS]), checked(figures)
    assert {rule: count for rule, count in twice.items() if count > MOST_GROWTH * once[rule]} == {}


def test_twice_the_mentions_make_about_twice_the_confirmations() -> None:
    once, twice = (
        reconcile(candidate_with(figures), RUN_ID).confirmations for figures in (ONE_VALUE[:MENTIONS], ONE_VALUE)
    )
    assert 0 < twice.num_rows <= MOST_GROWTH * once.num_rows


def test_misprint_behind_many_mentions_is_still_found() -> None:
    result = reconcile(candidate_with([*ONE_VALUE, closed(4877)]), RUN_ID)
    assert {finding["rule"] for finding in result.findings.to_pylist()} == {"mentions_agree"}
