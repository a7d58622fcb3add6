"""A Great Expectations datasource that works in DuckDB. Importing this module imports Great Expectations.

GX's own engine reads results after their transaction has closed, which DuckDB does not allow: ours keeps one
connection open for as long as the engine lives. And the dialect asks for a user agent of its own, which makes the
database's other connections in this process incompatible: ours connects as everybody else does.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, Type  # noqa: UP035 (`type` is a field below)
from urllib.parse import quote, unquote

import duckdb
from duckdb_sqlalchemy import ConnectionWrapper, Dialect
from great_expectations.datasource.fluent.sql_datasource import SQLDatasource
from great_expectations.execution_engine import SqlAlchemyExecutionEngine
from sqlalchemy.dialects import registry

DRIVER, READER = "duckdb.plain", "duckdb.reader"


class PlainDialect(Dialect):  # type: ignore[misc]
    """DuckDB's dialect over a connection without settings."""

    supports_statement_cache = True

    def connect(self, *_: Any, **parameters: Any) -> Any:
        """Return a connection to the file that `connection_string` names."""
        return ConnectionWrapper(duckdb.connect(unquote(parameters["database"])))


class ReaderDialect(PlainDialect):
    """DuckDB's dialect over a connection that cannot write."""

    supports_statement_cache = True

    def connect(self, *_: Any, **parameters: Any) -> Any:
        """Return a connection to the file that `connection_string` names."""
        spill: dict[str, Any] = {
            "temp_directory": str(Path(tempfile.gettempdir()) / "casetally")
        }  # by default beside the file
        return ConnectionWrapper(duckdb.connect(unquote(parameters["database"]), read_only=True, config=spill))


registry.register(DRIVER, __name__, PlainDialect.__name__)
registry.register(READER, __name__, ReaderDialect.__name__)


def connection_string(path: Path, *, read_only: bool = False) -> str:
    """Return the address of a database file; signs that GX or SQLAlchemy would read as their own are quoted."""
    driver = READER if read_only else DRIVER
    return f"{driver.replace('.', '+')}:///{quote(str(path.resolve()))}"


class DuckDBExecutionEngine(SqlAlchemyExecutionEngine):  # type: ignore[misc]
    """Runs all queries of a validation through one connection."""

    _connection: Any

    @contextmanager
    def get_connection(self) -> Iterator[Any]:
        """Yield the one open connection."""
        if not self._connection:
            self._connection = self.engine.connect()
        yield self._connection

    def close(self) -> None:
        """Close the one open connection, and any other: while one is open, no other process can read the file."""
        if self._connection:
            self._connection.close()
            self._connection = None
        super().close()


class DuckDBDatasource(SQLDatasource):  # type: ignore[misc]
    """Makes ``context.data_sources.add_duckdb`` available."""

    type: Literal["duckdb"] = "duckdb"

    @property
    def execution_engine_type(self) -> Type[SqlAlchemyExecutionEngine]:  # noqa: UP006
        """Return the engine above."""
        return DuckDBExecutionEngine
