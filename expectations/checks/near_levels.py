"""Old levels near what a run tells: found in ``known_levels``, where those of an area and a subject lie together."""

from collections.abc import Iterable

import duckdb

from expectations.rules import Rule
from expectations.rules.checks import AreaOfAreaCheck, PartOfWholeCheck
from expectations.rules.relations import PeersCheck
from warehouse.figure_places import add_places
from warehouse.known_levels import add_levels

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

CREATE OR REPLACE TEMP TABLE inside AS
WITH RECURSIVE lying AS (
    SELECT ref_area, parent AS wider FROM areas WHERE parent IS NOT NULL
    UNION
    SELECT l.ref_area, a.parent FROM lying l JOIN areas a ON a.ref_area = l.wider WHERE a.parent IS NOT NULL
)
FROM lying;

CREATE OR REPLACE TEMP TABLE nested AS
WITH areas_told AS (SELECT DISTINCT ref_area FROM told)
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
        ref_area, court, time_start, time_end, value_high
    FROM known_levels SEMI JOIN subjects_told USING (level_key)
    UNION ALL
    SELECT rowid, level_key, place, report_place, indicator, indicator_label, breakdown, unit_measure,
        ref_area, court, time_start, time_end, value_high
    FROM known_levels SEMI JOIN periods_told USING (period_key) WHERE level_key NOT IN (FROM subjects_told)
)
SELECT known, k.place, k.report_place, k.indicator,
    CASE WHEN k.indicator IS NULL THEN k.indicator_label END AS wording,
    CASE WHEN k.indicator IS NOT NULL THEN k.breakdown END AS slice, k.unit_measure, k.ref_area, a.level, k.court,
    k.time_start, k.time_end, CASE WHEN c.place IS NULL THEN k.value_high ELSE c.value_high END AS high
FROM found k LEFT JOIN corrected c ON c.place = k.place LEFT JOIN areas a ON a.ref_area = k.ref_area
WHERE k.time_end IS NOT NULL AND k.place NOT IN (FROM withheld)
"""


def tell_standing(connection: duckdb.DuckDBPyConnection, run_id: str) -> None:
    """Bring what is kept up to date, and lay out which old figures stand otherwise than they were printed.

    Args:
        connection: The candidate.
        run_id: The run whose figures are new.
    """
    add_places(connection)
    add_levels(connection)
    withheld, corrected, reprints = STANDING_SQL.strip().split(";\n\n")
    connection.execute(withheld, {"run_id": run_id})
    connection.execute(corrected)
    connection.execute(reprints)


def find_near_levels(connection: duckdb.DuckDBPyConnection, run_id: str, rules: Iterable[Rule]) -> None:
    """Fill ``told`` with what the run tells, and ``near`` with the old levels of its subjects, areas and periods.

    Args:
        connection: The candidate, with the catalogue of indicators in the table ``catalogue``, its standing told.
        run_id: The run whose figures are new.
        rules: The rules that will be checked.
    """
    checks = [rule.check for rule in rules]
    pairs = [pair for check in checks if isinstance(check, PartOfWholeCheck) for pair in check.pairs]
    across = [check.kinds for check in checks if isinstance(check, PeersCheck | AreaOfAreaCheck)]
    told, related, inside, nested = TOLD_SQL.strip().split(";\n\n")
    connection.execute(told, {"run_id": run_id})
    connection.execute(related, {"parts": [pair.part for pair in pairs], "wholes": [pair.whole for pair in pairs]})
    connection.execute(inside)
    connection.execute(nested)
    subjects, periods, near = NEAR_SQL.strip().split(";\n\n")
    connection.execute(subjects)
    connection.execute(periods, {"kinds": sorted({kind for kinds in across for kind in kinds})})
    connection.execute(near)
