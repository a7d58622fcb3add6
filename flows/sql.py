"""`casetally sql`: one query, or a prompt, on the published warehouse; nothing can be written."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import duckdb

from flows.errors import UsageError
from flows.settings import Settings
from flows.tables import print_rows
from warehouse.data_folder import DataFolder
from warehouse.reading import connect

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CHUNK_ROWS = 10_000
TRY_QUERY = "from series limit 5"


def run_query(connection: "DuckDBPyConnection", query: str, style: str, out: TextIO) -> None:
    """Run one query and write what it gives: ``table`` for people, ``csv`` or ``json`` lines for programs.

    Raises:
        UsageError: The query is empty or cannot be run.
    """
    if not query.strip(" ;\n\t"):
        raise UsageError(f"The query is empty; try `{TRY_QUERY}`.")
    try:
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description or ()]
        _WRITERS[style](names, cursor, out)
    except duckdb.Error as error:
        raise UsageError(_sentence(error)) from error


def _sentence(error: duckdb.Error) -> str:
    """What DuckDB says, on one line, without the copy of the query below it."""
    said, _, _ = str(error).partition("\n\nLINE ")
    message = " ".join(said.split()).partition("Error: ")[2].rstrip(".!")
    if "read-only" in message or isinstance(error, duckdb.PermissionException):
        return f"The warehouse can only be read, and nothing outside it: {message}."
    return f"The query cannot be run: {message}."


def _rows(cursor: "DuckDBPyConnection") -> Iterator[Sequence[Any]]:
    while chunk := cursor.fetchmany(_CHUNK_ROWS):
        yield from chunk


def _write_csv(names: list[str], cursor: "DuckDBPyConnection", out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(_rows(cursor))


def _write_json(names: list[str], cursor: "DuckDBPyConnection", out: TextIO) -> None:
    for row in _rows(cursor):
        out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) + "\n")


def _write_table(names: list[str], cursor: "DuckDBPyConnection", out: TextIO) -> None:
    print_rows(names, _rows(cursor), out)


_WRITERS = {"table": _write_table, "csv": _write_csv, "json": _write_json}


def sql_command(settings: Settings, query: str | None, style: str) -> None:
    """Run the query given, or the one that comes through a pipe, or a prompt.

    Raises:
        UsageError: The format is unknown, or the query cannot be run.
        NoWarehouse: Nothing has been published in the data folder.
    """
    if style not in _WRITERS:
        raise UsageError(f"There is no format {style!r}; --format takes {', '.join(_WRITERS)}.")
    data = DataFolder(settings.data)
    if query is None and sys.stdin.isatty():
        from flows.prompt import prompt

        prompt(data, style)
        return
    with connect(data) as connection:
        run_query(connection, sys.stdin.read() if query is None else query, style, sys.stdout)
