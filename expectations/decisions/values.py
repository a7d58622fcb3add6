"""A value as a reviewer types it: in base units, or as it would be printed."""

from decimal import Decimal, InvalidOperation

from expectations.decisions.records import DecisionRefused, fits_a_figure
from extraction.folding import fold
from extraction.numbers import UnreadableNumber, read_number
from extraction.quantities import find_quantities

LONGEST = 40


def read_value(typed: str) -> Decimal:
    """Return the value in base units of ``141800``, ``14.18万``, ``14.18万件`` or ``95.4%``.

    Raises:
        DecisionRefused: What was typed is no number, or no figure can have it.
    """
    text = fold(typed.strip())
    value = _plain(text) if len(text) <= LONGEST else None
    if value is None:
        value = _printed(text) if len(text) <= LONGEST else None
    if value is None or not fits_a_figure(value):
        raise DecisionRefused(f"{typed[:LONGEST]!r} is no value; give it as 14.18万件, or as 141800 in base units")
    return value


def _plain(text: str) -> Decimal | None:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _printed(text: str) -> Decimal | None:
    quantities = find_quantities(text, [])
    if [(quantity.start, quantity.end) for quantity in quantities] == [(0, len(text))]:
        return quantities[0].value
    try:
        return read_number(text).value
    except UnreadableNumber:
        return None
