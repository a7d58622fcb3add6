"""The figures that a night's checks may have to look at, gathered once in a temporary table."""

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from extraction.catalogue import Indicator
from warehouse.schemas import FIGURE

CATALOGUE = pa.schema(
    [
        *((name, pa.string()) for name in ("indicator", "kind", "name_zh", "name_en")),
        *((name, FIGURE) for name in ("minimum", "maximum")),
        ("part_of", pa.list_(pa.string())),
    ]
)

# Only the periods that a new figure speaks of can hold a new contradiction.
FIGURES_SQL = """
CREATE OR REPLACE TEMP TABLE figures AS
WITH new_figures AS (SELECT * FROM observations WHERE observation_id IN (SELECT observation_id FROM touched)),
periods AS (SELECT DISTINCT time_start, time_end FROM new_figures WHERE time_end IS NOT NULL),
wanted AS (
    SELECT observation_id FROM new_figures
    UNION
    SELECT o.observation_id FROM observations o JOIN periods p
        ON o.time_end = p.time_end AND o.time_start IS NOT DISTINCT FROM p.time_start
    WHERE o.scope = 'aggregate' AND o.indicator IS NOT NULL
)
SELECT o.observation_id, o.report_id, o.char_start, o.obs_text, o.sentence, o.indicator_label AS label,
    o.indicator, c.kind, coalesce(c.name_zh, nullif(o.indicator_label, ''), '未归入指标') AS name_zh,
    coalesce(c.name_en, nullif(o.indicator_label, ''), 'no indicator') AS name_en,
    c.minimum, c.maximum, c.part_of, o.breakdown, o.measure, o.unit_measure, o.scope, o.ref_area, a.name AS area_name,
    o.court, o.time_start, o.time_end, r.published_on, r.duplicate_of IS NOT NULL AS is_duplicate, o.obs_value AS value,
    CASE o.obs_status WHEN 'corrected' THEN o.obs_value ELSE o.value_low END AS low,
    CASE o.obs_status WHEN 'corrected' THEN o.obs_value ELSE o.value_high END AS high,
    n.observation_id IS NOT NULL AS is_new
FROM wanted
JOIN observations o USING (observation_id)
JOIN reports r USING (report_id)
LEFT JOIN catalogue c ON c.indicator = o.indicator
LEFT JOIN areas a ON a.ref_area = o.ref_area
LEFT JOIN touched n ON n.observation_id = o.observation_id
WHERE n.observation_id IS NOT NULL OR o.obs_status IN ('normal', 'corrected')
"""

# Strict only where both ends are known: an open end is never evidence against a figure.
NOT_ABOVE_MACRO = """
CREATE OR REPLACE TEMP MACRO not_above(part_low, part_high, whole_low, whole_high) AS
    CASE WHEN part_low > whole_high THEN 'failed'
         WHEN part_low IS NOT NULL AND whole_high IS NOT NULL THEN 'passed'
         WHEN part_high <= whole_low THEN 'passed'
         ELSE 'undecided' END
"""


def prepare_figures(connection: duckdb.DuckDBPyConnection, run_id: str, catalogue: Iterable[Indicator]) -> None:
    """Fill the temporary tables ``touched``, ``catalogue`` and ``figures`` for the new rows of a run."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE touched AS SELECT observation_id FROM observations WHERE run_id = $run_id",
        {"run_id": run_id},
    )
    rows = [{name: getattr(entry, name) for name in CATALOGUE.names} for entry in catalogue]
    connection.register("catalogue_rows", pa.Table.from_pylist(rows, schema=CATALOGUE))
    connection.execute("CREATE OR REPLACE TEMP TABLE catalogue AS FROM catalogue_rows")
    connection.unregister("catalogue_rows")
    connection.execute(NOT_ABOVE_MACRO)
    connection.execute(FIGURES_SQL)
