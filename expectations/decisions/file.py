"""``decisions.csv``: appended line by line under a lock, read with every damaged line told and none changed."""

import fcntl
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from expectations.decisions.records import HEADER, Decision, UnreadableLine, as_line, read_line
from warehouse.errors import storage_faults
from warehouse.storage import sync_folder

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class DamagedLine:
    """A line that is no decision; it stays in the file and is not applied."""

    path: Path
    number: int
    why: str

    def __str__(self) -> str:
        """Say where, what and what to do."""
        return f"{self.path}, line {self.number}: {self.why}; this decision is not applied until the line is mended"


@dataclass(frozen=True)
class DecisionFile:
    """What a file of decisions holds, in the order of its lines."""

    decisions: tuple[Decision, ...] = ()
    damaged: tuple[DamagedLine, ...] = ()

    @cached_property
    def standing(self) -> dict[str, Decision]:
        """The decision that counts for each finding: the last line about it."""
        return {decision.finding_id: decision for decision in self.decisions}

    def history(self, finding_id: str) -> tuple[Decision, ...]:
        """Every decision on a finding, the first one first."""
        return tuple(self._of_each.get(finding_id, ()))

    @cached_property
    def _of_each(self) -> dict[str, list[Decision]]:
        of_each: dict[str, list[Decision]] = {}
        for decision in self.decisions:
            of_each.setdefault(decision.finding_id, []).append(decision)
        return of_each


def append_decisions(path: Path, decisions: Sequence[Decision]) -> None:
    """Add decisions to the end of the file; when this returns, the disk holds them.

    Several reviewers may append at once: each holds the file locked while it writes.

    Raises:
        UnusableStorage: The disk is full or the place may not be written.
    """
    with storage_faults(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        with os.fdopen(descriptor, "ab+", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _write_whole(file.fileno(), _start_of_line(file.fileno()) + "".join(map(as_line, decisions)).encode())
            os.fsync(file.fileno())
        sync_folder(path.parent)


def read_decisions(path: Path) -> DecisionFile:
    """Return the decisions of a file and a sentence for each line that is none; a missing file holds nothing."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            content = file.read()
    except FileNotFoundError:
        return DecisionFile()
    decisions, damaged = [], []
    for number, raw in enumerate(content.removeprefix(_BYTE_ORDER_MARK).splitlines(), start=1):
        if not raw.strip() or (number == 1 and raw.strip() == HEADER.encode()):
            continue
        try:
            decisions.append(read_line(raw.decode("utf-8")))
        except UnicodeDecodeError:
            damaged.append(DamagedLine(path, number, "is not UTF-8"))
        except UnreadableLine as why:
            damaged.append(DamagedLine(path, number, str(why)))
    return DecisionFile(tuple(decisions), tuple(damaged))


def _start_of_line(descriptor: int) -> bytes:
    """What must stand before a new line: the header in an empty file, a line end after a line cut short."""
    size = os.fstat(descriptor).st_size
    if size == 0:
        return f"{HEADER}\n".encode()
    return b"" if os.pread(descriptor, 1, size - 1) == b"\n" else b"\n"


def _write_whole(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
