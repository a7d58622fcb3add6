"""Where each figure lies in `observations`, by a short hash of its id and the number of its report.

An id takes 64 characters: to look for one among all figures is to read them all. `figure_places` is narrow, and looked
through in a tenth of the time. What is found by the hash alone is all but surely the figure; who must be sure compares
the id.
"""

import duckdb

_HELD = "select (select count(*) from figure_places), (select count(*) from observations)"
# The first place is written into it: by a parameter no rows would be passed over.
_ADD = "insert into figure_places from figure_places_computed({first:d}) order by place"


def add_places(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the figures that came since this was last done; in an empty table that is all of them."""
    [[held, there]] = connection.execute(_HELD).fetchall()
    if held < there:
        connection.execute(_ADD.format(first=held))


def places_of_figures(named: str, schema: str = "main") -> str:
    """Return SQL for the places of the figures whose ids are the column ``observation_id`` of `named`."""
    keys = f"(SELECT figure_key(observation_id) AS figure_key FROM {named})"
    return f"SELECT place FROM {schema}.figure_places SEMI JOIN {keys} USING (figure_key)"


def places_of_reports(named: str, schema: str = "main") -> str:
    """Return SQL for the places of all figures of the reports whose ids are the column ``report_id`` of `named`."""
    reports = f"(SELECT rowid AS report_place FROM {schema}.reports SEMI JOIN {named} USING (report_id))"
    return f"SELECT place FROM {schema}.figure_places SEMI JOIN {reports} USING (report_place)"
