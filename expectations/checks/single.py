"""Checks of a figure by itself: its range, its wholeness, its period."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.checks import (
    AreaSizeCheck,
    FigureFilter,
    PeriodOrderCheck,
    PeriodPublishedCheck,
    RangeCheck,
    WholeNumberCheck,
    WrittenHedgeCheck,
)

FILTER = """
    f.is_new
    AND (len($kinds) = 0 OR list_contains($kinds, f.kind))
    AND (f.kind IS NULL OR NOT list_contains($kinds_without, f.kind))
    AND (len($indicators) = 0 OR list_contains($indicators, f.indicator))
    AND (len($units) = 0 OR list_contains($units, f.unit_measure))
    AND list_contains($measures, f.measure)
    AND list_contains($scopes, f.scope)
    AND (NOT $without_indicator OR f.indicator IS NULL)
    AND (len($labels_with) = 0 OR list_bool_or(list_transform($labels_with, lambda word: contains(f.label, word))))
    AND NOT coalesce(list_bool_or(list_transform($labels_without, lambda word: contains(f.label, word))), false)
"""


def range_query(check: RangeCheck) -> Query:
    """Cases: every new figure the filter lets through; it fails when its interval lies wholly outside the bounds."""
    stated = check.bounds == "stated"
    low, high = ("$minimum::DECIMAL(28, 6)", "$maximum::DECIMAL(28, 6)") if stated else ("f.minimum", "f.maximum")
    sql = f"""
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals,
        CASE WHEN f.low > {high} OR f.high < {low} THEN 'failed'
             WHEN ({high} IS NOT NULL AND f.high IS NULL) OR ({low} IS NOT NULL AND f.low IS NULL) THEN 'undecided'
             ELSE 'passed' END AS outcome,
        [{low}, {high}] AS bounds,
        struct_pack(figure := f.obs_text, minimum := {_number(low)}, maximum := {_number(high)},
            {name_facts("f", "name")}, {place_facts("f")}) AS facts
    FROM figures f
    WHERE ({low} IS NOT NULL OR {high} IS NOT NULL) AND {FILTER}"""
    bounds = {"minimum": check.minimum, "maximum": check.maximum} if stated else {}
    return Query(sql, {**filter_parameters(check.figures), **bounds}, "'within'", "bounds")


def area_size_query(check: AreaSizeCheck) -> Query:
    """Cases: every new figure of an area and a period that the filter lets through.

    A period of less than a year counts as one, for what was carried over into it may be counted with it.
    """
    sql = f"""WITH sized AS (
        SELECT f.*, ($most[list_position($levels, a.level)] * greatest(1, date_diff('month', f.time_start,
            f.time_end + INTERVAL 1 DAY) / 12))::DECIMAL(28, 6) AS most
        FROM figures f JOIN areas a USING (ref_area)
        WHERE f.time_start IS NOT NULL AND f.time_end IS NOT NULL AND {FILTER}
    )
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals,
        CASE WHEN f.low > most THEN 'failed' WHEN f.high IS NULL THEN 'undecided' ELSE 'passed' END AS outcome,
        [NULL, most] AS bounds,
        struct_pack(figure := f.obs_text, maximum := {_number("most")}, {name_facts("f", "name")},
            {place_facts("f")}) AS facts
    FROM sized f WHERE most IS NOT NULL"""
    reached = {"levels": list(check.most_a_year), "most": [float(most) for most in check.most_a_year.values()]}
    return Query(sql, {**filter_parameters(check.figures), **reached}, "'within'", "bounds")


def written_hedge_query(check: WrittenHedgeCheck) -> Query:
    """Cases: every new figure written in digits with a hedge right before its unit; it fails when it is below ten.

    People also write 236余件; nobody writes 2余件.
    """
    sql = f"""
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals,
        CASE WHEN regexp_matches(f.obs_text, '^[0-9０-９][' || $hedges || ']') THEN 'failed'
             ELSE 'passed' END AS outcome,
        struct_pack(figure := f.obs_text, {name_facts("f", "name")}, {place_facts("f")}) AS facts
    FROM figures f
    WHERE regexp_matches(f.obs_text, '^[0-9０-９,，.]+[' || $hedges || '][^十百千万亿]') AND {FILTER}"""
    return Query(sql, {**filter_parameters(check.figures), "hedges": check.hedges})


def whole_number_query(check: WholeNumberCheck) -> Query:
    """Cases: every new figure the filter lets through; it fails when no whole number lies in its interval."""
    sql = f"""
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals,
        CASE WHEN f.low IS NULL OR f.high IS NULL THEN 'undecided'
             WHEN ceil(f.low) > floor(f.high) THEN 'failed' ELSE 'passed' END AS outcome,
        struct_pack(figure := f.obs_text, {name_facts("f", "name")}, {place_facts("f")}) AS facts
    FROM figures f
    WHERE {FILTER}"""
    return Query(sql, filter_parameters(check.figures), "'whole_number'")


def period_order_query(_: PeriodOrderCheck) -> Query:
    """Cases: every new figure with a period; undecided when one of its two days is not stated."""
    return _period_query(
        "CASE WHEN f.time_start > f.time_end THEN 'failed' "
        "WHEN f.time_start <= f.time_end THEN 'passed' ELSE 'undecided' END"
    )


def period_published_query(_: PeriodPublishedCheck) -> Query:
    """Cases: every new figure with a period; undecided when its start or its publication is not known."""
    return _period_query(
        "CASE WHEN f.time_start > f.published_on THEN 'failed' "
        "WHEN f.time_start <= f.published_on THEN 'passed' ELSE 'undecided' END"
    )


def _period_query(outcome: str) -> Query:
    return Query(f"""
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals, {outcome} AS outcome,
        struct_pack(figure := f.obs_text, {name_facts("f", "name")}, start := f.time_start::VARCHAR,
            "end" := f.time_end::VARCHAR, published := f.published_on::VARCHAR) AS facts
    FROM figures f
    WHERE f.is_new AND (f.time_start IS NOT NULL OR f.time_end IS NOT NULL)""")


def _number(expression: str) -> str:
    """Return SQL that prints a bound with commas and without idle zeros, and an open one as a dash."""
    return f"coalesce(regexp_replace(format('{{:,.6f}}', ({expression})::DOUBLE), '\\.?0+$', ''), '–')"


def filter_parameters(figures: FigureFilter) -> dict[str, object]:
    """Return the values of the parameters that ``FILTER`` names."""
    return {name: list(value) if isinstance(value, tuple) else value for name, value in figures.model_dump().items()}
