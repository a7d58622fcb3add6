"""Checks of a total against the list of its parts."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.checks import TotalOfPartsCheck

# A member that a report gives several times is taken as the hull of its mentions: a dispute among the
# mentions is another rule's affair.
TOTALS_SQL = """
WITH declared AS (
    SELECT unnest($totals) AS total, unnest($indicators) AS indicator, unnest($breakdowns) AS breakdown,
        unnest($is_whole) AS is_whole
), members AS (
    SELECT d.total, d.is_whole, f.indicator, f.breakdown, f.report_id, f.ref_area, f.court,
        f.time_start, f.time_end, f.unit_measure,
        arg_min(f.observation_id, f.char_start) AS observation_id, arg_min(f.obs_text, f.char_start) AS obs_text,
        min(f.char_start) AS char_start,
        any_value(f.name_zh) AS name_zh, any_value(f.name_en) AS name_en, any_value(f.area_name) AS area_name,
        CASE WHEN count(f.low) = count(*) THEN min(f.low) END AS low,
        CASE WHEN count(f.high) = count(*) THEN max(f.high) END AS high, bool_or(f.is_new) AS is_new
    FROM declared d JOIN new_figures f ON f.indicator = d.indicator AND f.breakdown = d.breakdown
    WHERE f.measure = 'level' AND f.scope = 'aggregate' AND f.ref_area IS NOT NULL AND f.time_end IS NOT NULL
    GROUP BY ALL
), sums AS (
    SELECT w.total, w.observation_id, list(p.observation_id ORDER BY p.char_start) AS parts,
        string_agg(p.obs_text, '、' ORDER BY p.char_start) AS parts_text, count(*) AS found,
        CASE WHEN count(p.low) = count(*) THEN sum(p.low) END AS low,
        CASE WHEN count(p.high) = count(*) THEN sum(p.high) END AS high,
        w.is_new OR bool_or(p.is_new) AS is_new
    FROM members w JOIN members p ON w.is_whole AND NOT p.is_whole AND p.total = w.total AND p.report_id = w.report_id
        AND p.ref_area = w.ref_area AND p.court IS NOT DISTINCT FROM w.court AND p.unit_measure = w.unit_measure
        AND p.time_start IS NOT DISTINCT FROM w.time_start AND p.time_end = w.time_end
    GROUP BY w.total, w.observation_id, w.is_new
), wanted AS (SELECT total, count(*) AS parts FROM declared WHERE NOT is_whole GROUP BY total)
"""


def total_query(check: TotalOfPartsCheck) -> Query:
    """Cases: each declared total that a report gives together with at least one of its parts."""
    whole_list = (
        "s.found = n.parts AND s.low IS NOT NULL AND s.high IS NOT NULL AND w.low IS NOT NULL AND w.high IS NOT NULL"
    )
    failed = "s.low > w.high"
    if check.list_is == "closed":
        failed = f"{whole_list} AND (s.low > w.high OR s.high < w.low)"
    sql = f"""{TOTALS_SQL}
    SELECT w.observation_id AS subject, s.parts AS rivals,
        CASE WHEN {failed} THEN 'failed' WHEN {whole_list} THEN 'passed' ELSE 'undecided' END AS outcome,
        struct_pack(whole := w.obs_text, {name_facts("w", "whole_name")}, parts := s.parts_text,
            {place_facts("w")}) AS facts
    FROM sums s JOIN members w ON w.is_whole AND w.total = s.total AND w.observation_id = s.observation_id
    JOIN wanted n ON n.total = s.total
    WHERE s.is_new"""
    return Query(sql, _declared(check), "'sum'" if check.list_is == "closed" else "'sum_at_most'")


def _declared(check: TotalOfPartsCheck) -> dict[str, object]:
    rows = [
        (number, member.indicator, member.breakdown, is_whole)
        for number, total in enumerate(check.totals)
        for member, is_whole in [(total.whole, True), *((part, False) for part in total.parts)]
    ]
    names = ("totals", "indicators", "breakdowns", "is_whole")
    return {name: [row[place] for row in rows] for place, name in enumerate(names)}
