"""Numbers with a unit: where they stand, their value, hedge and interval."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from math import prod

from extraction.catalogue.measures import Unit, hedges, units
from extraction.catalogue.rejections import rejections_of
from extraction.intervals import Interval, interval_of, truncated
from extraction.numbers import (
    ARABIC,
    INNER_HEDGES,
    MULTIPLIERS,
    PrintedNumber,
    UnreadableNumber,
    read_number,
)
from extraction.quantity_patterns import quantity_patterns

ONE = Decimal(1)
SMALLEST = Decimal("0.000001")  # what the column obs_value can hold
LARGEST = Decimal(10) ** 21  # what the column obs_value can hold
LONGEST_NUMBER = 40
LONGEST_NEEDED = 12  # signs before a number in which the words that its unit needs may stand
LONGEST_HEDGE = 20  # with the words that may stand between it and its number
LEAST_HAN_COUNT = 10  # smaller ones are articles and pronouns more often than figures
BARE_MULTIPLIERS = ("亿", "万", "千", "百", "十")
MULTIPLIED = re.compile(rf"{ARABIC}((?:[十千万亿]|百(?!分))*)")
SHARES = ("percent", "multiple")
INNER_HEDGE = re.compile(f"[{INNER_HEDGES}]")


@dataclass(slots=True)
class Quantity:
    """A number with its unit at its place in a text, value in base units, sign not yet read."""

    start: int
    end: int
    number: PrintedNumber
    unit: Unit
    qualifier: str
    interval: Interval
    before: int  # where the hedge in front of it begins

    @property
    def value(self) -> Decimal:
        """The value in base units."""
        return self.number.value


def find_quantities(text: str, taken: list[tuple[int, int]]) -> list[Quantity]:
    """Every number with a unit in a folded text, in order.

    Args:
        text: The folded text.
        taken: Spans, in order, whose numbers are something else: dates, names of documents.
    """
    read, no_counts = quantity_patterns().quantity.match, quantity_patterns().no_counts
    found: list[Quantity] = []
    waiting: list[tuple[re.Match[str], bool]] = []
    skip = told = 0
    for place in quantity_patterns().may_begin.finditer(text):
        start = place.start()
        if start < told or not (match := read(text, start)):
            continue
        told = match.end()
        while skip < len(taken) and taken[skip][1] <= start:
            skip += 1
        if match[0] in no_counts or (skip < len(taken) and taken[skip][0] < told):
            waiting = []
            continue
        if match["shared"] is not None or match["points"]:
            waiting.append((match, text[told : told + 1] in "至到~—-"))
            continue
        quantity = _quantity(text, match)
        if quantity is not None and why_no_figure(text, quantity) is None:
            found += [shared for entry in waiting if (shared := _shared(text, *entry, quantity))]
            found.append(quantity)
        waiting = []
    return found


def why_no_figure(text: str, quantity: Quantity) -> str | None:
    """What a number is instead of a figure, in words; None if it is a figure."""
    numerals = "arabic" if text[quantity.start].isdecimal() else "han"
    declared = rejections_of(quantity.unit.unit_measure, numerals, quantity.qualifier)
    return declared.reason(text, quantity.before, quantity.end)


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    printed, han, word, after, uncounted = match.group("number", "han", "unit", "after", "uncounted")
    start, end = match.span()
    if uncounted is not None:
        return _built(text, start, end, printed, units()["人"], None, False)
    if word is None:
        return _percentage(text, match)
    unit = units()[word]
    if unit.needs and not _stands_beside(unit.needs, text[max(0, start - LONGEST_NEEDED) : start]):
        return None
    if han and not _is_han_figure(text, start, han, unit):
        return None
    if unit.unit_measure == "month" and "半" in word:
        return None
    return _built(text, start, end, printed, unit, after, "多" in word or "余" in word)


def _stands_beside(words: tuple[str, ...], before: str) -> bool:
    return any(word in before for word in words)


def _is_han_figure(text: str, start: int, printed: str, unit: Unit) -> bool:
    """Whether a number in Chinese numerals counts something, and is not an article, a pronoun or a name."""
    measure = unit.unit_measure
    if printed + unit.word in quantity_patterns().no_counts or printed in INNER_HEDGES:
        return False
    plain = printed.strip(INNER_HEDGES)
    hedged = plain != printed or bool(_hedge_before(text, start)[0])
    if measure in ("percent", "CNY", "multiple", "percentage_point"):
        return len(plain) > 1 or plain not in BARE_MULTIPLIERS or hedged
    if measure in ("month", "year") or unit.needs:
        return True
    if measure == "day":
        return hedged
    if all(sign in MULTIPLIERS for sign in plain):
        return hedged and text[start - 1 : start] != "上"
    return _number(printed).value >= LEAST_HAN_COUNT


def _percentage(text: str, match: re.Match[str]) -> Quantity | None:
    """百分之十五, 翻一番."""
    percent = units()["%"]
    if match["hundredths"]:
        return _built(text, match.start(), match.end(), match["hundredths"], percent, None, False)
    if match["parts"]:
        value = (100 * read_number(match["share"]).value / read_number(match["parts"]).value).quantize(SMALLEST)
        return _stated(text, match, value)
    if match["tenths"]:
        rest = 5 if match["tenth"] == "半" else int(read_number(match["tenth"]).value)
        return _stated(text, match, 10 * read_number(match["tenths"]).value + rest)
    doublings = int(read_number(match["times"] or "一").value)
    return _stated(text, match, Decimal(100 * (2**doublings - 1)))


def _stated(text: str, match: re.Match[str], value: Decimal) -> Quantity:
    """A percentage told in words: 翻一番, 四分之三."""
    percent = units()["%"]
    number = PrintedNumber(value, Decimal(1), Decimal(1))
    word, before = _hedge_before(text, match.start())
    said = hedges().before.get(match["inner"] or word)
    qualifier = said or ("over" if match["more"] else "exact")
    return Quantity(
        match.start(), match.end(), number, percent, qualifier, interval_of(number, qualifier, True), before
    )


def _shared(text: str, match: re.Match[str], ranges: bool, following: Quantity) -> Quantity | None:
    """A number whose unit stands behind the next one: 3.6、2.6个百分点, 8至17万件."""
    printed = match["number"]
    if match["han"] and _number(printed).value < LEAST_HAN_COUNT:
        return None
    quantity = _built(text, match.start(), match.end(), printed, following.unit, None, False)
    if quantity is None or any(sign in printed for sign in MULTIPLIERS):
        return quantity
    multiplier = _multiplier(text, following)
    shares_multiplier = quantity.value * multiplier <= following.value if ranges else "." in printed
    if not shares_multiplier or multiplier == 1:
        return quantity
    number = _scaled(quantity.number, multiplier)
    return replace(quantity, number=number, interval=interval_of(number, quantity.qualifier, False))


def _multiplier(text: str, quantity: Quantity) -> Decimal:
    """What 万 and 亿 behind the digits of a number make of it: 10000 in 17万件, 1 in 17个百分点."""
    found = MULTIPLIED.match(text, quantity.start)
    return prod((Decimal(MULTIPLIERS[sign]) for sign in found[1]), start=Decimal(1)) if found else Decimal(1)


def _built(text: str, start: int, end: int, printed: str, unit: Unit, after: str | None, cut: bool) -> Quantity | None:
    number = _number(printed)
    if number.value >= LARGEST:
        return None
    if unit.scales:
        number = _scaled(number, unit.worth)
    word, before = _hedge_before(text, start)
    if not word and unit.unit_measure in SHARES:
        word = _hedge_of_share(text, start)
    inner = "over" if cut else _inner_hedge(printed)
    qualifier = hedges().after[after] if after else hedges().before.get(word, inner or "exact")
    if qualifier == "over" and inner:
        interval = truncated(number)
    else:
        whole = unit.counts and number.step == ONE and printed[-1] not in MULTIPLIERS
        interval = interval_of(number, qualifier, whole)
    return Quantity(start, end, number, unit, qualifier, interval, before)


def _inner_hedge(printed: str) -> str | None:
    """What a hedge inside a number says; None for a number without one."""
    if INNER_HEDGE.search(printed) is None:
        return None
    return next((said for sign, said in hedges().inside.items() if sign in printed), None)


def _scaled(number: PrintedNumber, factor: Decimal) -> PrintedNumber:
    return PrintedNumber(number.value * factor, number.step * factor, number.significant_step * factor)


def _number(printed: str) -> PrintedNumber:
    if len(printed) > LONGEST_NUMBER:
        return PrintedNumber(LARGEST, Decimal(1), Decimal(1))
    try:
        return _read(printed)
    except UnreadableNumber:
        return PrintedNumber(LARGEST, Decimal(1), Decimal(1))


@lru_cache(maxsize=4096)
def _read(printed: str) -> PrintedNumber:
    return read_number(printed)


def _hedge_of_share(text: str, start: int) -> str:
    """The hedge in front of what a share is taken of: 接近受助总人数的四成, 超过上年的3倍."""
    if text[start - 1 : start] != "的":
        return ""
    found = quantity_patterns().hedge_of_whole.search(text, max(0, start - LONGEST_HEDGE), start)
    return found["word"] if found else ""


def _hedge_before(text: str, start: int) -> tuple[str, int]:
    """The hedge that ends just before an offset, and where it begins; the offset itself without one."""
    patterns = quantity_patterns()
    if text[start - 1 : start] not in patterns.ends_of_hedges:
        return "", start
    found = patterns.hedge.search(text, max(0, start - LONGEST_HEDGE), start)
    return (found["word"], found.start()) if found else ("", start)
