"""Rows of Parquet files with the columns of today, whatever version of Casetally wrote the files."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds

from warehouse import migrations
from warehouse.errors import DamagedLake
from warehouse.migrations import Added, Change, Renamed
from warehouse.schemas import TABLES, Table

BATCH_ROWS = 65_536


def lake_rows(
    table_name: str, files: Sequence[Path], columns: Sequence[str] | None = None, where: pc.Expression | None = None
) -> pa.RecordBatchReader:
    """Stream the rows of a table's files, in the order of the files.

    Args:
        table_name: The table.
        files: Its files, of any version.
        columns: Which columns, in that order; by default all of today.
        where: Which rows, by today's columns.
    """
    table = TABLES[table_name]
    schema = pa.schema([table.schema.field(name) for name in columns or table.schema.names])
    changes = [change for change in migrations.CHANGES if change.table == table_name]
    if not changes:
        every = ds.dataset([str(path) for path in files], format="parquet", schema=table.schema)
        return every.scanner(columns=schema.names, filter=where, batch_size=BATCH_ROWS).to_reader()
    batches = (batch for path in files for batch in _migrated(table, path, changes, schema.names, where))
    return pa.RecordBatchReader.from_batches(schema, (batch.cast(schema) for batch in batches))


def _migrated(
    table: Table, path: Path, changes: Sequence[Change], names: Sequence[str], where: pc.Expression | None
) -> Iterator[pa.RecordBatch]:
    file = ds.dataset(str(path), format="parquet")
    today = {field.name: _as_today(field, file.schema.names, changes) for field in table.schema}
    rows = file.scanner(columns=today, batch_size=BATCH_ROWS).to_reader()
    yield from ds.Scanner.from_batches(rows, columns=list(names), filter=where).to_batches()


def _as_today(field: pa.Field, present: Sequence[str], changes: Sequence[Change]) -> pc.Expression:
    name, renamed = field.name, {change.column: change.old for change in changes if isinstance(change, Renamed)}
    while name not in present and name in renamed:
        name = renamed[name]
    if name in present:
        return pc.field(name).cast(field.type)
    added: Mapping[str, object] = {change.column: change.value for change in changes if isinstance(change, Added)}
    return pc.scalar(pa.scalar(added.get(field.name), field.type))


@contextmanager
def damage_told(files: Sequence[Path]) -> Iterator[None]:
    """Turn the faults of reading Parquet files into one sentence that names the file.

    Raises:
        DamagedLake: A file cannot be read.
    """
    try:
        yield
    except (OSError, pa.ArrowException, duckdb.InvalidInputException) as fault:
        raise DamagedLake(
            f"{_unreadable(files) or files[0].parent}: this Parquet file cannot be read; "
            "restore it from a backup of the lake and run again"
        ) from fault


def _unreadable(files: Sequence[Path]) -> Path | None:
    for path in files:
        try:
            ds.dataset(str(path), format="parquet").count_rows()
        except (OSError, pa.ArrowException):
            return path
    return None
