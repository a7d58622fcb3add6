"""Numbers with a unit that are no statistic, as declared in not_figures.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.measures import read_yaml

ANYTHING = re.compile("")
REACH = 28  # signs before a number that are looked at


@dataclass(frozen=True, slots=True)
class Rejection:
    """What a number must be like, and stand beside, to be no figure."""

    reason: str
    numerals: str
    qualifier: str | None
    before: re.Pattern[str]
    after: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Rejections:
    """The rejections that may concern a number, and the least that must hold for any of them to.

    Attributes:
        declared: The rejections, in the order of the file.
        after: What one of those must find behind the number that look there; None where none does.
        before: What one of the others must find before it; None where there are no others.
    """

    declared: tuple[Rejection, ...]
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None

    def reason(self, text: str, start: int, end: int) -> str | None:
        """Why a number at a place of a text, with the hedge in front of it, is no figure; None if it is one."""
        low = max(0, start - REACH)
        follows = self.after is not None and self.after.match(text, end) is not None
        if not follows and (self.before is None or self.before.search(text, low, start) is None):
            return None
        for rejection in self.declared:
            if rejection.after.match(text, end) and rejection.before.search(text, low, start):
                return rejection.reason
        return None


@cache
def rejections_of(unit_measure: str, numerals: str, qualifier: str) -> Rejections:
    """The rejections that may concern a number in a unit, in such numerals, with such a hedge."""
    declared = rejections()
    concerned = tuple(
        rejection
        for rejection in declared.get(unit_measure, ()) + declared.get("", ())
        if rejection.numerals in ("any", numerals) and rejection.qualifier in (None, qualifier)
    )
    after = [rejection.after for rejection in concerned if rejection.after is not ANYTHING]
    before = [rejection.before for rejection in concerned if rejection.after is ANYTHING]
    return Rejections(concerned, _any_of(after), _any_of(before))


def _any_of(patterns: list[re.Pattern[str]]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern.pattern})" for pattern in patterns)) if patterns else None


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
