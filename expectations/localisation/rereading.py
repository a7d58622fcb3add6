"""What a figure would say had something else been printed: its interval, read as the figure itself was read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import copysign

from expectations.formulas import ROUNDING, Interval
from expectations.localisation.channels import FOLDED, TEXTS_KEPT, Print, possible_prints
from expectations.localisation.mending import ANYWHERE, Bounds
from extraction.intervals import interval_of, truncated
from extraction.numbers import ARABIC_NUMBER, HAN_NUMBER, INNER_HEDGES, MULTIPLIERS, PrintedNumber, UnreadableNumber
from extraction.numbers import read_number as read
from extraction.quantities import LARGEST

NUMERAL = re.compile(f"{ARABIC_NUMBER}|{HAN_NUMBER}")
COUNTED = frozenset(
    {"case", "person", "person_time", "case_time", "occurrence", "organization", "item", "day", "month", "year"}
)
Range = tuple[float, float]
STORED_DECIMALS = 6
PLAIN = re.compile(r"\D*(\d{1,12}(?:\.(\d{1,6}))?)([万亿]?)(?![.,\d十百千万亿余多几来]).*")
HIDDEN_STEP = re.compile(r"[十百千万亿]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that takes part in a contradiction, as far as localising needs to know it.

    Attributes:
        observation_id: Which.
        report_id: Its report.
        obs_text: The number with its unit, as printed.
        value: What it says; a fall is negative.
        low: The lower end of what print, rounding and hedge allow.
        high: The upper end.
        qualifier: Its hedge.
        unit_measure: Its unit.
        mean: Whether it is a mean or a ratio, which may have a fraction where a count has none.
        sentence: The sentence around it.
        decided: Whether a reviewer has decided on it: then it is not doubted.
        plausible: The ranges that its value is expected in, each for another reason.
        most: The most that its unit has told of an area like its own.
    """

    observation_id: str
    report_id: str
    obs_text: str
    value: float
    low: float | None
    high: float | None
    qualifier: str
    unit_measure: str
    mean: bool
    sentence: str
    decided: bool
    plausible: tuple[Range, ...] = ()
    most: float | None = None

    @property
    def interval(self) -> Interval:
        """What print, rounding and hedge allow."""
        return self.low, self.high


class Reader:
    """Reads what else may have been printed in the place of one figure."""

    def __init__(self, figure: Figure) -> None:
        """Read the figure as it is printed."""
        self._figure = figure
        self._counted = figure.unit_measure in COUNTED
        was = _number(figure.obs_text.translate(FOLDED))
        self._worth = Decimal(str(abs(figure.value))) / was[1].value if was and was[1].value else None
        self._signed_worth = copysign(float(self._worth or 0), figure.value)

    def near(self, reach: Iterable[Bounds]) -> list[Print]:
        """Return the prints with which the figure may lie within any of the bounds; none is missed.

        Most prints lie far off, and need not be read.
        """
        prints = possible_prints(self._figure.obs_text)
        worth = self._signed_worth
        if self._figure.qualifier != "exact" or not worth:
            return list(prints)
        spans = _spans(self._figure.obs_text)
        found: set[int] = set()
        for bounds in set(reach):
            low, high = sorted((bounds[0] / worth, bounds[1] / worth))
            found.update([place for place, (least, most) in enumerate(spans) if low <= most and least <= high])
        return [prints[place] for place in sorted(found)]

    def reread(self, text: str) -> tuple[Decimal, Interval] | None:
        """Return value and interval of the figure had `text` been printed; None when that cannot be read or cannot be.

        A count without 万 or 亿 has no fraction, and no figure has more digits than a row can hold.
        """
        now = _number(text)
        if self._worth is None or now is None or not now[1].value:
            return None
        numeral, number = now
        unscaled = not HIDDEN_STEP.search(numeral)
        if "." in numeral and unscaled and self._is_whole:
            return None
        worth = self._worth
        number = PrintedNumber(number.value * worth, number.step * worth, number.significant_step * worth)
        if number.value >= LARGEST or number.value != round(number.value, STORED_DECIMALS):
            return None
        low, high = self._interval(numeral, number, unscaled)
        if self._figure.value < 0:
            low, high = (None if high is None else -high), (None if low is None else -low)
        value = -number.value if self._figure.value < 0 else number.value
        return value, (None if low is None else float(low), None if high is None else float(high))

    @property
    def _is_whole(self) -> bool:
        return self._counted and self._figure.unit_measure != "day" and not self._figure.mean

    def _interval(self, numeral: str, number: PrintedNumber, unscaled: bool) -> tuple[Decimal | None, Decimal | None]:
        qualifier = self._figure.qualifier
        if qualifier == "over" and any(sign in numeral for sign in INNER_HEDGES):
            return truncated(number)
        return interval_of(number, qualifier, self._counted and unscaled and number.step == 1)


@lru_cache(TEXTS_KEPT)
def _spans(obs_text: str) -> tuple[Bounds, ...]:
    """Between what each possible print of a text lies at most, signs and units apart; anywhere when it is not plain."""
    return tuple(_span(entry.text) for entry in possible_prints(obs_text))


def _span(text: str) -> Bounds:
    plain = PLAIN.fullmatch(text)
    if plain is None:
        return ANYWHERE
    scale = MULTIPLIERS.get(plain[3], 1)
    value = float(plain[1]) * scale
    half = scale * 0.5 / 10.0 ** len(plain[2] or "") + value * ROUNDING
    return value - half, value + half


def _number(text: str) -> tuple[str, PrintedNumber] | None:
    found = NUMERAL.search(text)
    if found is None:
        return None
    try:
        return found[0], read(found[0])
    except UnreadableNumber:
        return None


def decimals_of(text: str) -> int:
    """Return how many decimals a text prints."""
    found = NUMERAL.search(text.translate(FOLDED))
    digits = found[0].rstrip("".join(MULTIPLIERS) + INNER_HEDGES) if found else ""
    return len(digits.partition(".")[2])


def significant_digits(text: str) -> int:
    """Return how many digits a text prints, those apart that only hold a place: two in 130万, two in 6.0%."""
    found = re.search(r"\d+(\.\d+)?", text.translate(FOLDED).replace(",", ""))
    digits = found[0].lstrip("0.") if found else ""
    return len(digits.replace(".", "")) if "." in digits else len(digits.rstrip("0"))


def suffix_of(text: str) -> str:
    """Return what stands behind the digits: scale and unit."""
    return re.sub(r"^[\d.,]+", "", text.translate(FOLDED))
