"""Which old figures the checks of a night can need: found among the levels that lie sorted by area and subject.

A check across reports holds a new figure against figures of its own key (indicator, slice or wording, unit, area), of a
whole or part of it, of a larger or smaller area, or of the areas of its level. These are chosen here, each with the
reason why; a check looks at new figures and at those chosen for its reason, and finds what it would find among all.
Only `no_near_copy` may miss a copy whose old print has figures that are withheld or of single cases.
"""

from collections.abc import Iterable

import duckdb

from expectations.checks.near_levels import find_near_levels
from expectations.rules import Rule
from expectations.rules.periods import StockCarriedCheck
from expectations.rules.relations import VanishedCheck
from warehouse.ddl import quoted
from warehouse.figure_places import places_of_reports

ELIGIBLE = "o.scope = 'aggregate' AND o.obs_status IN ('normal', 'corrected') AND o.run_id <> $run_id"
SAME_KEY = """n.unit_measure = t.unit_measure AND n.ref_area = t.ref_area
    AND n.indicator IS NOT DISTINCT FROM t.indicator
    AND n.wording IS NOT DISTINCT FROM t.wording AND n.slice IS NOT DISTINCT FROM t.slice"""
THEN = "{0}.time_end = {1}.time_end AND {0}.time_start IS NOT DISTINCT FROM {1}.time_start"
A_YEAR_BEFORE = """{0}.time_end = year_before({1}.time_end)
    AND {0}.time_start IS NOT DISTINCT FROM year_before({1}.time_start)"""
# What stands around an old figure is asked only where a new one tells of the year before, or of the stock that it began
# or ended with: the figures of its sentence, and the changes that are told of these.
SENTENCES_SQL = f"""
CREATE OR REPLACE TEMP TABLE sentences_told AS
WITH new_stocks AS (
    SELECT o.ref_area, o.time_start, o.time_end, regexp_matches(o.sentence, {{carried}}) AS is_carried,
        regexp_matches(o.sentence, {{pending}}) AS is_pending
    FROM observations o WHERE o.run_id = $run_id AND o.measure = 'level' AND o.scope = 'aggregate'
        AND o.unit_measure = 'case' AND o.ref_area IS NOT NULL
), days AS (
    SELECT ref_area, time_start - 1 AS ended, NULL::DATE AS began FROM new_stocks
    WHERE is_carried AND time_start IS NOT NULL
    UNION SELECT ref_area, unnest([time_end, NULL]), unnest([NULL, time_end + 1]) FROM new_stocks
    WHERE is_pending AND time_end IS NOT NULL
), dated AS (
    SELECT k.place, k.rowid AS known
    FROM known_levels k SEMI JOIN days d ON d.ref_area = k.ref_area AND d.ended = k.time_end
    WHERE k.unit_measure = 'case'
    UNION
    SELECT k.place, k.rowid AS known
    FROM known_levels k SEMI JOIN days d ON d.ref_area = k.ref_area AND d.began = k.time_start
    WHERE k.unit_measure = 'case'
), anchors AS (
    SELECT n.place, n.known, r.report_id FROM near n JOIN reports r ON r.rowid = n.report_place
    SEMI JOIN told t ON {SAME_KEY} AND {A_YEAR_BEFORE.format("t", "n")}
    UNION
    SELECT d.place, d.known, o.report_id FROM dated d JOIN observations o ON o.rowid = d.place
    WHERE {ELIGIBLE} AND (regexp_matches(o.sentence, {{carried}}) OR regexp_matches(o.sentence, {{pending}}))
), places AS (
    {places_of_reports("anchors")}
), mates AS (
    SELECT o.rowid AS place, o.observation_id, o.report_id, o.sentence, o.change_of
    FROM observations o SEMI JOIN places ON o.rowid = places.place WHERE {ELIGIBLE}
), sentences AS (SELECT DISTINCT report_id, sentence FROM mates SEMI JOIN anchors USING (place)
), around AS (
    FROM mates WHERE place IN (SELECT place FROM anchors) OR (report_id, sentence) IN (FROM sentences))
SELECT place, known FROM around LEFT JOIN anchors USING (place)
UNION SELECT place, NULL FROM mates WHERE change_of IN (SELECT observation_id FROM around)
"""
EDITIONS_SQL = """
CREATE OR REPLACE TEMP TABLE editions_told AS
WITH years AS (
    SELECT DISTINCT ref_area, unnest(range(year(time_end) - $years, year(time_end) + 1)) AS told_of FROM told
    WHERE indicator IS NOT NULL AND slice = '' AND time_start = make_date(year(time_end), 1, 1)
        AND time_end = make_date(year(time_end), 12, 31)
), ends AS (SELECT ref_area, make_date(told_of, 1, 1) AS time_start, make_date(told_of, 12, 31) AS time_end FROM years)
SELECT min(k.place) AS place, arg_min(k.rowid, k.place) AS known
FROM known_levels k SEMI JOIN ends USING (ref_area, time_start, time_end)
WHERE k.indicator IS NOT NULL AND k.breakdown = '' AND k.place NOT IN (FROM withheld)
    AND k.report_place NOT IN (FROM reprints)
GROUP BY k.indicator, k.ref_area, k.time_end
"""
COPIED_SQL = f"""
CREATE OR REPLACE TEMP TABLE copied AS
WITH alike AS (
    SELECT report_id FROM fingerprints f
    WHERE prints IN (SELECT prints FROM fingerprints SEMI JOIN (SELECT report_id FROM reports WHERE run_id = $run_id)
        USING (report_id)) AND prints IS NOT NULL
)
{places_of_reports("alike")}
"""


