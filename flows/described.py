"""`describe NAME` with the comment of each column, which DuckDB's own answer leaves out."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_NAME = r'(?:"(?:[^"]|"")+"|\w+)'
_DESCRIBE = re.compile(
    rf"(?:describe|desc|show)\s+(?:table\s+)?(?:{_NAME}\s*\.\s*){{0,2}}(?P<name>{_NAME})\s*;?", re.IGNORECASE
)
_COLUMNS = ["column_name", "column_type", "null", "key", "default", "extra"]
_COMMENTS = """
select column_name, comment from duckdb_columns()
where database_name = current_database() and schema_name = current_schema() and lower(table_name) = lower(?)
"""


def described_name(query: str, columns: Sequence[str]) -> str | None:
    """The table or view that a query describes, None when it asks for something else.

    Args:
        query: One query.
        columns: The columns of its answer; they tell `show NAME` from `show tables`.
    """
    found = _DESCRIBE.fullmatch(query.strip())
    if not found or list(columns) != _COLUMNS:
        return None
    name = found["name"]
    return name[1:-1].replace('""', '"') if name.startswith('"') else name


def with_comments(connection: "DuckDBPyConnection", name: str, rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """The rows of `describe NAME`, each with the comment of its column at the end."""
    described = list(rows)  # before the connection answers another query
    comments = dict(connection.execute(_COMMENTS, [name]).fetchall())
    return [(*row, comments.get(row[0])) for row in described]
