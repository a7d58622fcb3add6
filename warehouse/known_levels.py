"""Levels beside `observations`, sorted by what they tell of, so that a night finds old ones without looking at all.

A night wants figures that lie all over `observations`, and what DuckDB unpacks of a table it unpacks 2,048 rows at a
time. In `known_levels` the figures of an area and a subject lie together. It holds them as printed, which never
changes: which of them are withheld or corrected is told by `observations`. A night adds its own behind the others,
sorted in themselves; `sort_levels` puts all in one order again.
"""

import duckdb

_ORDER = "order by ref_area, level_key, time_end, place"
_HELD = "select coalesce(max(place) + 1, 0) from known_levels"
# The first place is written into it: by a parameter no rows would be passed over.
_ADD = f"insert into known_levels from known_levels_computed({{first:d}}) {_ORDER}"


def add_levels(connection: duckdb.DuckDBPyConnection) -> None:
    """Add the levels that came since this was last done; in an empty table that is all of them."""
    row = connection.execute(_HELD).fetchone()
    connection.execute(_ADD.format(first=row[0] if row else 0))


def sort_levels(connection: duckdb.DuckDBPyConnection) -> None:
    """Put all levels in one order."""
    connection.execute("delete from known_levels")
    add_levels(connection)
