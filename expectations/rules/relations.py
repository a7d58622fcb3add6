"""The kinds of check that hold figures against each other by what a text says of them, each with its parameters."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from expectations.rules.checks import PLACE, Parameters

TWO = frozenset({"smaller", "smaller_name", "larger", "larger_name"}) | PLACE


class RatioCheck(Parameters):
    """A rate, share or mean is what the figures told before it make; which of them, the case finds out."""

    placeholders = frozenset({"rate", "name", "part", "wholes"}) | PLACE
    kind: Literal["ratio"]
    rates: str = Field(description="regular expression that the label of the rate matches")
    rates_without: str = "^$"
    rate_units: tuple[str, ...] = ("percent",)
    parts: str = Field("", description="regular expression that the label of the part matches")
    wholes: str = Field("", description="regular expression that the label of the whole matches")
    part_unit: Literal["any", "same"] = Field("any", description="same: that of the rate, as of a mean")
    whole_unit: Literal["part", "persons"] = Field("part", description="the part's own, or what a mean is over")
    named_before: str = Field(
        "", description="regular expression of what follows, in the rate's label, the word that its part is called by"
    )
    factor: int = 100
    parts_before: int = Field(1, ge=1, description="how many of the nearest figures may be the part")
    wholes_before: int = Field(1, ge=1, description="how many of the nearest figures may be the whole")
    whole_after_part: bool = Field(False, description="whether the whole may stand between part and rate")
    reach: int = Field(8, ge=1, description="how many figures back part and whole may stand")
    distance: int = Field(120, ge=1, description="how many characters back the part may stand")


class Named(BaseModel):
    """One member of a sum, by the words of its label."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    label: str
    without: str = ""


class NamedSum(BaseModel):
    """A whole and all its parts."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    whole: Named
    parts: tuple[Named, ...] = Field(min_length=2)


class NamedSumCheck(Parameters):
    """A figure is the sum of those that together are the same by their names."""

    placeholders = frozenset({"whole", "whole_name", "parts", "area"})
    kind: Literal["named_sum"]
    sums: tuple[NamedSum, ...] = Field(min_length=1)


class SentenceSumCheck(Parameters):
    """A figure is the sum of those into which its sentence divides it up."""

    placeholders = frozenset({"whole", "whole_name", "parts"}) | PLACE
    kind: Literal["sentence_sum"]
    words: str = Field(description="regular expression of the words that divide up")
    units: tuple[str, ...] = Field(min_length=1)
    reach: int = Field(ge=1, description="how many characters behind the whole these words may stand")
    most_parts: int = Field(ge=2)


class SentencePartCheck(Parameters):
    """A figure that a sentence divides off another is not above it."""

    placeholders = TWO
    kind: Literal["sentence_part"]
    words: str = Field(description="regular expression of the words that divide up")
    ends: str = Field(description="regular expression of what, behind these words and before a figure, ends the list")
    units: tuple[str, ...] = Field(min_length=1)
    reach: int = Field(ge=1, description="how many characters behind the whole these words may stand")
    most_parts: int = Field(ge=1)


class GrowthCheck(Parameters):
    """A growth on last year is what its level and last year's level make."""

    placeholders = frozenset({"growth", "level", "base", "name"}) | PLACE
    kind: Literal["growth"]
    base: Literal["same_report", "other_report"]
    multiples: str = Field(description="regular expression of the words before a multiple of last year's level")


class ThresholdCheck(Parameters):
    """A figure is beyond the threshold that its sentence says it has passed."""

    placeholders = TWO
    kind: Literal["threshold"]
    between: str = Field(description="regular expression of the words between the threshold and the figure")


