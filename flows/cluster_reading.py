"""Reading on a cluster: a worker takes documents from the inbox and writes their rows to the lake's staging itself."""

import multiprocessing
import tempfile
import threading
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from distributed import get_worker

from flows.batches import Batch
from flows.errors import NightFailed
from flows.inbox import Source
from flows.readers import Readers
from flows.reading import BatchRows
from warehouse.lake import Lake


@dataclass(frozen=True, slots=True)
class ClusterReading:
    """The work of a night's reading tasks, as it is sent to a worker: addresses and facts, no document's bytes."""

    source: Source
    lake: Lake
    run_id: str
    ingested_at: datetime
    newest_day: date

    def __call__(self, batch: Batch) -> BatchRows:
        """Read a batch and stage its rows; what a worker that died has left of them is replaced.

        Returns:
            What reading it gave, without the rows.

        Raises:
            NightFailed: This worker may not start processes.
        """
        number, documents = batch
        if multiprocessing.current_process().daemon:
            raise NightFailed(
                "The Dask workers may not start the processes that read: start them with "
                "DASK_DISTRIBUTED__WORKER__DAEMON=false or --no-nanny, and run again."
            )
        read = _READERS.of(self).read(documents)
        with tempfile.TemporaryDirectory(prefix="casetally-") as own:
            lake = self.lake.elsewhere(Path(own))
            staged = lake.stage(self.run_id)
            for table_name, rows in read.tables.items():
                staged.write(table_name, rows, part=number, again=True)
            lake.hand_over(staged)
        return read.without_rows()


class _ReadersHere:
    """The reading processes of this worker, kept from task to task of one night."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._run_id = ""
        self._readers: Readers | None = None

    def of(self, work: ClusterReading) -> Readers:
        with self._changing:
            if self._readers is None or self._run_id != work.run_id:
                if self._readers is not None:
                    self._readers.end()
                count = get_worker().state.nthreads
                self._readers = Readers(work.source, work.run_id, work.ingested_at, work.newest_day, count)
                self._run_id = work.run_id
            return self._readers

    def end(self) -> None:
        with self._changing:
            if self._readers is not None:
                self._readers.end()
            self._readers = None


_READERS = _ReadersHere()


def end_reading() -> None:
    """End the reading processes that this worker has kept; a task that is still to come starts its own."""
    _READERS.end()
