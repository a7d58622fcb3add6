"""A database of ours open for writing: filled from the lake and from staging, derived, sealed."""

import os
from collections.abc import Collection, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

import duckdb
import pyarrow as pa

from warehouse.ddl import create_views
from warehouse.duplicates import derive_duplicates
from warehouse.figure_places import add_places
from warehouse.known_levels import add_levels, sort_levels
from warehouse.lake import Lake
from warehouse.loading import insert_rows, load_files
from warehouse.manifests import Manifest
from warehouse.rows import table_of
from warehouse.schemas import LAKE_TABLES, PUBLICATION
from warehouse.series import fill_series, renew_series
from warehouse.staging import StagedNight
from warehouse.status import derive_observation_status, refresh_catalogue
from warehouse.storage import database_faults

MOST_MEMORY = 1_000_000_000  # bytes; what needs more is spilled beside the database
# By default a join hands no more than 50 values to the scan; of more places each column would be unpacked as a whole.
READ_FEW_ROWS = "set dynamic_or_filter_threshold = 100000"
SHOW_NO_PROGRESS = "set enable_progress_bar = false"  # on the terminal, or in the log, of whoever runs a long query
SHARE_OF_MEMORY = 0.6


@dataclass(frozen=True, slots=True)
class _Publication:
    """A row of ``publication``."""

    commit_number: int
    run_id: str
    published_at: datetime
    version: str


class Candidate:
    """A writable database beside the published one; leave the ``with`` block to close it."""

    def __init__(self, path: Path, lake: Lake, *, built_anew: bool = False, memory: int = MOST_MEMORY) -> None:
        """Open a database to be filled from the lake.

        Args:
            path: Where it lies.
            lake: What it is filled from.
            built_anew: Whether it is no copy of what is published.
            memory: The bytes of memory that the database may use at most.
        """
        self.path = path
        self.built_anew = built_anew
        self.sealed_at: int | None = None
        with database_faults(path):
            self.connection = duckdb.connect(str(path))
            self.connection.execute(f"set memory_limit = '{memory_limit(memory)}B'")
            self.connection.execute(READ_FEW_ROWS)
            self.connection.execute(SHOW_NO_PROGRESS)
        self._lake = lake
        self._loaded: set[Path] = set()
        self._unsettled: set[str] = set()
        self._series_is_new = False

    def __enter__(self) -> "Candidate":
        """Return itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the database."""
        self.close()

    def close(self) -> None:
        """Close the database; what was written since the last transaction ended is dropped."""
        self.connection.close()

    def flush(self) -> None:
        """Have the one file hold everything.

        Closing would do so too, but keeps silent when the disk is full, and leaves the rows beside the file.

        Raises:
            UnusableStorage: The disk is full.
        """
        with database_faults(self.path):
            self.connection.execute("checkpoint")

    def load(self, staged: StagedNight, features: pa.Table | None = None, helper: Executor | None = None) -> None:
        """Add what was staged since the last call, then derive duplicates and statuses anew where it bears on them.

        Findings, rule results and runs that are there already under the same key are replaced by the staged ones.

        Args:
            staged: The night.
            features: What reprints of its texts are told by (``warehouse.text_features``), as far as it is known.
            helper: Processes that compare some of its texts while this one compares the others.
        """
        with self._transaction():
            came: set[str] = set()
            for table_name in LAKE_TABLES:
                files = [path for path in staged.files(table_name) if path not in self._loaded]
                load_files(self.connection, table_name, files)
                self._loaded.update(files)
                came.update([table_name] if files else [])
        self._unsettled.add(staged.run_id)
        self._derive(came, features, helper)

    def settle(self) -> None:
        """Bring `series`, `known_levels` and `figure_places` up to date with all that was loaded and derived."""
        with self._transaction():
            add_places(self.connection)
            if self._series_is_new:
                add_levels(self.connection)
                fill_series(self.connection)
            elif self._unsettled:
                renew_series(self.connection, self._unsettled)
        self._unsettled.clear()
        self._series_is_new = False

    def sort(self) -> None:
        """Put the levels that nights added one behind the other in one order again; it takes as long as a rebuild."""
        with self._transaction():
            sort_levels(self.connection)

    def seal(self, commit_number: int) -> None:
        """Settle, and write down which commit of the lake the candidate holds; after this it can be published."""
        self.settle()
        with self._transaction():
            self._note_publication(self._lake.manifests(after=self.commit_number()))
        if self.commit_number() != commit_number:
            raise ValueError(
                f"{self.path}: sealed at {commit_number}, the lake's last commit is {self.commit_number()}"
            )
        self.sealed_at = commit_number

    def commit_number(self) -> int:
        """Return the number of the last commit that the candidate says it holds, 0 for none."""
        row = self.connection.execute("select coalesce(max(commit_number), 0) from publication").fetchone()
        return int(row[0]) if row else 0

    def catch_up(self) -> None:
        """Load all committed nights that are not in the candidate yet, and renew catalogue and views.

        Raises:
            DamagedLake: A committed file is missing or is not what was committed.
        """
        held = self.commit_number()
        self._lake.verify(after=held)
        missed = self._lake.manifests(after=held)
        with self._transaction():
            names_changed = refresh_catalogue(self.connection)
            self._series_is_new = create_views(self.connection) or names_changed
            if missed:
                self._load_nights(missed, held)
        if missed:
            self._derive()

    def _load_nights(self, missed: list[Manifest], held: int) -> None:
        for table_name in LAKE_TABLES:
            load_files(self.connection, table_name, self._lake.committed_files(table_name, after=held))
        self._note_publication(missed)
        self._unsettled.update(night.run_id for night in missed)

    def _derive(
        self, came: Collection[str] = LAKE_TABLES, features: pa.Table | None = None, helper: Executor | None = None
    ) -> None:
        # In a transaction of its own: only of committed rows the number tells their place.
        with self._transaction():
            if "reports" in came:
                derive_duplicates(self.connection, features, helper)
            if "findings" in came:
                derive_observation_status(self.connection)

    def _note_publication(self, manifests: list[Manifest]) -> None:
        rows = [_Publication(night.commit, night.run_id, night.committed_at, night.version) for night in manifests]
        insert_rows(self.connection, PUBLICATION, table_of(PUBLICATION, rows))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with database_faults(self.path):
            self.connection.begin()
            try:
                yield
                self.connection.commit()
            except BaseException:
                with suppress(duckdb.Error):  # a commit that failed has rolled back already
                    self.connection.rollback()
                raise


def memory_limit(most: int = MOST_MEMORY) -> int:
    """Return how many bytes of memory a database may use: so many at most, and less on a small machine."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min(most, int(machine * SHARE_OF_MEMORY))
