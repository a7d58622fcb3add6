"""`casetally sql`: one query, or a prompt, on the published warehouse; nothing can be written."""

import csv
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import duckdb

from flows.described import described_name, with_comments
from flows.errors import UsageError, ended
from flows.settings import Settings
from flows.tables import print_rows, print_table
from warehouse.data_folder import DataFolder
from warehouse.reading import connect
from warehouse.spreadsheets import guarded

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_CHUNK_ROWS = 10_000
_READING = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
# Functions of DuckDB that change the session; after some of them every further query fails.
_CHANGING = re.compile(r"\b(enable|disable|truncate)_(logging|profiling|duckdb_logs)\b", re.IGNORECASE)
TRY_QUERY = "from series limit 5"


def run_query(connection: "DuckDBPyConnection", query: str, style: str, out: TextIO) -> None:
    """Run one query and write what it gives: ``table`` for people, ``csv`` or ``json`` lines for programs.

    In ``csv`` a text that a spreadsheet would take for a formula is guarded; in ``csv-exact`` every text is as it is.

    The answer to `describe NAME` gets the columns' comments.

    Raises:
        UsageError: The query is empty, holds several statements, does more than read, or cannot be run.
    """
    try:
        statements = connection.extract_statements(query)
        _check_is_one(statements)
        _check_reads(statements)
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description or ()]
        described = described_name(query, names)
        if described is None:
            _WRITERS[style](names, _rows(cursor), out)
        else:
            write = print_table if style == "table" else _WRITERS[style]
            write([*names, "comment"], with_comments(connection, described, _rows(cursor)), out)
    except duckdb.Error as error:
        raise UsageError(_sentence(error)) from error


def _check_is_one(statements: "list[duckdb.Statement]") -> None:
    # DuckDB cuts one PIVOT into several statements without text.
    count = sum(bool(statement.query) for statement in statements)
    if count > 1:
        raise UsageError(f"These are {count} queries, and only one is answered at a time; nothing was run.")
    if not statements:
        raise UsageError(f"The query is empty; try `{TRY_QUERY}`.")


def _check_reads(statements: "list[duckdb.Statement]") -> None:
    for statement in statements:
        # Statements without text are the parts of a PIVOT.
        if (statement.query and statement.type not in _READING) or _CHANGING.search(statement.query):
            raise UsageError(
                "The warehouse can only be read: a query begins with select, from, with, describe, show, summarize, "
                "pivot or explain; nothing was run."
            )


def _sentence(error: duckdb.Error) -> str:
    """What DuckDB says, on one line, without the copy of the query below it."""
    said, _, _ = str(error).partition("\n\nLINE ")
    message = ended(" ".join(said.split()).partition("Error: ")[2])
    if "read-only" in message or isinstance(error, duckdb.PermissionException):
        return f"The warehouse can only be read, and nothing outside it: {message}"
    return f"The query cannot be run: {message}"


def _rows(cursor: "DuckDBPyConnection") -> Iterator[Sequence[Any]]:
    while chunk := cursor.fetchmany(_CHUNK_ROWS):
        yield from chunk


def _write_csv(names: list[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(guarded, names))
    writer.writerows([guarded(value) if isinstance(value, str) else value for value in row] for row in rows)


def _write_exact_csv(names: list[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(rows)


def _write_json(names: list[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    for row in rows:
        out.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False, default=str) + "\n")


_WRITERS = {"table": print_rows, "csv": _write_csv, "json": _write_json, "csv-exact": _write_exact_csv}


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
