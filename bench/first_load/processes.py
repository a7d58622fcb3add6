"""What a process and all that it started hold in memory, sampled, and how long they worked."""

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Peak:
    """The most bytes that were held at once, and the most of each station; what looking took, in seconds of work."""

    bytes: int = 0
    of_station: dict[str, int] = field(default_factory=dict)
    station: str = ""
    worked: float = 0.0

    def note(self, held: int) -> None:
        """Take in one sample."""
        self.bytes = max(self.bytes, held)
        self.of_station[self.station] = max(self.of_station.get(self.station, 0), held)


@contextmanager
def sampled(process: int, every: float = 0.2) -> Iterator[Peak]:
    """The peak of a process tree while the block runs: proportional set sizes, so that shared pages count once."""
    peak, done = Peak(), threading.Event()

    def sample() -> None:
        while not done.wait(every):
            peak.note(held_by(process))
            peak.worked = time.thread_time()

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def held_by(process: int) -> int:
    """The bytes that a process and its descendants hold."""
    return sum(_held(one) for one in _family(process))


def worked_by(process: int) -> float:
    """The seconds of the processor that a process and its descendants took, those included that have ended."""
    return sum(_worked(one) for one in _family(process))


def _family(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _held(process: int) -> int:
    with suppress(OSError, ValueError, StopIteration):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
    return 0


def _worked(process: int) -> float:
    with suppress(OSError, ValueError):
        told = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        return sum(int(ticks) for ticks in told[11:15]) / TICKS  # its own and of ended children, user and system
    return 0.0
