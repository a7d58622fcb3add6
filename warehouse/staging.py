"""A night's rows on their way into the lake: written beside it, not yet counting."""

import re
import threading
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.errors import storage_faults
from warehouse.manifests import LakeFile
from warehouse.schemas import LAKE_TABLES, TABLES
from warehouse.storage import checksum, make_folder, sync_file

ROWS_PER_GROUP = 131_072


class StagingLake(Protocol):
    """What becomes of a night's staged rows is for its lake to know."""

    def commit(self, staged: "StagedNight", night: date, committed_at: datetime) -> int:
        """Make the rows part of the lake and return the number of the commit."""

    def drop(self, staged: "StagedNight") -> None:
        """Throw the rows away."""


class StagedNight:
    """The rows of one run, staged as Parquet; they count only once committed."""

    def __init__(self, run_id: str, folder: Path, lake: "StagingLake") -> None:
        """Stage under ``folder``, on the way into a lake."""
        self.run_id = run_id
        self.folder = folder
        self._lake = lake
        self._numbering = threading.Lock()

    def write(self, table_name: str, rows: pa.Table, part: int | None = None, *, again: bool = False) -> Path | None:
        """Stage rows of one table as one file; no rows, no file. Threads may write at once.

        Args:
            table_name: One of the lake's tables.
            rows: Rows of the declared schema.
            part: Place of the file among those of its table; by default the next free one. Give it when
                threads write, so that the order of rows does not hang on which of them is done first.
            again: Whether the part may be there already, of a process that died over it; the new rows take its place.

        Returns:
            Where the file stands, or None when there was nothing to write.

        Raises:
            ValueError: The table is not the lake's.
            UnusableStorage: The disk is full or the place may not be written.
        """
        if table_name not in LAKE_TABLES:
            raise ValueError(f"{table_name}: the lake keeps {', '.join(LAKE_TABLES)}, no other table")
        if rows.num_rows == 0:
            return None
        path = self._reserve(table_name, part, again)
        with storage_faults(path):
            unfinished = path.with_suffix(".unfinished")
            pq.write_table(
                rows.select(TABLES[table_name].schema.names).cast(TABLES[table_name].schema),
                unfinished,
                compression="zstd",
                row_group_size=ROWS_PER_GROUP,
            )
            sync_file(unfinished)
            unfinished.replace(path)
        return path

    def _reserve(self, table_name: str, part: int | None, again: bool) -> Path:
        folder = self.folder / table_name
        make_folder(folder)
        with self._numbering:
            taken = {int(path.name[:6]) for path in folder.glob("[0-9]*.*")}
            number = max(taken, default=-1) + 1 if part is None else part
            if number in taken and not again:
                raise ValueError(f"{folder}: part {number} is staged already")
            path = folder / f"{number:06d}.parquet"
            path.with_suffix(".unfinished").touch()
        return path

    def files(self, table_name: str) -> list[Path]:
        """List the staged files of one table, in the order of their parts."""
        return sorted((self.folder / table_name).glob("*.parquet"))

    def lake_files(self, night: date) -> tuple[LakeFile, ...]:
        """Describe all staged files as they will stand in the lake, tables in the contract's order."""
        return tuple(
            LakeFile(
                table=table_name,
                path=f"{table_name}/night={night.isoformat()}/{self.run_id}-{number:04d}.parquet",
                staged=f"{table_name}/{path.name}",
                rows=pq.read_metadata(path).num_rows,
                bytes=path.stat().st_size,
                sha256=checksum(path),
            )
            for table_name in LAKE_TABLES
            for number, path in enumerate(self.files(table_name))
        )

    def commit(self, night: date, committed_at: datetime | None = None) -> int:
        """Make the staged rows part of the lake and return the number of the commit.

        With nothing staged nothing is written, and the number is that of the last commit.
        """
        return self._lake.commit(self, night, committed_at or datetime.now(UTC))

    def drop(self) -> None:
        """Throw the staged rows away."""
        self._lake.drop(self)


def check_run_id(run_id: str) -> None:
    """Refuse a run id that could not stand in a file name.

    Raises:
        ValueError: The run id is not made of letters, digits and hyphens.
    """
    if not re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z-]*", run_id):
        raise ValueError(f"{run_id!r}: a run id is made of letters, digits and hyphens")
