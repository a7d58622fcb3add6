"""A lock on a file that ends with its process, and who holds it."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from warehouse.errors import LockedDataFolder, storage_faults


class Holder(Protocol):
    """Who holds a lock, or held it."""

    @property
    def process(self) -> int:
        """The number of the process."""

    @property
    def host(self) -> str:
        """Its machine."""

    @property
    def since(self) -> str:
        """Since when."""


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds a lock, and since when."""

    process: int
    host: str
    since: str


@contextmanager
def held_alone(lock_file: Path, refusal: str) -> Iterator[None]:
    """Hold a file, in a folder that is there, for this process alone, however it ends.

    Raises:
        LockedDataFolder: Another process holds it; the sentence is ``refusal``.
        UnusableStorage: The place may not be written.
    """
    with storage_faults(lock_file.parent):
        holder = lock_file.open("a")
    with holder:
        try:
            fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise LockedDataFolder(refusal) from held
        with suppress(OSError):  # a note for a person; on a full disk the lock holds without it
            note = LockHolder(os.getpid(), socket.gethostname(), datetime.now(UTC).isoformat(timespec="seconds"))
            holder.truncate(0)
            os.write(holder.fileno(), json.dumps(asdict(note)).encode())
        try:
            yield
        finally:
            with suppress(OSError):
                holder.truncate(0)


def holder_of(lock_file: Path) -> LockHolder | None:
    """Tell who holds a file, None when nobody does; nothing is written."""
    try:
        noted = LockHolder(**json.loads(lock_file.read_text(encoding="utf-8")))
        if noted.host == socket.gethostname() and not Path(f"/proc/{noted.process}").exists():
            return None  # killed, and its lock ended with it
        with lock_file.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return noted
    except (OSError, ValueError, TypeError):
        return None
    return None
