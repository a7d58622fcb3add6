"""How much a check would see: by how far a figure may be wrong unseen, and which scanning errors stay unseen."""

import re
from collections.abc import Sequence
from math import isinf

from expectations.formulas import Interval

NOT_A_DIGIT = re.compile(r"\D")
# Half of all scanning errors shift every digit (a lost point, a lost 万, a digit lost); the rest may hit any place.
SHARE_OF_ONE_PLACE = 0.45
CONFIRMS = 0.85  # of a figure of four digits, the last may stay unseen
SMALLEST_STEP = 0.5  # half a unit: an exact count has no narrower interval
LOOSE = 0.5
ADDING = ("meet", "sum", "difference", "balance", "sum_is")  # where all errors weigh alike
EQUATIONS = (*ADDING, "ratio", "growth")


def tolerances(
    formula: str, members: Sequence[Interval], constants: Sequence[float | None] = (), least: float = 0.0
) -> list[float] | None:
    """Return how far each figure may be off before an equation fails; None when the formula is no equation.

    To the first order: what the rounding of all its members adds up to.

    Args:
        formula: One of ``expectations.formulas``.
        members: The figures' intervals.
        constants: The factor of the formula.
        least: The least half-width of an interval: an exact count has none of its own.
    """
    if formula not in EQUATIONS:
        return None
    pairs = [_middle_and_half(member, least) for member in members]
    middles, halves = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    if any(isinf(half) for half in halves):
        return None
    if formula in ADDING:
        return [sum(halves)] * len(members)
    sizes = [abs(middle) for middle in middles]
    if formula == "growth":
        sizes[0] = (constants[0] or 1) + middles[0]
    if any(size <= 0 for size in sizes):
        return None
    relative = sum(half / size for half, size in zip(halves, sizes, strict=True))
    return [size * relative for size in sizes]


def chance(formula: str, members: Sequence[Interval], constants: Sequence[float | None] = ()) -> float:
    """Return how probably figures that have nothing to do with each other would stand as these do.

    For an equation, the share of values that fit by luck; for a bound, less the further it is passed.
    """
    if formula == "ratio" and len(members) > 3:
        pairs = [[members[0], *members[at : at + 2]] for at in range(1, len(members), 2)]
        return min(1.0, sum(chance(formula, pair, constants) for pair in pairs))
    if formula == "meet" and len(members) > 2:
        return min(1.0, sum(chance(formula, [members[0], other], constants) for other in members[1:]))
    allowed = tolerances(formula, members, constants, SMALLEST_STEP)
    if allowed is not None:
        size = abs(_middle_and_half(members[0], 0)[0]) if formula != "growth" else float(constants[0] or 1)
        return min(LOOSE, 2 * allowed[0] / size) if size else LOOSE
    if formula == "at_most":
        return LOOSE / max(1.0, _excess(members, constants))
    return LOOSE


def power(obs_text: str, value: float, tolerance: float) -> float:
    """Return the share of scanning errors in a figure that a check with this tolerance would see."""
    digits = NOT_A_DIGIT.sub("", obs_text)
    if not value or not digits:
        return 0.0
    if tolerance >= abs(value):
        return 0.0
    significant = abs(float(digits)) or 1.0
    last_place = abs(value) / significant
    unseen = sum(last_place * float(10**place) <= tolerance for place in range(len(digits)))
    return 1 - SHARE_OF_ONE_PLACE * unseen / len(digits)


def _middle_and_half(interval: Interval, least: float) -> tuple[float, float]:
    low, high = interval
    if low is None or high is None:
        return low if low is not None else high or 0.0, float("inf")
    middle, half = (low + high) / 2, (high - low) / 2
    return middle, half or min(least, abs(middle) / 2)


def _excess(members: Sequence[Interval], constants: Sequence[float | None]) -> float:
    (low, _), (_, high) = members
    factor = constants[0] if constants and constants[0] is not None else 1
    return low / (high * factor) if low and high else 1.0
