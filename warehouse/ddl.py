"""DuckDB tables and comments, generated from the declared schemas."""

from collections.abc import Iterator, Sequence
from hashlib import md5
from importlib.resources import files

import duckdb
import pyarrow as pa

from warehouse.schemas import OBSERVATIONS, TABLES, Table

_KEPT = {
    "series": ("macros", "reported_levels", "series_computed"),
    "known_levels": ("known_levels_computed",),
    "figure_places": ("figure_places_computed",),
    "marked_figures": ("marked_figures_computed",),
}
"""What is kept as a table, and what defines it; the last is a macro that computes it."""
_OVER_SERIES = ("revisions", "changes", "reconciliation")
VIEWS = ("series", *_OVER_SERIES)
"""What is made for analysts; `series` is kept as a table (`warehouse.series`)."""
_DEFINITION = """
select comment from duckdb_functions()
where function_name = ? and database_name = current_database() and schema_name = current_schema()
"""
_KIND = """
select table_type from information_schema.tables
where table_name = ? and table_catalog = current_database() and table_schema = current_schema()
"""
_UNEXPLAINED = """
select column_name from duckdb_columns()
where table_name = ? and comment is null and database_name = current_database() and schema_name = current_schema()
"""


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


def create_views(connection: duckdb.DuckDBPyConnection) -> bool:
    """Create or renew the views for analysts and the tables that are kept of figures, with their comments.

    Returns:
        Whether `series` is defined otherwise than before, as in a new database: it is empty then, to be filled.
    """
    redefined = {name: _keep(connection, name, definitions) for name, definitions in _KEPT.items()}
    for name in _OVER_SERIES:
        connection.execute(_model(name))
    return redefined["series"]


def _keep(connection: duckdb.DuckDBPyConnection, name: str, definitions: Sequence[str]) -> bool:
    """Define a kept table, and make it anew, empty, if it was defined otherwise; tell whether it was."""
    models = [_model(entry) for entry in (*definitions, name)]
    digest = md5("".join(models).encode()).hexdigest()
    definition = f"What {name} holds, computed from every figure; definition {digest}"
    computed = definitions[-1]
    changed = connection.execute(_DEFINITION, [computed]).fetchall() != [(definition,)]
    for model in models[:-1]:
        connection.execute(model)
    connection.execute(f"comment on macro table {computed} is {quoted(definition)}")
    if changed:
        _drop(connection, name)
        connection.execute(models[-1])
        for (column,) in connection.execute(_UNEXPLAINED, [name]).fetchall():
            connection.execute(f"comment on column {name}.{column} is {quoted(_said_of(column))}")
    return changed


def _said_of(column: str) -> str:
    """What is said of a column of observations, which a kept table takes over."""
    return str(OBSERVATIONS.schema.field(column).metadata[b"comment"].decode())


def _model(name: str) -> str:
    return files("warehouse").joinpath("models", f"{name}.sql").read_text("utf-8")


def _drop(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    kind = connection.execute(_KIND, [name]).fetchone()
    if kind:  # up to version 0.1.0 `series` was a view
        connection.execute(f"drop {'view' if kind == ('VIEW',) else 'table'} {name}")


def holds_declared_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Tell whether a database has exactly the declared tables and columns; what is kept is made of these."""
    rows = connection.execute(
        "select table_name, column_name, data_type from duckdb_columns() "
        "where table_oid in (select table_oid from duckdb_tables() where not internal) and not internal "
        "and table_name not in (select unnest(?)) order by table_name, column_index",
        [list(_KEPT)],
    ).fetchall()
    found: dict[str, list[tuple[str, str]]] = {}
    for table_name, column_name, kind in rows:
        found.setdefault(table_name, []).append((column_name, kind))
    return found == {name: columns(table) for name, table in TABLES.items()}
