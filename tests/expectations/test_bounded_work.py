"""A report that says one thing over and over makes work in proportion to its length, not to its square."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from invented_candidates import RUN_ID, candidate_with, figure

from expectations.formulas import judge
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


CONTRADICTING = {
    "pairs of their own": lambda count: [
        entry
        for place in range(count // 2)
        for entry in (
            figure(
                f"{4000 + place}件", str(4000 + place), indicator="enforcement_cases_accepted", court=f"第{place}法院"
            ),
            figure(
                f"{5000 + place}件", str(5000 + place), indicator="enforcement_resumed_cases", court=f"第{place}法院"
            ),
        )
    ],
    "mentions of one key": lambda count: [closed(4817 + 1010 * (place % 2) + 10 * place) for place in range(count)],
}


@pytest.mark.parametrize("figures", CONTRADICTING.values(), ids=CONTRADICTING)
def test_twice_the_contradictions_are_weighed_with_about_twice_the_work(
    figures: Callable[[int], list[ExampleFigure]], monkeypatch: pytest.MonkeyPatch
) -> None:
    once, twice = (judgements(figures(count), monkeypatch) for count in (2 * MENTIONS, 4 * MENTIONS))
    assert once > 0
    assert twice <= MOST_GROWTH * once


def judgements(figures: list[ExampleFigure], monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how often localising holds figures against each other."""
    counted = 0

    def counting_judge(*held: Any) -> str:
        nonlocal counted
        counted += 1
        return judge(*held)

    monkeypatch.setattr("expectations.localisation.cases.judge", counting_judge)
    reconcile(candidate_with(figures), RUN_ID)
    return counted


def test_misprint_behind_many_mentions_is_still_found() -> None:
    result = reconcile(candidate_with([*ONE_VALUE, closed(4877)]), RUN_ID)
    assert {finding["rule"] for finding in result.findings.to_pylist()} == {"mentions_agree"}
