"""Line charts of the main series, as points in an SVG; suspect figures are marked, wherever they would lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby, product
from typing import Any

import duckdb

from expectations.review import wording
from expectations.review.marked import REPORTED_MARKS
from expectations.review.queue import Row, rows_of

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 16, 324, 40, 118
CHARTS = 6
_KEY = ("indicator", "breakdown", "ref_area", "unit_measure", "season")
_LINE = ", ".join(_KEY)
# A season is the part of the year a figure covers, so that nine months are not joined to twelve.
_POINT = """indicator, breakdown, ref_area, unit_measure, time_start, time_end, obs_status, obs_value,
    strftime(coalesce(time_start, time_end), '%m%d') || strftime(coalesce(time_end, time_start), '%m%d')
        || (year(time_end) - year(time_start)) AS season"""
_OF_CLASS = """WHERE (breakdown = '') = $whole AND (ref_area = '100000') = $nation
    AND time_start IS NOT NULL AND time_end IS NOT NULL"""
# What stands first is looked for first, and what stands behind it only while there is room: lines with suspect figures
# or without, of wholes or of slices, of the nation or of other areas.
_CLASSES = tuple(product((True, False), repeat=3))
_SUSPECTS = f"""
CREATE OR REPLACE TEMP TABLE suspect_points AS
SELECT {_POINT}, obs_text, observation_id
FROM {REPORTED_MARKS} {_OF_CLASS} AND obs_status = 'suspect'
"""
_WITH_SUSPECTS = f"""
CREATE OR REPLACE TEMP TABLE points AS
WITH published AS (
    SELECT {_POINT} FROM series
    SEMI JOIN suspect_points USING (indicator, breakdown, ref_area, unit_measure) {_OF_CLASS}
)
FROM suspect_points UNION ALL BY NAME FROM published SEMI JOIN suspect_points USING ({_LINE})
"""
_WITHOUT_SUSPECTS = f"""
CREATE OR REPLACE TEMP TABLE points AS
WITH published AS (SELECT {_POINT} FROM series {_OF_CLASS})
SELECT *, NULL::VARCHAR AS obs_text, NULL::VARCHAR AS observation_id
FROM published ANTI JOIN suspect_points USING ({_LINE})
"""
_CHOSEN = f"""
CREATE OR REPLACE TEMP TABLE chosen AS
SELECT {_LINE}, count(DISTINCT time_end) AS periods FROM points GROUP BY ALL HAVING periods > 1
ORDER BY periods DESC, {_LINE} LIMIT $room
"""
_DRAWN = f"""
SELECT p.* EXCLUDE (observation_id), min(f.finding_id) AS finding_id, any_value(c.periods) AS periods,
    any_value(i.name_zh) AS name_zh, any_value(i.name_en) AS name_en, any_value(a.name) AS area_name,
    '' AS indicator_label
FROM chosen c JOIN points p USING ({_LINE})
LEFT JOIN findings f ON f.observation_id = p.observation_id AND f.status = 'open'
LEFT JOIN indicators i USING (indicator) LEFT JOIN areas a USING (ref_area)
GROUP BY ALL ORDER BY periods DESC, {_LINE}, time_end, obs_status, obs_value
"""


@dataclass(frozen=True, slots=True)
class Point:
    """A figure in a chart."""

    x: int
    y: int
    value: str
    period: str
    status: str
    off_scale: bool
    finding_id: str


@dataclass(frozen=True, slots=True)
class Chart:
    """One series: what it is, its points in order of time, and the line through those that are not suspect."""

    first: Row
    points: tuple[Point, ...]

    @property
    def line(self) -> str:
        """The points of the line, as SVG wants them."""
        return " ".join(f"{point.x},{point.y}" for point in self.points if point.status != "suspect")

    @property
    def in_words(self) -> str:
        """The points as a reader hears them who does not see the drawing."""
        return "; ".join(
            f"{point.period} {point.value}{' (存疑 suspect)' if point.status == 'suspect' else ''}"
            for point in self.points
        )


def main_charts(connection: duckdb.DuckDBPyConnection, limit: int = CHARTS) -> list[Chart]:
    """Return charts of the series with suspects first, then of those with the most periods."""
    charts: list[Chart] = []
    for suspect, whole, nation in _CLASSES:
        if len(charts) < limit:
            charts += _charts_of(connection, suspect, {"whole": whole, "nation": nation}, limit - len(charts))
    return charts


def _charts_of(
    connection: duckdb.DuckDBPyConnection, suspect: bool, of_class: dict[str, bool], room: int
) -> list[Chart]:
    connection.execute(_SUSPECTS, of_class)
    connection.execute(_WITH_SUSPECTS if suspect else _WITHOUT_SUSPECTS, of_class)
    connection.execute(_CHOSEN, {"room": room})
    rows = rows_of(connection.execute(_DRAWN))
    return [_chart(list(points)) for _, points in groupby(rows, key=lambda row: [row[name] for name in _KEY])]


def _chart(rows: Sequence[Row]) -> Chart:
    ends = sorted({row["time_end"] for row in rows})
    step = (RIGHT - LEFT) / max(1, len(ends) - 1)
    known = [row["obs_value"] for row in rows if row["obs_status"] != "suspect"] or [row["obs_value"] for row in rows]
    low, high = min(known), max(known)
    points = [_point(row, round(LEFT + step * ends.index(row["time_end"])), low, high) for row in rows]
    return Chart(rows[0], tuple(points))


def _point(row: dict[str, Any], x: int, low: Decimal, high: Decimal) -> Point:
    value = row["obs_value"]
    share = float((value - low) / (high - low)) if high > low else 0.5 + float(value.compare(low))
    suspect = row["obs_status"] == "suspect"
    inside = min(1.0, max(0.0, share))
    return Point(
        x=x,
        y=TOP - 14 if suspect and share > 1 else round(BOTTOM - inside * (BOTTOM - TOP)),
        value=row["obs_text"]
        if suspect
        else wording.scaled(value, row["unit_measure"]) or wording.value(value, row["unit_measure"]),
        period=wording.period(row["time_start"], row["time_end"]),
        status=row["obs_status"],
        off_scale=share != inside,
        finding_id=(row["finding_id"] or "") if suspect else "",
    )
