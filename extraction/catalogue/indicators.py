"""The indicator catalogue: what each code measures, in which unit and within which bounds."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extraction.catalogue.errors import CatalogueError

KINDS = ("count", "amount", "share", "ratio", "duration", "average")
UNITS = (
    *("CNY", "percent", "percentage_point", "case", "person", "person_time", "case_time", "occurrence"),
    *("organization", "day", "month", "year", "square_metre", "item", "multiple"),
)
REQUIRED = ("indicator", "name_zh", "name_en", "unit_measure", "kind", "minimum", "definition", "source", "wording")
OPTIONAL = ("maximum", "typical", "other_units", "part_of", "extended")
FILE = "indicators.yaml"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the catalogue; the fields are explained at the head of ``indicators.yaml``."""

    indicator: str
    name_zh: str
    name_en: str
    unit_measure: str
    kind: str
    minimum: Decimal | None
    maximum: Decimal | None
    definition: str
    source: str
    part_of: tuple[str, ...]
    wording: tuple[str, ...]
    other_units: tuple[str, ...]
    extended: bool
    typical: tuple[Decimal, Decimal] | None = None


@cache
def indicators() -> tuple[Indicator, ...]:
    """All indicators in the order of the file; the file is read and checked once.

    Raises:
        CatalogueError: An entry is incomplete, contradicts itself or names another that does not exist.
    """
    text = files("extraction.catalogue").joinpath(FILE).read_text(encoding="utf-8")
    return read_indicators(text)


def read_indicators(text: str) -> tuple[Indicator, ...]:
    """The indicators declared in `text`, a YAML document like ``indicators.yaml``, all checked."""
    entries = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    if not isinstance(entries, dict) or not isinstance(entries.get("indicators"), list):
        raise CatalogueError(f"{FILE}: no list named indicators was found; put the entries under `indicators:`.")
    found = tuple(_indicator(entry, number) for number, entry in enumerate(entries["indicators"], start=1))
    _check_codes(found)
    _check_parts(found)
    return found


def _indicator(entry: Any, number: int) -> Indicator:
    if not isinstance(entry, dict):
        raise CatalogueError(
            f"{FILE}: entry {number} is not a mapping; write it as `- indicator: code` and its fields."
        )
    where = f"{FILE}: {entry.get('indicator', f'entry {number}')}"
    _check_fields(entry, where)
    indicator = Indicator(
        indicator=entry["indicator"],
        name_zh=entry["name_zh"],
        name_en=entry["name_en"],
        unit_measure=entry["unit_measure"],
        kind=entry["kind"],
        minimum=_bound(entry, "minimum", where),
        maximum=_bound(entry, "maximum", where),
        definition=entry["definition"],
        source=entry["source"],
        extended=bool(entry.get("extended", False)),
        part_of=_words(entry, "part_of", where),
        wording=_words(entry, "wording", where),
        other_units=_words(entry, "other_units", where),
        typical=_typical(entry, where),
    )
    _check_meaning(indicator, where)
    return indicator


def _check_fields(entry: Mapping[str, Any], where: str) -> None:
    missing = [name for name in REQUIRED if entry.get(name) in (None, "", [])]
    if missing:
        raise CatalogueError(f"{where}: {', '.join(missing)} missing; every entry needs it.")
    unknown = sorted(set(entry) - set(REQUIRED) - set(OPTIONAL))
    if unknown:
        raise CatalogueError(
            f"{where}: unknown field {', '.join(unknown)}; known are {', '.join(REQUIRED + OPTIONAL)}."
        )


def _bound(entry: Mapping[str, Any], name: str, where: str) -> Decimal | None:
    value = entry.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CatalogueError(f"{where}: {name} is {value!r}; give a number or leave it out.")
    return Decimal(str(value))


def _typical(entry: Mapping[str, Any], where: str) -> tuple[Decimal, Decimal] | None:
    given = entry.get("typical")
    if given is None:
        return None
    if not isinstance(given, list) or len(given) != 2:
        raise CatalogueError(f"{where}: typical is {given!r}; give the usual least and greatest value, as [10, 400].")
    low, high = (_bound({"typical": end}, "typical", where) for end in given)
    if low is None or high is None or not 0 < low < high:
        raise CatalogueError(f"{where}: typical is {given!r}; give two numbers above 0, the smaller first.")
    return low, high


def _words(entry: Mapping[str, Any], name: str, where: str) -> tuple[str, ...]:
    words = entry.get(name, [])
    if not isinstance(words, list) or not all(isinstance(word, str) and word.strip() == word for word in words):
        raise CatalogueError(f"{where}: {name} is {words!r}; give a list of words without spaces around them.")
    if len(set(words)) != len(words):
        raise CatalogueError(f"{where}: {name} holds a word twice; keep one.")
    return tuple(words)


def _check_meaning(indicator: Indicator, where: str) -> None:
    if indicator.kind not in KINDS:
        raise CatalogueError(f"{where}: kind {indicator.kind!r} is not one of {', '.join(KINDS)}.")
    for unit in (indicator.unit_measure, *indicator.other_units):
        if unit not in UNITS:
            raise CatalogueError(f"{where}: unit {unit!r} is not one of {', '.join(UNITS)}.")
    low, high = indicator.minimum, indicator.maximum
    if low is not None and high is not None and low >= high:
        raise CatalogueError(f"{where}: minimum {low} is not below maximum {high}; correct one of them.")
    if indicator.kind == "share" and (indicator.unit_measure, low, high) != ("percent", Decimal(0), Decimal(100)):
        raise CatalogueError(f"{where}: a share is a percent from 0 to 100; use kind ratio for what may exceed it.")


def _check_codes(found: tuple[Indicator, ...]) -> None:
    codes = [indicator.indicator for indicator in found]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise CatalogueError(f"{FILE}: {', '.join(twice)} is declared twice; keep one entry.")


def _check_parts(found: tuple[Indicator, ...]) -> None:
    known = {indicator.indicator: indicator for indicator in found}
    for indicator in found:
        for whole in indicator.part_of:
            if whole not in known:
                raise CatalogueError(f"{FILE}: {indicator.indicator}: part_of names {whole}, which is not declared.")
            if known[whole].unit_measure != indicator.unit_measure:
                raise CatalogueError(f"{FILE}: {indicator.indicator}: part_of names {whole}, which has another unit.")
            if indicator.indicator in (whole, *known[whole].part_of):
                raise CatalogueError(f"{FILE}: {indicator.indicator}: part_of {whole} goes round in a circle.")
