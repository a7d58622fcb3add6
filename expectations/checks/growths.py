"""Checks of a growth against its level and the level of a year before."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.relations import GrowthCheck

# Within a report the nearest level of the year before counts, among reports the one published last.
GROWTH_SQL = """
WITH levels AS (
    SELECT * FROM aggregate_levels
    WHERE ref_area IS NOT NULL AND time_end IS NOT NULL
), growths AS (
    SELECT g, x FROM figures g JOIN levels x ON x.observation_id = g.change_of
    WHERE g.measure = 'change' AND g.scope = 'aggregate' AND g.comparison = 'yoy'
        AND (g.unit_measure IN ('percent', 'percentage_point') OR g.unit_measure = x.unit_measure)
        AND (g.unit_measure <> 'percentage_point' OR x.unit_measure = 'percent')
), paired AS (
    SELECT g, x, b FROM growths JOIN levels b ON b.concept = x.concept AND b.unit_measure = x.unit_measure
        AND b.ref_area = x.ref_area AND b.body = x.body AND b.observation_id <> x.observation_id
        AND b.time_end = year_before(x.time_end) AND b.time_start IS NOT DISTINCT FROM year_before(x.time_start)
        AND {where}
    QUALIFY row_number() OVER (PARTITION BY g.observation_id ORDER BY b.published_on DESC NULLS LAST,
        b.in_headline, b.observation_id) = 1
), judged AS (
    SELECT g, x, b, g.unit_measure = 'percent' AND x.unit_measure <> 'percent' AS is_percent,
        CASE WHEN is_percent THEN is_growth(g.low, g.high, x.low, x.high, b.low, b.high, 100)
             ELSE is_difference(g.low, g.high, x.low, x.high, b.low, b.high) END AS outcome
    FROM paired WHERE (g.is_new OR x.is_new OR b.is_new)
        AND NOT (g.unit_measure = 'percent' AND x.unit_measure = 'percent')
)
SELECT g.observation_id AS subject, [x.observation_id, b.observation_id] AS rivals, outcome, is_percent,
    struct_pack(growth := g.obs_text, level := x.obs_text, base := b.obs_text, {name}, {place}) AS facts
FROM judged
"""


def growth_query(check: GrowthCheck) -> Query:
    """Cases: each growth on last year whose level and last year's level are printed."""
    where = (
        "b.report_id = x.report_id"
        if check.base == "same_report"
        else "b.document_id <> x.document_id AND NOT b.is_duplicate AND NOT x.is_duplicate"
    )
    sql = GROWTH_SQL.format(where=where, name=name_facts("x", "name"), place=place_facts("x"))
    return Query(sql, {}, "CASE WHEN is_percent THEN 'growth' ELSE 'difference' END", "[100]")
