"""Every spelling under which an area is met in running text, and how sure each one is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extraction.catalogue.areas import NATION, areas, spells, supplement

FILE = "area_wording.yaml"
SUFFIX = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|林区|特区|新区|地区|[省市区县盟旗])$")
LONG_ENOUGH = 3  # a short name of so many characters is hardly ever another word


@dataclass(slots=True)
class Spelling:
    """One spelling with the codes it may stand for.

    `free` codes count wherever the spelling stands, `cued` ones only beside a court or behind the
    province or city they belong to. A spelling with neither is a word that no area may be read in.
    """

    text: str
    free: list[str] = field(default_factory=list)
    cued: list[str] = field(default_factory=list)
    is_full_name: bool = False
    is_common_word: bool = False
    is_general: bool = False
    shorter: "Spelling | None" = None

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, the widest area first."""
        return tuple(sorted({*self.free, *self.cued}, key=breadth))


def breadth(ref_area: str) -> tuple[int, str]:
    """A sort key that puts wider areas first."""
    if ref_area == NATION:
        return 0, ref_area
    return (1 if ref_area.endswith("0000") else 2 if ref_area.endswith("00") else 3), ref_area


@cache
def wording() -> dict[str, Any]:
    """The sections of ``area_wording.yaml``."""
    text = files("extraction.catalogue").joinpath(FILE).read_text(encoding="utf-8")
    sections: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return sections


def spellings() -> dict[str, Spelling]:
    """All spellings by their text, words that hide no area included."""
    found: dict[str, Spelling] = {}
    for text, code, is_full_name, is_free in (*_full_names(), *_short_names()):
        spelling = found.setdefault(text, Spelling(text))
        spelling.is_full_name |= is_full_name
        codes = spelling.free if is_free else spelling.cued
        if code not in codes:
            codes.append(code)
    _mark(found)
    for word in wording()["not_places"]:
        found[word] = Spelling(word)
    return found


def _mark(found: dict[str, Spelling]) -> None:
    for word in wording()["common_words"]:
        if word in found:
            found[word].is_common_word = True
    for word in wording()["general_names"]:
        found[word].is_general = True
    for text, spelling in found.items():
        prefixes = (text[:length] for length in range(len(text) - 1, 1, -1))
        spelling.shorter = next((found[prefix] for prefix in prefixes if prefix in found), None)


def _full_names() -> Iterator[tuple[str, str, bool, bool]]:
    for spell in spells():
        yield spell.name, spell.ref_area, True, True
    for name in wording()["nation"]:
        yield name, NATION, False, True
    for entry in (*supplement()["functional"], *wording()["short_names"]):
        yield entry["name"], entry["ref_area"], False, True


def _short_names() -> Iterator[tuple[str, str, bool, bool]]:
    beside_court_only = set(wording()["beside_court_only"])
    levels = {area.ref_area: area.level for area in areas()}
    prefectures = {short_name(spell.name) for spell in spells() if levels[spell.ref_area] == "prefecture"}
    for spell in spells():
        short, level = short_name(spell.name), levels[spell.ref_area]
        if len(short) < 2 or spell.name in wording()["general_names"]:
            continue
        if level == "county":
            if short not in prefectures or spell.name.endswith("区"):
                yield short, spell.ref_area, False, len(short) >= LONG_ENOUGH
        else:
            yield short, spell.ref_area, False, short not in beside_court_only
        if "自治" in spell.name and level != "province":
            yield short + spell.name[-1], spell.ref_area, True, True


def short_name(name: str) -> str:
    """`name` without its class and without the peoples of an autonomous area: 恩施土家族苗族自治州 gives 恩施."""
    people = "|".join(sorted(wording()["peoples"], key=len, reverse=True))
    autonomous = re.fullmatch(rf"(.+?)(?:(?:(?:{people})族?)*族?自治[州县旗]|(?:{people})+区)", name)
    return autonomous[1] if autonomous else SUFFIX.sub("", name)
