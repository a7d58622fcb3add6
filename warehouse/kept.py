"""Whether the tables that nights keep up to date hold what their definitions say of all figures."""

from collections.abc import Iterator

import duckdb

_COMPUTED = {
    "series": "series_computed()",
    "known_levels": "known_levels_computed(0)",
    "figure_places": "figure_places_computed(0)",
    "marked_figures": "marked_figures_computed()",
}
# Rows are compared by their number and the sum of their hashes, whatever their order and however many there are.
_SUMMED = "select count(*), sum(hash(row)) from {} row"


def not_kept_yet(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """List the kept tables that a warehouse lacks, for an earlier version published it; the next night makes them."""
    there = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    return [name for name in _COMPUTED if name not in there]


def unlike_their_definitions(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Yield the names of the kept tables that hold other rows than would be computed; it takes as long as a rebuild.

    Args:
        connection: A warehouse, which is only read.
    """
    for name, computed in _COMPUTED.items():
        kept, wanted = (connection.execute(_SUMMED.format(rows)).fetchone() for rows in (name, computed))
        if kept != wanted:
            yield name
