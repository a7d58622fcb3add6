"""Checks of whole reports: near copies, indicators that are no longer told, old news."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.relations import DirectionCheck, FreshnessCheck, NearCopyCheck, VanishedCheck


def near_copy_query(check: NearCopyCheck) -> Query:
    """Cases: each new report of enough figures, against an earlier one that prints the same figures in one order."""
    sql = f"""WITH printed AS (
        SELECT report_id, list(obs_text ORDER BY char_start) AS prints, arg_min(observation_id, char_start) AS first,
            any_value(published_on) AS published_on, bool_or(is_new) AS is_new
        FROM figures WHERE (is_new OR is_copy) AND NOT is_duplicate
        GROUP BY report_id HAVING count(*) >= $least_figures
    ), copies AS (
        SELECT first, is_new, nullif(first_value(first) OVER (PARTITION BY prints
            ORDER BY published_on NULLS LAST, report_id), first) AS earliest
        FROM printed
    )
    SELECT first AS subject, list_filter([earliest], lambda id: id IS NOT NULL) AS rivals,
        CASE WHEN earliest IS NOT NULL THEN 'failed' WHEN f.published_on IS NULL THEN 'undecided' ELSE 'passed'
            END AS outcome,
        struct_pack(figure := f.obs_text, published := coalesce(other.published_on::VARCHAR, '–'),
            {name_facts("f", "name")}) AS facts
    FROM copies JOIN figures f ON f.observation_id = first LEFT JOIN figures other ON other.observation_id = earliest
    WHERE copies.is_new"""
    return Query(sql, {"least_figures": check.least_figures})


def vanished_query(check: VanishedCheck) -> Query:
    """Cases: each indicator of an area that so many years in a row told, where a later year's report stands."""
    sql = f"""WITH yearly AS (
        SELECT *, year(time_end) AS told_of FROM aggregate_levels
        WHERE (is_new OR is_yearly) AND indicator IS NOT NULL AND breakdown = '' AND ref_area IS NOT NULL
            AND NOT is_duplicate
            AND month(time_start) = 1 AND day(time_start) = 1 AND month(time_end) = 12 AND day(time_end) = 31
            AND year(time_start) = year(time_end)
        QUALIFY row_number() OVER (PARTITION BY indicator, ref_area, time_end ORDER BY arrival) = 1
    ), editions AS (
        SELECT ref_area, told_of, bool_or(is_new) AS is_new FROM yearly GROUP BY ALL
        HAVING count(DISTINCT indicator) >= $least_indicators
    ), kept AS (
        SELECT y.indicator, y.ref_area, e.told_of, arg_max(y, y.told_of) AS f, count(*) AS told,
            e.is_new, bool_or(y.told_of = e.told_of) AS still_told
        FROM editions e JOIN yearly y ON y.ref_area = e.ref_area AND y.told_of BETWEEN e.told_of - $years AND e.told_of
        GROUP BY ALL
    )
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals,
        CASE WHEN still_told AND told > $years THEN 'passed' WHEN NOT still_told AND told = $years THEN 'failed'
             ELSE 'undecided' END AS outcome,
        struct_pack(figure := f.obs_text, year := told_of::VARCHAR, {name_facts("f", "name")}, {place_facts("f")})
            AS facts
    FROM kept WHERE is_new AND told >= $years"""
    return Query(sql, {"years": check.years, "least_indicators": check.least_indicators})


def freshness_query(check: FreshnessCheck) -> Query:
    """Cases: the figures' latest period of each new report, against the day it was published."""
    sql = f"""WITH latest AS (
        SELECT arg_max(f, (time_end, -char_start)) AS f FROM figures f
        WHERE is_new AND time_end IS NOT NULL AND NOT is_duplicate GROUP BY report_id
    )
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals,
        CASE WHEN f.published_on IS NULL OR f.time_end > f.published_on THEN 'undecided'
             WHEN f.published_on - f.time_end > $days THEN 'failed' ELSE 'passed' END AS outcome,
        struct_pack(figure := f.obs_text, published := coalesce(f.published_on::VARCHAR, '–'),
            {name_facts("f", "name")}, {place_facts("f")}) AS facts
    FROM latest"""
    return Query(sql, {"days": check.days})


def direction_query(check: DirectionCheck) -> Query:
    """Cases: each new change with a word of direction before it or a sign of its own."""
    sql = f"""WITH told AS (
        SELECT f, regexp_matches(f.told_before, $up) AS up, regexp_matches(f.told_before, $down) AS down,
            regexp_matches(f.obs_text, '^[-－−–]') AS signed
        FROM figures f WHERE f.is_new AND f.measure = 'change'
    )
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals,
        CASE WHEN up = down THEN 'undecided' WHEN signed OR up AND f.value < 0 OR down AND f.value > 0 THEN 'failed'
             ELSE 'passed' END AS outcome,
        struct_pack(figure := f.obs_text, {name_facts("f", "name")}, {place_facts("f")}) AS facts
    FROM told"""
    return Query(sql, {"up": check.up, "down": check.down})
