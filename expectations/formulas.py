"""What two or more figures must satisfy together, over the intervals that their prints allow.

The twin of ``checks/formulas.sql``: the same verdicts, for the figures that localising puts in the place of others.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import ceil, floor, isclose, log10

Interval = tuple[float | None, float | None]
Outcome = str  # passed, failed, undecided
ROUNDING = 1e-9  # of binary fractions, never of prints
JUMPS = (1, 2, 3, 4, 8)
JUMP_WIDTH = 0.15
LEAST_JUMPED = 50


def judge(formula: str, members: Sequence[Interval], constants: Sequence[float | None] = ()) -> Outcome:
    """Return whether figures satisfy a formula.

    Args:
        formula: One of ``FORMULAS``.
        members: The figures' intervals, the one that the formula is about first.
        constants: Bounds or a factor, as the formula wants them.
    """
    return FORMULAS[formula](members, constants)


def _compared(low: float | None, high: float | None, other_low: float | None, other_high: float | None) -> Outcome:
    """Do two intervals meet? Open ends are never evidence against, and leave the answer open."""
    if _above(low, other_high) or _above(other_low, high):
        return "failed"
    return "undecided" if None in (low, high, other_low, other_high) else "passed"


def _above(low: float | None, high: float | None) -> bool:
    return low is not None and high is not None and low > high and not isclose(low, high, rel_tol=ROUNDING)


def _within(members: Sequence[Interval], constants: Sequence[float | None]) -> Outcome:
    [(low, high)] = members
    minimum, maximum = constants
    if _above(low, maximum) or _above(minimum, high):
        return "failed"
    return "undecided" if (maximum is not None and high is None) or (minimum is not None and low is None) else "passed"


def _whole_number(members: Sequence[Interval], _: Sequence[float | None]) -> Outcome:
    [(low, high)] = members
    if low is None or high is None:
        return "undecided"
    return "failed" if ceil(low) > floor(high) else "passed"


def _at_most(members: Sequence[Interval], constants: Sequence[float | None]) -> Outcome:
    (low, high), (whole_low, whole_high) = members
    factor = constants[0] if constants and constants[0] is not None else 1
    whole_low, whole_high = _times(whole_low, factor), _times(whole_high, factor)
    if _above(low, whole_high):
        return "failed"
    if (low is not None and whole_high is not None) or (
        high is not None and whole_low is not None and high <= whole_low
    ):
        return "passed"
    return "undecided"


def _meet(members: Sequence[Interval], _: Sequence[float | None]) -> Outcome:
    first, *others = members
    return _any([_compared(*first, *other) for other in others])


def _sum(members: Sequence[Interval], _: Sequence[float | None]) -> Outcome:
    whole, *parts = members
    return _compared(*whole, *_added(parts))


def _balance(members: Sequence[Interval], constants: Sequence[float | None]) -> Outcome:
    lefts = int(constants[0] or 1)
    return _compared(*_added(members[:lefts]), *_added(members[lefts:]))


def _sum_is(members: Sequence[Interval], constants: Sequence[float | None]) -> Outcome:
    return _compared(*_added(members), constants[0], constants[0])


def _sum_at_most(members: Sequence[Interval], _: Sequence[float | None]) -> Outcome:
    (low, high), *parts = members
    parts_low, parts_high = _added([(max(0.0, part[0] or 0.0), part[1]) for part in parts])
    if _above(parts_low, high):
        return "failed"
    return "undecided" if None in (low, high, parts_high) else "passed"


def _ratio(members: Sequence[Interval], constants: Sequence[float | None]) -> Outcome:
    (low, high), *pairs = members
    factor = constants[0] or 1
    outcomes = []
    for part, whole in list(pairwise(pairs))[::2]:
        part_low, part_high = _times(part[0], factor), _times(part[1], factor)
        outcomes.append(_compared(_product(low, whole[0]), _product(high, whole[1]), part_low, part_high))
    return _any(outcomes)


def _growth(members: Sequence[Interval], constants: Sequence[float | None]) -> Outcome:
    (low, high), level, base = members
    factor = constants[0] or 1
    growth = (None if low is None else 1 + low / factor, None if high is None else 1 + high / factor)
    return _compared(_product(growth[0], base[0]), _product(growth[1], base[1]), *level)


def _difference(members: Sequence[Interval], _: Sequence[float | None]) -> Outcome:
    change, level, base = members
    return _compared(*level, *_added([change, base]))


def _no_jump(members: Sequence[Interval], _: Sequence[float | None]) -> Outcome:
    (low, high), (base_low, base_high) = members
    if low is None or high is None or base_low is None or base_high is None:
        return "undecided"
    value, base = (low + high) / 2, (base_low + base_high) / 2
    if min(value, base) < LEAST_JUMPED:
        return "undecided"
    return "failed" if min(abs(abs(log10(value / base)) - jump) for jump in JUMPS) <= JUMP_WIDTH else "passed"


def _any(outcomes: Sequence[Outcome]) -> Outcome:
    for outcome in ("passed", "undecided"):
        if outcome in outcomes:
            return outcome
    return "failed"


def _added(intervals: Sequence[Interval]) -> Interval:
    lows, highs = [low for low, _ in intervals], [high for _, high in intervals]
    return _total(lows), _total(highs)


def _total(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) if len(known) == len(values) else None


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor


def _product(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one * other


FORMULAS: dict[str, Callable[[Sequence[Interval], Sequence[float | None]], Outcome]] = {
    "within": _within,
    "whole_number": _whole_number,
    "at_most": _at_most,
    "meet": _meet,
    "sum": _sum,
    "balance": _balance,
    "sum_is": _sum_is,
    "sum_at_most": _sum_at_most,
    "ratio": _ratio,
    "growth": _growth,
    "difference": _difference,
    "no_jump": _no_jump,
}
