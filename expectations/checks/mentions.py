"""Checks of what one report says twice."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.checks import MentionsAgreeCheck

DIGITS = "rtrim(replace(abs({0}.value)::VARCHAR, '.', ''), '0')"


def mentions_query(check: MentionsAgreeCheck) -> Query:
    """Cases: each mention of a key in a report, against each of the last few mentions before it.

    A pair fails when the intervals are apart, the digits alike and the labels one within the other: a misprint of one
    figure. Else, when apart, they may be two things whose key is the same to us, so the pair is undecided. A headline
    is held against its body by a check of its own.
    """
    first, second = (f"ltrim({DIGITS.format(alias)}, '0')" for alias in ("a", "b"))
    sql = f"""WITH later AS (
        SELECT *, unnest(range(greatest(mention - $most_before, 1), mention)) AS earlier FROM new_levels
    )
    SELECT b.observation_id AS subject, [a.observation_id] AS rivals,
        CASE WHEN NOT (coalesce(a.low > b.high, false) OR coalesce(b.low > a.high, false)) THEN 'passed'
             WHEN (contains(a.label, b.label) OR contains(b.label, a.label))
                  AND least(length({first}), length({second})) >= $least_digits
                  AND levenshtein({first}, {second}) <= $distance THEN 'failed'
             ELSE 'undecided' END AS outcome,
        struct_pack(first := a.obs_text, second := b.obs_text, {name_facts("b", "name")}, {place_facts("b")}) AS facts
    FROM new_levels a JOIN later b ON a.report_id = b.report_id AND a.mention = b.earlier
        AND a.indicator = b.indicator AND a.breakdown = b.breakdown AND a.unit_measure = b.unit_measure
        AND a.in_headline = b.in_headline
        AND a.ref_area IS NOT DISTINCT FROM b.ref_area AND a.court IS NOT DISTINCT FROM b.court
        AND a.time_start IS NOT DISTINCT FROM b.time_start AND a.time_end IS NOT DISTINCT FROM b.time_end
    WHERE a.is_new OR b.is_new"""
    parameters: dict[str, object] = {
        "distance": check.misprint_distance,
        "least_digits": check.least_digits,
        "most_before": check.most_before,
    }
    return Query(sql, parameters, "'meet'")
