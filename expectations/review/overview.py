"""What the first page shows: how much is open, what is covered, how the last runs went."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from expectations.review.charts import Chart, main_charts
from expectations.review.marked import REPORTED_MARKS
from expectations.review.queue import Row, rows_of

RUNS, INDICATORS, YEARS = 10, 24, 12
_OPEN = """
SELECT rule, severity, count(*) AS findings, count(observation_id) AS accusing,
    count(suggested_value) AS proposals
FROM findings WHERE status = 'open' GROUP BY rule, severity
ORDER BY list_position(['critical', 'warning', 'info'], severity), findings DESC, rule
"""
_COUNTS = """
SELECT count(*) FILTER (obs_status = 'suspect') AS suspects, count(*) FILTER (obs_status = 'corrected') AS corrected
FROM marked_figures
"""
_RUNS = "FROM runs WHERE run_id IS DISTINCT FROM ? ORDER BY started_at DESC, run_id DESC LIMIT ?"
# All levels that `reported_levels` would show, of which the withheld are taken off again: those are few. Suspect
# figures are counted beside, for a gap may be only a figure that waits for a reviewer.
_COVERAGE = f"""
WITH reprints AS (SELECT rowid AS report_place FROM reports WHERE duplicate_of IS NOT NULL
), days AS (
    SELECT indicator, coalesce(time_end, time_start) AS day, count(*) AS figures, 0 AS suspects
    FROM known_levels ANTI JOIN reprints USING (report_place) WHERE indicator IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT indicator, coalesce(time_end, time_start), -count(*), count(*) FILTER (obs_status = 'suspect')
    FROM {REPORTED_MARKS} WHERE obs_status <> 'corrected' GROUP BY ALL
), cells AS (
    SELECT indicator, year(day) AS year, sum(figures) AS held, sum(suspects) AS suspects
    FROM days GROUP BY ALL HAVING sum(figures) + sum(suspects) > 0
), chosen AS (SELECT indicator, sum(held + suspects) AS figures FROM cells GROUP BY indicator
    ORDER BY figures DESC, indicator LIMIT ?)
SELECT cells.*, name_zh, name_en, chosen.figures FROM chosen JOIN cells USING (indicator)
LEFT JOIN indicators USING (indicator) ORDER BY chosen.figures DESC, indicator, year
"""


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One indicator's figures by year: how many are held, how many suspect, None for a year without any."""

    indicator: Row
    cells: tuple[Row | None, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the first page shows."""

    counts: Row
    open_by_rule: list[Row]
    runs: list[Row]
    years: tuple[int, ...]
    coverage: tuple[CoverageLine, ...]
    charts: list[Chart]

    @property
    def open_findings(self) -> int:
        """How many findings are open."""
        return sum(row["findings"] for row in self.open_by_rule)

    def open_of(self, severity: str) -> int:
        """How many findings of a severity are open."""
        return sum(row["findings"] for row in self.open_by_rule if row["severity"] == severity)


def make_overview(connection: duckdb.DuckDBPyConnection, refused_run: str | None = None) -> Overview:
    """Gather the first page from a warehouse; a refused run is none of its runs."""
    [counts] = rows_of(connection.execute(_COUNTS))
    cells = rows_of(connection.execute(_COVERAGE, [INDICATORS]))
    years = tuple(sorted({cell["year"] for cell in cells}))[-YEARS:]
    return Overview(
        counts=counts,
        open_by_rule=rows_of(connection.execute(_OPEN)),
        runs=rows_of(connection.execute(_RUNS, [refused_run, RUNS])),
        years=years,
        coverage=_coverage(cells, years),
        charts=main_charts(connection),
    )


def _coverage(cells: Sequence[Row], years: Sequence[int]) -> tuple[CoverageLine, ...]:
    by_indicator: dict[str, dict[int, Row]] = {}
    for cell in cells:
        by_indicator.setdefault(cell["indicator"], {})[cell["year"]] = cell
    return tuple(
        CoverageLine(next(iter(found.values())), tuple(found.get(year) for year in years))
        for found in by_indicator.values()
    )
