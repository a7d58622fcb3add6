"""The figures that a night's checks may have to look at, gathered once in a temporary table."""

from collections.abc import Iterable, Sequence
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
# history of its indicator and area. These are all figures of then that checks may see; most belong to other areas.
NEAR_SQL = """
CREATE OR REPLACE TEMP TABLE near AS
WITH new_figures AS (
    SELECT indicator, ref_area, time_start, time_end FROM observations WHERE run_id = $run_id
), periods AS (SELECT DISTINCT time_start, time_end FROM new_figures WHERE time_end IS NOT NULL
), known_periods AS (SELECT DISTINCT time_start, time_end FROM observations WHERE time_end IS NOT NULL
), near_periods AS (
    SELECT time_start, time_end FROM periods
    UNION SELECT year_before(time_start), year_before(time_end) FROM periods
    UNION SELECT n.time_start, n.time_end FROM periods p JOIN known_periods n
        ON year_before(n.time_end) = p.time_end AND year_before(n.time_start) IS NOT DISTINCT FROM p.time_start
), keys AS (SELECT DISTINCT indicator, ref_area FROM new_figures WHERE indicator IS NOT NULL AND ref_area IS NOT NULL)
SELECT o.rowid AS place, o.report_id, o.indicator, o.ref_area, o.obs_text, o.time_start, o.time_end,
    p.time_end IS NOT NULL AS is_of_then, k.indicator IS NOT NULL AS is_history
FROM observations o LEFT JOIN near_periods p
    ON o.time_end = p.time_end AND o.time_start IS NOT DISTINCT FROM p.time_start
LEFT JOIN keys k ON k.indicator = o.indicator AND k.ref_area = o.ref_area
WHERE o.scope = 'aggregate' AND o.obs_status IN ('normal', 'corrected') AND (is_of_then OR is_history)
"""
# Of those: whole reports that tell of an area of tonight's or print just what one of tonight's prints (whole, for what
# stands between two figures of a sentence hangs on both), and an indicator of tonight's in every other area.
WANTED_SQL = """
CREATE OR REPLACE TEMP TABLE wanted AS
WITH new_figures AS (
    SELECT o.rowid AS place, report_id, indicator, ref_area, obs_text, time_start, time_end
    FROM observations o WHERE run_id = $run_id
), areas_told AS (SELECT DISTINCT ref_area FROM new_figures
), concerned AS (
    SELECT report_id FROM near WHERE is_history OR ref_area IN (SELECT ref_area FROM areas_told)
    UNION
    SELECT report_id
    FROM (SELECT report_id, count(*) AS prints, sum(hash(obs_text)) AS alike FROM near GROUP BY report_id)
    SEMI JOIN (SELECT report_id, count(*) AS prints, sum(hash(obs_text)) AS alike FROM new_figures GROUP BY report_id)
        USING (prints, alike)
), told AS (
    SELECT DISTINCT indicator, time_start, time_end FROM new_figures
    WHERE indicator IS NOT NULL AND time_end IS NOT NULL
), told_then AS (
    FROM told
    UNION SELECT indicator, year_before(time_start), year_before(time_end) FROM told
    UNION SELECT n.indicator, n.time_start, n.time_end FROM told t
        JOIN (SELECT DISTINCT indicator, time_start, time_end FROM near) n ON n.indicator = t.indicator
        AND year_before(n.time_end) = t.time_end AND year_before(n.time_start) IS NOT DISTINCT FROM t.time_start
)
SELECT place FROM new_figures
UNION SELECT place FROM near SEMI JOIN concerned USING (report_id)
UNION SELECT place FROM near n SEMI JOIN told_then t ON n.indicator = t.indicator AND n.time_end = t.time_end
    AND n.time_start IS NOT DISTINCT FROM t.time_start
"""
FIGURES_SQL = """
CREATE OR REPLACE TEMP TABLE {table} AS
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
    o.run_id = $run_id AS is_new
FROM {wanted} wanted
JOIN observations o ON o.rowid = wanted.place
JOIN reports r USING (report_id)
LEFT JOIN catalogue c ON c.indicator = o.indicator
LEFT JOIN areas a ON a.ref_area = o.ref_area
"""
# What is told elsewhere of the indicators of some figures then: no rule compares it, but it says which size is usual.
EVIDENCE_SQL = """
WITH members AS (
    SELECT DISTINCT report_id, indicator, time_start, time_end FROM figures
    WHERE observation_id IN (SELECT unnest($members::VARCHAR[])) AND indicator IS NOT NULL
), alike AS (
    SELECT place FROM near SEMI JOIN members m ON m.indicator = near.indicator AND m.time_end = near.time_end
        AND m.time_start IS NOT DISTINCT FROM near.time_start
    UNION SELECT place FROM near SEMI JOIN members USING (report_id, indicator)
)
SELECT place FROM alike ANTI JOIN wanted USING (place)
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


# What is told within one report is new as a whole or not at all: its rows are all of one run.
NEW_SQL = """
CREATE OR REPLACE TEMP VIEW new_figures AS FROM figures WHERE is_new;
CREATE OR REPLACE TEMP VIEW new_levels AS FROM aggregate_levels WHERE is_new;
CREATE OR REPLACE TEMP VIEW new_clauses AS FROM clauses WHERE is_new;
"""


def prepare_figures(connection: duckdb.DuckDBPyConnection, run_id: str, catalogue: Iterable[Indicator]) -> None:
    """Fill the temporary tables ``catalogue``, ``figures`` and what is made of it, for the new rows of a run."""
    rows = [{name: getattr(entry, name) for name in CATALOGUE.names} for entry in catalogue]
    connection.register("catalogue_rows", pa.Table.from_pylist(rows, schema=CATALOGUE))
    connection.execute("CREATE OR REPLACE TEMP TABLE catalogue AS FROM catalogue_rows")
    connection.unregister("catalogue_rows")
    connection.execute(files("expectations.checks").joinpath("formulas.sql").read_text(encoding="utf-8"))
    connection.execute(NEAR_SQL, {"run_id": run_id})
    connection.execute(WANTED_SQL, {"run_id": run_id})
    gathered = {"run_id": run_id, "whole_courts": declared_words()["whole_courts"]}
    connection.execute(FIGURES_SQL.format(table="figures", wanted=""), gathered)
    connection.execute(LEVELS_SQL)
    connection.execute(CLAUSES_SQL)
    connection.execute(NEW_SQL)


def gather_evidence(connection: duckdb.DuckDBPyConnection, run_id: str, members: Sequence[str]) -> None:
    """Fill the temporary table ``evidence``: figures of the members' indicators then that ``figures`` lacks."""
    gathered = {"run_id": run_id, "whole_courts": declared_words()["whole_courts"], "members": members}
    connection.execute(FIGURES_SQL.format(table="evidence", wanted=f"({EVIDENCE_SQL})"), gathered)
