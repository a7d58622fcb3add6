"""What a night touched, beside the whole tables and under their names, so that the same suites judge it alone.

DuckDB looks for a name among temporary tables first. Those made here hold tonight's rows, what refers to them and what
they refer to, and the rows of `series` under the keys that tonight touched. Small tables stand as they are. Figures are
looked for by few columns first: of the rows of a few places only these are read, of those that a join keeps all are.
"""

from collections.abc import Callable

from warehouse.ddl import quoted
from warehouse.figure_places import places_of_figures
from warehouse.series import KEY

_KEY = ", ".join(KEY)
_WHOLE = "{whole}"
_SAME_KEY = " AND ".join(
    f"o.{column} {'IS NOT DISTINCT FROM' if column.startswith('time') else '='} k.{column}" for column in KEY
)
# In this order: each table is chosen by those before it.
_SLICES = {
    "findings": """
FROM {whole}.findings WHERE {run} IN (first_run_id, last_run_id)
    OR observation_id IN (SELECT observation_id FROM {whole}.observations WHERE run_id = {run})""",
    "confirmations": "FROM {whole}.confirmations WHERE run_id = {run}",
    "rule_results": "FROM {whole}.rule_results WHERE run_id = {run}",
    "runs": "FROM {whole}.runs WHERE run_id = {run}",
    "night_places": f"""
WITH named AS (
    SELECT observation_id FROM findings
    UNION SELECT unnest(related) FROM findings
    UNION SELECT observation_id FROM confirmations
)
SELECT rowid AS place FROM {{whole}}.observations WHERE run_id = {{run}}
UNION {places_of_figures("named", _WHOLE)}""",
    "series": f"""
WITH named AS (
    SELECT observation_id FROM {{whole}}.observations SEMI JOIN night_places ON observations.rowid = place
), keys AS (
    SELECT DISTINCT {_KEY} FROM {{whole}}.observations WHERE run_id = {{run}} AND indicator IS NOT NULL
), places AS (
    SELECT o.rowid AS place FROM {{whole}}.series o SEMI JOIN keys k ON {_SAME_KEY}
    UNION
    SELECT o.rowid AS place FROM {{whole}}.series o SEMI JOIN named USING (observation_id)
)
SELECT o.* FROM {{whole}}.series o SEMI JOIN places ON o.rowid = places.place""",
    "night_changes": """
SELECT change_of AS observation_id FROM {whole}.observations SEMI JOIN night_places
    ON observations.rowid = place WHERE change_of IS NOT NULL""",
    "observations": f"""
WITH named AS (
    SELECT observation_id FROM series UNION FROM night_changes
), places AS (
    FROM night_places UNION {places_of_figures("named", _WHOLE)}
)
SELECT o.* FROM {{whole}}.observations o SEMI JOIN places ON o.rowid = places.place""",
    "report_places": """
WITH named AS (
    SELECT report_id FROM {whole}.reports WHERE run_id = {run}
    UNION SELECT report_id FROM observations
    UNION SELECT report_id FROM findings
), reprints AS (
    FROM named UNION SELECT duplicate_of FROM {whole}.reports SEMI JOIN named USING (report_id)
)
SELECT rowid AS place FROM {whole}.reports SEMI JOIN reprints USING (report_id)""",
    "reports": "SELECT r.* FROM {whole}.reports r SEMI JOIN report_places ON r.rowid = place",
    "document_places": """
SELECT rowid AS place FROM {whole}.documents WHERE run_id = {run}
UNION SELECT rowid FROM {whole}.documents SEMI JOIN (SELECT document_id FROM reports) USING (document_id)""",
    "documents": "SELECT d.* FROM {whole}.documents d SEMI JOIN document_places ON d.rowid = place",
    "fingerprints": "FROM {whole}.fingerprints SEMI JOIN reports USING (report_id)",
}


def slice_night(execute: Callable[[str], object], database: str, run_id: str) -> None:
    """Make the temporary tables of a night.

    Args:
        execute: Runs SQL on the connection that the suites will run on.
        database: The name of the candidate on that connection.
        run_id: The night.
    """
    for table_name, query in _SLICES.items():
        chosen = query.format(whole=f'"{database}".main', run=quoted(run_id))
        execute(f"CREATE OR REPLACE TEMP TABLE {table_name} AS {chosen}")
