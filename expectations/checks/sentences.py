"""Checks of neighbouring figures of one sentence by the words between them: orders, changes, multiples."""

from expectations.checks.query import SLIM, Query, matches, name_facts, place_facts
from expectations.rules.sentences import ToldChangeCheck, ToldMultipleCheck, ToldOrderCheck

NEXT = """{1}.report_id = {0}.report_id AND {1}.sentence = {0}.sentence AND {1}.nth = {0}.nth + 1
        AND {1}.begins > {0}.begins"""
LIKE = "{0}.unit_measure = {1}.unit_measure AND {0}.measure = 'level' AND {1}.measure = 'level'"

# A run is a list whose members no comma or semicolon parts; the words before its first member hold for all.
ORDER_SQL = """
WITH declared AS (
    SELECT unnest($before) AS before, unnest($between) AS between_, unnest($behind) AS behind,
        unnest($larger) AS larger, unnest($alike) AS alike
), started AS (
    SELECT {slim}, sentence, nth, begins, words_before, words_behind,
        coalesce(unit_measure <> lag(unit_measure) OVER sentences, true)
        OR regexp_matches(words_before, '[，,；;。]') OR begins < lag(begins) OVER sentences AS starts
    FROM new_clauses WHERE measure = 'level' WINDOW sentences AS (PARTITION BY report_id, sentence ORDER BY nth)
), numbered AS (
    SELECT *, count(*) FILTER (starts) OVER (PARTITION BY report_id, sentence ORDER BY nth) AS run FROM started
), runs AS (
    SELECT *, first_value(words_before) OVER whole AS introduced, last_value(words_behind) OVER whole AS concluded
    FROM numbered WINDOW whole AS (PARTITION BY report_id, sentence, run ORDER BY nth
        ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
), paired AS (
    SELECT CASE d.larger WHEN 'first' THEN b ELSE a END AS s, CASE d.larger WHEN 'first' THEN a ELSE b END AS l
    FROM runs a JOIN runs b ON {next} AND {like}
    JOIN declared d ON {between} AND {before} AND {behind} AND (NOT d.alike OR a.run = b.run)
        AND (d.behind = '' OR coalesce(a.time_end <= b.time_end, true))
    WHERE a.is_new OR b.is_new
    QUALIFY row_number() OVER (PARTITION BY a.observation_id, b.observation_id ORDER BY d.larger) = 1
)
SELECT s.observation_id AS subject, [l.observation_id] AS rivals, not_above(s.low, s.high, l.low, l.high) AS outcome,
    struct_pack(smaller := s.obs_text, {smaller}, larger := l.obs_text, {larger}, {place}) AS facts
FROM paired
"""

# 由a增至b, 增长g; or a, 较…的b增长g. A change of a rate in percent may be of its points or of the rate: not asked.
CHANGE_SQL = """
WITH triples AS (
    SELECT a, b, g, regexp_matches(a.words_before, $since) AND regexp_matches(b.words_before, $until) AS rising
    FROM new_clauses a JOIN new_clauses b ON {next} AND {like} JOIN new_clauses g ON {after}
    WHERE (rising OR regexp_matches(b.words_before, $against)) AND g.measure = 'change'
        AND regexp_matches(g.words_before, $changes) AND (a.is_new OR b.is_new OR g.is_new)
        AND CASE g.unit_measure WHEN 'percent' THEN a.unit_measure <> 'percent' WHEN 'multiple' THEN true
            WHEN 'percentage_point' THEN a.unit_measure = 'percent' ELSE g.unit_measure = a.unit_measure END
), told AS (
    SELECT g, CASE WHEN rising THEN b ELSE a END AS x, CASE WHEN rising THEN a ELSE b END AS b,
        CASE g.unit_measure WHEN 'percent' THEN 100 WHEN 'multiple' THEN 1 END AS factor FROM triples
)
SELECT g.observation_id AS subject, [x.observation_id, b.observation_id] AS rivals, factor,
    CASE WHEN factor IS NULL THEN is_difference(g.low, g.high, x.low, x.high, b.low, b.high)
         ELSE is_growth(g.low, g.high, x.low, x.high, b.low, b.high, factor) END AS outcome,
    struct_pack(growth := g.obs_text, level := x.obs_text, base := b.obs_text, {name}, {place}) AS facts
FROM told
"""

MULTIPLE_SQL = """
WITH triples AS (
    SELECT a, b, k, regexp_matches(k.words_before, $latter) AS is_latter
    FROM new_clauses a JOIN new_clauses b ON {next} AND {like} JOIN new_clauses k ON {after}
    WHERE k.unit_measure = 'multiple' AND k.measure = 'level' AND a.unit_measure <> 'multiple'
        AND (is_latter OR regexp_matches(k.words_before, $former)
             OR regexp_matches(b.words_before, $opens) AND regexp_matches(k.words_before, $closes))
        AND (a.is_new OR b.is_new OR k.is_new)
), told AS (
    SELECT k, CASE WHEN is_latter THEN b ELSE a END AS x, CASE WHEN is_latter THEN a ELSE b END AS b FROM triples
)
SELECT k.observation_id AS subject, [x.observation_id, b.observation_id] AS rivals,
    is_ratio(k.low, k.high, x.low, x.high, b.low, b.high, 1) AS outcome,
    struct_pack(figure := k.obs_text, level := x.obs_text, base := b.obs_text, {name}, {place}) AS facts
FROM told
"""


def told_order_query(check: ToldOrderCheck) -> Query:
    """Cases: each pair of neighbouring figures whose words say which is the larger."""
    sql = ORDER_SQL.format(
        slim=SLIM,
        next=NEXT.format("a", "b"),
        like=LIKE.format("a", "b"),
        smaller=name_facts("s", "smaller_name"),
        larger=name_facts("l", "larger_name"),
        place=place_facts("s"),
        before=matches("a.introduced", "d.before", (entry.before for entry in check.orders)),
        between=matches("b.words_before", "d.between_", (entry.between for entry in check.orders)),
        behind=matches("b.concluded", "d.behind", (entry.behind for entry in check.orders)),
    )
    columns = ("before", "between", "behind", "larger", "alike")
    return Query(sql, {name: [getattr(entry, name) for entry in check.orders] for name in columns}, "'at_most'", "[1]")


def told_change_query(check: ToldChangeCheck) -> Query:
    """Cases: each change that a sentence tells right behind the two levels it lies between."""
    sql = CHANGE_SQL.format(
        next=NEXT.format("a", "b"),
        after=NEXT.format("b", "g"),
        like=LIKE.format("a", "b"),
        name=name_facts("x", "name"),
        place=place_facts("x"),
    )
    formula = "CASE WHEN factor IS NULL THEN 'difference' ELSE 'growth' END"
    return Query(sql, check.model_dump(exclude={"kind"}), formula, "[factor]")


def told_multiple_query(check: ToldMultipleCheck) -> Query:
    """Cases: each multiple that a sentence tells behind the figure and what it is a multiple of."""
    sql = MULTIPLE_SQL.format(
        next=NEXT.format("a", "b"),
        after=NEXT.format("b", "k"),
        like=LIKE.format("a", "b"),
        name=name_facts("x", "name"),
        place=place_facts("x"),
    )
    return Query(sql, check.model_dump(exclude={"kind"}), "'ratio'", "[1]")
