"""The interval that a printed number stands for: rounding of the print and hedges."""

from decimal import Decimal

from extraction.catalogue.measures import hedges
from extraction.numbers import PrintedNumber

Interval = tuple[Decimal | None, Decimal | None]


def interval_of(number: PrintedNumber, qualifier: str, exact: bool) -> Interval:
    """The least and greatest value that a print allows; None for an end left open.

    Args:
        number: The number as read, in base units.
        qualifier: One of exact, about, nearly, over, under, at_least, at_most.
        exact: Whether an unhedged number is a whole count that was not rounded.
    Source: the hedge table of docs/extending.md; for rounding, XBRL Calculations 1.1.
    """
    value = number.value
    if qualifier == "exact":
        if exact:
            return value, value
        half = number.step / 2
        return value - half, value + half
    if qualifier == "at_least":
        return value, None
    if qualifier == "at_most":
        return None, value
    if qualifier == "under":
        return None, value
    step = number.significant_step
    if qualifier == "about":
        return value - step, value + step
    if qualifier == "nearly":
        return value - max(step, value * hedges().widening), value
    return value, None


def truncated(number: PrintedNumber) -> Interval:
    """The interval of a number cut off by 余 or 多 inside it: up to one more of its last place."""
    return number.value, number.value + number.significant_step
