"""All expectations of a candidate."""

from collections.abc import Sequence

from expectations.rules import Rule, declared_rules
from expectations.suites.contents import content_expectations
from expectations.suites.expected import Expected
from expectations.suites.rules import rule_expectations
from expectations.suites.tables import table_expectations


def declared_expectations(run_id: str, rules: Sequence[Rule] | None = None) -> tuple[Expected, ...]:
    """Return all that is expected of the candidate of a run.

    Raises:
        ValueError: Two expectations have one id.
    """
    rules = declared_rules() if rules is None else rules
    expected = (*rule_expectations(rules, run_id), *content_expectations(run_id), *table_expectations())
    return _each_once(expected)


def standing_expectations() -> tuple[Expected, ...]:
    """Return what is expected of a published database, whatever run wrote its rows."""
    return _each_once((*content_expectations(None), *table_expectations()))


def _each_once(expected: tuple[Expected, ...]) -> tuple[Expected, ...]:
    ids = [entry.id for entry in expected]
    twice = sorted({entry for entry in ids if ids.count(entry) > 1})
    if twice:
        raise ValueError(f"expectation {twice[0]} is declared twice; give one of the two another id")
    return expected
