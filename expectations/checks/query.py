"""A query with its parameters, and the SQL words that the families of checks share."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

PERIOD_ZH = (
    "coalesce({0}.time_start::VARCHAR || '至' || {0}.time_end::VARCHAR, '截至' || {0}.time_end::VARCHAR, '时期未述')"
)
PERIOD_EN = (
    "coalesce({0}.time_start::VARCHAR || ' to ' || {0}.time_end::VARCHAR, "
    "'up to ' || {0}.time_end::VARCHAR, 'period not stated')"
)
# What most checks ask of a figure. Sentences are long: what sorts or joins figures should not carry them along.
SLIM = """observation_id, report_id, char_start, obs_text, label, indicator, breakdown, concept, measure, unit_measure,
        ref_area, area_name, body, court, name_zh, name_en, time_start, time_end, published_on, in_headline,
        is_duplicate, low, high, is_new"""


@dataclass(frozen=True, slots=True)
class Query:
    """SQL that selects the cases of one rule, the values of its ``$`` parameters, and what its cases are judged by.

    Attributes:
        sql: Selects one row a case.
        parameters: Values of the ``$`` parameters.
        formula: The formula that subject and rivals satisfy (``expectations.formulas``), as SQL over the selected
            columns; empty where no change of a figure could mend a failure.
        constants: The bounds or the factor of the formula, likewise.
    """

    sql: str
    parameters: dict[str, object] = field(default_factory=dict)
    formula: str = "''"
    constants: str = "[]"


def place_facts(alias: str) -> str:
    """Return the struct members that tell a figure's area and period in both languages."""
    return (
        f"area_zh := coalesce({alias}.area_name, '地区未述'), "
        f"area_en := coalesce({alias}.area_name, 'area not stated'), "
        f"period_zh := {PERIOD_ZH.format(alias)}, period_en := {PERIOD_EN.format(alias)}"
    )


def name_facts(alias: str, prefix: str) -> str:
    """Return the struct members that name a figure's indicator in both languages."""
    return f"{prefix}_zh := {alias}.name_zh, {prefix}_en := {alias}.name_en"


def written_out(query: Query) -> Query:
    """Return a query with its texts written into it.

    DuckDB compiles a pattern once when it is a literal, and for every row anew when it is a parameter.
    """
    texts = {name: value for name, value in query.parameters.items() if isinstance(value, str)}
    sql = re.sub(r"\$(\w+)", lambda found: _literal(texts[found[1]]) if found[1] in texts else found[0], query.sql)
    return replace(query, sql=sql, parameters={n: v for n, v in query.parameters.items() if n not in texts})


def matches(text: str, pattern: str, patterns: Iterable[str]) -> str:
    """Return SQL that tells whether a text matches the pattern in a column, which holds one of those given.

    Each pattern stands in it as a literal, for the reason that `written_out` gives.
    """
    literals = [_literal(entry) for entry in dict.fromkeys(patterns)]
    cases = " ".join(f"WHEN {entry} THEN regexp_matches({text}, {entry})" for entry in literals)
    return f"CASE {pattern} {cases} END" if cases else "false"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
