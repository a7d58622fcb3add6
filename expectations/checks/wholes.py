"""Checks of a figure against a larger one: part and whole, slice and whole, area and area.

A part is held against the largest figure of its whole, in its own report if that gives one, else in any: a smaller
mention of the whole may be of a narrower scope, and then proves nothing.
"""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.checks import AreaOfAreaCheck, PartOfWholeCheck, SliceOfWholeCheck

COMPARABLE = """
    p.measure = 'level' AND w.measure = 'level' AND p.scope = 'aggregate' AND w.scope = 'aggregate'
    AND p.observation_id <> w.observation_id AND p.unit_measure = w.unit_measure
    AND p.time_start IS NOT DISTINCT FROM w.time_start AND p.time_end IS NOT DISTINCT FROM w.time_end
    AND (p.time_end IS NOT NULL OR (p.report_id = w.report_id AND p.sentence = w.sentence))
    AND (p.report_id = w.report_id OR NOT (p.is_duplicate OR w.is_duplicate))
"""
SAME_COURT = "(p.court IS NULL OR w.court IS NULL OR p.court = w.court)"

ADMISSIBLE_WHOLE = """NOT coalesce(
    list_bool_or(list_transform($whole_labels_without, lambda word: contains(w.label, word))), false)"""


def part_query(check: PartOfWholeCheck) -> Query:
    """Cases: each figure whose indicator is part of another, against that whole for the same area and period."""
    join = f"""(list_contains(p.part_of, w.indicator) OR list_contains($pairs, p.indicator || '<' || w.indicator))
        AND p.ref_area = w.ref_area AND {SAME_COURT}
        AND w.breakdown IN ('', p.breakdown)
        AND {ADMISSIBLE_WHOLE}"""
    pairs = [f"{pair.part}<{pair.whole}" for pair in check.pairs]
    return Query(
        _held_against(join, "w.indicator"), {"pairs": pairs, "whole_labels_without": list(check.whole_labels_without)}
    )


def slice_query(check: SliceOfWholeCheck) -> Query:
    """Cases: each slice of a figure, against the whole and every wider slice for the same area and period."""
    join = f"""p.indicator = w.indicator AND p.ref_area = w.ref_area AND {SAME_COURT}
        AND p.breakdown <> '' AND p.breakdown <> w.breakdown
        AND (w.breakdown = '' OR list_has_all(string_split(p.breakdown, ';'), string_split(w.breakdown, ';')))
        AND list_contains($kinds, p.kind)"""
    return Query(_held_against(join, "w.breakdown", "breakdown := p.breakdown,"), {"kinds": list(check.kinds)})


def area_query(check: AreaOfAreaCheck) -> Query:
    """Cases: each area's figure, against the same figure of every area it lies in."""
    join = f"""p.indicator = w.indicator AND p.breakdown = w.breakdown AND list_contains($kinds, p.kind)
        AND list_contains(i.within, w.ref_area) AND {ADMISSIBLE_WHOLE}"""
    lying = """WITH RECURSIVE lying AS (
        SELECT ref_area, parent FROM areas WHERE parent IS NOT NULL
        UNION
        SELECT l.ref_area, a.parent FROM lying l JOIN areas a ON a.ref_area = l.parent WHERE a.parent IS NOT NULL
    ), inside AS (SELECT ref_area, list(parent) AS within FROM lying GROUP BY ref_area)"""
    sql = _held_against(
        join,
        "w.ref_area",
        "whole_area_zh := w.area_name, whole_area_en := w.area_name,",
        "JOIN inside i USING (ref_area)",
    )
    return Query(lying + sql, {"kinds": list(check.kinds), "whole_labels_without": list(check.whole_labels_without)})


def _held_against(join: str, per: str, facts: str = "", between: str = "") -> str:
    return f"""
    SELECT p.observation_id AS subject, [w.observation_id] AS rivals,
        not_above(p.low, p.high, w.low, w.high) AS outcome,
        struct_pack(part := p.obs_text, {name_facts("p", "part_name")}, whole := w.obs_text,
            {name_facts("w", "whole_name")}, {facts} {place_facts("p")}) AS facts
    FROM figures p {between} JOIN figures w ON {COMPARABLE} AND {join}
    QUALIFY (p.is_new OR w.is_new) AND row_number() OVER (
        PARTITION BY p.observation_id, {per}
        ORDER BY p.report_id = w.report_id DESC, w.high DESC NULLS FIRST, w.low DESC NULLS FIRST,
            w.observation_id) = 1"""
