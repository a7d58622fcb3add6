"""Which figure of a contradiction is wrong, as far as it is evident.

In a contradiction of two, a figure that already fails by itself is accused; else the part is, when a lost decimal
point explains it and another figure confirms the whole. In all other cases nobody is accused.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal

DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed case of a rule: the figure asked about, those it was held against, and their facts."""

    subject: str
    rivals: tuple[str, ...]
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Member:
    """What localising needs to know of a figure that takes part in a failure."""

    obs_text: str
    value: Decimal
    high: Decimal | None


def accused_of_pair(
    failure: Failure, members: Mapping[str, Member], failing_alone: Set[str], confirmed: Set[str]
) -> str | None:
    """Return the figure of a part and whole that is evidently wrong, None when it cannot be told.

    Args:
        failure: The part as subject, the whole as its one rival.
        members: The figures by id.
        failing_alone: Figures that a check of single figures accuses.
        confirmed: Wholes that another part fits.
    """
    alone = {failure.subject, *failure.rivals} & failing_alone
    if alone:
        return alone.pop() if len(alone) == 1 else None
    [whole] = failure.rivals
    lost_point = whole in confirmed and lost_point_explains(members[failure.subject], members[whole].high)
    return failure.subject if lost_point else None


def lost_point_explains(figure: Member, highest: Decimal | None) -> bool:
    """Tell whether a count or sum would be at most `highest` had it lost a decimal point between its printed digits.

    With the point put back it must still be a whole number: 1723万件 may have been 17.23万件, 1723件 not 17.23件.
    """
    digits = DIGITS.search(figure.obs_text)
    if highest is None or digits is None or "." in figure.obs_text:
        return False
    mended = [figure.value.scaleb(-places) for places in range(1, len(digits[0]))]
    return any(value <= highest and value == value.to_integral_value() for value in mended)
