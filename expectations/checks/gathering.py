"""Which old figures the checks of a night can need: found among the levels that lie sorted by area and subject.

A check across reports holds a new figure against figures of its own key (indicator, slice or wording, unit, area), of a
whole or part of it, of a larger or smaller area, or of the areas of its level. These are chosen here, each with the
reason why; a check looks at new figures and at those chosen for its reason, and finds what it would find among all.
Only `no_near_copy` may miss a copy whose old print has figures that are withheld or of single cases.
"""

from collections.abc import Iterable

import duckdb

from expectations.rules import Rule
from expectations.rules.checks import AreaOfAreaCheck, PartOfWholeCheck
from expectations.rules.periods import StockCarriedCheck
from expectations.rules.relations import PeersCheck, VanishedCheck
from warehouse.ddl import quoted
from warehouse.known_levels import add_levels

ELIGIBLE = "o.scope = 'aggregate' AND o.obs_status IN ('normal', 'corrected') AND o.run_id <> $run_id"

# Levels are known as printed: of those that stand otherwise some are none to hold others against, some are corrected.
STANDING_SQL = """
CREATE OR REPLACE TEMP TABLE withheld AS
SELECT place FROM marked_figures WHERE obs_status <> 'corrected'
UNION SELECT rowid FROM observations WHERE run_id = $run_id;

CREATE OR REPLACE TEMP TABLE corrected AS
SELECT place, obs_value, value_low, value_high FROM marked_figures WHERE obs_status = 'corrected';

CREATE OR REPLACE TEMP TABLE reprints AS
SELECT rowid AS report_place FROM reports WHERE duplicate_of IS NOT NULL
"""
# What new figures tell of; a figure without an indicator goes by its wording.
TOLD_SQL = """
CREATE OR REPLACE TEMP TABLE told AS
SELECT DISTINCT o.indicator, CASE WHEN o.indicator IS NULL THEN o.indicator_label END AS wording,
    CASE WHEN o.indicator IS NOT NULL THEN o.breakdown END AS slice, o.unit_measure, o.ref_area, a.level,
    o.time_start, o.time_end
FROM observations o LEFT JOIN areas a USING (ref_area)
WHERE o.run_id = $run_id AND o.measure = 'level' AND o.scope = 'aggregate'
    AND o.ref_area IS NOT NULL AND o.time_end IS NOT NULL AND coalesce(o.indicator, o.indicator_label) IS NOT NULL;

CREATE OR REPLACE TEMP TABLE related AS
WITH parts AS (
    SELECT indicator AS part, unnest(part_of) AS whole FROM catalogue
    UNION SELECT unnest($parts::VARCHAR[]), unnest($wholes::VARCHAR[])
)
SELECT DISTINCT indicator AS one, indicator AS other FROM told WHERE indicator IS NOT NULL
UNION SELECT part, whole FROM parts UNION SELECT whole, part FROM parts;

CREATE OR REPLACE TEMP TABLE nested AS
WITH RECURSIVE inside AS (
    SELECT ref_area, parent AS wider FROM areas WHERE parent IS NOT NULL
    UNION
    SELECT i.ref_area, a.parent FROM inside i JOIN areas a ON a.ref_area = i.wider WHERE a.parent IS NOT NULL
), areas_told AS (SELECT DISTINCT ref_area FROM told)
SELECT ref_area AS one, wider AS other FROM inside SEMI JOIN areas_told USING (ref_area)
UNION SELECT wider, ref_area FROM inside WHERE wider IN (FROM areas_told)
UNION SELECT ref_area, ref_area FROM areas_told
"""
# The first day that year_before() may lead back to a day, and the last: leap years end their Februaries later.
NEAR_SQL = """
CREATE OR REPLACE TEMP TABLE subjects_told AS
SELECT level_key(r.other, NULL, t.ref_area) AS level_key FROM told t JOIN related r ON r.one = t.indicator
UNION SELECT level_key(NULL, wording, ref_area) FROM told WHERE wording IS NOT NULL;

CREATE OR REPLACE TEMP TABLE periods_told AS
SELECT DISTINCT period_key(indicator, slice, unit_measure, unnest([time_end, year_before(time_end),
    (time_end + INTERVAL 1 YEAR)::DATE, last_day((time_end + INTERVAL 1 YEAR)::DATE)])) AS period_key
FROM told JOIN catalogue USING (indicator) WHERE list_contains($kinds::VARCHAR[], kind);

CREATE OR REPLACE TEMP TABLE near AS
WITH found AS (
    SELECT rowid AS known, level_key, place, report_place, indicator, indicator_label, breakdown, unit_measure,
        ref_area, court, time_start, time_end, value_low, value_high
    FROM known_levels SEMI JOIN subjects_told USING (level_key)
    UNION ALL
    SELECT rowid, level_key, place, report_place, indicator, indicator_label, breakdown, unit_measure,
        ref_area, court, time_start, time_end, value_low, value_high
    FROM known_levels SEMI JOIN periods_told USING (period_key) WHERE level_key NOT IN (FROM subjects_told)
)
SELECT known, k.place, k.report_place, k.indicator,
    CASE WHEN k.indicator IS NULL THEN k.indicator_label END AS wording,
    CASE WHEN k.indicator IS NOT NULL THEN k.breakdown END AS slice, k.unit_measure, k.ref_area, a.level, k.court,
    k.time_start, k.time_end, CASE WHEN c.place IS NULL THEN k.value_low ELSE c.value_low END AS low,
    CASE WHEN c.place IS NULL THEN k.value_high ELSE c.value_high END AS high
FROM found k LEFT JOIN corrected c ON c.place = k.place LEFT JOIN areas a ON a.ref_area = k.ref_area
WHERE k.time_end IS NOT NULL AND k.place NOT IN (FROM withheld)
"""
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
    SELECT k.place FROM known_levels k SEMI JOIN days d ON d.ref_area = k.ref_area AND d.ended = k.time_end
    WHERE k.unit_measure = 'case'
    UNION
    SELECT k.place FROM known_levels k SEMI JOIN days d ON d.ref_area = k.ref_area AND d.began = k.time_start
    WHERE k.unit_measure = 'case'
), anchors AS (
    SELECT n.place, r.report_id FROM near n JOIN reports r ON r.rowid = n.report_place
    SEMI JOIN told t ON {SAME_KEY} AND {A_YEAR_BEFORE.format("t", "n")}
    UNION
    SELECT d.place, o.report_id FROM dated d JOIN observations o ON o.rowid = d.place
    WHERE {ELIGIBLE} AND (regexp_matches(o.sentence, {{carried}}) OR regexp_matches(o.sentence, {{pending}}))
), places AS (
    SELECT o.rowid AS place FROM observations o SEMI JOIN anchors USING (report_id) WHERE {ELIGIBLE}
), mates AS (
    SELECT o.rowid AS place, o.observation_id, o.report_id, o.sentence, o.change_of
    FROM observations o SEMI JOIN places ON o.rowid = places.place
), sentences AS (SELECT DISTINCT report_id, sentence FROM mates SEMI JOIN anchors USING (place)
), around AS (FROM mates SEMI JOIN sentences USING (report_id, sentence))
SELECT place FROM around
UNION SELECT place FROM mates WHERE change_of IN (SELECT observation_id FROM around)
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
COPIED_SQL = """
CREATE OR REPLACE TEMP TABLE copied AS
SELECT report_id FROM fingerprints f
WHERE prints IN (SELECT prints FROM fingerprints SEMI JOIN (SELECT report_id FROM reports WHERE run_id = $run_id)
    USING (report_id)) AND prints IS NOT NULL
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
    SELECT place, known, 'year_after' FROM near n SEMI JOIN told t ON {SAME_KEY} AND {A_YEAR_BEFORE.format("t", "n")}
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
    SELECT place, NULL, 'sentence' FROM sentences_told
    UNION ALL
    SELECT o.rowid, NULL, 'copy' FROM observations o SEMI JOIN copied USING (report_id) WHERE {ELIGIBLE}
)
SELECT place, any_value(known) AS known, bool_or(reason = 'sentence') AS with_sentence,
    bool_or(reason IN ('history', 'year_after')) AS is_history, bool_or(reason = 'kin') AS is_kin,
    bool_or(reason = 'nested') AS is_nested, bool_or(reason = 'peer') AS is_peer,
    bool_or(reason = 'yearly') AS is_yearly, bool_or(reason = 'copy') AS is_copy
FROM chosen GROUP BY place
"""

