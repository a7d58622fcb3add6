"""The units of measure and the hedges, as declared in units.yaml and hedges.yaml."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extraction.catalogue.errors import CatalogueError


@dataclass(frozen=True, slots=True)
class Unit:
    """One word for a unit of measure."""

    word: str
    unit_measure: str
    worth: Decimal
    counts: bool
    not_before: str
    needs: tuple[str, ...]
    scales: bool  # whether its worth is another than 1


@dataclass(frozen=True, slots=True)
class Hedges:
    """The words that make a number an interval, each with its qualifier, and the words that may stand between."""

    before: dict[str, str]
    inside: dict[str, str]
    after: dict[str, str]
    not_after: dict[str, str]
    between: tuple[str, ...]
    of_share: tuple[str, ...]
    widening: Decimal


def read_yaml(name: str) -> Any:
    """The contents of one declared file of the catalogue."""
    text = files("extraction.catalogue").joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def any_of(words: Iterable[str]) -> str:
    """A pattern for one of these words, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@cache
def units() -> dict[str, Unit]:
    """Every word for a unit, the longest first.

    Raises:
        CatalogueError: A word is declared twice or an entry is incomplete.
    """
    found: dict[str, Unit] = {}
    for entry in read_yaml("units.yaml")["units"]:
        worth = Decimal(entry.get("worth", "1"))
        for word in entry["words"]:
            if word in found:
                raise CatalogueError(f"units.yaml: {word} is declared twice; keep it under one unit.")
            found[word] = Unit(
                word,
                entry["unit_measure"],
                worth,
                bool(entry.get("counts", False)),
                entry.get("not_before", {}).get(word, ""),
                tuple(entry.get("needs", ())),
                worth != 1,
            )
    return dict(sorted(found.items(), key=lambda item: -len(item[0])))


@cache
def usual_most() -> dict[str, dict[str, int]]:
    """The most that one figure usually tells, by unit of measure and level of area."""
    most: dict[str, dict[str, int]] = read_yaml("units.yaml")["usual_most"]
    unknown = most.keys() - {unit.unit_measure for unit in units().values()}
    if unknown:
        raise CatalogueError(f"units.yaml: usual_most names {sorted(unknown)[0]}, which is no unit; declare its words.")
    return most


@cache
def uncounted_nouns() -> tuple[str, ...]:
    """The people who may be counted in 万 without a measure word, the longest noun first."""
    return tuple(sorted(read_yaml("units.yaml")["uncounted_nouns"], key=len, reverse=True))


@cache
def moving_words() -> tuple[str, ...]:
    """The words of rise and fall, the longest first."""
    entry = read_yaml("changes.yaml")
    return tuple(sorted([*entry["rise"], *entry["fall"]], key=len, reverse=True))


@cache
def hedges() -> Hedges:
    """The declared hedges."""
    entry = read_yaml("hedges.yaml")

    def by_word(place: str) -> dict[str, str]:
        return {word: qualifier for qualifier, words in entry[place].items() for word in words}

    return Hedges(
        by_word("before"),
        by_word("inside"),
        by_word("after"),
        entry["not_after"],
        tuple(sorted(entry["between"], key=len, reverse=True)),
        tuple(entry["of_share"]),
        Decimal(entry["widening"]),
    )
