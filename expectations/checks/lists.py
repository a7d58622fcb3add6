"""Checks of figures that a text lists together: flows of cases, shares of a whole, the first of all areas."""

from typing import Any

from expectations.checks.query import SLIM, Query, matches, name_facts, place_facts
from expectations.rules.sentences import CaseFlowCheck, FirstOfListCheck, SharesCheck

# A role that a sentence gives twice, or of cases of two kinds, is no single flow: then nothing is asked. Few sentences
# tell as many figures as the least flow has: only their words are looked at.
FLOW_SQL = """
WITH roles AS (
    SELECT unnest($roles) AS role, unnest($words) AS words, unnest($without) AS without
), asked AS (
    SELECT unnest($flows) AS flow, unnest($asked_roles) AS role, unnest($ranks) AS rank, unnest($lefts) AS is_left
), cases_told AS (
    SELECT {slim}, sentence, words_before FROM new_clauses WHERE measure = 'level' AND unit_measure = 'case'
), named AS (
    SELECT *, regexp_extract(words_before, '[^，,；;。、：:（()]*$') AS named_by,
        list_sort(list_distinct(regexp_extract_all(named_by, $scopes))) AS scopes
    FROM cases_told SEMI JOIN (
        SELECT report_id, sentence FROM cases_told GROUP BY ALL
        HAVING count(*) >= (SELECT min(members) FROM (SELECT count(*) AS members FROM asked GROUP BY flow))
    ) USING (report_id, sentence)
), cast_ AS (
    SELECT r.role, n FROM named n JOIN roles r
        ON {words} AND NOT {without}
    QUALIFY count(*) OVER (PARTITION BY n.report_id, n.sentence, r.role) = 1
        AND count(*) OVER (PARTITION BY n.observation_id) = 1
), flows AS (
    SELECT a.flow, n.report_id, n.sentence, bool_or(n.is_new) AS is_new, max(len(n.scopes)) > 0 AS has_scope,
        list(n ORDER BY a.rank) AS members, count(*) FILTER (a.is_left) AS lefts,
        CASE WHEN count(n.low) FILTER (a.is_left) = lefts THEN sum(n.low) FILTER (a.is_left) END AS low,
        CASE WHEN count(n.high) FILTER (a.is_left) = lefts THEN sum(n.high) FILTER (a.is_left) END AS high,
        CASE WHEN count(n.low) FILTER (NOT a.is_left) = count(*) - lefts
            THEN sum(n.low) FILTER (NOT a.is_left) END AS other_low,
        CASE WHEN count(n.high) FILTER (NOT a.is_left) = count(*) - lefts
            THEN sum(n.high) FILTER (NOT a.is_left) END AS other_high
    FROM asked a JOIN cast_ c ON c.role = a.role
    GROUP BY a.flow, n.report_id, n.sentence
    HAVING count(*) = (SELECT count(*) FROM asked x WHERE x.flow = a.flow)
        AND count(DISTINCT n.scopes) FILTER (len(n.scopes) > 0) <= 1
    QUALIFY lefts = 1 OR count(*) OVER (PARTITION BY n.report_id, n.sentence) = 1
)
SELECT w.observation_id AS subject, list_transform(members[2:], lambda member: member.observation_id) AS rivals, lefts,
    compared(low, high, other_low, other_high) AS outcome,
    struct_pack(whole := list_transform(members[1:lefts], lambda member: member.obs_text).array_to_string('、'),
        parts := list_transform(members[lefts + 1:], lambda member: member.obs_text).array_to_string('、'),
        {name}, {place}) AS facts
FROM (SELECT *, members[1] AS w FROM flows WHERE is_new)
"""

