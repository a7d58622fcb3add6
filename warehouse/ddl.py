"""DuckDB tables and comments, generated from the declared schemas."""

from collections.abc import Iterator
from importlib.resources import files

import duckdb
import pyarrow as pa

from warehouse.schemas import TABLES, Table

VIEWS = ("series", "revisions", "changes", "reconciliation")
MODELS = ("macros", "reported_levels", *VIEWS)


def duckdb_type(kind: pa.DataType) -> str:
    """Name the DuckDB type that holds an Arrow type of the schemas.

    Raises:
        TypeError: The schemas use a type that has no counterpart here yet.
    """
    if pa.types.is_list(kind):
        return f"{duckdb_type(kind.value_type)}[]"
    if pa.types.is_decimal(kind):
        return f"DECIMAL({kind.precision},{kind.scale})"
    if pa.types.is_timestamp(kind):
        return "TIMESTAMP WITH TIME ZONE"
    names = {
        pa.string(): "VARCHAR",
        pa.date32(): "DATE",
        pa.int32(): "INTEGER",
        pa.int64(): "BIGINT",
        pa.float64(): "DOUBLE",
    }
    if kind not in names:
        raise TypeError(f"warehouse/ddl.py: no DuckDB type is named for {kind}; add it to duckdb_type")
    return names[kind]


def columns(table: Table) -> list[tuple[str, str]]:
    """List the columns of a table as DuckDB describes them: name and type, in order."""
    return [(field.name, duckdb_type(field.type)) for field in table.schema]


def quoted(text: str) -> str:
    """Write a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def create_statements(table: Table) -> Iterator[str]:
    """Yield the statements that create one empty table with its comments."""
    declared = ", ".join(f"{name} {kind}" for name, kind in columns(table))
    yield f"create table {table.name} ({declared})"
    yield f"comment on table {table.name} is {quoted(table.comment)}"
    for field in table.schema:
        comment = field.metadata[b"comment"].decode()
        yield f"comment on column {table.name}.{field.name} is {quoted(comment)}"


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Create every table of the warehouse, empty."""
    for table in TABLES.values():
        for statement in create_statements(table):
            connection.execute(statement)


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Create or renew the views for analysts, with their comments."""
    for model in MODELS:
        connection.execute(files("warehouse").joinpath("models", f"{model}.sql").read_text("utf-8"))


def holds_declared_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether a database has exactly the declared tables with the declared columns."""
    rows = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where table_oid in (select table_oid from duckdb_tables() where not internal) and not internal "
        "order by table_name, column_index"
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for table_name, column_name, kind in rows:
        found.setdefault(table_name, []).append((column_name, kind))
    return found == {name: columns(table) for name, table in TABLES.items()}
