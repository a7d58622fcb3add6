"""Who conducts a night: a plain one in this process; Prefect's is in `flows.conducting`."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Conductor(Protocol):
    """Runs the stations of a night one after another, the parts of one station at once, and nights in turn."""

    def station(self, name: str, work: Callable[[], Result]) -> Result:
        """What ``work`` gives, run as one station."""

    def parts(self, name: str, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """What ``work`` gives for each item, in their order; several run at once."""

    def in_turn(self, name: str, work: Callable[[int], Result], count: int) -> Iterator[Result]:
        """What ``work`` gives for 0, 1, … ``count`` - 1; each begins when the one before has been taken."""


class PlainConductor:
    """Conducts in this process, without a server."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def station(self, name: str, work: Callable[[], Result]) -> Result:
        """What ``work`` gives."""
        return work()

    def parts(self, name: str, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """What ``work`` gives for each item, in their order."""
        with ThreadPoolExecutor(self._workers) as threads:
            yield from threads.map(work, items)

    def in_turn(self, name: str, work: Callable[[int], Result], count: int) -> Iterator[Result]:
        """What ``work`` gives for each, one after another."""
        return map(work, range(count))