SHARES_SQL = """
WITH started AS (
    SELECT *, regexp_matches(words_before, $words) AS starts FROM new_clauses
    WHERE measure = 'level' AND unit_measure = 'percent'
), numbered AS (
    SELECT *, count(*) FILTER (starts) OVER (PARTITION BY report_id, sentence ORDER BY nth) AS run,
        nth - row_number() OVER (PARTITION BY report_id, sentence ORDER BY nth) AS gap,
        starts OR regexp_matches(words_before, $between) AS listed
    FROM started
), lists AS (
    SELECT arg_min(n, nth) AS f, list(observation_id ORDER BY nth) AS members, count(*) AS shares,
        string_agg(obs_text, '、' ORDER BY nth) AS told, bool_or(is_new) AS is_new, bool_and(listed) AS is_list,
        CASE WHEN count(low) = count(*) THEN sum(low) END AS low,
        CASE WHEN count(high) = count(*) THEN sum(high) END AS high
    FROM numbered n WHERE run > 0 GROUP BY report_id, sentence, run, gap
    HAVING bool_or(starts) AND count(*) BETWEEN $least AND $most
)
SELECT f.observation_id AS subject, members[2:] AS rivals, compared(low, high, 100, 100) AS outcome,
    struct_pack(figure := told, {name}, {place}) AS facts
FROM lists WHERE is_new AND is_list
"""

# Of each area its largest figure, and of the areas the two largest: one of them is another than the first one's own.
# Few reports call a figure the first: only these are sorted.
FIRST_SQL = """
WITH firsts AS (
    SELECT * FROM new_clauses
    WHERE measure = 'level' AND list_contains($units, unit_measure) AND regexp_matches(words_behind, $words)
), areas_told AS (
    SELECT f.*, a.parent FROM new_levels f JOIN areas a USING (ref_area)
    WHERE time_end IS NOT NULL AND report_id IN (SELECT report_id FROM firsts)
    QUALIFY row_number() OVER (PARTITION BY report_id, concept, unit_measure, ref_area, time_start, time_end
        ORDER BY low DESC NULLS LAST, observation_id) = 1
), largest AS (
    SELECT * FROM areas_told QUALIFY row_number() OVER (PARTITION BY report_id, concept, unit_measure, parent,
        time_start, time_end ORDER BY low DESC NULLS LAST, observation_id) <= 2
), paired AS (
    SELECT o AS s, f AS l FROM firsts f JOIN areas a USING (ref_area) JOIN largest o ON o.report_id = f.report_id
        AND o.concept = f.concept AND o.unit_measure = f.unit_measure AND o.parent = a.parent
        AND o.time_start IS NOT DISTINCT FROM f.time_start AND o.time_end = f.time_end AND o.ref_area <> f.ref_area
    QUALIFY row_number() OVER (PARTITION BY f.observation_id ORDER BY o.low DESC NULLS LAST, o.observation_id) = 1
)
SELECT s.observation_id AS subject, [l.observation_id] AS rivals, not_above(s.low, s.high, l.low, l.high) AS outcome,
    struct_pack(smaller := s.obs_text, {smaller}, larger := l.obs_text, {larger}, {place}) AS facts
FROM paired WHERE s.is_new OR l.is_new
"""


def case_flow_query(check: CaseFlowCheck) -> Query:
    """Cases: each sentence that tells all members of a flow of cases, each of them once."""
    asked = [
        (number, role, rank, rank < len(flow.left))
        for number, flow in enumerate(check.flows)
        for rank, role in enumerate([*flow.left, *flow.right])
    ]
    parameters: dict[str, list[Any]] = {
        name: [row[at] for row in asked] for at, name in enumerate(("flows", "asked_roles", "ranks", "lefts"))
    }
    parameters["roles"] = list(check.roles)
    parameters["words"] = [role.label for role in check.roles.values()]
    parameters["without"] = [role.without or "^$" for role in check.roles.values()]
    sql = FLOW_SQL.format(
        slim=SLIM,
        name=name_facts("w", "name"),
        place=place_facts("w"),
        words=matches("n.named_by", "r.words", parameters["words"]),
        without=matches("n.named_by", "r.without", parameters["without"]),
    )
    return Query(sql, {**parameters, "scopes": check.scopes}, "'balance'", "[lefts]")


def shares_query(check: SharesCheck) -> Query:
    """Cases: each list of shares that a sentence introduces as such."""
    sql = SHARES_SQL.format(name=name_facts("f", "name"), place=place_facts("f"))
    return Query(sql, check.model_dump(exclude={"kind"}), "'sum_is'", "[100]")


def first_of_list_query(check: FirstOfListCheck) -> Query:
    """Cases: each figure said to be the first of all, against the largest of its like that the report tells."""
    sql = FIRST_SQL.format(
        smaller=name_facts("s", "smaller_name"), larger=name_facts("l", "larger_name"), place=place_facts("s")
    )
    return Query(sql, {"words": check.words, "units": list(check.units)}, "'at_most'", "[1]")
