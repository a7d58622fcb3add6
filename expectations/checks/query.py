"""A query with its parameters, and the SQL words that the families of checks share."""

from dataclasses import dataclass, field

PERIOD_ZH = (
    "coalesce({0}.time_start::VARCHAR || '至' || {0}.time_end::VARCHAR, '截至' || {0}.time_end::VARCHAR, '时期未述')"
)
PERIOD_EN = (
    "coalesce({0}.time_start::VARCHAR || ' to ' || {0}.time_end::VARCHAR, "
    "'up to ' || {0}.time_end::VARCHAR, 'period not stated')"
)


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
