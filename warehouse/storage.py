"""Files that survive a crash: synced writes, atomic replacement, checksums."""

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.errors import TooLittleMemory, UnusableStorage, storage_faults

UNFINISHED = ".unfinished"  # how the name ends of what a crash may leave beside a file
_DISK_IS_FULL = ("No space left", "Disk quota exceeded")


def sync_file(path: Path) -> None:
    """Have the disk hold what was written to a file."""
    with path.open("rb") as written:
        os.fsync(written.fileno())


def sync_folder(path: Path) -> None:
    """Have the disk hold which names a folder has."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> None:
    """Make a folder and the folders above it, each synced into its own parent."""
    if path.is_dir():
        return
    make_folder(path.parent)
    with storage_faults(path):
        path.mkdir(exist_ok=True)
        sync_folder(path.parent)


def move(source: Path, target: Path) -> None:
    """Put a finished file in its place in one step that no reader can see half done."""
    with storage_faults(target):
        os.replace(source, target)
        sync_folder(target.parent)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a small file so that after a crash either the old one or the new one stands, whole.

    Its folder is made where it is missing; two threads may write the same file at once.

    Raises:
        UnusableStorage: The disk is full or the place may not be written.
    """
    make_folder(path.parent)
    unfinished = path.with_name(f".{path.name}.{threading.get_ident()}{UNFINISHED}")
    with storage_faults(path):
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
        sync_file(unfinished)
    move(unfinished, path)


def checksum(path: Path) -> str:
    """Compute the SHA-256 of a file, in hex."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


@contextmanager
def database_faults(path: Path) -> Iterator[None]:
    """Turn DuckDB's complaints, while it works on ``path``, into one sentence each.

    Raises:
        UnusableStorage: The disk is full, also where it holds what memory does not.
        TooLittleMemory: The database needs more memory than it may use.
    """
    try:
        yield
    except duckdb.Error as fault:
        if any(words in str(fault) for words in _DISK_IS_FULL):
            raise UnusableStorage(
                f"{path}: the disk is full: free some space and run again; what was published stands"
            ) from fault
        if isinstance(fault, duckdb.OutOfMemoryException):
            raise TooLittleMemory(
                f"{path}: the database ran out of memory: give this machine more, or put fewer documents in the inbox "
                "at once, and run again; what was published stands"
            ) from fault
        raise
