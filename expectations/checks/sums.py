"""Checks of wholes and parts that a report gives in words: by what its figures are called, and by 其中."""

from expectations.checks.query import SLIM, Query, matches, name_facts, place_facts
from expectations.rules.relations import NamedSumCheck, SentencePartCheck, SentenceSumCheck

NAMED_SQL = """
WITH declared AS (
    SELECT unnest($sums) AS sum_no, unnest($roles) AS role_no, unnest($labels) AS pattern, unnest($without) AS without
), labels AS (SELECT DISTINCT label FROM new_levels WHERE unit_measure IN ('case', 'CNY', 'person')),
named AS (
    SELECT d.sum_no, d.role_no, f.* EXCLUDE (sentence, told_before, document_id),
        concat_ws('|', f.report_id, f.unit_measure, coalesce(f.ref_area, ''),
        coalesce(f.time_start::VARCHAR, ''), coalesce(f.time_end::VARCHAR, '')) AS told_of
    FROM labels l JOIN declared d
        ON {matches_label} AND NOT (d.without <> '' AND {is_without})
    JOIN new_levels f ON f.label = l.label AND NOT f.in_headline
), parts AS (SELECT * FROM named WHERE role_no > 0
), wholes AS (
    SELECT w.*, d.role_no AS wanted_role FROM named w JOIN declared d USING (sum_no)
    WHERE w.role_no = 0 AND d.role_no > 0
), neighbours AS (
    SELECT w, p FROM wholes w ASOF JOIN parts p
        ON p.sum_no = w.sum_no AND p.role_no = w.wanted_role AND p.told_of = w.told_of AND w.place > p.place
    UNION ALL
    SELECT w, p FROM wholes w ASOF JOIN parts p
        ON p.sum_no = w.sum_no AND p.role_no = w.wanted_role AND p.told_of = w.told_of AND w.place < p.place
), paired AS (
    SELECT w, p FROM neighbours
    QUALIFY row_number() OVER (PARTITION BY w.sum_no, w.observation_id, p.role_no
        ORDER BY abs(p.place - w.place), p.place) = 1
), wanted AS (SELECT sum_no, count(*) AS roles FROM declared WHERE role_no > 0 GROUP BY sum_no)
SELECT any_value(w.observation_id) AS subject, list(p.observation_id ORDER BY p.role_no) AS rivals,
    compared(any_value(w.low), any_value(w.high),
        CASE WHEN count(p.low) = count(*) THEN sum(p.low) END,
        CASE WHEN count(p.high) = count(*) THEN sum(p.high) END) AS outcome,
    struct_pack(whole := any_value(w.obs_text), whole_name_zh := any_value(w.name_zh),
        whole_name_en := any_value(w.name_en), parts := string_agg(p.obs_text, '、' ORDER BY p.role_no),
        area_zh := any_value(coalesce(w.area_name, '地区未述')),
        area_en := any_value(coalesce(w.area_name, 'area not stated'))) AS facts
FROM paired JOIN wanted n ON n.sum_no = w.sum_no
GROUP BY w.sum_no, w.observation_id, n.roles
HAVING count(*) = n.roles AND count(DISTINCT p.observation_id) = n.roles
    AND (any_value(w.is_new) OR bool_or(p.is_new))
"""

# Few reports divide a figure up: only these are sorted. One part more than a list may have is enough to see that it has
# too many. A part that stands in brackets is part of another part. The list may have a sentence of its own that begins
# with 其中.
LISTED_SQL = """
WITH counted AS (
    SELECT {slim}, place, sentence, length(told_before) AS told_at,
        min(place) OVER (PARTITION BY report_id, sentence) AS first_place,
        row_number() OVER (PARTITION BY report_id, sentence, unit_measure ORDER BY char_start) AS nth,
        row_number() OVER (PARTITION BY report_id, sentence ORDER BY char_start) AS nth_of_all,
        max(high) OVER before AS most_before, coalesce(bool_or(high IS NULL) OVER before, false) AS open_before
    FROM new_levels
    WHERE report_id IN (SELECT report_id FROM new_levels WHERE regexp_matches(sentence, $words))
        AND list_contains($units, unit_measure) AND NOT in_headline AND NOT regexp_matches(told_before, '[（(][^）)]*$')
    WINDOW before AS (PARTITION BY report_id, sentence, unit_measure ORDER BY char_start
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)
), listed AS (
    SELECT w, p, w.nth_of_all - w.nth AS others, substr(p.sentence, w.told_at + 1, p.told_at - w.told_at) AS between_
    FROM counted w JOIN counted p ON p.report_id = w.report_id AND p.sentence = w.sentence
        AND p.unit_measure = w.unit_measure AND p.nth BETWEEN w.nth + 1 AND w.nth + $most_parts + 1
    WHERE regexp_matches(substr(w.sentence, w.told_at + length(w.obs_text) + 1, $reach), $words)
    UNION ALL
    SELECT w, p, 0, substr(p.sentence, 1, p.told_at)
    FROM counted w JOIN counted p ON p.report_id = w.report_id AND p.first_place = w.place + 1
        AND p.unit_measure = w.unit_measure AND p.nth <= $most_parts + 1
    WHERE regexp_matches(p.sentence, '^(' || $words || ')')
)
"""

