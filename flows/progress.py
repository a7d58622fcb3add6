"""What a person sees while a night is at work."""

from collections.abc import Callable, Iterator, Sequence

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.conductors import Conductor, Item, Result


class ShownConductor:
    """Lets another conductor do the work and shows each station: a bar on a terminal, else a line."""

    def __init__(self, conductor: Conductor, console: Console) -> None:
        self._conductor = conductor
        self._console = console

    def station(self, name: str, work: Callable[[], Result]) -> Result:
        """What ``work`` gives, with its name shown before."""
        if not self._console.is_terminal:
            self._console.print(f"  {name}")
            return self._conductor.station(name, work)
        with self._console.status(name):
            result = self._conductor.station(name, work)
        self._console.print(f"  ✓ {name}")
        return result

    def parts(self, name: str, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """What ``work`` gives for each item, counted while it runs."""
        count = len(items)
        if not self._console.is_terminal:
            self._console.print(f"  {name} ({count} batch{'es' * (count != 1)})")
            yield from self._conductor.parts(name, work, items)
            return
        columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self._console) as progress:
            yield from progress.track(self._conductor.parts(name, work, items), total=count, description=name)

    def in_turn(self, name: str, work: Callable[[int], Result], count: int) -> Iterator[Result]:
        """What ``work`` gives for each, with its number shown before."""

        def shown(number: int) -> Result:
            self._console.print(f"{name} {number + 1} of {count}")
            return work(number)

        return self._conductor.in_turn(name, shown, count)
