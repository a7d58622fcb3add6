"""Parquet rows into a candidate database, streamed, in the order of the files."""

from collections.abc import Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.dataset as ds

from warehouse.errors import DamagedLake
from warehouse.schemas import TABLES, Table

BATCH_ROWS = 65_536


def load_files(connection: duckdb.DuckDBPyConnection, table_name: str, files: Sequence[Path]) -> None:
    """Add the rows of Parquet files to a table; columns that older files lack become NULL.

    In a table whose newest row counts, later rows replace earlier ones of the same key.

    Raises:
        DamagedLake: A file cannot be read.
    """
    if not files:
        return
    table = TABLES[table_name]
    try:
        rows = ds.dataset([str(path) for path in files], format="parquet", schema=table.schema)
        insert_rows(connection, table, rows.scanner(batch_size=BATCH_ROWS).to_reader())
    except (OSError, pa.ArrowException, duckdb.InvalidInputException) as fault:
        raise DamagedLake(
            f"{_unreadable(files) or files[0].parent}: this Parquet file cannot be read; "
            "restore it from a backup of the lake and run again"
        ) from fault


def _unreadable(files: Sequence[Path]) -> Path | None:
    for path in files:
        try:
            ds.dataset(str(path), format="parquet").count_rows()
        except (OSError, pa.ArrowException):
            return path
    return None


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
