"""Checks of a growth against its level and the level of a year before."""

from expectations.checks.query import SLIM, Query, name_facts, place_facts
from expectations.rules.relations import GrowthCheck

KEY = "concept, unit_measure, ref_area, body, time_start, time_end"
LAST_FIRST = "published_on DESC NULLS LAST, in_headline, observation_id"
# Bases are chosen before they are joined: one of each report, or the best of the two best documents, of which one is
# another than the level's own.
BASES = {
    "same_report": f"""
    SELECT * FROM levels QUALIFY row_number() OVER (PARTITION BY report_id, {KEY} ORDER BY {LAST_FIRST}) = 1""",
    "other_documents": f"""
    SELECT * FROM (
        SELECT * FROM levels WHERE NOT is_duplicate
        QUALIFY row_number() OVER (PARTITION BY document_id, {KEY} ORDER BY {LAST_FIRST}) = 1)
    QUALIFY row_number() OVER (PARTITION BY {KEY} ORDER BY {LAST_FIRST}) <= 2""",
}
# Where last year's level stands between this year's and the change, the change is still that of this year.
# Within a report the level of the year before that its body tells first counts, among reports the one published last.
GROWTH_SQL = """
WITH levels AS (
    SELECT {slim}, document_id FROM aggregate_levels
    WHERE (is_new OR is_history OR with_sentence) AND ref_area IS NOT NULL AND time_end IS NOT NULL
), bases AS ({bases}
), told AS (
    SELECT {slim}, scope, comparison, change_of FROM figures WHERE measure = 'change' OR unit_measure = 'multiple'
), changes AS (
    SELECT g, x FROM told g JOIN levels x ON x.observation_id = g.change_of
    WHERE g.measure = 'change' AND g.scope = 'aggregate' AND g.comparison = 'yoy'
        AND (g.unit_measure IN ('percent', 'percentage_point', 'multiple') OR g.unit_measure = x.unit_measure)
        AND (g.unit_measure <> 'percentage_point' OR x.unit_measure = 'percent')
), growths AS (
    SELECT g, coalesce(n, x) AS x FROM changes LEFT JOIN clauses b ON b.observation_id = x.observation_id
    LEFT JOIN (
        SELECT c.report_id, c.sentence, c.nth, l AS n FROM clauses c JOIN levels l USING (observation_id)
        WHERE c.report_id IN (SELECT x.report_id FROM changes)
    ) now
        ON now.report_id = b.report_id AND now.sentence = b.sentence AND now.nth = b.nth - 1
        AND n.concept = x.concept AND n.unit_measure = x.unit_measure AND n.ref_area = x.ref_area AND n.body = x.body
        AND year_before(n.time_end) = x.time_end
    UNION ALL
    SELECT g, x FROM clauses k JOIN told g USING (observation_id)
    JOIN clauses before ON before.report_id = k.report_id AND before.sentence = k.sentence AND before.nth = k.nth - 1
    JOIN levels x ON x.observation_id = before.observation_id
    WHERE g.unit_measure = 'multiple' AND g.measure = 'level' AND regexp_matches(k.words_before, $multiples)
), paired AS (
    SELECT g, x, b FROM growths JOIN bases b ON b.concept = x.concept AND b.unit_measure = x.unit_measure
        AND b.ref_area = x.ref_area AND b.body = x.body AND b.observation_id <> x.observation_id
        AND b.time_end = year_before(x.time_end) AND b.time_start IS NOT DISTINCT FROM year_before(x.time_start)
        AND {where}
    QUALIFY row_number() OVER (PARTITION BY g.observation_id ORDER BY b.published_on DESC NULLS LAST,
        b.in_headline, b.observation_id) = 1
), judged AS (
    SELECT g, x, b, CASE WHEN g.unit_measure = 'multiple' THEN 1
            WHEN g.unit_measure = 'percent' AND x.unit_measure <> 'percent' THEN 100 END AS factor,
        CASE WHEN g.measure = 'level' THEN is_ratio(g.low, g.high, x.low, x.high, b.low, b.high, factor)
             WHEN factor IS NOT NULL THEN is_growth(g.low, g.high, x.low, x.high, b.low, b.high, factor)
             ELSE is_difference(g.low, g.high, x.low, x.high, b.low, b.high) END AS outcome
    FROM paired WHERE (g.is_new OR x.is_new OR b.is_new)
        AND NOT (g.unit_measure = 'percent' AND x.unit_measure = 'percent')
)
SELECT g.observation_id AS subject, [x.observation_id, b.observation_id] AS rivals, outcome, factor,
    g.measure = 'level' AS is_ratio,
    struct_pack(growth := g.obs_text, level := x.obs_text, base := b.obs_text, {name}, {place}) AS facts
FROM judged
"""


def growth_query(check: GrowthCheck) -> Query:
    """Cases: each growth on last year whose level and last year's level are printed."""
    same_report = check.base == "same_report"
    where = "b.report_id = x.report_id" if same_report else "b.document_id <> x.document_id AND NOT x.is_duplicate"
    bases = BASES["same_report" if same_report else "other_documents"]
    sql = GROWTH_SQL.format(slim=SLIM, where=where, bases=bases, name=name_facts("x", "name"), place=place_facts("x"))
    formula = "CASE WHEN is_ratio THEN 'ratio' WHEN factor IS NULL THEN 'difference' ELSE 'growth' END"
    return Query(sql, {"multiples": check.multiples}, formula, "[factor]")
