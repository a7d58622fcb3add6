"""Checks of one figure over several periods: a shorter one within a longer, years that add up, sudden powers of ten."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.relations import ContainedPeriodCheck, PowerOfTenCheck, YearsAddUpCheck

# The largest figure of a key, for a smaller mention may be of a narrower scope; reprints say nothing new.
KEYED = """
keyed AS (
    SELECT * FROM aggregate_levels
    WHERE indicator IS NOT NULL AND ref_area IS NOT NULL AND time_start IS NOT NULL AND time_end IS NOT NULL
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


def years_query(check: YearsAddUpCheck) -> Query:
    """Cases: each figure of several years of which every single year is known."""
    sql = f"""WITH {KEYED}, years AS (
        SELECT * FROM keyed WHERE month(time_start) = 1 AND day(time_start) = 1
            AND month(time_end) = 12 AND day(time_end) = 31
    )
    SELECT any_value(b.observation_id) AS subject, list(a.observation_id ORDER BY a.time_start) AS rivals,
        compared(any_value(b.low), any_value(b.high),
            CASE WHEN count(a.low) = count(*) THEN sum(a.low) END,
            CASE WHEN count(a.high) = count(*) THEN sum(a.high) END) AS outcome,
        struct_pack(whole := any_value(b.obs_text), name_zh := any_value(b.name_zh), name_en := any_value(b.name_en),
            parts := string_agg(a.obs_text, '、' ORDER BY a.time_start),
            area_zh := any_value(b.area_name), area_en := any_value(b.area_name)) AS facts
    FROM years b JOIN years a ON {SAME} AND a.time_start >= b.time_start AND a.time_end <= b.time_end
        AND year(a.time_start) = year(a.time_end) AND year(b.time_end) > year(b.time_start)
    GROUP BY b.observation_id, b.time_start, b.time_end
    HAVING count(*) = year(b.time_end) - year(b.time_start) + 1 AND (bool_or(a.is_new) OR any_value(b.is_new))"""
    return Query(sql, {"kinds": list(check.kinds), "without": list(check.without)}, "'sum'")


def power_of_ten_query(check: PowerOfTenCheck) -> Query:
    """Cases: each figure, against that of the same period a year before."""
    sql = f"""WITH {KEYED}
    SELECT a.observation_id AS subject, [b.observation_id] AS rivals, no_jump(a.low, a.high, b.low, b.high) AS outcome,
        struct_pack(figure := a.obs_text, before := b.obs_text, {name_facts("a", "name")}, {place_facts("a")}) AS facts
    FROM keyed a JOIN keyed b ON {SAME} AND b.time_end = year_before(a.time_end)
        AND b.time_start = year_before(a.time_start)
    WHERE a.is_new OR b.is_new"""
    return Query(sql, {"kinds": list(check.kinds), "without": []}, "'no_jump'")
