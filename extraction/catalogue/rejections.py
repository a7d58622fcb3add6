"""Numbers with a unit that are no statistic, as declared in not_figures.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.measures import read_yaml

ANYTHING = re.compile("")


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a number must be like, and stand beside, to be no figure."""

    reason: str
    numerals: str
    qualifier: str | None
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def rejections() -> dict[str, tuple[Rejection, ...]]:
    """The declared rejections by unit of measure; those of every unit stand under ''."""
    found: dict[str, list[Rejection]] = {}
    for entry in read_yaml("not_figures.yaml")["not_figures"]:
        rejection = Rejection(
            entry["reason"],
            entry.get("numerals", "any"),
            entry.get("hedge"),
            re.compile(f"(?:{entry['before']})$") if "before" in entry else ANYTHING,
            re.compile(entry["after"]) if "after" in entry else ANYTHING,
        )
        for unit in entry.get("units", [""]):
            found.setdefault(unit, []).append(rejection)
    return {unit: tuple(entries) for unit, entries in found.items()}
