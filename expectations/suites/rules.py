"""The declared rules as expectations: Data Docs show each by its words with the findings of this run."""

from collections.abc import Iterator, Sequence

from expectations.rules import Rule
from expectations.rules.models import Words
from expectations.suites.expected import Expected
from warehouse.ddl import quoted

UNDECIDED_ZH = "没有可核对的内容，未能判定"
UNDECIDED_EN = "nothing could be decided"


def rule_expectations(rules: Sequence[Rule], run_id: str) -> Iterator[Expected]:
    """Yield one expectation a rule, and those that hold the rules themselves to account.

    A failed rule has withheld its figures and does not refuse publication; one that was not evaluated does.
    """
    yield _all_evaluated(rules, run_id)
    yield _none_errored(run_id)
    yield _consistent()
    for rule in rules:
        yield _rule(rule, run_id)


def _rule(rule: Rule, run_id: str) -> Expected:
    mine = f"rule = {quoted(rule.id)}"
    return Expected(
        "rule_results",
        f"rule_{rule.id}",
        "info" if rule.severity == "info" else "warning",
        rule.title,
        f"""SELECT 'failed' AS outcome, message, accused, sentence, uri FROM told_findings WHERE {mine}
        UNION ALL
        SELECT 'undecided', '{UNDECIDED_ZH} / {UNDECIDED_EN}', NULL, NULL, NULL
        WHERE NOT EXISTS (FROM {{batch}} WHERE {mine} AND run_id = {quoted(run_id)} AND passed + failed + errored > 0)
        UNION ALL
        SELECT 'errored', '规则未能运行 / the rule could not be evaluated', NULL, NULL, NULL
        FROM {{batch}} WHERE {mine} AND run_id = {quoted(run_id)} AND errored > 0""",
        (rule.id, f"ESS {rule.level}", rule.severity),
    )


def _all_evaluated(rules: Sequence[Rule], run_id: str) -> Expected:
    declared = ", ".join(quoted(rule.id) for rule in rules)
    return Expected(
        "rule_results",
        "every_declared_rule_was_evaluated",
        "critical",
        Words(
            zh="有新文件时，每条已声明的规则都有结果",
            en="Every declared rule, and no other, has a result of a run with new documents",
        ),
        f"""WITH declared AS (SELECT unnest([{declared}]::VARCHAR[]) AS rule)
        SELECT coalesce(d.rule, r.rule) AS rule, r.rule IS NOT NULL AS evaluated, d.rule IS NOT NULL AS declared
        FROM declared d FULL JOIN (SELECT rule FROM {{batch}} WHERE run_id = {quoted(run_id)}) r ON r.rule = d.rule
        WHERE (d.rule IS NULL OR r.rule IS NULL)
            AND EXISTS (FROM documents WHERE run_id = {quoted(run_id)})""",
    )


def _none_errored(run_id: str) -> Expected:
    return Expected(
        "rule_results",
        "no_rule_errored",
        "critical",
        Words(zh="没有规则运行出错", en="No rule broke down while it was evaluated"),
        f"SELECT rule, errored FROM {{batch}} WHERE run_id = {quoted(run_id)} AND errored > 0",
    )


def _consistent() -> Expected:
    return Expected(
        "rule_results",
        "rule_results_add_up",
        "critical",
        Words(
            zh="每条规则的核对数等于通过、违反、未定之和，且至少有一个结果",
            en="What each rule checked is what passed, failed or stayed undecided, and no rule is without an outcome",
        ),
        """SELECT run_id, rule, checked, passed, failed, undecided, errored FROM {batch}
        WHERE passed + failed + undecided + errored = 0 OR (checked > 0 AND checked <> passed + failed + undecided)""",
    )
