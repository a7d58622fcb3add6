"""Checks of what one report says twice."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.checks import MentionsAgreeCheck

DIGITS = "rtrim(replace(abs({0}.value)::VARCHAR, '.', ''), '0')"


def mentions_query(check: MentionsAgreeCheck) -> Query:
    """Cases: each pair of mentions of one key in a report.

    A pair fails when the intervals are apart, the digits alike and the labels one within the other: a misprint of one
    figure. Else, when apart, they may be two things whose key is the same to us, so the pair is undecided.
    """
    first, second = (f"ltrim({DIGITS.format(alias)}, '0')" for alias in ("a", "b"))
    sql = f"""
    SELECT b.observation_id AS subject, [a.observation_id] AS rivals,
        CASE WHEN NOT (coalesce(a.low > b.high, false) OR coalesce(b.low > a.high, false)) THEN 'passed'
             WHEN (contains(a.label, b.label) OR contains(b.label, a.label))
                  AND least(length({first}), length({second})) >= $least_digits
                  AND levenshtein({first}, {second}) <= $distance THEN 'failed'
             ELSE 'undecided' END AS outcome,
        struct_pack(first := a.obs_text, second := b.obs_text, {name_facts("b", "name")}, {place_facts("b")}) AS facts
    FROM figures a JOIN figures b ON a.report_id = b.report_id AND a.char_start < b.char_start
        AND a.indicator = b.indicator AND a.breakdown = b.breakdown AND a.unit_measure = b.unit_measure
        AND a.measure = b.measure AND a.scope = b.scope
        AND a.ref_area IS NOT DISTINCT FROM b.ref_area AND a.court IS NOT DISTINCT FROM b.court
        AND a.time_start IS NOT DISTINCT FROM b.time_start AND a.time_end IS NOT DISTINCT FROM b.time_end
    WHERE (a.is_new OR b.is_new) AND a.measure = 'level' AND a.scope = 'aggregate'"""
    return Query(sql, {"distance": check.misprint_distance, "least_digits": check.least_digits}, "'meet'")
