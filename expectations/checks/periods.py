"""Checks of a figure over several periods: a shorter within a longer, parts that add up, stocks, powers of ten."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.periods import (
    ContainedPeriodCheck,
    PeriodsAddUpCheck,
    PowerOfTenCheck,
    StockCarriedCheck,
    StreakCheck,
)

# The largest figure of a key, for a smaller mention may be of a narrower scope; reprints say nothing new.
KEYED = """
keyed AS (
    SELECT * FROM aggregate_levels
    WHERE (is_new OR is_history) AND indicator IS NOT NULL AND ref_area IS NOT NULL
        AND time_start IS NOT NULL AND time_end IS NOT NULL
        AND NOT is_duplicate AND list_contains($kinds, kind) AND NOT contains(breakdown, 'subject=')
        AND NOT list_contains($without, indicator)
    QUALIFY row_number() OVER (PARTITION BY concept, unit_measure, ref_area, body, time_start, time_end
        ORDER BY high DESC NULLS FIRST, low DESC NULLS FIRST, observation_id) = 1
)"""
SAME = """a.concept = b.concept AND a.unit_measure = b.unit_measure AND a.ref_area = b.ref_area AND a.body = b.body
        AND a.observation_id <> b.observation_id"""


def contained_period_query(check: ContainedPeriodCheck) -> Query:
    """Cases: each figure of a flow, against the same of the periods that hold its own."""
    sql = f"""WITH {KEYED}
    SELECT a.observation_id AS subject, [b.observation_id] AS rivals,
        not_above(a.low, a.high, b.low, b.high) AS outcome,
        struct_pack(shorter := a.obs_text, longer := b.obs_text, {name_facts("a", "name")}, {place_facts("a")},
            longer_period_zh := b.time_start || '至' || b.time_end,
            longer_period_en := b.time_start || ' to ' || b.time_end) AS facts
    FROM keyed a JOIN keyed b ON {SAME} AND b.time_start <= a.time_start AND b.time_end >= a.time_end
        AND (b.time_start, b.time_end) <> (a.time_start, a.time_end)
    WHERE a.is_new OR b.is_new"""
    return Query(sql, {"kinds": list(check.kinds), "without": list(check.without)}, "'at_most'")


def periods_query(check: PeriodsAddUpCheck) -> Query:
    """Cases: each figure whose period is filled by equal parts, or by two parts, that are all known."""
    sql = f"""WITH {KEYED}, spans AS (
        SELECT *, CASE WHEN day(time_start) = 1 AND day(time_end + 1) = 1
            THEN datediff('month', time_start, time_end + 1) END AS months FROM keyed
    ), within AS (
        SELECT a, b FROM spans b JOIN spans a ON {SAME} AND a.time_start >= b.time_start AND a.time_end <= b.time_end
            AND a.months < b.months AND list_contains($part_months, a.months)
        WHERE b.months % $whole_months = 0
    ), parted AS (
        SELECT a, b, 'each ' || a.months AS parting, b.months // a.months AS wanted FROM within
        WHERE b.months % a.months = 0 AND datediff('month', b.time_start, a.time_start) % a.months = 0
        UNION ALL
        SELECT a, b, 'at ' || CASE WHEN a.time_start = b.time_start THEN a.time_end ELSE a.time_start - 1 END, 2
        FROM within WHERE (a.time_start = b.time_start OR a.time_end = b.time_end) AND 2 * a.months <> b.months
    )
    SELECT any_value(b.observation_id) AS subject, list(a.observation_id ORDER BY a.time_start) AS rivals,
        compared(any_value(b.low), any_value(b.high),
            CASE WHEN count(a.low) = count(*) THEN sum(a.low) END,
            CASE WHEN count(a.high) = count(*) THEN sum(a.high) END) AS outcome,
        struct_pack(whole := any_value(b.obs_text), name_zh := any_value(b.name_zh), name_en := any_value(b.name_en),
            parts := string_agg(a.obs_text, '、' ORDER BY a.time_start),
            area_zh := any_value(b.area_name), area_en := any_value(b.area_name)) AS facts
    FROM parted GROUP BY b.observation_id, parting, wanted
    HAVING count(*) = wanted AND (bool_or(a.is_new) OR bool_or(b.is_new))"""
    parameters = {"kinds": list(check.kinds), "without": list(check.without), "part_months": list(check.part_months)}
    return Query(sql, {**parameters, "whole_months": check.whole_months}, "'sum'")


def stock_query(check: StockCarriedCheck) -> Query:
    """Cases: each stock that a period begins with, against the one another report ended the period before with."""
    sql = f"""WITH named AS (
        SELECT *, regexp_extract(words_before, '[^，,；;。、：:（()]*$') AS named_by,
            list_sort(list_distinct(regexp_extract_all(named_by, $scopes))) AS scopes
        FROM clauses WHERE measure = 'level' AND unit_measure = 'case' AND ref_area IS NOT NULL AND NOT is_duplicate
    ), stocks AS (
        SELECT *, regexp_matches(named_by, $carried) AS is_carried,
            CASE WHEN is_carried THEN time_start - 1 ELSE time_end END AS stood_on
        FROM named WHERE regexp_matches(named_by, $carried) AND NOT regexp_matches(named_by, $dated)
            OR regexp_matches(named_by, $pending) AND NOT regexp_matches(named_by, $not_pending)
    ), kept AS (
        SELECT * FROM stocks WHERE stood_on IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY document_id, is_carried, ref_area, body, scopes, stood_on
            ORDER BY char_start) = 1
    ), ends AS (
        SELECT * FROM kept WHERE NOT is_carried
        QUALIFY row_number() OVER (PARTITION BY ref_area, body, scopes, stood_on
            ORDER BY published_on DESC NULLS LAST, observation_id) = 1
    )
    SELECT c.observation_id AS subject, [e.observation_id] AS rivals, compared(c.low, c.high, e.low, e.high) AS outcome,
        struct_pack(figure := c.obs_text, before := e.obs_text, {name_facts("c", "name")}, {place_facts("c")}) AS facts
    FROM kept c JOIN ends e ON c.is_carried AND e.ref_area = c.ref_area AND e.body = c.body AND e.scopes = c.scopes
        AND e.stood_on = c.stood_on AND e.document_id <> c.document_id
    WHERE c.is_new OR e.is_new"""
    return Query(sql, check.model_dump(exclude={"kind"}), "'meet'")


def streak_query(check: StreakCheck) -> Query:
    """Cases: each figure said to rise or fall year after year, against that of the same period a year before."""
    sql = f"""WITH {KEYED}, told AS (
        SELECT observation_id, regexp_matches(words_behind, $rising) AS is_rising FROM clauses
        WHERE measure = 'level' AND regexp_matches(words_behind, $rising) <> regexp_matches(words_behind, $falling)
    ), paired AS (
        SELECT CASE WHEN is_rising THEN b ELSE a END AS s, CASE WHEN is_rising THEN a ELSE b END AS l
        FROM told JOIN keyed a USING (observation_id)
        JOIN keyed b ON {SAME} AND b.time_end = year_before(a.time_end) AND b.time_start = year_before(a.time_start)
    )
    SELECT s.observation_id AS subject, [l.observation_id] AS rivals,
        not_above(s.low, s.high, l.low, l.high) AS outcome,
        struct_pack(smaller := s.obs_text, larger := l.obs_text, {name_facts("s", "smaller_name")},
            {name_facts("l", "larger_name")}, {place_facts("s")}) AS facts
    FROM paired WHERE s.is_new OR l.is_new"""
    parameters: dict[str, object] = {
        "kinds": list(check.kinds),
        "without": [],
        "rising": check.rising,
        "falling": check.falling,
    }
    return Query(sql, parameters, "'at_most'", "[1]")


def power_of_ten_query(check: PowerOfTenCheck) -> Query:
    """Cases: each figure, against that of the same period a year before."""
    sql = f"""WITH {KEYED}
    SELECT a.observation_id AS subject, [b.observation_id] AS rivals, no_jump(a.low, a.high, b.low, b.high) AS outcome,
        struct_pack(figure := a.obs_text, before := b.obs_text, {name_facts("a", "name")}, {place_facts("a")}) AS facts
    FROM keyed a JOIN keyed b ON {SAME} AND b.time_end = year_before(a.time_end)
        AND b.time_start = year_before(a.time_start)
    WHERE a.is_new OR b.is_new"""
    return Query(sql, {"kinds": list(check.kinds), "without": []}, "'no_jump'")
