"""The kinds of check that a rule may declare, each with its parameters."""

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

PLACE = frozenset({"area", "period"})


class Parameters(BaseModel):
    """Base of all kinds: the placeholders it fills, and whether a failure accuses the figure itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    placeholders: ClassVar[frozenset[str]]
    accuses_subject: ClassVar[bool] = False


class FigureFilter(BaseModel):
    """Which figures a check of single figures looks at; an empty list lets all through."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kinds: tuple[str, ...] = Field((), description="kinds of indicator in the catalogue")
    indicators: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    measures: tuple[Literal["level", "change"], ...] = ("level",)
    scopes: tuple[Literal["aggregate", "case"], ...] = ("aggregate", "case")
    without_indicator: bool = Field(False, description="only figures that no indicator fits")
    labels_with: tuple[str, ...] = Field((), description="only figures whose label contains one of these")
    labels_without: tuple[str, ...] = Field((), description="no figure whose label contains one of these")
    kinds_without: tuple[str, ...] = ()


class RangeCheck(Parameters):
    """A figure lies between two bounds, its own indicator's or those given here; an open side is unbounded."""

    placeholders = frozenset({"figure", "name", "minimum", "maximum"}) | PLACE
    accuses_subject = True
    kind: Literal["range"]
    figures: FigureFilter
    bounds: Literal["stated", "catalogue"] = "stated"
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    @model_validator(mode="after")
    def _bounds_are_given_once(self) -> "RangeCheck":
        stated = self.minimum is not None or self.maximum is not None
        if stated != (self.bounds == "stated"):
            raise ValueError("give minimum or maximum, or bounds: catalogue, and not both")
        return self


class AreaSizeCheck(Parameters):
    """A figure is not above what areas of its level reach in as many years as its period covers."""

    placeholders = frozenset({"figure", "name", "maximum"}) | PLACE
    accuses_subject = True
    kind: Literal["area_size"]
    figures: FigureFilter
    most_a_year: dict[Literal["nation", "province", "prefecture", "county"], Decimal] = Field(min_length=1)


class WrittenHedgeCheck(Parameters):
    """A figure with a hedge between number and unit ends in a place that the hedge can fill: 20多个, not 2多个."""

    placeholders = frozenset({"figure", "name"}) | PLACE
    accuses_subject = True
    kind: Literal["written_hedge"]
    figures: FigureFilter
    hedges: str = Field(min_length=1, description="the signs that so stand between number and unit")


class WholeNumberCheck(Parameters):
    """A figure counts things, so its value has no fraction."""

    placeholders = frozenset({"figure", "name"}) | PLACE
    accuses_subject = True
    kind: Literal["whole_number"]
    figures: FigureFilter


class Pair(BaseModel):
    """An indicator and the one whose figure it never exceeds."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    part: str
    whole: str


class PartOfWholeCheck(Parameters):
    """A figure is not above that of its whole, by the catalogue or by a pair given here."""

    placeholders = frozenset({"part", "part_name", "whole", "whole_name"}) | PLACE
    kind: Literal["part_of_whole"]
    pairs: tuple[Pair, ...] = Field((), description="beside the part_of of the catalogue")
    wholes_without: tuple[str, ...] = Field(
        (), description="wholes whose label or court says so leave out what the part may hold"
    )


class SliceOfWholeCheck(Parameters):
    """A slice of an indicator is not above the whole, nor above a wider slice.

    The whole must hold at least one other slice, else it may itself be a slice whose text does not say of what.
    """

    placeholders = PartOfWholeCheck.placeholders | {"breakdown"}
    kind: Literal["slice_of_whole"]
    kinds: tuple[str, ...] = Field(min_length=1)
    keys_without: tuple[str, ...] = Field((), description="slices by these keys may be of something else")


class AreaOfAreaCheck(Parameters):
    """An area's figure is not above that of an area it lies in."""

    placeholders = PartOfWholeCheck.placeholders | {"whole_area"}
    kind: Literal["area_of_area"]
    kinds: tuple[str, ...] = Field(min_length=1)
    wholes_without: tuple[str, ...] = Field(
        (), description="wholes whose label or court says so are not those of the whole area"
    )


class Part(BaseModel):
    """One member of a list of parts: an indicator and its slice."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    indicator: str
    breakdown: str = ""


class TotalOfPartsCheck(Parameters):
    """A total equals the parts of a closed list, or is not below those of an open one."""

    placeholders = frozenset({"whole", "whole_name", "parts"}) | PLACE
    kind: Literal["total_of_parts"]
    list_is: Literal["closed", "open"]
    totals: tuple["Total", ...] = Field(min_length=1)


class Total(BaseModel):
    """One total and the parts that the rule holds it against."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    whole: Part
    parts: tuple[Part, ...] = Field(min_length=2)


class MentionsAgreeCheck(Parameters):
    """Two mentions of one figure in a report do not contradict each other."""

    placeholders = frozenset({"first", "second", "name"}) | PLACE
    kind: Literal["mentions_agree"]
    misprint_distance: int = Field(
        ge=0,
        description="digits apart up to which two figures are one misprinted; further apart they may be two things",
    )
    least_digits: int = Field(
        ge=1, description="figures of fewer digits are too alike by chance to be called misprinted"
    )
    most_before: int = Field(8, ge=1, description="how many mentions back a mention is compared")


class PeriodOrderCheck(Parameters):
    """A period ends on or after the day it starts."""

    placeholders = frozenset({"figure", "name", "start", "end"})
    accuses_subject = True
    kind: Literal["period_order"]


class PeriodPublishedCheck(Parameters):
    """A period does not begin after its report was published."""

    placeholders = frozenset({"figure", "name", "start", "published"})
    accuses_subject = True
    kind: Literal["period_published"]
