"""Every declared rule does what its own examples say."""

import pytest
from invented_candidates import RUN_ID, candidate_with

from expectations.reconciliation import reconcile
from expectations.rules import Rule, declared_rules
from expectations.rules.models import ExampleFigure

RULES = [pytest.param(rule, id=rule.id) for rule in declared_rules()]


def counts_of(rule: Rule, figures: tuple[ExampleFigure, ...]) -> tuple[int, int, int, int]:
    """Return passed, failed, undecided, errored of one rule over some figures."""
    result = reconcile(candidate_with(figures), RUN_ID, rules=[rule])
    [row] = result.rule_results.to_pylist()
    return row["passed"], row["failed"], row["undecided"], row["errored"]


@pytest.mark.parametrize("rule", RULES)
def test_rule_passes_its_example_that_holds(rule: Rule) -> None:
    passed, failed, _, errored = counts_of(rule, rule.examples.holds)
    assert (passed > 0, failed, errored) == (True, 0, 0)


@pytest.mark.parametrize("rule", RULES)
def test_rule_finds_its_example_that_fails(rule: Rule) -> None:
    _, failed, _, errored = counts_of(rule, rule.examples.fails)
    assert (failed, errored) == (1, 0)


@pytest.mark.parametrize("rule", RULES)
def test_rule_cannot_tell_its_undecided_example(rule: Rule) -> None:
    assert counts_of(rule, rule.examples.undecided) == (0, 0, 1, 0)


@pytest.mark.parametrize("rule", RULES)
def test_rule_with_nothing_to_check_is_undecided(rule: Rule) -> None:
    assert counts_of(rule, ()) == (0, 0, 1, 0)


@pytest.mark.parametrize("rule", RULES)
def test_sentence_quotes_the_failing_figures_as_printed_in_both_languages(rule: Rule) -> None:
    connection = candidate_with(rule.examples.fails)
    [finding] = reconcile(connection, RUN_ID, rules=[rule]).findings.to_pylist()
    chinese, english = finding["message"].split(" / ")
    prints = dict(connection.execute("SELECT observation_id, obs_text FROM observations").fetchall())
    printed = {prints[observation_id] for observation_id in finding["related"]}
    quoted = {text for text in printed if text in chinese and text in english}
    assert len(quoted) >= min(2, len(printed))
    told = {text for text in prints.values() if text in chinese and text in english}
    assert len(told) >= min(2, len(set(prints.values()))) or len(printed) == 1
