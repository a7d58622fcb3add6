"""Parquet rows into a candidate database, streamed, in the order of the files."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.lake_rows import damage_told, lake_rows
from warehouse.schemas import TABLES, Table


def load_files(connection: duckdb.DuckDBPyConnection, table_name: str, files: Sequence[Path]) -> None:
    """Add the rows of Parquet files of any version to a table.

    In a table whose newest row counts, later rows replace earlier ones of the same key.

    Raises:
        DamagedLake: A file cannot be read.
    """
    if not files:
        return
    with damage_told(files):
        insert_rows(connection, TABLES[table_name], lake_rows(table_name, files))


def insert_rows(connection: duckdb.DuckDBPyConnection, table: Table, rows: "pa.RecordBatchReader | pa.Table") -> None:
    """Insert Arrow rows into the table of the same schema, in their order."""
    connection.register("arriving", rows)
    try:
        if table.newest_counts:
            _replace(connection, table)
        else:
            connection.execute(f"insert into {table.name} by name select * from arriving")
    finally:
        connection.unregister("arriving")


def _replace(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    key = ", ".join(table.key)
    connection.execute(
        "create or replace temp table arrived as select row_number() over () as arrival, * from arriving"
    )
    connection.execute(f"delete from {table.name} where ({key}) in (select ({key}) from arrived)")
    connection.execute(
        f"insert into {table.name} by name select * exclude (arrival) from arrived "
        f"qualify row_number() over (partition by {key} order by arrival desc) = 1 order by arrival"
    )
    connection.execute("drop table arrived")
