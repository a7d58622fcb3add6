"""Checks of a figure against a larger one: part and whole, slice and whole, area and area.

A part is held against the largest figure of its whole, in its own report if that gives one, else in any: a smaller
mention of the whole may be of a narrower scope, and then proves nothing.
"""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.checks import AreaOfAreaCheck, PartOfWholeCheck, SliceOfWholeCheck

AT_MOST = "'at_most'"
KEY = "indicator, breakdown, ref_area, court, unit_measure, time_start, time_end, undated_sentence"
LARGEST_FIRST = "high DESC NULLS FIRST, low DESC NULLS FIRST, observation_id"

# Two joins, each by equality: a key that thousands of reports print must not be joined report by report.
HELD_AGAINST = """
levels AS (
    SELECT *, CASE WHEN time_end IS NULL THEN report_id || sentence END AS undated_sentence
    FROM figures WHERE (is_new OR {reason}) AND measure = 'level' AND scope = 'aggregate'
        AND indicator IS NOT NULL AND ref_area IS NOT NULL
), wholes_by_report AS (
    SELECT * FROM levels w
    WHERE NOT coalesce(list_bool_or(
        list_transform($wholes_without, lambda word: contains(concat_ws(' ', w.label, w.court), word))), false)
    QUALIFY row_number() OVER (PARTITION BY report_id, {key} ORDER BY {largest_first}) = 1
), wholes_of_all AS (
    SELECT * FROM wholes_by_report WHERE NOT is_duplicate
    QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {largest_first}) = 1
), paired AS (
    SELECT {slim}, true AS same_report
    FROM levels p {between} JOIN wholes_by_report w ON p.report_id = w.report_id AND {comparable} AND {join}
    UNION ALL
    SELECT {slim}, false AS same_report
    FROM levels p {between} JOIN wholes_of_all w ON p.report_id <> w.report_id AND NOT p.is_duplicate
        AND {comparable} AND {join}
), held AS (
    SELECT * FROM paired
    QUALIFY row_number() OVER (PARTITION BY part_id, per ORDER BY same_report DESC,
        whole_high DESC NULLS FIRST, whole_low DESC NULLS FIRST, whole_id) = 1
), judged AS (
    SELECT part_id, whole_id, is_new, {outcome} AS outcome FROM held
)
SELECT p.observation_id AS subject, [w.observation_id] AS rivals, outcome,
    struct_pack(part := p.obs_text, {part_name}, whole := w.obs_text, {whole_name}, {facts} {place}) AS facts
FROM judged JOIN levels p ON p.observation_id = part_id JOIN levels w ON w.observation_id = whole_id
WHERE judged.is_new
"""
# Pairs are many, most of them of two old figures: they carry no more than decides between them.
SLIM = """p.observation_id AS part_id, w.observation_id AS whole_id, {per} AS per, p.is_new OR w.is_new AS is_new,
        w.high AS whole_high, w.low AS whole_low, not_above(p.low, p.high, w.low, w.high) AS outcome"""
COMPARABLE = """p.observation_id <> w.observation_id AND p.unit_measure = w.unit_measure
        AND p.time_start IS NOT DISTINCT FROM w.time_start AND p.time_end IS NOT DISTINCT FROM w.time_end
        AND p.undated_sentence IS NOT DISTINCT FROM w.undated_sentence"""
SAME_PLACE = "p.ref_area = w.ref_area AND (p.court IS NULL OR w.court IS NULL OR p.court = w.court)"
# A whole above which every slice stands is rather a slice itself, whose text does not say of what.
FAILED_IF_WHOLE_HOLDS_ANOTHER = """CASE WHEN outcome = 'failed'
        AND NOT bool_or(outcome = 'passed') OVER (PARTITION BY whole_id) THEN 'undecided' ELSE outcome END"""


def part_query(check: PartOfWholeCheck) -> Query:
    """Cases: each figure whose indicator is part of another, against that whole for the same area and period."""
    sql = """WITH relations AS (
        SELECT indicator AS part, unnest(part_of) AS whole FROM catalogue
        UNION SELECT unnest($parts::VARCHAR[]), unnest($wholes::VARCHAR[])
    ), """ + _held_against(
        f"w.indicator = r.whole AND {SAME_PLACE} AND w.breakdown IN ('', p.breakdown)",
        per="w.indicator",
        reason="is_kin",
        between="JOIN relations r ON r.part = p.indicator",
    )
    pairs = {"parts": [pair.part for pair in check.pairs], "wholes": [pair.whole for pair in check.pairs]}
    return Query(sql, {**pairs, "wholes_without": list(check.wholes_without)}, AT_MOST)


def slice_query(check: SliceOfWholeCheck) -> Query:
    """Cases: each slice of a figure, against the whole and every wider slice for the same area and period."""
    join = f"""p.indicator = w.indicator AND {SAME_PLACE} AND p.breakdown <> '' AND p.breakdown <> w.breakdown
        AND (w.breakdown = '' OR list_has_all(string_split(p.breakdown, ';'), string_split(w.breakdown, ';')))
        AND list_contains($kinds, p.kind)
        AND NOT list_has_any($keys_without, list_transform(
            string_split(p.breakdown || ';' || w.breakdown, ';'), lambda pair: split_part(pair, '=', 1)))"""
    sql = "WITH " + _held_against(
        join,
        per="w.breakdown",
        reason="is_kin",
        facts="breakdown := p.breakdown,",
        outcome=FAILED_IF_WHOLE_HOLDS_ANOTHER,
    )
    lists = {"kinds": list(check.kinds), "keys_without": list(check.keys_without)}
    return Query(sql, {**lists, "wholes_without": []}, AT_MOST)


def area_query(check: AreaOfAreaCheck) -> Query:
    """Cases: each area's figure, against the same figure of every area it lies in."""
    sql = "WITH " + _held_against(
        "p.indicator = w.indicator AND p.breakdown = w.breakdown AND w.ref_area = i.wider "
        "AND list_contains($kinds, p.kind)",
        per="w.ref_area",
        reason="is_nested",
        facts="whole_area_zh := w.area_name, whole_area_en := w.area_name,",
        between="JOIN inside i ON i.ref_area = p.ref_area",
    )
    return Query(sql, {"kinds": list(check.kinds), "wholes_without": list(check.wholes_without)}, AT_MOST)


def _held_against(
    join: str, *, per: str, reason: str, facts: str = "", between: str = "", outcome: str = "outcome"
) -> str:
    return HELD_AGAINST.format(
        key=KEY,
        largest_first=LARGEST_FIRST,
        comparable=COMPARABLE,
        join=join,
        reason=reason,
        slim=SLIM.format(per=per),
        facts=facts,
        between=between,
        outcome=outcome,
        part_name=name_facts("p", "part_name"),
        whole_name=name_facts("w", "whole_name"),
        place=place_facts("p"),
    )
