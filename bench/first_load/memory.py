"""What a process and all that it started hold in memory, sampled."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Peak:
    """The most bytes that were held at once, and the most of each station."""

    bytes: int = 0
    of_station: dict[str, int] = field(default_factory=dict)
    station: str = ""

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

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def held_by(process: int) -> int:
    """The bytes that a process and its descendants hold."""
    held = 0
    with suppress(OSError, ValueError, StopIteration):
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
        held = next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:")) * 1024
    with suppress(OSError):
        for task in Path(f"/proc/{process}/task").iterdir():
            for child in (task / "children").read_text().split():
                held += held_by(int(child))
    return held
