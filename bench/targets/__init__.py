"""The benchmarks of the targets of speed, one module each.

A module has one function, ``measure(short: bool) -> Target``; `short` asks for a run of a few seconds that only shows
that the benchmark works. A new module is found by itself.
"""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules

from bench.records import Target

TITLES = {
    1: "Extraction",
    2: "Night of news",
    3: "First load",
    4: "Fixed costs",
    5: "Validation",
    6: "Analyst's SQL",
    7: "How cost grows",
}


def benchmarks() -> Iterator[tuple[str, Callable[[bool], Target]]]:
    """The name of each target's module with its function, by name."""
    for module in sorted(iter_modules(__path__), key=lambda each: each.name):
        yield module.name, import_module(f"{__name__}.{module.name}").measure
