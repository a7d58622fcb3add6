"""Reading the published warehouse: read-only, and shut in, so that no query reaches any other file."""

import tempfile
from collections.abc import Collection
from pathlib import Path

import duckdb

from warehouse.data_folder import DataFolder
from warehouse.ddl import quoted
from warehouse.errors import NoWarehouse, UnreadableWarehouse
from warehouse.lake import Lake

_BEFORE_OPENING = """
set autoinstall_known_extensions = false;
set autoload_known_extensions = false;
set temp_directory = {spill};
attach {warehouse} as warehouse (read_only);
use warehouse;
set enable_external_access = false;
set lock_configuration = true;
"""

_KNOWN = "select document_id from documents where document_id in (select unnest($listed::varchar[]))"


def connect(data: DataFolder) -> duckdb.DuckDBPyConnection:
    """Open what is published now, for reading.

    The file is attached to an instance of its own: a plain second connect in one process would get the database
    that an earlier connection still holds open, not the one published since.

    Raises:
        NoWarehouse: Nothing has been published in the data folder.
        UnreadableWarehouse: The published file is damaged, or may not be read.
    """
    if not data.warehouse.is_file():
        raise NoWarehouse(
            f"{data.path}: no warehouse is published here yet; publish one with `casetally run`, "
            "or name another data folder with --data"
        )
    connection = duckdb.connect(":memory:")
    spill = Path(tempfile.gettempdir()) / "casetally"
    try:
        connection.execute(_BEFORE_OPENING.format(spill=quoted(str(spill)), warehouse=quoted(str(data.warehouse))))
    except duckdb.Error as fault:
        connection.close()
        raise _unreadable(data) from fault
    return connection


def published_commit(data: DataFolder) -> int:
    """Return the number of the last commit that the published warehouse holds, 0 when none is published.

    Raises:
        UnreadableWarehouse: The published file is damaged, or may not be read.
    """
    if not data.warehouse.is_file():
        return 0
    with connect(data) as connection:
        try:
            row = connection.execute("select coalesce(max(commit_number), 0) from publication").fetchone()
        except duckdb.CatalogException:  # published by a version that kept no such table
            return 0
        except duckdb.Error as fault:
            raise _unreadable(data) from fault
    return int(row[0]) if row else 0


def known_documents(data: DataFolder, lake: Lake, listed: Collection[str]) -> set[str]:
    """Return those of the documents that the lake holds; the published warehouse is asked where it holds all of it.

    Raises:
        DamagedLake: The lake must be read, and a file of it cannot.
    """
    try:
        if data.warehouse.is_file() and published_commit(data) == lake.last_commit():
            with connect(data) as connection:
                rows = connection.execute(_KNOWN, {"listed": list(listed)}).fetchall()
            return {document_id for (document_id,) in rows}
    except (UnreadableWarehouse, duckdb.Error):
        pass  # the lake knows
    return lake.known_documents() & set(listed)


def _unreadable(data: DataFolder) -> UnreadableWarehouse:
    return UnreadableWarehouse(
        f"{data.warehouse}: the published warehouse cannot be opened; `casetally rebuild` makes it again from the lake"
    )
