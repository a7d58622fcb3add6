"""Checks of a rate, share or mean against the figures that it was computed from, told just before it."""

from expectations.checks.query import SLIM, Query, name_facts, place_facts
from expectations.rules.relations import RatioCheck

# Which of the figures before a rate it was computed from, the text seldom says outright: the case holds when any pair
# of the nearest fits; told are those of the rate's own subject, not 新收民事案件 for a 执结率. What 撤销率 or 撤销…占
# is a share of is often called by the same word: 撤销.
RATIO_SQL = """
WITH levels AS (
    SELECT {slim}, place FROM new_levels
), rates AS (
    SELECT *, right(regexp_replace(label, $named_before, ''), 2) AS stem FROM levels
    WHERE regexp_matches(label, $rates) AND NOT regexp_matches(label, $rates_without)
        AND list_contains($rate_units, unit_measure)
), parts AS (
    SELECT r, p FROM rates r JOIN levels p ON p.report_id = r.report_id AND p.place < r.place
        AND p.place >= r.place - $reach AND r.char_start - p.char_start <= $distance
        AND ({part_unit}) AND regexp_matches(p.label, $parts) AND NOT regexp_matches(p.label, $rates)
        AND ($named_before = '' OR length(r.stem) = 2 AND contains(p.label, r.stem))
    QUALIFY row_number() OVER (PARTITION BY r.observation_id ORDER BY p.char_start DESC) <= $parts_before
), wholes AS (
    SELECT r, p, w FROM parts JOIN levels w ON w.report_id = r.report_id AND w.place < r.place
        AND w.observation_id <> p.observation_id AND w.place >= r.place - $reach
        AND ({whole_unit}) AND regexp_matches(w.label, $wholes) AND ($whole_after_part OR w.place < p.place)
    QUALIFY row_number() OVER (
        PARTITION BY r.observation_id, p.observation_id
        ORDER BY coalesce(w.high < p.low, false), w.char_start DESC) <= $wholes_before
), judged AS (
    SELECT r, p, w, is_ratio(r.low, r.high, p.low, p.high, w.low, w.high, $factor) AS outcome FROM wholes
    WHERE r.is_new OR p.is_new OR w.is_new
), gathered AS (
    SELECT r.observation_id AS rate_id, any_value(r) AS r, any_of(list(outcome)) AS outcome,
        arg_min([p.observation_id, w.observation_id], r.place - w.place) FILTER (outcome = 'passed') AS fitting,
        flatten(list([p.observation_id, w.observation_id] ORDER BY p.place DESC, w.place DESC)) AS tried,
        arg_max(p.obs_text, p.place) AS part_text,
        list_distinct(coalesce(
            list(w.obs_text ORDER BY w.place) FILTER (w.breakdown IN ('', r.breakdown, p.breakdown)),
            list(w.obs_text ORDER BY w.place))).array_to_string('、') AS wholes_text
    FROM judged GROUP BY r.observation_id
)
SELECT r.observation_id AS subject, coalesce(fitting, tried) AS rivals, outcome,
    struct_pack(rate := r.obs_text, part := part_text, wholes := wholes_text, {name}, {place}) AS facts
FROM gathered
"""
PART_UNITS = {
    "any": "p.unit_measure NOT IN ('percent', 'percentage_point', 'multiple', 'day')",
    "same": "p.unit_measure = r.unit_measure",
}
WHOLE_UNITS = {
    "part": "w.unit_measure = p.unit_measure",
    "persons": "w.unit_measure IN ('person', 'organization', 'case') AND w.unit_measure <> p.unit_measure",
}


def ratio_query(check: RatioCheck) -> Query:
    """Cases: each rate that the words name, against the pairs of figures before it."""
    sql = RATIO_SQL.format(
        slim=SLIM,
        part_unit=PART_UNITS[check.part_unit],
        whole_unit=WHOLE_UNITS[check.whole_unit],
        name=name_facts("r", "name"),
        place=place_facts("r"),
    )
    parameters = check.model_dump(exclude={"kind", "part_unit", "whole_unit"})
    parameters["rate_units"] = list(check.rate_units)
    return Query(sql, parameters, "'ratio'", f"[{check.factor}]")