def _pair(alias: str) -> str:
    return f"struct_pack(place := {alias}.place, known := {alias}.known)"


# Of the history of a key only the largest figure of each period counts, of its peers that of each area.
WANTED_SQL = f"""
CREATE OR REPLACE TEMP TABLE wanted AS
WITH largest AS (
    SELECT n.* FROM near n ANTI JOIN reprints USING (report_place)
    WHERE n.indicator IS NOT NULL AND n.time_start IS NOT NULL
    QUALIFY rank() OVER (PARTITION BY n.indicator, n.slice, n.unit_measure, n.ref_area, n.court, n.time_start,
        n.time_end ORDER BY n.high DESC NULLS FIRST) = 1
), paired AS (
    SELECT {_pair("a")} AS one, {_pair("b")} AS other, a.indicator, a.slice, a.unit_measure, a.level, a.time_start,
        a.time_end
    FROM largest a JOIN largest b ON b.indicator = a.indicator AND b.slice = a.slice
        AND b.unit_measure = a.unit_measure AND b.ref_area = a.ref_area AND {A_YEAR_BEFORE.format("b", "a")}
), compared AS (
    SELECT indicator, slice, unit_measure, level, time_start, time_end FROM told
    UNION SELECT p.indicator, p.slice, p.unit_measure, p.level, p.time_start, p.time_end FROM paired p JOIN told t
        ON p.indicator = t.indicator AND p.slice = t.slice AND p.unit_measure = t.unit_measure AND p.level = t.level
        AND {A_YEAR_BEFORE.format("t", "p")}
), chosen AS (
    SELECT place, known, 'history' AS reason FROM largest n SEMI JOIN told t ON {SAME_KEY}
    UNION ALL
    SELECT place, known, 'history' FROM near n SEMI JOIN told t
        ON {SAME_KEY} AND ({THEN.format("n", "t")} OR {A_YEAR_BEFORE.format("n", "t")})
    UNION ALL
    SELECT place, known, 'kin' FROM near n
    SEMI JOIN (SELECT r.other, t.ref_area, t.unit_measure, t.time_start, t.time_end
            FROM told t JOIN related r ON r.one = t.indicator) t
        ON n.indicator = t.other AND n.ref_area = t.ref_area AND n.unit_measure = t.unit_measure
        AND {THEN.format("n", "t")}
    UNION ALL
    SELECT place, known, 'nested' FROM near n
    SEMI JOIN (SELECT t.indicator, t.slice, t.unit_measure, i.other, t.time_start, t.time_end
            FROM told t JOIN nested i ON i.one = t.ref_area) t
        ON n.indicator = t.indicator AND n.slice = t.slice AND n.ref_area = t.other
        AND n.unit_measure = t.unit_measure AND {THEN.format("n", "t")}
    UNION ALL
    SELECT unnest([one, other], recursive := true), 'peer' FROM paired p
    SEMI JOIN compared t ON p.indicator = t.indicator AND p.slice = t.slice AND p.unit_measure = t.unit_measure
        AND p.level = t.level AND {THEN.format("p", "t")}
    UNION ALL
    SELECT place, known, 'yearly' FROM editions_told
    UNION ALL
    SELECT place, known, 'sentence' FROM sentences_told
    UNION ALL
    SELECT o.rowid, NULL, 'copy' FROM observations o
    SEMI JOIN copied ON o.rowid = copied.place WHERE {ELIGIBLE}
)
SELECT place, any_value(known) AS known, bool_or(reason = 'sentence') AS with_sentence,
    bool_or(reason = 'history') AS is_history, bool_or(reason = 'kin') AS is_kin,
    bool_or(reason = 'nested') AS is_nested, bool_or(reason = 'peer') AS is_peer,
    bool_or(reason = 'yearly') AS is_yearly, bool_or(reason = 'copy') AS is_copy
FROM chosen GROUP BY place
"""

NEVER = "^\\b$"


def choose_old_figures(connection: duckdb.DuckDBPyConnection, run_id: str, rules: Iterable[Rule]) -> None:
    """Fill the temporary table ``wanted``: places of old figures that a check of the run may need, and why.

    Where it is known, the row of ``known_levels`` is told too, from which they are read.

    Args:
        connection: The candidate, with the catalogue of indicators in the table ``catalogue``, its standing told.
        run_id: The run whose figures are new.
        rules: The rules that will be checked.
    """
    rules = list(rules)
    stocks = [rule.check for rule in rules if isinstance(rule.check, StockCarriedCheck)]
    years = max((rule.check.years for rule in rules if isinstance(rule.check, VanishedCheck)), default=0)
    run = {"run_id": run_id}
    find_near_levels(connection, run_id, rules)
    words = {name: _any_of(getattr(check, name) for check in stocks) for name in ("carried", "pending")}
    connection.execute(SENTENCES_SQL.format(**words), run)
    connection.execute(EDITIONS_SQL, {"years": years})
    connection.execute(COPIED_SQL, run)
    connection.execute(WANTED_SQL, run)


def _any_of(patterns: Iterable[str]) -> str:
    """The patterns as one, written as a literal: DuckDB compiles it once."""
    return quoted("|".join(f"({pattern})" for pattern in patterns) or NEVER)
