"""The interactive prompt of `casetally sql`, with history."""

import contextlib
import os
import readline
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import UsageError
from flows.sql import run_query
from flows.tables import harmless
from warehouse.data_folder import DataFolder
from warehouse.reading import connect

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_HISTORY = Path(os.environ.get("XDG_STATE_HOME", Path.home() / ".local" / "state")) / "casetally" / "sql_history"
_HISTORY_LINES = 1000
_WELCOME = "SQL ends with `;` or an empty line. .tables lists the tables and views, .quit leaves."
_TABLES = """
select table_name as name, comment from duckdb_tables() where database_name = 'warehouse'
union all
select view_name, comment from duckdb_views() where database_name = 'warehouse' and not internal
"""
_QUIT = {".quit", ".exit", "quit", "exit"}


def prompt(data: DataFolder, style: str) -> None:
    """Read queries from the terminal until the user leaves, always on the newest publication."""
    session = _Session(data)
    print(_WELCOME)
    with _history():
        while (query := _read_query()) is not None:
            try:
                run_query(session.connection(), query, style, sys.stdout)
            except UsageError as error:
                print(harmless(str(error)), file=sys.stderr)


class _Session:
    """A connection that follows the published file when a night replaces it."""

    def __init__(self, data: DataFolder) -> None:
        self._data = data
        self._connection = connect(data)
        self._inode = data.warehouse.stat().st_ino

    def connection(self) -> "DuckDBPyConnection":
        inode = self._data.warehouse.stat().st_ino
        if inode != self._inode:
            # DuckDB hands out the old file as long as a connection to that path is open.
            self._connection.close()
            self._connection, self._inode = connect(self._data), inode
            print("A new publication has arrived; queries now read it.")
        return self._connection


def _read_query() -> str | None:
    """The next query; None when the user leaves."""
    lines: list[str] = []
    while True:
        try:
            line = input("      ...> " if lines else "casetally> ")
        except EOFError:
            print()
            return None
        except KeyboardInterrupt:
            print()
            lines.clear()
            continue
        if not lines and line.strip().rstrip(";") in _QUIT:
            return None
        if not lines and line.strip() == ".tables":
            return _TABLES
        lines.append(line)
        query = "\n".join(lines).strip()
        if query and (query.endswith(";") or not line.strip()):
            return query
        if not query:
            lines.clear()


@contextlib.contextmanager
def _history() -> Iterator[None]:
    """Line editing with the queries of earlier sessions; a history that cannot be kept is no reason to stop."""
    with contextlib.suppress(OSError):
        readline.read_history_file(_HISTORY)
    try:
        yield
    finally:
        readline.set_history_length(_HISTORY_LINES)
        with contextlib.suppress(OSError):
            _HISTORY.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(_HISTORY)
