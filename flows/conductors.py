"""Who conducts a night: a plain one in this process; Prefect's is in `flows.nightly`."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

Result = TypeVar("Result")


class Conductor(Protocol):
    """Runs the stations of a night, one after another, and one of them in many parts at once."""

    def station(self, name: str, work: Callable[[], Result]) -> Result:
        """What ``work`` gives, run as one station."""

    def parts(self, name: str, work: Callable[[int], Result], count: int) -> Iterator[Result]:
        """What ``work`` gives for 0, 1, … ``count`` - 1, in that order; several run at once."""


class PlainConductor:
    """Conducts in this process, without a server."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def station(self, name: str, work: Callable[[], Result]) -> Result:
        """What ``work`` gives."""
        return work()

    def parts(self, name: str, work: Callable[[int], Result], count: int) -> Iterator[Result]:
        """What ``work`` gives for each part, in order."""
        with ThreadPoolExecutor(self._workers) as threads:
            yield from threads.map(work, range(count))