NEVER = "^\\b$"


def tell_standing(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Bring ``known_levels`` up to date, and lay out which old figures stand otherwise than they were printed.

    Args:
        connection: The candidate.
        run_id: The run whose figures are new.
    """
    add_levels(connection)
    withheld, corrected, reprints = STANDING_SQL.strip().split(";\n\n")
    connection.execute(withheld, {"run_id": run_id})
    connection.execute(corrected)
    connection.execute(reprints)


def choose_old_figures(connection: duckdb.DuckDBPyConnection, run_id: str, rules: Iterable[Rule]) -> None:
    """Fill the temporary table ``wanted``: places of old figures that a check of the run may need, and why.

    Where it is known, the row of ``known_levels`` is told too, from which they are read.

    Args:
        connection: The candidate, with the catalogue of indicators in the table ``catalogue``, its standing told.
        run_id: The run whose figures are new.
        rules: The rules that will be checked.
    """
    checks = [rule.check for rule in rules]
    pairs = [pair for check in checks if isinstance(check, PartOfWholeCheck) for pair in check.pairs]
    stocks = [check for check in checks if isinstance(check, StockCarriedCheck)]
    years = max((check.years for check in checks if isinstance(check, VanishedCheck)), default=0)
    run = {"run_id": run_id}
    told, related, inside = TOLD_SQL.strip().split(";\n\n")
    connection.execute(told, run)
    connection.execute(related, {"parts": [pair.part for pair in pairs], "wholes": [pair.whole for pair in pairs]})
    connection.execute(inside)
    across = [check.kinds for check in checks if isinstance(check, PeersCheck | AreaOfAreaCheck)]
    subjects, periods, near = NEAR_SQL.strip().split(";\n\n")
    connection.execute(subjects)
    connection.execute(periods, {"kinds": sorted({kind for kinds in across for kind in kinds})})
    connection.execute(near)
    words = {name: _any_of(getattr(check, name) for check in stocks) for name in ("carried", "pending")}
    connection.execute(SENTENCES_SQL.format(**words), run)
    connection.execute(EDITIONS_SQL, {"years": years})
    connection.execute(COPIED_SQL, run)
    connection.execute(WANTED_SQL, run)


def _any_of(patterns: Iterable[str]) -> str:
    """The patterns as one, written as a literal: DuckDB compiles it once."""
    return quoted("|".join(f"({pattern})" for pattern in patterns) or NEVER)