class Order(BaseModel):
    """Two indicators, and the words that say that the first passes the second."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    larger: str
    smaller: str
    words: str


class OrderCheck(Parameters):
    """A figure is above another where the text says so, also over several quarters in a row."""

    placeholders = TWO
    kind: Literal["order"]
    orders: tuple[Order, ...] = Field(min_length=1)
    most_mentions: int = Field(8, ge=1, description="how many mentions of the smaller figure are held against a larger")


class ChargeCheck(Parameters):
    """A fee is at most some share of the sum it is charged on."""

    placeholders = TWO
    kind: Literal["charge"]
    charges: str = Field(description="regular expression that the label of a fee matches")
    waived: str = Field(description="regular expression of labels of fees that are charged on no sum told")
    charged_on: str = Field(description="regular expression that the label of the sum matches")
    at_most: float = Field(gt=0, le=1, description="the largest share of the sum that a fee may be")


class DebtCheck(Parameters):
    """A debt that was settled in full is the debt that the story told of before."""

    placeholders = frozenset({"owed", "settled", "name"}) | PLACE
    kind: Literal["debt"]
    owed: str = Field(description="regular expression that the label of the debt matches")
    settled: str = Field(description="regular expression that the label of what was settled matches")
    in_full: str = Field(description="regular expression of the words that say that all of it was settled")
    distance: int = Field(ge=1, description="how many characters apart the two may stand")


class HeadlineCheck(Parameters):
    """A figure of a headline is one that the body tells, maybe more exactly."""

    placeholders = frozenset({"headline", "body", "name"}) | PLACE
    kind: Literal["headline"]
    least_label: int = Field(ge=1, description="shorter labels must be equal, longer ones may hold each other")
    most: int = Field(ge=1, description="how many figures of the body are looked at")


class MirrorCheck(Parameters):
    """A figure is the same in every report that tells it."""

    placeholders = frozenset({"figure", "other", "published", "name"}) | PLACE
    kind: Literal["mirror"]


class PeersCheck(Parameters):
    """An area's growth does not stand out from those of its peers (Hidiroglou and Berthelot 1986)."""

    placeholders = frozenset({"figure", "before", "areas", "name"}) | PLACE
    kind: Literal["peers"]
    kinds: tuple[str, ...] = Field(min_length=1)
    influence: float = Field(0.5, ge=0, le=1, description="U: how much more a large area counts")
    width: float = Field(gt=0, description="C: how many quartile distances from the centre are still ordinary")
    least_areas: int = Field(ge=4)


class WrittenScaleCheck(Parameters):
    """A number is written in the scale that fits it: 亿 from ten thousand 万 on."""

    placeholders = frozenset({"figure", "name"}) | PLACE
    kind: Literal["written_scale"]
    most_digits: int = Field(ge=1, description="digits before 万")


class DecimalsHabitCheck(Parameters):
    """A figure has decimals where all others of its kind in the report have some."""

    placeholders = frozenset({"figure", "habit", "others", "name"}) | PLACE
    kind: Literal["decimals_habit"]
    least_prints: int = Field(ge=2, description="how many others must have decimals")
    least_digits: int = Field(ge=2, description="shorter numbers may well be round")


class NearCopyCheck(Parameters):
    """A report is no near copy of an earlier one."""

    placeholders = frozenset({"figure", "published", "name"})
    kind: Literal["near_copy"]
    least_figures: int = Field(ge=2, description="shorter reports may agree by chance")


class VanishedCheck(Parameters):
    """What a body told every year, it tells this year too."""

    placeholders = frozenset({"figure", "year", "name"}) | PLACE
    kind: Literal["vanished"]
    years: int = Field(ge=2, description="how many years in a row it was told")
    least_indicators: int = Field(ge=1, description="how many indicators make a year's edition")


class FreshnessCheck(Parameters):
    """A report tells of a period that ended not long before."""

    placeholders = frozenset({"figure", "published", "name"}) | PLACE
    kind: Literal["freshness"]
    days: int = Field(ge=1)


class DirectionCheck(Parameters):
    """The sign of a change agrees with the word in front of it."""

    placeholders = frozenset({"figure", "name"}) | PLACE
    kind: Literal["direction"]
    accuses_subject = True
    up: str
    down: str
