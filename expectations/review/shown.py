"""What the pages of a night show, laid beside the whole tables and under their names, which DuckDB looks up first.

The queue is put in order by a few columns of the figures that findings are about; only of the findings that are shown
is all read that their cards need. In two steps: of the rows of a few places only these are read, of those that a join
keeps all are. So the pages cost what they show, not what was published before.
"""

from collections.abc import Iterable

import duckdb

from warehouse.figure_places import places_of_figures

_ORDERING = "observation_id, document_id, report_id, indicator, breakdown, scope, ref_area, char_start"
# Of what is decided the latest stands first: only that of the latest runs must be put in order.
_SUBJECTS = """
CREATE OR REPLACE TEMP TABLE subjects AS
WITH latest AS (
    SELECT min(last_run_id) AS run_id
    FROM (SELECT last_run_id FROM findings WHERE status <> 'open' ORDER BY last_run_id DESC LIMIT $decided)
)
SELECT DISTINCT coalesce(observation_id, related[1]) AS observation_id
FROM findings WHERE status = 'open' OR last_run_id >= (FROM latest)
"""
# A figure that an open finding accuses is marked; the others are looked for.
_NEAR = f"""
CREATE OR REPLACE TEMP TABLE observations AS
SELECT {_ORDERING} FROM marked_figures SEMI JOIN subjects USING (observation_id);
CREATE OR REPLACE TEMP TABLE places AS
WITH missed AS (FROM subjects ANTI JOIN observations USING (observation_id)) {places_of_figures("missed", "tonight")};
INSERT INTO observations
SELECT {_ORDERING} FROM tonight.observations o SEMI JOIN places ON o.rowid = places.place;
"""
# What else a line of the queue tells, of the reports and documents of these figures alone.
_BESIDE = """
CREATE OR REPLACE TEMP TABLE reports AS
SELECT report_id, title, published_on FROM tonight.reports SEMI JOIN temp.observations USING (report_id);
CREATE OR REPLACE TEMP TABLE documents AS
SELECT document_id, uri FROM tonight.documents SEMI JOIN temp.observations USING (document_id);
"""
_MEMBERS = f"""
CREATE OR REPLACE TEMP TABLE members AS
WITH named AS (
    SELECT unnest(list_prepend(observation_id, related)) AS observation_id FROM findings
    WHERE finding_id IN (SELECT unnest($findings::VARCHAR[]))
    UNION SELECT unnest($figures::VARCHAR[])
)
{places_of_figures("named", "tonight")}
"""
_AROUND = """
CREATE OR REPLACE TEMP TABLE observations AS
SELECT o.* FROM tonight.observations o SEMI JOIN members ON o.rowid = members.place;
CREATE OR REPLACE TEMP TABLE places AS
SELECT rowid AS place FROM tonight.documents SEMI JOIN (SELECT document_id FROM temp.observations) USING (document_id);
CREATE OR REPLACE TEMP TABLE documents AS
SELECT d.* FROM tonight.documents d SEMI JOIN places ON d.rowid = places.place;
CREATE OR REPLACE TEMP TABLE places AS
SELECT rowid AS place FROM tonight.reports SEMI JOIN (SELECT report_id FROM temp.observations) USING (report_id);
CREATE OR REPLACE TEMP TABLE reports AS
SELECT r.* EXCLUDE (text) FROM tonight.reports r SEMI JOIN places ON r.rowid = places.place;
"""
_PUT_AWAY = "DROP TABLE temp.observations; DROP TABLE temp.documents; DROP TABLE temp.reports"


def lay_out_subjects(connection: duckdb.DuckDBPyConnection, decided: int) -> None:
    """Lay out what puts the queue in order: of all open findings, and of so many that were decided last."""
    connection.execute(_SUBJECTS, {"decided": decided})
    connection.execute(_NEAR)
    connection.execute(_BESIDE)


def lay_out_members(
    connection: duckdb.DuckDBPyConnection, finding_ids: Iterable[str], figures: Iterable[str] = ()
) -> None:
    """Lay out the figures of some findings and some others, with their reports and documents."""
    connection.execute(_MEMBERS, {"findings": list(finding_ids), "figures": list(figures)})
    connection.execute(_AROUND)


def put_away(connection: duckdb.DuckDBPyConnection) -> None:
    """Take away what was laid out, so that the names mean the whole tables again."""
    connection.execute(_PUT_AWAY)