# The list may end at the semicolon or go on behind it: where one of the two readings fits, it is the one meant.
SENTENCE_SQL = """
{listed}, readings AS (
    SELECT w, p, false AS shorter FROM listed
    UNION ALL SELECT w, p, true FROM listed WHERE NOT regexp_matches(between_, '[；;]')
), added AS (
    SELECT any_value(w) AS w, shorter, list(p.observation_id ORDER BY p.place) AS parts,
        string_agg(p.obs_text, '、' ORDER BY p.place) AS told, w.is_new OR bool_or(p.is_new) AS is_new,
        compared(w.low, w.high, CASE WHEN count(p.low) = count(*) THEN sum(p.low) END,
            CASE WHEN count(p.high) = count(*) THEN sum(p.high) END) AS outcome
    FROM readings GROUP BY w.observation_id, w.low, w.high, w.is_new, shorter
    HAVING count(*) BETWEEN 2 AND $most_parts
)
SELECT w.observation_id AS subject, parts AS rivals, outcome,
    struct_pack(whole := w.obs_text, {name}, {place}, parts := told) AS facts
FROM added WHERE is_new
QUALIFY row_number() OVER (PARTITION BY w.observation_id ORDER BY outcome = 'passed' DESC, shorter) = 1
"""

# A list ends before a figure of another unit or measure word; 其中 may divide up any figure before it in the sentence:
# a part that fits one of them is none of the nearest.
PART_SQL = """
{listed}, divided AS (
    SELECT w, p, regexp_replace(between_, '^(?s:.*?)(' || $words || ')[，,：:]?', '') AS told FROM listed
    WHERE regexp_matches(between_, $words) AND p.nth_of_all - p.nth = others
        AND right(p.obs_text, 1) = right(w.obs_text, 1) AND (w.is_new OR p.is_new)
        AND coalesce(p.time_start >= w.time_start, true) AND coalesce(p.time_end <= w.time_end, true)
    QUALIFY row_number() OVER (PARTITION BY p.observation_id ORDER BY w.place DESC) = 1
)
SELECT p.observation_id AS subject, [w.observation_id] AS rivals, not_above(p.low, p.high, w.low, w.high) AS nearest,
    CASE WHEN nearest = 'failed' AND (w.open_before OR p.low <= w.most_before) THEN 'undecided' ELSE nearest END
        AS outcome,
    struct_pack(smaller := p.obs_text, {smaller}, larger := w.obs_text, {larger}, {place}) AS facts
FROM divided WHERE NOT regexp_matches(told, $ends)
"""


def named_sum_query(check: NamedSumCheck) -> Query:
    """Cases: each whole whose parts a report names by the words declared."""
    rows = [
        (number, role, entry.label, entry.without)
        for number, total in enumerate(check.sums)
        for role, entry in enumerate([total.whole, *total.parts])
    ]
    names = ("sums", "roles", "labels", "without")
    sql = NAMED_SQL.format(
        matches_label=matches("l.label", "d.pattern", (row[2] for row in rows)),
        is_without=matches("l.label", "d.without", (row[3] for row in rows)),
    )
    return Query(sql, {name: [row[at] for row in rows] for at, name in enumerate(names)}, "'sum'")


def sentence_sum_query(check: SentenceSumCheck) -> Query:
    """Cases: each figure that a sentence divides up, against all parts that follow it there."""
    sql = SENTENCE_SQL.format(
        listed=LISTED_SQL.format(slim=SLIM), name=name_facts("w", "whole_name"), place=place_facts("w")
    )
    parameters = {"words": check.words, "units": list(check.units), "reach": check.reach}
    return Query(sql, {**parameters, "most_parts": check.most_parts}, "'sum'")


def sentence_part_query(check: SentencePartCheck) -> Query:
    """Cases: each figure that a sentence divides off another, against that one."""
    sql = PART_SQL.format(
        listed=LISTED_SQL.format(slim=SLIM),
        smaller=name_facts("p", "smaller_name"),
        larger=name_facts("w", "larger_name"),
        place=place_facts("p"),
    )
    parameters = check.model_dump(exclude={"kind", "units"})
    return Query(sql, {**parameters, "units": list(check.units)}, "'at_most'", "[1]")
