"""Where a figure must lie so that a failed check could hold: what no print reaches needs not be read."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import inf

from expectations.formulas import Interval

Bounds = tuple[float, float]
ONE_FITS = ("meet", "ratio")  # they hold when one of several comparisons does
ANYWHERE: Bounds = (-inf, inf)
SLACK = 1e-8  # wider than what a verdict forgives for rounding


def mending_bounds(
    formula: str, members: Sequence[Interval], at: int, constants: Sequence[float | None] = ()
) -> Bounds:
    """Return bounds outside which no value of one figure lets a formula hold; inside, it need not.

    Args:
        formula: One of ``expectations.formulas``.
        members: The figures' intervals.
        at: The place of the figure among them.
        constants: Bounds or a factor, as the formula wants them.
    """
    bounds = BOUNDS.get(formula)
    if bounds is None:
        return ANYWHERE
    return bounds([_open(member) for member in members], at, constants)


def _open(interval: Interval) -> Bounds:
    low, high = interval
    return -inf if low is None else low, inf if high is None else high


def _widened(bounds: Bounds, size: float | None = None) -> Bounds:
    """Return bounds with some slack, by their own size or by that of what they were computed from."""
    low, high = bounds
    return (
        low - SLACK * (abs(low) if size is None else size) if low > -inf else low,
        high + SLACK * (abs(high) if size is None else size) if high < inf else high,
    )


def _within(_: Sequence[Bounds], __: int, constants: Sequence[float | None]) -> Bounds:
    return _widened(_open((constants[0], constants[1])))


def _at_most(members: Sequence[Bounds], at: int, constants: Sequence[float | None]) -> Bounds:
    factor = constants[0] if constants and constants[0] is not None else 1
    return _widened((-inf, members[1][1] * factor) if at == 0 else (members[0][0] / factor, inf))


def _meet(members: Sequence[Bounds], at: int, _: Sequence[float | None]) -> Bounds:
    return _widened(hull(members[1:]) if at == 0 else members[0])


def _sum(members: Sequence[Bounds], at: int, _: Sequence[float | None]) -> Bounds:
    return _balanced(members, at, 1, (0.0, 0.0))


def _balance(members: Sequence[Bounds], at: int, constants: Sequence[float | None]) -> Bounds:
    return _balanced(members, at, int(constants[0] or 1), (0.0, 0.0))


def _sum_is(members: Sequence[Bounds], at: int, constants: Sequence[float | None]) -> Bounds:
    return _balanced(members, at, len(members), _open((constants[0], constants[0])))


def _difference(members: Sequence[Bounds], at: int, _: Sequence[float | None]) -> Bounds:
    change, level, base = members
    return _balanced((level, change, base), (1, 0, 2)[at], 1, (0.0, 0.0))


def _balanced(members: Sequence[Bounds], at: int, lefts: int, rest: Bounds) -> Bounds:
    """The first figures add up to the others and a rest."""
    left = [member for place, member in enumerate(members[:lefts]) if place != at]
    right = [member for place, member in enumerate(members[lefts:], lefts) if place != at]
    left_low, left_high = sum(low for low, _ in left), sum(high for _, high in left)
    right_low, right_high = rest[0] + sum(low for low, _ in right), rest[1] + sum(high for _, high in right)
    told = (right_low, right_high), (left_low, left_high)
    (one_low, one_high), (other_low, other_high) = told if at < lefts else told[::-1]
    size = sum(abs(end) for member in members for end in member if abs(end) < inf)
    return _widened((one_low - other_high, one_high - other_low), size)


def _ratio(members: Sequence[Bounds], at: int, constants: Sequence[float | None]) -> Bounds:
    factor = constants[0] or 1
    rate, *others = members
    pairs = list(pairwise(others))[::2]
    if at == 0:
        return hull([_quotient(_times(part, factor), whole) for part, whole in pairs])
    part, whole = pairs[(at - 1) // 2]
    if at % 2:
        return _product(rate, whole, factor)
    return _quotient(_times(part, factor), rate)


def _growth(members: Sequence[Bounds], at: int, constants: Sequence[float | None]) -> Bounds:
    factor = constants[0] or 1
    (low, high), level, base = members
    grown = (1 + low / factor, 1 + high / factor)
    if at == 1:
        return _product(grown, base, 1)
    if at == 2:
        return _quotient(level, grown)
    low, high = _quotient(level, base)
    return (low - 1) * factor, (high - 1) * factor


def _times(bounds: Bounds, factor: float) -> Bounds:
    return bounds[0] * factor, bounds[1] * factor


def _product(one: Bounds, other: Bounds, divisor: float) -> Bounds:
    if one[0] < 0 or other[0] < 0 or inf in (one[1], other[1]):
        return ANYWHERE
    return _widened((one[0] * other[0] / divisor, one[1] * other[1] / divisor))


def _quotient(one: Bounds, other: Bounds) -> Bounds:
    if one[0] < 0 or other[0] <= 0 or inf in (one[1], other[1]):
        return ANYWHERE
    return _widened((one[0] / other[1], one[1] / other[0]))


def hull(all_bounds: Sequence[Bounds]) -> Bounds:
    """Return the bounds around all bounds."""
    return min(low for low, _ in all_bounds), max(high for _, high in all_bounds)


BOUNDS: dict[str, Callable[[Sequence[Bounds], int, Sequence[float | None]], Bounds]] = {
    "within": _within,
    "at_most": _at_most,
    "meet": _meet,
    "sum": _sum,
    "balance": _balance,
    "sum_is": _sum_is,
    "ratio": _ratio,
    "growth": _growth,
    "difference": _difference,
}
