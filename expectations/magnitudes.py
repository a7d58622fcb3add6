"""What a figure's size is likely to be: by its catalogue, its unit, its own history, its peers and its kin."""

from collections.abc import Sequence

import duckdb

from expectations.localisation import Range
from extraction.catalogue.measures import usual_most

# Of each key a median is taken before anything is joined, so that the work is in step with the number of figures.
RANGES_SQL = """
WITH known AS (
    SELECT f.*, a.level AS area_level, time_end::VARCHAR || coalesce(time_start::VARCHAR, '') AS period
    FROM (
        SELECT observation_id, report_id, indicator, kind, breakdown, unit_measure, ref_area, time_start, time_end,
            body, value, scope, measure
        FROM figures UNION ALL BY NAME FROM evidence
    ) f LEFT JOIN areas a USING (ref_area)
    WHERE f.indicator IS NOT NULL AND f.measure = 'level' AND f.value > 0
), asked AS (
    SELECT * FROM known WHERE observation_id IN (SELECT unnest($members::VARCHAR[]))
), years AS (
    SELECT indicator, breakdown, unit_measure, ref_area, body, time_start, time_end, median(value)::DOUBLE AS middle
    FROM known WHERE scope = 'aggregate' AND NOT observation_id IN (SELECT unnest($doubted::VARCHAR[])) GROUP BY ALL
), history AS (
    SELECT a.observation_id, y.middle / $growth AS low, y.middle * $growth AS high FROM asked a JOIN years y
        ON y.indicator = a.indicator AND y.breakdown = a.breakdown AND y.unit_measure = a.unit_measure
        AND y.ref_area = a.ref_area AND y.body = a.body
        AND (y.time_end = year_before(a.time_end) AND y.time_start IS NOT DISTINCT FROM year_before(a.time_start)
             OR year_before(y.time_end) = a.time_end AND year_before(y.time_start) IS NOT DISTINCT FROM a.time_start)
), areas_of_key AS (
    SELECT indicator, breakdown, unit_measure, area_level, period, ref_area, median(value)::DOUBLE AS middle
    FROM known WHERE scope = 'aggregate' AND body = '' GROUP BY ALL
), peers AS (
    SELECT a.observation_id, p.low / $spread AS low, p.high * $spread AS high FROM asked a JOIN (
        SELECT indicator, breakdown, unit_measure, area_level, period,
            quantile_cont(middle, 0.2) AS low, quantile_cont(middle, 0.8) AS high
        FROM areas_of_key GROUP BY ALL HAVING count(*) >= $least_peers
    ) p USING (indicator, breakdown, unit_measure, area_level, period)
), kin AS (
    SELECT a.observation_id, k.middle / $spread AS low, k.middle * $spread AS high FROM asked a JOIN (
        SELECT report_id, indicator, unit_measure, median(value)::DOUBLE AS middle FROM known
        WHERE kind IN ('share', 'ratio', 'duration', 'average') GROUP BY ALL HAVING count(*) >= $least_kin
    ) k USING (report_id, indicator, unit_measure)
), typical AS (
    SELECT a.observation_id, c.typical[1]::DOUBLE AS low, c.typical[2]::DOUBLE AS high
    FROM asked a JOIN catalogue c USING (indicator) WHERE c.typical IS NOT NULL
)
SELECT observation_id, low, high
FROM (FROM history UNION ALL FROM peers UNION ALL FROM kin UNION ALL FROM typical) ORDER BY ALL
"""
MOST_SQL = """
SELECT f.observation_id, d.most FROM figures f LEFT JOIN areas a USING (ref_area) JOIN (
    SELECT unnest($units) AS unit_measure, unnest($levels) AS level, unnest($most)::DOUBLE AS most
) d ON d.unit_measure = f.unit_measure AND d.level = coalesce(a.level, $unknown_area)
WHERE f.measure = 'level' AND f.observation_id IN (SELECT unnest($members::VARCHAR[]))
"""
EVIDENCE = {"growth": 3, "spread": 4, "least_peers": 5, "least_kin": 3}
UNKNOWN_AREA = "nation"  # the widest bounds


def plausible_ranges(
    connection: duckdb.DuckDBPyConnection, members: Sequence[str], doubted: Sequence[str]
) -> dict[str, tuple[Range, ...]]:
    """Return the ranges that each figure's value is expected in, as far as anything is known of it.

    Args:
        connection: The candidate, with its figures gathered.
        members: The figures.
        doubted: The figures that take part in a failed case, which are no history to measure others by.
    """
    found: dict[str, tuple[Range, ...]] = {}
    given = {"members": members, "doubted": doubted, **EVIDENCE}
    for observation_id, low, high in connection.execute(RANGES_SQL, given).fetchall():
        found[observation_id] = (*found.get(observation_id, ()), (low, high))
    return found


def most_of_units(connection: duckdb.DuckDBPyConnection, members: Sequence[str]) -> dict[str, float]:
    """Return the most that a figure in the unit of each has told of an area of its level, as far as it is declared."""
    sizes = [(unit, level, most) for unit, levels in usual_most().items() for level, most in levels.items()]
    declared = {name: [row[at] for row in sizes] for at, name in enumerate(("units", "levels", "most"))}
    given = {"members": members, "unknown_area": UNKNOWN_AREA, **declared}
    return dict(connection.execute(MOST_SQL, given).fetchall())
