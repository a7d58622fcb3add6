"""Checks of two figures that one text holds against each other by its words."""

from expectations.checks.query import SLIM, Query, matches, name_facts, place_facts
from expectations.rules.relations import ChargeCheck, DebtCheck, HeadlineCheck, OrderCheck, ThresholdCheck

BELOW = """
SELECT s.observation_id AS subject, [l.observation_id] AS rivals,
    not_above(s.low, s.high, l.low * $factor, l.high * $factor) AS outcome,
    struct_pack(smaller := s.obs_text, {smaller}, larger := l.obs_text, {larger}, {place}) AS facts
FROM paired WHERE s.is_new OR l.is_new
"""


def _below(with_paired: str, parameters: dict[str, object], factor: float = 1) -> Query:
    sql = f"WITH {with_paired} " + BELOW.format(
        smaller=name_facts("s", "smaller_name"), larger=name_facts("l", "larger_name"), place=place_facts("s")
    )
    return Query(sql, {**parameters, "factor": factor}, "'at_most'", f"[{factor}]")


def threshold_query(check: ThresholdCheck) -> Query:
    """Cases: each threshold that a sentence says is passed, against the figure told right behind it."""
    pairs = """
        SELECT t, x FROM new_clauses t JOIN new_clauses x ON x.report_id = t.report_id AND x.sentence = t.sentence
            AND x.nth = t.nth + 1 AND x.unit_measure = t.unit_measure AND x.concept = t.concept
            AND x.qualifier = 'exact' AND regexp_matches(x.words_before, $between)
        WHERE t.measure = 'level' AND x.measure = 'level' AND t.qualifier IN ('over', 'at_least', 'under', 'at_most')"""
    paired = f"""pairs AS ({pairs}), paired AS (
        SELECT CASE WHEN t.qualifier IN ('over', 'at_least') THEN t ELSE x END AS s,
            CASE WHEN t.qualifier IN ('over', 'at_least') THEN x ELSE t END AS l FROM pairs)"""
    return _below(paired, {"between": check.between})


def order_query(check: OrderCheck) -> Query:
    """Cases: each pair of figures of which a sentence says that one passes the other."""
    paired = f"""declared AS (
        SELECT unnest($larger) AS larger, unnest($smaller) AS smaller, unnest($words) AS words
    ), first_mentions AS (
        SELECT * FROM new_levels
        QUALIFY row_number() OVER (PARTITION BY report_id, indicator, body, unit_measure, ref_area, time_start, time_end
            ORDER BY place) <= $most_mentions
    ), paired AS (
        SELECT s, l FROM declared d JOIN new_levels l ON l.indicator = d.larger
        JOIN first_mentions s ON s.report_id = l.report_id AND s.indicator = d.smaller AND s.body = l.body
            AND s.unit_measure = l.unit_measure AND s.ref_area IS NOT DISTINCT FROM l.ref_area
            AND s.time_start IS NOT DISTINCT FROM l.time_start AND s.time_end IS NOT DISTINCT FROM l.time_end
        WHERE {matches("l.sentence", "d.words", (entry.words for entry in check.orders))}
    )"""
    names = ("larger", "smaller", "words")
    declared = {name: [getattr(entry, name) for entry in check.orders] for name in names}
    return _below(paired, {**declared, "most_mentions": check.most_mentions})


def charge_query(check: ChargeCheck) -> Query:
    """Cases: each fee, against the sum told before it in the same sentence."""
    paired = """sums AS (
        SELECT * FROM new_figures WHERE unit_measure = 'CNY' AND measure = 'level'
    ), fees AS (
        SELECT * FROM sums WHERE regexp_matches(label, $charges) AND NOT regexp_matches(label, $waived)
    ), charged AS (
        SELECT * FROM sums WHERE regexp_matches(label, $charged_on) AND NOT regexp_matches(label, $charges)
    ), paired AS (
        SELECT s, l FROM fees s ASOF JOIN charged l
            ON l.report_id = s.report_id AND l.sentence = s.sentence AND s.char_start > l.char_start
    )"""
    words: dict[str, object] = {"charges": check.charges, "waived": check.waived, "charged_on": check.charged_on}
    return _below(paired, words, check.at_most)


def debt_query(check: DebtCheck) -> Query:
    """Cases: each debt that a story says was settled in full, against the debt it told of before."""
    sql = f"""WITH told AS (
        SELECT *, coalesce(ref_area, '') AS place FROM new_figures
        WHERE unit_measure = 'CNY' AND scope = 'case' AND measure = 'level'
    ), owed AS (
        SELECT * FROM told WHERE regexp_matches(label, $owed)
    ), settled AS (
        SELECT * FROM told WHERE regexp_matches(label, $settled) AND regexp_matches(sentence, $in_full)
    ), paired AS (
        SELECT s, d FROM settled s ASOF JOIN owed d
            ON d.report_id = s.report_id AND d.place = s.place AND s.char_start > d.char_start
        WHERE s.char_start - d.char_start <= $distance
    )
    SELECT d.observation_id AS subject, [s.observation_id] AS rivals,
        compared(d.low, coalesce(d.high, d.low + d.low / 2), s.low, coalesce(s.high, s.low + s.low / 2)) AS outcome,
        struct_pack(owed := d.obs_text, settled := s.obs_text, {name_facts("d", "name")}, {place_facts("d")}) AS facts
    FROM paired WHERE s.is_new OR d.is_new"""
    return Query(sql, check.model_dump(exclude={"kind"}), "'meet'")


def headline_query(check: HeadlineCheck) -> Query:
    """Cases: each figure of a headline, against the figures of the body that speak of the same."""
    sql = f"""WITH levels AS (
        SELECT {SLIM}, place FROM new_levels WHERE report_id IN (SELECT report_id FROM new_levels WHERE in_headline)
    ), body AS (
        SELECT * FROM levels WHERE NOT in_headline
        QUALIFY row_number() OVER (PARTITION BY report_id, unit_measure, concept, indicator, label ORDER BY place)
            <= $most
    ), paired AS (
        SELECT h, b FROM levels h JOIN body b ON b.report_id = h.report_id
            AND b.unit_measure = h.unit_measure
            AND (b.concept = h.concept
                 OR (h.indicator IS NOT DISTINCT FROM b.indicator
                     AND (contains(b.label, h.label) OR contains(h.label, b.label)) AND least(length(h.label),
                     length(b.label)) >= $least_label))
        WHERE h.in_headline
        QUALIFY row_number() OVER (PARTITION BY h.observation_id ORDER BY b.concept <> h.concept, b.place) <= $most
    ), gathered AS (
        SELECT any_value(h) AS h, any_of(list(compared(h.low, h.high, b.low, b.high))) AS outcome,
            list(b.observation_id ORDER BY b.place)
                FILTER (compared(h.low, h.high, b.low, b.high) = 'passed') AS fitting,
            list(b.observation_id ORDER BY b.place) AS tried,
            string_agg(b.obs_text, '、' ORDER BY b.place) AS told
        FROM paired WHERE h.is_new OR b.is_new GROUP BY h.observation_id
    )
    SELECT h.observation_id AS subject, coalesce(fitting[1:1], tried) AS rivals, outcome,
        struct_pack(headline := h.obs_text, body := told, {name_facts("h", "name")}, {place_facts("h")}) AS facts
    FROM gathered"""
    return Query(sql, {"least_label": check.least_label, "most": check.most}, "'meet'")
