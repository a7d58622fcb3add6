"""Checks of sums that a report gives in words: by what its figures are called, and by 其中 in one sentence."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.relations import NamedSumCheck, SentenceSumCheck

NAMED_SQL = """
WITH declared AS (
    SELECT unnest($sums) AS sum_no, unnest($roles) AS role_no, unnest($labels) AS pattern, unnest($without) AS without
), labels AS (SELECT DISTINCT label FROM aggregate_levels WHERE unit_measure IN ('case', 'CNY', 'person')),
named AS (
    SELECT d.sum_no, d.role_no, f.* FROM labels l JOIN declared d
        ON regexp_matches(l.label, d.pattern) AND NOT (d.without <> '' AND regexp_matches(l.label, d.without))
    JOIN aggregate_levels f ON f.label = l.label AND NOT f.in_headline
), paired AS (
    SELECT w, p FROM named w JOIN named p ON w.role_no = 0 AND p.role_no > 0 AND p.sum_no = w.sum_no
        AND p.report_id = w.report_id AND p.observation_id <> w.observation_id AND p.unit_measure = w.unit_measure
        AND p.ref_area IS NOT DISTINCT FROM w.ref_area AND p.time_start IS NOT DISTINCT FROM w.time_start
        AND p.time_end IS NOT DISTINCT FROM w.time_end
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

# A part that stands in brackets is part of another part.
SENTENCE_SQL = """
WITH counted AS (
    SELECT *, regexp_matches(told_before, '[（(][^）)]*$') AS in_brackets FROM aggregate_levels
    WHERE list_contains($units, unit_measure) AND regexp_matches(sentence, $words) AND NOT in_headline
), heads AS (
    SELECT * FROM counted WHERE regexp_matches(substr(sentence, length(told_before) + length(obs_text) + 1, $reach),
        $words)
), listed AS (
    SELECT w, p FROM heads w JOIN counted p ON p.report_id = w.report_id AND p.sentence = w.sentence
        AND p.char_start > w.char_start AND p.unit_measure = w.unit_measure AND NOT p.in_brackets
)
SELECT w.observation_id AS subject, list(p.observation_id ORDER BY p.char_start) AS rivals,
    compared(w.low, w.high, CASE WHEN count(p.low) = count(*) THEN sum(p.low) END,
        CASE WHEN count(p.high) = count(*) THEN sum(p.high) END) AS outcome,
    struct_pack(whole := any_value(w.obs_text), {name}, {place},
        parts := string_agg(p.obs_text, '、' ORDER BY p.char_start)) AS facts
FROM listed
GROUP BY w.observation_id, w.low, w.high
HAVING count(*) BETWEEN 2 AND $most_parts AND (bool_or(w.is_new) OR bool_or(p.is_new))
"""


def named_sum_query(check: NamedSumCheck) -> Query:
    """Cases: each whole whose parts a report names by the words declared."""
    rows = [
        (number, role, entry.label, entry.without)
        for number, total in enumerate(check.sums)
        for role, entry in enumerate([total.whole, *total.parts])
    ]
    names = ("sums", "roles", "labels", "without")
    return Query(NAMED_SQL, {name: [row[at] for row in rows] for at, name in enumerate(names)}, "'sum'")


def sentence_sum_query(check: SentenceSumCheck) -> Query:
    """Cases: each figure that a sentence divides up, against all parts that follow it there."""
    sql = SENTENCE_SQL.format(
        name=_any(name_facts("w", "whole_name")),
        place=_any(place_facts("w")),
    )
    parameters = {"words": check.words, "units": list(check.units), "reach": check.reach}
    return Query(sql, {**parameters, "most_parts": check.most_parts}, "'sum'")


def _any(members: str) -> str:
    """Return struct members of which each takes any value of its group."""
    return ", ".join(
        f"{name} := any_value({expression})"
        for name, _, expression in (member.partition(" := ") for member in _members(members))
    )


def _members(text: str) -> list[str]:
    """Split struct members at the commas outside brackets."""
    members, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            members.append(text[start:at].strip())
            start = at + 1
    return [*members, text[start:].strip()]
