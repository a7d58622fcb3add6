"""How the data folder changed from version to version, declared once, and the refusal of a newer one.

The lake is never rewritten for a change of the tables: Parquet files of every version stay as they were written, and
whoever reads them (`warehouse.lake_rows`) gets the columns of today. A column that older files lack is NULL there; that
need not be declared. What must be is a change here: a column added with a value for the rows from before, or renamed.

A change of columns is made like this: the schema in `warehouse.schemas`, an entry in ``CHANGES``, ``SCHEMA`` one more.
The name of a column that is gone is never given to another.
"""

from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import CasetallyError

SCHEMA = 2
"""The version of the data folder's layout that is written. 1: Casetally 0.1.0. 2: nights may be packed."""


class NewerDataFolder(CasetallyError):
    """A newer version of Casetally has written to the data folder."""


@dataclass(frozen=True, slots=True)
class Added:
    """A column that came with a schema version, and its value in all rows written before."""

    schema: int
    table: str
    column: str
    value: str | int | float


@dataclass(frozen=True, slots=True)
class Renamed:
    """A column that has another name since a schema version."""

    schema: int
    table: str
    old: str
    column: str


Change = Added | Renamed
CHANGES: tuple[Change, ...] = ()


def refuse_newer(place: Path, schema: object, version: object) -> None:
    """Refuse what a newer version wrote: it may mean something else by it.

    Args:
        place: The file that says so.
        schema: The schema version it was written with.
        version: The version of Casetally that wrote it.

    Raises:
        NewerDataFolder: The schema version is above the one that this version writes.
    """
    if isinstance(schema, int) and schema > SCHEMA:
        raise NewerDataFolder(
            f"{place}: Casetally {version} wrote this (data folder version {schema}), and the one that runs knows "
            f"versions up to {SCHEMA}: install Casetally {version} or newer; nothing was changed"
        )
