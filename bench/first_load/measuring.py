"""Measuring one first load: extraction alone, then the whole night over the same reports."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bench.first_load.corpus import write_inbox
from bench.first_load.processes import Peak, sampled, worked_by
from extraction import extract_document
from flows.conductors import Item, PlainConductor, Result
from flows.night import begin
from flows.settings import Settings
from flows.summary import NightSummary
from flows.way import run_night

MEGABYTE = 1_000_000
TEXTS_AT_ONCE = 100


class TimedConductor(PlainConductor):
    """Conducts in this process and keeps how long each station took, elapsed and of the processor."""

    def __init__(self, workers: int, peak: Peak) -> None:
        super().__init__(workers)
        self.seconds: dict[str, float] = {}
        self.worked: dict[str, float] = {}
        self._peak = peak

    def station(self, name: str, work: Callable[[], Result]) -> Result:
        """What ``work`` gives."""
        with self._timed(name):
            return super().station(name, work)

    def parts(self, name: str, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """What ``work`` gives for each item."""
        with self._timed(name):
            yield from super().parts(name, work, items)

    @contextmanager
    def _timed(self, name: str) -> Iterator[None]:
        begun, worked, self._peak.station = time.perf_counter(), self._worked(), name
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0) + time.perf_counter() - begun
            self.worked[name] = self.worked.get(name, 0) + self._worked() - worked

    def _worked(self) -> float:
        return worked_by(os.getpid()) - self._peak.worked


@dataclass(frozen=True)
class FirstLoad:
    """What a load of so many reports took.

    Attributes:
        elapsed: Seconds of extraction alone, and of the load.
        worked: Seconds of the processor of both, the start of the processes included.
        seconds: Elapsed seconds by station.
        processor: Seconds of the processor by station.
        peaks: Megabytes by station.
    """

    documents: int
    megabytes: float
    summary: NightSummary
    elapsed: tuple[float, float]
    worked: tuple[float, float]
    seconds: dict[str, float]
    processor: dict[str, float]
    peaks: dict[str, float]

    @property
    def share_of_throughput(self) -> float:
        """The elapsed time of extraction alone to that of the load."""
        return self.elapsed[0] / self.elapsed[1]

    @property
    def share_of_work(self) -> float:
        """The processor time of extraction alone to that of the load."""
        return self.worked[0] / self.worked[1]

    @property
    def peak_megabytes(self) -> float:
        """The most that all processes held together."""
        return max(self.peaks.values(), default=0.0)

    @property
    def _density(self) -> float:
        return self.megabytes * MEGABYTE / max(self.summary.observations, 1)

    def details(self) -> dict[str, float | int | str]:
        """What else is good to know, by name."""
        return {
            "documents": f"{self.documents}, {self.megabytes:.1f} MB",
            "outcome": self.summary.outcome,
            "articles and captions": self.summary.reports,
            "observations": f"{self.summary.observations}, one every {self._density:.0f} bytes",
            "findings": sum(self.summary.findings.values()),
            "elapsed seconds": "extraction {:.0f}, load {:.0f}".format(*self.elapsed),
            "processor seconds": "extraction {:.0f}, load {:.0f}".format(*self.worked),
            "peak megabytes": round(self.peak_megabytes),
            "elapsed seconds by station": _listed(self.seconds),
            "processor seconds by station": _listed(self.processor),
            "peak megabytes by station": _listed(self.peaks),
        }


def measure(folder: Path, reports: int, workers: int) -> FirstLoad:
    """Extract, then load the same reports."""
    inbox = folder / "inbox"
    size = write_inbox(inbox, reports)
    (extraction, extraction_worked), _ = _timed(lambda: extract_all(inbox, workers))
    settings = Settings(inbox=str(inbox), data=folder / "data", runner="plain", workers=workers)
    with sampled(os.getpid()) as peak:
        conductor = TimedConductor(workers, peak)
        (load, load_worked), summary = _timed(lambda: run_night(begin(settings), conductor))
    return FirstLoad(
        documents=reports,
        megabytes=size / MEGABYTE,
        summary=summary,
        elapsed=(extraction, load),
        worked=(extraction_worked, load_worked - peak.worked),
        seconds=conductor.seconds,
        processor=conductor.worked,
        peaks={name: held / MEGABYTE for name, held in peak.of_station.items()},
    )


def _timed(work: Callable[[], Result]) -> tuple[tuple[float, float], Result]:
    begun, worked = time.perf_counter(), worked_by(os.getpid())
    done = work()
    return (time.perf_counter() - begun, worked_by(os.getpid()) - worked), done


def _listed(figures: dict[str, float]) -> str:
    return ", ".join(f"{name} {figure:.1f}" for name, figure in figures.items())


def extract_all(inbox: Path, workers: int) -> int:
    """How many figures all texts hold, extracted on so many processes."""
    paths = sorted(inbox.rglob("*.txt"))
    parts = [paths[start : start + TEXTS_AT_ONCE] for start in range(0, len(paths), TEXTS_AT_ONCE)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return sum(pool.map(extract_some, parts))


def extract_some(paths: list[Path]) -> int:
    """How many figures the texts hold."""
    return sum(
        len(extract_document(path.read_text("utf-8"), document_id="0" * 64, uri="x").observations) for path in paths
    )
