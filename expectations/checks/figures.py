"""The figures that a night's checks may have to look at, gathered once in a temporary table."""

from collections.abc import Iterable, Sequence
from importlib.resources import files

import duckdb
import pyarrow as pa

from expectations.checks.gathering import choose_old_figures
from expectations.checks.near_levels import tell_standing
from expectations.rules import Rule, declared_words
from extraction.catalogue import Indicator
from warehouse.ddl import quoted
from warehouse.figure_places import places_of_reports
from warehouse.schemas import FIGURE

CATALOGUE = pa.schema(
    [
        *((name, pa.string()) for name in ("indicator", "kind", "name_zh", "name_en")),
        *((name, FIGURE) for name in ("minimum", "maximum")),
        ("part_of", pa.list_(pa.string())),
        ("typical", pa.list_(FIGURE)),
    ]
)

# Of most old figures nothing but the key, the value and the print is read, from where they lie sorted.
FIGURES_SQL = """
CREATE OR REPLACE TEMP TABLE figures AS
WITH chosen AS (
    SELECT o.rowid AS place, true AS with_sentence, {none}, NULL::BIGINT AS known
    FROM observations o WHERE o.run_id = $run_id
    UNION ALL BY NAME FROM wanted
), here AS (SELECT place FROM chosen WHERE known IS NULL OR place IN (SELECT place FROM corrected)
), there AS (SELECT known FROM chosen WHERE place NOT IN (FROM here)
), gathered AS (
    SELECT o.rowid AS place, o.observation_id, o.char_start, o.obs_text, o.indicator_label, o.indicator, o.breakdown,
        o.measure, o.unit_measure, o.scope, o.ref_area, o.qualifier, o.comparison, o.change_of, o.court, o.time_start,
        o.time_end, o.obs_value, o.value_low, o.value_high, r.rowid AS report_place,
        o.char_start < r.char_start OR o.char_end > r.char_end AS in_headline, o.obs_status = 'corrected' AS is_decided
    FROM observations o JOIN here ON o.rowid = here.place JOIN reports r USING (report_id)
    UNION ALL BY NAME
    SELECT k.* EXCLUDE (level_key, period_key), 'level' AS measure, 'aggregate' AS scope, false AS is_decided
    FROM known_levels k JOIN there ON k.rowid = there.known
), sentences AS (
    SELECT o.rowid AS place, o.sentence FROM observations o
    JOIN (SELECT place FROM chosen WHERE with_sentence) c ON o.rowid = c.place
)
SELECT o.observation_id, r.report_id, r.document_id, o.char_start, o.obs_text, s.sentence, o.indicator_label AS label,
    o.indicator, c.kind, coalesce(c.name_zh, nullif(o.indicator_label, ''), '未归入指标') AS name_zh,
    coalesce(c.name_en, nullif(o.indicator_label, ''), 'no indicator') AS name_en,
    c.minimum, c.maximum, c.part_of, o.breakdown, o.measure, o.unit_measure, o.scope, o.ref_area, a.name AS area_name,
    coalesce(o.indicator || '|' || o.breakdown, 'label|' || o.indicator_label) AS concept,
    o.qualifier, o.comparison, o.change_of,
    o.court, CASE WHEN regexp_matches(o.court, {whole_courts}) THEN '' ELSE coalesce(o.court, '') END AS body,
    o.time_start, o.time_end, r.published_on, r.duplicate_of IS NOT NULL AS is_duplicate, o.obs_value AS value,
    o.in_headline, left(s.sentence, greatest(strpos(s.sentence, o.obs_text) - 1, 0)) AS told_before,
    o.value_low AS low, o.value_high AS high, o.is_decided, n.place IS NOT NULL AS is_new, o.place AS arrival, {reasons}
FROM gathered o
JOIN chosen USING (place)
LEFT JOIN sentences s USING (place)
LEFT JOIN (SELECT rowid AS place FROM observations WHERE run_id = $run_id) n USING (place)
JOIN reports r ON r.rowid = o.report_place
LEFT JOIN catalogue c ON c.indicator = o.indicator
LEFT JOIN areas a ON a.ref_area = o.ref_area
"""
REASONS = ("with_sentence", "is_history", "is_kin", "is_nested", "is_peer", "is_yearly", "is_copy")
# A report may print one figure a thousand times: a check that pairs mentions of a key counts them, and stops.
# Sentences are long: figures are numbered without them.
LEVELS_SQL = """
CREATE OR REPLACE TEMP TABLE new_levels AS
WITH numbered AS (
    SELECT rowid AS figure, row_number() OVER (PARTITION BY report_id ORDER BY char_start) AS place,
        row_number() OVER (PARTITION BY report_id, indicator, breakdown, unit_measure, ref_area, court, time_start,
            time_end ORDER BY char_start) AS mention
    FROM figures
    WHERE is_new AND measure = 'level' AND scope = 'aggregate'
)
SELECT f.*, place, mention FROM figures f JOIN numbered ON f.rowid = figure;

CREATE OR REPLACE TEMP VIEW aggregate_levels AS
FROM new_levels
UNION ALL BY NAME
SELECT *, char_start::BIGINT AS place, 1::BIGINT AS mention FROM figures
WHERE NOT is_new AND measure = 'level' AND scope = 'aggregate'
"""
# What stands between two figures of a sentence often says how they relate. A print may occur twice in its sentence: the
# first figure's place there tells all others', unless lines were joined in between.
CLAUSES_SQL = """
CREATE OR REPLACE TEMP TABLE clauses AS
WITH told AS (
    SELECT rowid AS figure, report_id, hash(sentence) AS told_in, char_start, strpos(sentence, obs_text) - 1 AS first_at
    FROM figures WHERE scope = 'aggregate' AND with_sentence AND NOT in_headline AND contains(sentence, obs_text)
), reckoned AS (
    SELECT *, char_start - first_value(char_start - first_at) OVER (
        PARTITION BY report_id, told_in ORDER BY char_start) AS reckoned
    FROM told
), placed AS (
    SELECT r.*, CASE WHEN substr(sentence, reckoned + 1, length(obs_text)) = obs_text THEN reckoned
        ELSE first_at END AS begins, begins + length(obs_text) AS ends
    FROM reckoned r JOIN figures f ON f.rowid = figure
), ordered AS (
    SELECT figure, begins, ends, row_number() OVER sentences AS nth, lag(ends, 1, 0) OVER sentences AS ended,
        lead(begins) OVER sentences AS next_begins
    FROM placed WINDOW sentences AS (PARTITION BY report_id, told_in ORDER BY char_start)
)
SELECT f.*, begins, ends, nth, substr(sentence, ended + 1, greatest(begins - ended, 0)) AS words_before,
    substr(sentence, ends + 1, greatest(coalesce(next_begins, length(sentence)) - ends, 0)) AS words_behind
FROM figures f JOIN ordered ON f.rowid = figure
"""

