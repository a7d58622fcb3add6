"""Line charts of the main series, as points in an SVG; suspect figures are marked, wherever they would lie."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import duckdb

from expectations.review import wording
from expectations.review.queue import Row, rows_of

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 16, 324, 40, 118
CHARTS = 6
_KEY = ("indicator", "breakdown", "ref_area", "unit_measure", "season")
# A season is the part of the year a figure covers, so that nine months are not joined to twelve.
_POINTS = f"""
WITH points AS (
    SELECT p.indicator, p.breakdown, p.ref_area, p.unit_measure, p.time_start, p.time_end, p.obs_status,
        strftime(coalesce(p.time_start, p.time_end), '%m%d') || strftime(coalesce(p.time_end, p.time_start), '%m%d')
            || (year(p.time_end) - year(p.time_start)) AS season,
        any_value(p.obs_value) AS obs_value, any_value(obs_text) AS obs_text, min(f.finding_id) AS finding_id
    FROM reported_levels p JOIN observations o USING (observation_id)
    LEFT JOIN findings f ON f.observation_id = o.observation_id AND f.status = 'open'
    WHERE p.obs_status <> 'rejected'
    GROUP BY ALL
), counted AS (
    SELECT {", ".join(_KEY)}, count(DISTINCT time_end) AS periods, count(*) FILTER (obs_status = 'suspect') AS suspects
    FROM points GROUP BY ALL
), chosen AS (
    FROM counted WHERE periods > 1
    ORDER BY suspects > 0 DESC, breakdown = '' DESC, ref_area = '100000' DESC, periods DESC, {", ".join(_KEY)} LIMIT ?
)
SELECT p.*, i.name_zh, i.name_en, a.name AS area_name, '' AS indicator_label
FROM chosen c JOIN points p USING ({", ".join(_KEY)})
LEFT JOIN indicators i ON i.indicator = p.indicator LEFT JOIN areas a ON a.ref_area = p.ref_area
ORDER BY c.suspects > 0 DESC, c.breakdown = '' DESC, p.ref_area = '100000' DESC, c.periods DESC,
    {", ".join("p." + name for name in _KEY)}, p.time_end, p.obs_status
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
    rows = rows_of(connection.execute(_POINTS, [limit]))
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
