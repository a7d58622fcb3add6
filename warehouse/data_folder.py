"""The data folder: what lies where, and the lock that lets one run write at a time."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from warehouse.errors import storage_faults
from warehouse.locks import LockHolder, held_alone, holder_of


@dataclass(frozen=True)
class DataFolder:
    """The places of one data folder, as the contract names them; nothing is created by naming them."""

    path: Path

    @property
    def lake(self) -> Path:
        """The Parquet lake: the record of everything."""
        return self.path / "lake"

    @property
    def warehouse(self) -> Path:
        """The published database."""
        return self.path / "warehouse.duckdb"

    @property
    def decisions(self) -> Path:
        """The reviewers' decisions."""
        return self.path / "decisions.csv"

    @property
    def docs(self) -> Path:
        """The Data Docs."""
        return self.path / "docs"

    @property
    def review(self) -> Path:
        """The review pages."""
        return self.path / "review"

    @property
    def quarantine(self) -> Path:
        """Documents that could not be read, each with its reason."""
        return self.path / "quarantine"

    @property
    def work(self) -> Path:
        """Staging and candidate; may be deleted whenever no run is on."""
        return self.path / "work"

    @property
    def stage(self) -> Path:
        """Rows of nights that are not committed yet."""
        return self.work / "stage"

    @property
    def candidate(self) -> Path:
        """The database that the next publication is built in."""
        return self.work / "candidate.duckdb"

    @property
    def feeds(self) -> Path:
        """What is remembered of feeds, to ask for changes only."""
        return self.work / "feeds"

    @property
    def feed_alerts(self) -> Path:
        """What of feeds has been alerted; may be deleted whenever no fetch is on."""
        return self.work / "feed_alerts.json"

    @property
    def last_run(self) -> Path:
        """What the last run did."""
        return self.path / "last_run.json"

    @property
    def last_fault(self) -> Path:
        """The traceback of the last night that a fault of the program ended."""
        return self.path / "last_fault.txt"

    @property
    def alerts(self) -> Path:
        """What has been alerted, and what is usual; may be deleted whenever no run is on."""
        return self.path / "alerts.json"

    @property
    def lock_file(self) -> Path:
        """The file that a writing run holds locked."""
        return self.path / ".lock"

    def create(self) -> None:
        """Make the folder and its work folder where they are missing.

        Raises:
            UnusableStorage: The place may not be written.
        """
        with storage_faults(self.path):
            self.work.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the folder for one writing run; the lock ends with the process, however it ends.

        Raises:
            LockedDataFolder: Another run holds it.
            UnusableStorage: The place may not be written.
        """
        with self._alone(self.lock_file, "another run is writing to this data folder"):
            yield

    @contextmanager
    def lock_feeds(self) -> Iterator[None]:
        """Hold what is remembered of feeds for one fetch; a night may go on beside it.

        Raises:
            LockedDataFolder: Another fetch holds it.
            UnusableStorage: The place may not be written.
        """
        with self._alone(self.work / "feeds.lock", "another fetch is on with this data folder"):
            yield

    @contextmanager
    def _alone(self, lock_file: Path, refusal: str) -> Iterator[None]:
        self.create()
        with held_alone(lock_file, f"{self.path}: {refusal}; wait for it to end and run again"):
            yield

    def lock_holder(self) -> LockHolder | None:
        """Tell who holds the folder, None when nobody does; nothing is written."""
        return holder_of(self.lock_file)
