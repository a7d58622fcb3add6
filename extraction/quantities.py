"""Numbers with a unit: where they stand, their value, hedge and interval."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache
from math import prod

from extraction.catalogue.measures import Unit, hedges, uncounted_nouns, units
from extraction.catalogue.rejections import Rejection, rejections
from extraction.intervals import Interval, interval_of, truncated
from extraction.numbers import (
    ARABIC,
    ARABIC_NUMBER,
    HAN_NUMBER,
    INNER_HEDGES,
    MULTIPLIERS,
    PrintedNumber,
    UnreadableNumber,
    read_number,
)

SMALLEST = Decimal("0.000001")  # what the column obs_value can hold
LARGEST = Decimal(10) ** 21  # what the column obs_value can hold
LONGEST_NUMBER = 40
LONGEST_BEFORE = 28  # signs in front of a number that may say that it is no figure
LONGEST_HEDGE = 20  # with the words that may stand between it and its number
LEAST_HAN_COUNT = 10  # 一家, 两起 are articles and pronouns more often than figures
BARE_MULTIPLIERS = ("亿", "万", "千", "百", "十")
LONGEST_LIST = 8  # of numbers that share the unit of the last
# The signs that a quantity may begin with: most signs of a text are none, and are passed over at once.
BEGINNINGS = "零〇一二两三四五六七八九十百千万亿翻"
MULTIPLIED = re.compile(rf"{ARABIC}((?:[十千万亿]|百(?!分))*)")
SHARES = ("percent", "multiple")
JOINED_TO_NEXT = r"[、和与及]|[至到~—-]+"


@dataclass(frozen=True, slots=True)
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


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The pattern of a quantity, that of the hedge that may end just before it, and that of one before its whole."""
    unit_words = "|".join(
        re.escape(word) + (f"(?![{unit.not_before}])" if unit.not_before else "") for word, unit in units().items()
    )
    after = "|".join(hedges().after)
    hedged = "|".join(hedges().before)
    uncounted = "|".join(uncounted_nouns())
    quantity = re.compile(
        rf"(?=[\d{BEGINNINGS}])(?:(?P<tenths>[一二三四五六七八九])成(?P<tenth>[一二三四五六七八九半])(?!多)|"
        rf"(?<![\d.第,])(?P<number>(?P<arabic>(?!00){ARABIC_NUMBER})|(?P<han>{HAN_NUMBER}))"
        rf"(?:(?P<points>个)(?=(?:(?:{JOINED_TO_NEXT}){ARABIC_NUMBER}个?){{1,{LONGEST_LIST}}}百分点)"
        rf"|(?P<unit>{unit_words})(?P<after>{after})?"
        rf"|(?<=万)(?P<uncounted>)(?={uncounted})"
        rf"|(?P<shared>)(?=(?:(?:{JOINED_TO_NEXT})(?:{hedged})?{ARABIC_NUMBER}){{1,{LONGEST_LIST}}}(?:{unit_words})))"
        rf"|百分之(?P<hundredths>{HAN_NUMBER})"
        r"|(?P<parts>[二三四五六七八九十])分之(?P<share>[一二三四五六七八九])"
        rf"|翻(?:了)?(?P<inner>{hedged})?(?P<times>[一两三四1-4])?[番倍](?P<more>还?多|有余)?)"
    )
    before = "|".join(sorted(hedges().before, key=len, reverse=True))
    between = "|".join(hedges().between)
    directly = re.compile(
        rf"(?P<word>{before})(?:{between}|(?:占|去年|上年|全|为|是)[^，。；、\d]{{1,16}}?(?:的|[国省市]))?$"
    )
    return quantity, directly, re.compile(rf"(?P<word>{'|'.join(hedges().of_share)})[^，。；、：\d]{{2,14}}的$")


@cache
def _ends_of_hedges() -> frozenset[str]:
    """The last signs of hedges and of the words that may stand between one and its number: most numbers have none."""
    return frozenset(word[-1] for word in (*hedges().before, *hedges().between)) | frozenset("的国省市")


