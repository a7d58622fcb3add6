"""Batches of documents, sized in bytes, and the processes that read them."""

import math
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing.connection import wait

from flows.errors import NightFailed
from flows.inbox import InboxDocument

Batch = tuple[int, tuple[InboxDocument, ...]]  # its number, and its documents


def make_batches(
    documents: Sequence[InboxDocument], *, batch_bytes: int, workers: int
) -> list[tuple[InboxDocument, ...]]:
    """Cut the documents, in their order, into batches of about ``batch_bytes``, less where workers would be idle.

    A document larger than that is a batch of its own.
    """
    share = math.ceil(sum(document.size for document in documents) / workers)
    limit = min(batch_bytes, share)
    batches: list[list[InboxDocument]] = []
    filled = 0
    for document in documents:
        if not batches or filled + document.size > limit:
            batches.append([])
            filled = 0
        batches[-1].append(document)
        filled += document.size
    return [tuple(batch) for batch in batches]


@contextmanager
def process_pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that share no memory with this one and end with it, even when it is killed.

    Raises:
        NightFailed: One of them was ended from outside.
    """
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=follow_parent)
    try:
        with told_when_ended():
            yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def told_when_ended() -> Iterator[None]:
    """Say in one sentence that a process of a pool was ended from outside.

    Raises:
        NightFailed: One was.
    """
    try:
        yield
    except BrokenProcessPool as error:
        raise NightFailed(
            "A process of this run was ended from outside, most often because memory ran out: free some or set "
            "CASETALLY_WORKERS lower, and run again; what was published stands."
        ) from error


def follow_parent() -> None:
    """Let this process end with the one that started it, and leave interrupts to that one."""
    # An interrupt from the keyboard reaches every process; what it means is the parent's to decide.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_wait_then_end, args=(parent.sentinel,), daemon=True).start()


def _wait_then_end(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)
