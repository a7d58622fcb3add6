"""Rows on their way between the database and this process: some at a time out of it, a temporary table into it."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pyarrow as pa

ROWS_AT_ONCE = 512


def chunks(
    connection: duckdb.DuckDBPyConnection, query: str, rows_at_once: int = ROWS_AT_ONCE
) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query, some at a time; the connection must run no other query meanwhile."""
    result = connection.execute(query)
    while rows := result.fetchmany(rows_at_once):
        yield rows


def keep(connection: duckdb.DuckDBPyConnection, table_name: str, rows: pa.Table) -> None:
    """Make a temporary table of the rows."""
    connection.register("arriving", rows)
    try:
        connection.execute(f"create or replace temp table {table_name} as from arriving")
    finally:
        connection.unregister("arriving")