def find_quantities(text: str, taken: list[tuple[int, int]]) -> list[Quantity]:
    """Every number with a unit in a folded text, in order.

    Args:
        text: The folded text.
        taken: Spans, in order, whose numbers are something else: dates, names of documents.
    """
    pattern, _, _ = _patterns()
    found: list[Quantity] = []
    waiting: list[tuple[re.Match[str], bool]] = []
    skip = 0
    for match in pattern.finditer(text):
        while skip < len(taken) and taken[skip][1] <= match.start():
            skip += 1
        if skip < len(taken) and taken[skip][0] < match.end():
            waiting = []
            continue
        if match["shared"] is not None or match["points"]:
            waiting.append((match, text[match.end() : match.end() + 1] in "至到~—-"))
            continue
        quantity = _quantity(text, match)
        if quantity is not None and why_no_figure(text, quantity) is None:
            found += [shared for entry in waiting if (shared := _shared(text, *entry, quantity))]
            found.append(quantity)
        waiting = []
    return found


def why_no_figure(text: str, quantity: Quantity) -> str | None:
    """What a number is instead of a figure, in words; None if it is a figure."""
    before = text[max(0, quantity.before - LONGEST_BEFORE) : quantity.before]
    numerals = "arabic" if text[quantity.start].isdecimal() else "han"
    for rejection in _rejections_of(quantity.unit.unit_measure, numerals, quantity.qualifier):
        if rejection.after.match(text, quantity.end) and rejection.before.search(before):
            return rejection.reason
    return None


@cache
def _rejections_of(unit_measure: str, numerals: str, qualifier: str) -> tuple[Rejection, ...]:
    """The rejections that may concern a number in a unit, in such numerals, with such a hedge."""
    declared = rejections()
    return tuple(
        rejection
        for rejection in declared.get(unit_measure, ()) + declared.get("", ())
        if rejection.numerals in ("any", numerals) and rejection.qualifier in (None, qualifier)
    )


def _quantity(text: str, match: re.Match[str]) -> Quantity | None:
    if match["uncounted"] is not None:
        return _built(text, match.start(), match.end(), match["number"], units()["人"], None, False)
    if match["unit"] is None:
        return _percentage(text, match)
    unit = units()[match["unit"]]
    printed = match["number"]
    if unit.needs and not any(word in text[max(0, match.start() - 12) : match.start()] for word in unit.needs):
        return None
    if match["han"] and not _is_han_figure(text, match, unit):
        return None
    end = match.end()
    if unit.unit_measure == "month" and "半" in match["unit"]:
        return None
    return _built(
        text, match.start(), end, printed, unit, match["after"], "多" in match["unit"] or "余" in match["unit"]
    )


def _is_han_figure(text: str, match: re.Match[str], unit: Unit) -> bool:
    """Whether a number in Chinese numerals counts something, and is not an article, a pronoun or a name."""
    printed = match["han"]
    plain = printed.strip(INNER_HEDGES)
    hedged = plain != printed or bool(_hedge_before(text, match.start())[0])
    if printed in INNER_HEDGES:
        return False
    if unit.unit_measure in ("percent", "CNY", "multiple", "percentage_point"):
        return len(plain) > 1 or plain not in BARE_MULTIPLIERS or hedged
    if unit.unit_measure in ("month", "year") or unit.needs:
        return True
    if unit.unit_measure == "day":
        return hedged
    if all(sign in MULTIPLIERS for sign in plain):
        return hedged and text[match.start() - 1 : match.start()] != "上"
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
    if unit.worth != 1:
        number = _scaled(number, unit.worth)
    word, before = _hedge_before(text, start)
    if not word and unit.unit_measure in SHARES:
        word = _hedge_of_share(text, start)
    inner = "over" if cut else next((said for sign, said in hedges().inside.items() if sign in printed), None)
    qualifier = hedges().after[after] if after else hedges().before.get(word, inner or "exact")
    if qualifier == "over" and inner:
        interval = truncated(number)
    else:
        whole = unit.counts and number.step == 1 and printed[-1] not in MULTIPLIERS
        interval = interval_of(number, qualifier, whole)
    return Quantity(start, end, number, unit, qualifier, interval, before)


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
    found = _patterns()[2].search(text, max(0, start - LONGEST_HEDGE), start)
    return found["word"] if found else ""


def _hedge_before(text: str, start: int) -> tuple[str, int]:
    """The hedge that ends just before an offset, and where it begins; the offset itself without one."""
    if text[start - 1 : start] not in _ends_of_hedges():
        return "", start
    found = _patterns()[1].search(text, max(0, start - LONGEST_HEDGE), start)
    return (found["word"], found.start()) if found else ("", start)
