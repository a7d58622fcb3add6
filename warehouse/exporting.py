"""The published tables as files: Parquet, CSV and SDMX-CSV, streamed by DuckDB."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from warehouse.data_folder import DataFolder
from warehouse.ddl import VIEWS, quoted
from warehouse.errors import NoWarehouse
from warehouse.reading import connect
from warehouse.schemas import TABLES
from warehouse.sdmx import SERIES_QUERY
from warehouse.spreadsheets import guarded_sql
from warehouse.storage import database_faults, make_folder
from warehouse.writing import memory_limit

FORMATS = ("parquet", "csv", "sdmx-csv")
KEPT_TO_ITSELF = ("fingerprints", "printed_bounds")
EXPORTED = (*VIEWS, *(name for name in TABLES if name not in KEPT_TO_ITSELF))
_COLUMNS = """
select column_name, data_type, comment from duckdb_columns()
where database_name = 'warehouse' and table_name = ? order by column_index
"""
_UTC = "'%Y-%m-%dT%H:%M:%S.%fZ'"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a published table or view, as DuckDB describes it."""

    name: str
    kind: str
    comment: str


@dataclass(frozen=True, slots=True)
class ExportedFile:
    """One file of an export, its path relative to the folder of the export."""

    table: str
    format: str
    path: str
    columns: tuple[Column, ...]


@contextmanager
def opened_for_export(data: DataFolder, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open what is published, read-only, in an instance that may write files.

    Args:
        data: The data folder.
        spill: Where the database puts what memory does not hold.

    Raises:
        NoWarehouse: Nothing has been published in the data folder.
        UnreadableWarehouse: The published file is damaged, or may not be read.
    """
    connect(data).close()  # tells what stands in the way, in a sentence
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"set memory_limit = '{memory_limit()}B'; set temp_directory = {quoted(str(spill))}")
        connection.execute(f"set TimeZone = 'UTC'; attach {quoted(str(data.warehouse))} as warehouse (read_only)")
        connection.execute("use warehouse")
        yield connection


def export_table(
    connection: duckdb.DuckDBPyConnection, folder: Path, table: str, formats: Sequence[str]
) -> Iterator[ExportedFile]:
    """Write one published table or view in each of the formats; SDMX-CSV there is of `series` alone.

    Raises:
        NoWarehouse: The published warehouse has no such table.
        UnusableStorage: The disk is full or the place may not be written.
    """
    columns = tuple(Column(*row) for row in connection.execute(_COLUMNS, [table]).fetchall())
    if not columns:
        raise NoWarehouse(
            f"the published warehouse has no table {table}: an older version published it; "
            "`casetally rebuild` makes it anew"
        )
    for form in formats:
        if form == "sdmx-csv" and table != "series":
            continue
        path = f"{form}/{table}.{'parquet' if form == 'parquet' else 'csv'}"
        target = folder / path
        make_folder(target.parent)
        options = "format parquet, compression zstd" if form == "parquet" else "format csv, header"
        with database_faults(target):
            connection.execute(f"copy ({_query(table, columns, form)}) to {quoted(str(target))} ({options})")
        yield ExportedFile(table, form, path, columns)


def _query(table: str, columns: Sequence[Column], form: str) -> str:
    if form == "sdmx-csv":
        return SERIES_QUERY
    shown = "*" if form == "parquet" else ", ".join(f"{_as_csv(column)} as {column.name}" for column in columns)
    order = " order by all" if table in VIEWS else ""
    return f"select {shown} from {table}{order}"


def _as_csv(column: Column) -> str:
    if column.kind == "VARCHAR":
        return guarded_sql(column.name)
    if column.kind.endswith("[]"):
        return f"to_json({column.name})"
    if column.kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({column.name}, {_UTC})"
    return column.name
