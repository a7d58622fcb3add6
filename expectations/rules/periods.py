"""The kinds of check that hold a figure against itself in other periods, each with its parameters."""

from typing import Literal

from pydantic import Field

from expectations.rules.checks import PLACE, Parameters
from expectations.rules.relations import TWO


class ContainedPeriodCheck(Parameters):
    """A figure of a flow is not above that of a longer period that holds its own."""

    placeholders = frozenset({"shorter", "longer", "name", "longer_period"}) | PLACE
    kind: Literal["contained_period"]
    kinds: tuple[str, ...] = Field(min_length=1)
    without: tuple[str, ...] = Field((), description="indicators that are stocks, not flows")


class PeriodsAddUpCheck(Parameters):
    """A figure of a long period is the sum of the shorter ones that fill it."""

    placeholders = frozenset({"whole", "parts", "name", "area"})
    kind: Literal["periods_add_up"]
    kinds: tuple[str, ...] = Field(min_length=1)
    without: tuple[str, ...] = Field((), description="indicators whose cases are carried from period to period")
    part_months: tuple[int, ...] = Field(min_length=1, description="how many months a part may have")
    whole_months: int = Field(1, ge=1, description="the whole has a multiple of so many months")


class StockCarriedCheck(Parameters):
    """What a period begins with is what the one before ended with."""

    placeholders = frozenset({"figure", "before", "name"}) | PLACE
    kind: Literal["stock_carried"]
    carried: str = Field(description="regular expression of the words before a stock that a period begins with")
    dated: str = Field(description="words that date such a stock themselves: its own period is then not sure")
    pending: str = Field(description="regular expression of the words before a stock that a period ends with")
    not_pending: str = Field(description="words before a stock of another kind")
    scopes: str = Field(description="regular expression of the kinds of cases; both stocks have the same")


class StreakCheck(Parameters):
    """A figure that its text says rises or falls year after year did so since last year."""

    placeholders = TWO
    kind: Literal["streak"]
    kinds: tuple[str, ...] = Field(min_length=1)
    rising: str = Field(description="regular expression of the words behind a figure that rises")
    falling: str = Field(description="regular expression of the words behind a figure that falls")


class PowerOfTenCheck(Parameters):
    """A figure does not jump by a power of ten from one year to the next."""

    placeholders = frozenset({"figure", "before", "name"}) | PLACE
    kind: Literal["power_of_ten"]
    kinds: tuple[str, ...] = Field(min_length=1)
