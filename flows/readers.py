"""The processes that read documents: bounded in time and memory, and replaced when a document ends one."""

import gc
import multiprocessing
import pickle
import queue
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from multiprocessing.connection import Connection, wait

from extraction import extract_document
from flows.batches import follow_parent
from flows.errors import NightFailed
from flows.inbox import InboxDocument, Source, Unreadable
from flows.reading import BatchRows, read_batch

_CONTEXT = multiprocessing.get_context("spawn")  # shares no memory with this process
_MOST_FAILED_STARTS = 3
_START_SECONDS = 300


class _Lost(Exception):
    """A process ended, or was ended, before it had read its batch; ``number`` is the document it was reading."""

    def __init__(self, number: int | None, *, late: bool) -> None:
        super().__init__(number, late)
        self.number, self.late = number, late


class _Reader:
    """One process and the line to it."""

    def __init__(self, source: Source, run_id: str, ingested_at: datetime, newest_day: date) -> None:
        self._seconds = source.limits.seconds
        self._line, end = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(
            target=_serve, args=(end, source, run_id, ingested_at, newest_day), daemon=True
        )
        self._process.start()
        end.close()

    def read(self, documents: Sequence[InboxDocument]) -> BatchRows:
        """What reading the batch gave.

        Raises:
            _Lost: The process ended, or one document took too long.
        """
        number: int | None = None
        until = time.monotonic() + _START_SECONDS
        try:
            self._line.send(documents)
            while True:
                ready = wait([self._line, self._process.sentinel], max(0.0, until - time.monotonic()))
                if self._line not in ready and not self._line.poll():
                    raise _Lost(number, late=not ready)
                said = self._line.recv()
                if isinstance(said, BatchRows):
                    return said
                if isinstance(said, Exception):
                    raise said
                number, until = said, time.monotonic() + self._seconds
        except (EOFError, BrokenPipeError, ConnectionResetError) as error:
            raise _Lost(number, late=False) from error

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._process.join()
        self._line.close()


class Readers:
    """A number of processes; each reads one batch at a time, on behalf of whichever thread asks."""

    def __init__(self, source: Source, run_id: str, ingested_at: datetime, newest_day: date, workers: int) -> None:
        self._source, self._facts = source, (source, run_id, ingested_at, newest_day)
        self._free: queue.Queue[_Reader | None] = queue.Queue()
        for _ in range(workers):
            self._free.put(None)  # started when first needed

    def read(self, documents: Sequence[InboxDocument]) -> BatchRows:
        """Read a batch; a document that ends its process twice, or takes too long, is unreadable, the others are not.

        Raises:
            NightFailed: The processes end before they read anything.
        """
        left = list(documents)
        unreadable: list[Unreadable] = []
        ended_one: set[str] = set()
        failed_starts = 0
        while True:
            try:
                read = self._attempt(left)
                return replace(read, unreadable=(*read.unreadable, *unreadable))
            except _Lost as lost:
                if lost.number is None:
                    failed_starts += 1
                    if failed_starts == _MOST_FAILED_STARTS:
                        raise NightFailed(_ENDED_FROM_OUTSIDE) from lost
                    continue
                document = left[lost.number]
                # Whoever ends a process once may do so for reasons that lie outside, such as other programs' memory.
                if lost.late or document.document_id in ended_one:
                    unreadable.append(self._unreadable(document, late=lost.late))
                    del left[lost.number]
                ended_one.add(document.document_id)

    def end(self) -> None:
        """End the processes that are free; the others end with this one. Whoever still reads starts a new one."""
        free: list[_Reader | None] = []
        with suppress(queue.Empty):
            while True:
                free.append(self._free.get_nowait())
        for reader in free:
            if reader:
                reader.end()
            self._free.put(None)

    def _attempt(self, documents: Sequence[InboxDocument]) -> BatchRows:
        reader = self._free.get()
        try:
            reader = reader or _Reader(*self._facts)
            return reader.read(documents)
        except BaseException:
            if reader:
                reader.end()
            reader = None
            raise
        finally:
            self._free.put(reader)

    def _unreadable(self, document: InboxDocument, *, late: bool) -> Unreadable:
        limits = self._source.limits
        reason = (
            f"reading it takes longer than {limits.seconds} seconds (CASETALLY_DOCUMENT_SECONDS)"
            if late
            else "reading it ended the process that read it, twice, most often because memory ran out"
        )
        reason += "; split it or save it in another format"
        return Unreadable(document.uri, reason, document.document_id, document.place)


_ENDED_FROM_OUTSIDE = (
    "A process of this run was ended from outside, most often because memory ran out: free some or set "
    "CASETALLY_WORKERS lower, and run again; what was published stands."
)


@contextmanager
def readers(source: Source, run_id: str, ingested_at: datetime, newest_day: date, workers: int) -> Iterator[Readers]:
    """Processes that read documents, ended behind the block."""
    started = Readers(source, run_id, ingested_at, newest_day, workers)
    try:
        yield started
    finally:
        started.end()


def _serve(line: Connection, source: Source, run_id: str, ingested_at: datetime, newest_day: date) -> None:
    """Read batches as they come down the line, telling the number of each document before it is begun."""
    follow_parent()
    _bound_memory(source.limits.memory_bytes)
    extract_document("", document_id="", uri="")  # loads the catalogue: the first document's time is its own
    gc.freeze()  # what is loaded stays: no long document need pay for a search of all of it for garbage
    while True:
        try:
            documents = line.recv()
        except EOFError:
            return
        try:
            said: object = read_batch(
                documents, source, run_id=run_id, ingested_at=ingested_at, newest_day=newest_day, begin=line.send
            )
        except Exception as error:  # the parent raises it
            said = _sendable(error)
        line.send(said)


def _bound_memory(most: int) -> None:
    # Not the address space: libraries reserve much of it that they never use, the more the more cores there are.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _sendable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
