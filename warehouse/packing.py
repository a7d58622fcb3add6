"""Packing: the small files of old nights into larger ones, while everything can still be read."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.errors import DamagedLake, storage_faults
from warehouse.lake import Lake
from warehouse.lake_rows import damage_told, lake_rows
from warehouse.manifests import LakeFile
from warehouse.packs import Pack, pack_name, set_aside_at
from warehouse.schemas import LAKE_TABLES, TABLES
from warehouse.staging import ROWS_PER_GROUP
from warehouse.storage import checksum, make_folder, sync_file
from warehouse.version import running_version

LARGEST_PACK = 256 * 2**20  # bytes; a pack that is larger is not packed again
BYTES_PER_GROUP = 64 * 2**20  # of rows in memory


def pack_nights(lake: Lake, at_least: int, now: datetime) -> Pack | None:
    """Pack the nights that are not packed yet, but for the last one; None when they are too few.

    Packs before them are taken in while they are no larger than what is gathered: so the number of packs grows with the
    logarithm of the nights, and a row is written a few times in all. The caller holds the lock of the data folder.

    Args:
        lake: The lake, recovered.
        at_least: How many nights are worth a pack.
        now: When.

    Raises:
        DamagedLake: A file is missing or is not what was committed; nothing was changed.
        UnusableStorage: The disk is full or the place may not be written; nothing was changed.
    """
    packs, last = lake.packs(), lake.last_commit() - 1
    first = packs[-1].last + 1 if packs else 1
    if last - first + 1 < max(at_least, 1):
        return None
    size = sum(file.bytes for file in lake.files(after=first - 1, up_to=last))
    while packs and packs[-1].bytes <= size and packs[-1].bytes + size <= LARGEST_PACK:
        size += packs[-1].bytes
        first = packs.pop().first
    lake.verify(after=first - 1, up_to=last)
    pack = _write(lake, first, last, now)
    lake.commit_pack(pack)
    return pack


def _write(lake: Lake, first: int, last: int, now: datetime) -> Pack:
    replaced = list(lake.files(after=first - 1, up_to=last))
    night = lake.manifests(after=last - 1)[0].night
    name = pack_name(first, last)
    folder = lake.staging / name
    files = []
    for table in LAKE_TABLES:
        old = [file for file in replaced if file.table == table]
        if not old:
            continue
        staged = folder / f"{table}.parquet"
        rows = _write_table(table, lake.paths_of(old), staged)
        if rows != sum(file.rows for file in old):
            raise DamagedLake(f"{lake.address}: the files of {table} hold {rows} rows, not those that were committed")
        path = f"{table}/night={night.isoformat()}/{name}.parquet"
        files.append(LakeFile(table, path, staged.name, rows, staged.stat().st_size, checksum(staged)))
    return Pack(first, last, now, running_version(), tuple(files), tuple(file.path for file in replaced))


def _write_table(table: str, files: list[Path], staged: Path) -> int:
    make_folder(staged.parent)
    count = 0
    with storage_faults(staged), damage_told(files):
        with pq.ParquetWriter(staged, TABLES[table].schema, compression="zstd") as writer:
            for group in _groups(lake_rows(table, files)):
                writer.write_table(group, row_group_size=ROWS_PER_GROUP)
                count += group.num_rows
        sync_file(staged)
    return count


def _groups(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.Table]:
    """Gather batches until they are as many rows, or bytes, as a row group may have."""
    group: list[pa.RecordBatch] = []
    rows = size = 0
    for batch in batches:
        group.append(batch)
        rows, size = rows + batch.num_rows, size + batch.nbytes
        if rows >= ROWS_PER_GROUP or size >= BYTES_PER_GROUP:
            yield pa.Table.from_batches(group)
            group, rows, size = [], 0, 0
    if group:
        yield pa.Table.from_batches(group)


def remove_replaced(lake: Lake, days: int, now: datetime) -> list[str]:
    """Remove what packs replaced more than some days ago, once it is sure that the packs hold it.

    Raises:
        DamagedLake: A pack is missing or damaged; what it replaced stays.
    """
    old = [name for name in lake.aside() if now - set_aside_at(name) > timedelta(days=days)]
    packs = lake.packs()
    if old and packs:
        lake.verify(after=0, up_to=packs[-1].last)
    for name in old:
        lake.remove_aside(name)
    return old
