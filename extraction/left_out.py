"""The numbers of a text that are no figures, each with the reason why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from extraction.catalogue.measures import hedges, units
from extraction.figure import Figure
from extraction.marks import TITLES
from extraction.numbers import ARABIC_NUMBER, HAN_NUMBER
from extraction.quantities import Quantity, find_quantities, why_no_figure
from extraction.time_expressions import find_time_expressions

LONGEST_HEDGE = 6
DIGITS = re.compile(r"\d(?:[\d,.:/-]*\d)?")
SPAN_OF_TIME = "a span of time told of a court: when, not how much"
NO_UNIT = "no unit of units.yaml stands behind it"
NO_COUNT = "a number word that counts nothing here: below ten, an article or part of another word"
OUTSIDE = "outside the text of every article: in an imprint, a byline or a credit"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A number that is no figure; the offsets are those of the text it was looked for in."""

    start: int
    end: int
    reason: str


@cache
def _pattern() -> re.Pattern[str]:
    unit = "|".join(re.escape(word) for word in units())
    after = "|".join(map(re.escape, hedges().after))
    number = rf"(?P<arabic>{ARABIC_NUMBER})|(?P<han>{HAN_NUMBER})"
    return re.compile(rf"(?:{number})(?P<unit>{unit})?(?P<after>{after})?")


def left_out_of(text: str, figures: list[Figure]) -> Iterator[LeftOut]:
    """The numbers of an article's text that none of its figures is made of, in order."""
    taken = sorted((figure.quantity.start, figure.quantity.end) for figure in figures)
    elsewhere = sorted(
        [(time.start, time.end, f"a date or time: {time.text}") for time in find_time_expressions(text)]
        + [(found.start(), found.end(), "in the name of a document") for found in TITLES.finditer(text)]
    )
    figure_at = other_at = told = 0
    for found in _pattern().finditer(text):
        start, end = found.span()
        if start < told:
            continue
        while figure_at < len(taken) and taken[figure_at][1] <= start:
            figure_at += 1
        while other_at < len(elsewhere) and elsewhere[other_at][1] <= start:
            other_at += 1
        if figure_at < len(taken) and taken[figure_at][0] < end:
            continue
        if other_at < len(elsewhere) and elsewhere[other_at][0] < end:
            if found["arabic"]:
                yield LeftOut(*elsewhere[other_at])
                told = elsewhere[other_at][1]
        elif reason := _reason(text, found):
            yield LeftOut(start, end, reason)


def _reason(text: str, found: re.Match[str]) -> str | None:
    """Why a number outside dates and titles is no figure; None for a word that only looks like a number."""
    if not found["unit"]:
        return NO_UNIT if found["arabic"] else None
    quantity = _alone(text, found)
    if quantity is not None:
        said = why_no_figure(text, quantity)
        return f"not_figures.yaml: {said}" if said else "no figure where it stands"
    if found["han"]:
        return NO_COUNT
    unit = units()[found["unit"]]
    if unit.needs:
        return f"units.yaml: {unit.word} counts only beside {'、'.join(unit.needs)}"
    return f"units.yaml: {unit.word} is the beginning of another word here, or the number is part of one"


def _alone(text: str, found: re.Match[str]) -> Quantity | None:
    """The quantity that a number with its unit and hedge would be if nothing stood around it."""
    plain: Quantity | None = None
    for back in range(LONGEST_HEDGE + 1):
        begin = max(0, found.start() - back)
        for quantity in find_quantities(text[begin : found.end()], []):
            if begin + quantity.start != found.start():
                continue
            placed = replace(quantity, start=found.start(), end=begin + quantity.end, before=begin + quantity.before)
            if placed.qualifier != "exact":
                return placed
            plain = plain or placed
    return plain


def left_outside(page: str, covered: list[tuple[int, int]]) -> Iterator[LeftOut]:
    """The numbers of a page that stand in no article; `covered` are the spans of the articles' texts, in order."""
    at = 0
    for start, end in [*covered, (len(page), len(page))]:
        for found in DIGITS.finditer(page, at, max(at, start)):
            yield LeftOut(found.start(), found.end(), OUTSIDE)
        at = max(at, end)