# What is told of the indicators of some figures then: no rule compares it, but it says which size is usual.
EVIDENCE_SQL = f"""
CREATE OR REPLACE TEMP TABLE evidence AS
WITH asked AS (
    SELECT DISTINCT report_id, indicator, breakdown, unit_measure, ref_area, time_end FROM figures
    WHERE observation_id IN (SELECT unnest($members::VARCHAR[])) AND indicator IS NOT NULL AND measure = 'level'
), periods AS (
    SELECT DISTINCT period_key(indicator, breakdown, unit_measure, time_end) AS period_key FROM asked
), years AS (
    SELECT DISTINCT level_key(indicator, NULL, ref_area) AS level_key, unnest([year_before(time_end),
        (time_end + INTERVAL 1 YEAR)::DATE, last_day((time_end + INTERVAL 1 YEAR)::DATE)]) AS time_end FROM asked
), told_beside AS (
    SELECT rowid AS place, report_id, indicator, breakdown, unit_measure, ref_area, court, time_start, time_end,
        obs_value
    FROM observations o SEMI JOIN ({places_of_reports("asked")}) p ON o.rowid = p.place
    SEMI JOIN asked USING (report_id, indicator)
    WHERE measure = 'level' AND scope = 'aggregate'
), told_elsewhere AS (
    SELECT place, indicator, breakdown, unit_measure, ref_area, court, time_start, time_end, obs_value
    FROM known_levels SEMI JOIN periods USING (period_key)
    UNION
    SELECT place, indicator, breakdown, unit_measure, ref_area, court, time_start, time_end, obs_value
    FROM known_levels SEMI JOIN years USING (level_key, time_end)
), gathered AS (
    FROM told_beside
    UNION ALL BY NAME
    SELECT e.* REPLACE (coalesce(c.obs_value, e.obs_value) AS obs_value)
    FROM told_elsewhere e LEFT JOIN corrected c USING (place) WHERE place NOT IN (SELECT place FROM told_beside)
)
SELECT o.report_id, o.indicator, c.kind, o.breakdown, o.unit_measure, o.ref_area, o.time_start, o.time_end,
    CASE WHEN regexp_matches(o.court, {{whole_courts}}) THEN '' ELSE coalesce(o.court, '') END AS body,
    o.obs_value AS value, 'aggregate' AS scope, 'level' AS measure, '' AS observation_id
FROM gathered o LEFT JOIN catalogue c USING (indicator)
WHERE o.place NOT IN (SELECT arrival FROM figures) AND o.place NOT IN (FROM withheld)
"""

# What is told within one report is new as a whole or not at all: its rows are all of one run.
NEW_SQL = """
CREATE OR REPLACE TEMP VIEW new_figures AS FROM figures WHERE is_new;
CREATE OR REPLACE TEMP VIEW new_clauses AS FROM clauses WHERE is_new;
"""


def prepare_figures(
    connection: duckdb.DuckDBPyConnection, run_id: str, catalogue: Iterable[Indicator], rules: Iterable[Rule] = ()
) -> None:
    """Fill the temporary tables ``catalogue``, ``figures`` and what is made of it, for the new rows of a run."""
    rows = [{name: getattr(entry, name) for name in CATALOGUE.names} for entry in catalogue]
    connection.register("catalogue_rows", pa.Table.from_pylist(rows, schema=CATALOGUE))
    connection.execute("CREATE OR REPLACE TEMP TABLE catalogue AS FROM catalogue_rows")
    connection.unregister("catalogue_rows")
    connection.execute(files("expectations.checks").joinpath("formulas.sql").read_text(encoding="utf-8"))
    tell_standing(connection, run_id)
    choose_old_figures(connection, run_id, rules)
    gathered = FIGURES_SQL.format(
        whole_courts=quoted(declared_words()["whole_courts"]),
        none=", ".join(f"false AS {name}" for name in REASONS[1:]),
        reasons=", ".join(f"chosen.{name}" for name in REASONS),
    )
    connection.execute(gathered, {"run_id": run_id})
    connection.execute(LEVELS_SQL)
    connection.execute(CLAUSES_SQL)
    connection.execute(NEW_SQL)


def gather_evidence(connection: duckdb.DuckDBPyConnection, members: Sequence[str]) -> None:
    """Fill the temporary table ``evidence``: old levels that ``figures`` lacks and that tell the usual size."""
    gathered = EVIDENCE_SQL.format(whole_courts=quoted(declared_words()["whole_courts"]))
    connection.execute(gathered, {"members": members})
