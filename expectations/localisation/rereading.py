"""What a figure would say had something else been printed: its interval, read as the figure itself was read."""

import re
from dataclasses import dataclass
from decimal import Decimal

from expectations.formulas import Interval
from expectations.localisation.channels import FOLDED
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


def reread(figure: Figure, text: str) -> tuple[Decimal, Interval] | None:
    """Return value and interval of a figure had `text` been printed; None when that cannot be read or cannot be.

    A count without 万 or 亿 has no fraction, and no figure has more digits than a row can hold.
    """
    was, now = _number(figure.obs_text.translate(FOLDED)), _number(text)
    if was is None or now is None or not was[1].value or not now[1].value:
        return None
    numeral, number = now
    unscaled = not HIDDEN_STEP.search(numeral)
    counted = figure.unit_measure in COUNTED - {"day"} and not figure.mean
    if "." in numeral and unscaled and counted:
        return None
    worth = Decimal(str(abs(figure.value))) / was[1].value
    number = PrintedNumber(number.value * worth, number.step * worth, number.significant_step * worth)
    if number.value >= LARGEST or number.value != round(number.value, STORED_DECIMALS):
        return None
    low, high = _interval(figure, numeral, number, unscaled)
    if figure.value < 0:
        low, high = (None if high is None else -high), (None if low is None else -low)
    value = -number.value if figure.value < 0 else number.value
    return value, (None if low is None else float(low), None if high is None else float(high))


def _interval(
    figure: Figure, numeral: str, number: PrintedNumber, unscaled: bool
) -> tuple[Decimal | None, Decimal | None]:
    inner = any(sign in numeral for sign in INNER_HEDGES)
    if inner and figure.qualifier == "over":
        return truncated(number)
    exact = figure.unit_measure in COUNTED and unscaled and number.step == 1
    return interval_of(number, figure.qualifier, exact)


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
