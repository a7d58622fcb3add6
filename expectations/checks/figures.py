"""The figures that a night's checks may have to look at, gathered once in a temporary table."""

from collections.abc import Iterable
from importlib.resources import files

import duckdb
import pyarrow as pa

from expectations.rules import declared_words
from extraction.catalogue import Indicator
from warehouse.schemas import FIGURE

CATALOGUE = pa.schema(
    [
        *((name, pa.string()) for name in ("indicator", "kind", "name_zh", "name_en")),
        *((name, FIGURE) for name in ("minimum", "maximum")),
        ("part_of", pa.list_(pa.string())),
        ("typical", pa.list_(FIGURE)),
    ]
)

# Only what a new figure speaks of can hold a new contradiction: its period, the one a year before and after, and the
# history of its indicator and area.
FIGURES_SQL = """
CREATE OR REPLACE TEMP TABLE figures AS
WITH new_figures AS (SELECT * FROM observations WHERE observation_id IN (SELECT observation_id FROM touched)),
periods AS (SELECT DISTINCT time_start, time_end FROM new_figures WHERE time_end IS NOT NULL),
near_periods AS (
    SELECT time_start, time_end FROM periods
    UNION SELECT year_before(time_start), year_before(time_end) FROM periods
    UNION SELECT n.time_start, n.time_end FROM periods p JOIN (
        SELECT DISTINCT time_start, time_end FROM observations WHERE time_end IS NOT NULL) n
        ON year_before(n.time_end) = p.time_end AND year_before(n.time_start) IS NOT DISTINCT FROM p.time_start
),
keys AS (SELECT DISTINCT indicator, ref_area FROM new_figures WHERE indicator IS NOT NULL AND ref_area IS NOT NULL),
wanted AS (
    SELECT observation_id FROM new_figures
    UNION
    SELECT o.observation_id FROM observations o JOIN near_periods p
        ON o.time_end = p.time_end AND o.time_start IS NOT DISTINCT FROM p.time_start
    WHERE o.scope = 'aggregate'
    UNION
    SELECT o.observation_id FROM observations o JOIN keys USING (indicator, ref_area) WHERE o.scope = 'aggregate'
)
SELECT o.observation_id, o.report_id, o.document_id, o.char_start, o.obs_text, o.sentence, o.indicator_label AS label,
    o.indicator, c.kind, coalesce(c.name_zh, nullif(o.indicator_label, ''), '未归入指标') AS name_zh,
    coalesce(c.name_en, nullif(o.indicator_label, ''), 'no indicator') AS name_en,
    c.minimum, c.maximum, c.part_of, o.breakdown, o.measure, o.unit_measure, o.scope, o.ref_area, a.name AS area_name,
    coalesce(o.indicator || '|' || o.breakdown, 'label|' || o.indicator_label) AS concept,
    o.qualifier, o.comparison, o.change_of,
    o.court, CASE WHEN regexp_matches(o.court, $whole_courts) THEN '' ELSE coalesce(o.court, '') END AS body,
    o.time_start, o.time_end, r.published_on, r.duplicate_of IS NOT NULL AS is_duplicate, o.obs_value AS value,
    o.char_start < r.char_start OR o.char_end > r.char_end AS in_headline,
    left(o.sentence, greatest(strpos(o.sentence, o.obs_text) - 1, 0)) AS told_before,
    o.value_low AS low, o.value_high AS high,
    o.obs_status = 'corrected' AS is_decided,
    n.observation_id IS NOT NULL AS is_new
FROM wanted
JOIN observations o USING (observation_id)
JOIN reports r USING (report_id)
LEFT JOIN catalogue c ON c.indicator = o.indicator
LEFT JOIN areas a ON a.ref_area = o.ref_area
LEFT JOIN touched n ON n.observation_id = o.observation_id
WHERE n.observation_id IS NOT NULL OR o.obs_status IN ('normal', 'corrected')
"""
# A report may print one figure a thousand times: a check that pairs mentions of a key counts them, and stops.
LEVELS_SQL = """
CREATE OR REPLACE TEMP TABLE aggregate_levels AS
SELECT *, row_number() OVER (PARTITION BY report_id ORDER BY char_start) AS place,
    row_number() OVER (PARTITION BY report_id, indicator, breakdown, unit_measure, ref_area, court, time_start, time_end
        ORDER BY char_start) AS mention
FROM figures
WHERE measure = 'level' AND scope = 'aggregate'
"""
# What stands between two figures of a sentence often says how they relate. A print may occur twice in its sentence: the
# first figure's place there tells all others', unless lines were joined in between.
CLAUSES_SQL = """
CREATE OR REPLACE TEMP TABLE clauses AS
WITH reckoned AS (
    SELECT *, char_start - first_value(char_start - strpos(sentence, obs_text) + 1) OVER (
        PARTITION BY report_id, sentence ORDER BY char_start) AS reckoned
    FROM figures WHERE scope = 'aggregate' AND NOT in_headline AND contains(sentence, obs_text)
), placed AS (
    SELECT * EXCLUDE (reckoned), CASE WHEN substr(sentence, reckoned + 1, length(obs_text)) = obs_text THEN reckoned
        ELSE strpos(sentence, obs_text) - 1 END AS begins, begins + length(obs_text) AS ends FROM reckoned
), ordered AS (
    SELECT *, row_number() OVER sentences AS nth, lag(ends, 1, 0) OVER sentences AS ended,
        lead(begins, 1, length(sentence)) OVER sentences AS next_begins
    FROM placed WINDOW sentences AS (PARTITION BY report_id, sentence ORDER BY char_start)
)
SELECT * EXCLUDE (ended, next_begins), substr(sentence, ended + 1, greatest(begins - ended, 0)) AS words_before,
    substr(sentence, ends + 1, greatest(next_begins - ends, 0)) AS words_behind
FROM ordered
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
    connection.execute(files("expectations.checks").joinpath("formulas.sql").read_text(encoding="utf-8"))
    connection.execute(FIGURES_SQL, {"whole_courts": declared_words()["whole_courts"]})
    connection.execute(LEVELS_SQL)
    connection.execute(CLAUSES_SQL)
