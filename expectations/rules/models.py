"""The shape of a declared rule. Anything else in a rule file is an error."""

from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from expectations.rules.kinds import Check

Severity = Literal["critical", "warning", "info"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
OUTCOMES = ("holds", "fails", "undecided")


class InvalidRules(ValueError):
    """A rule file cannot be used; the sentence says which file, which rule, what and what to do."""


class Declared(BaseModel):
    """Base of all that is read from rule files: immutable, and no unknown key is let through."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(Declared):
    """One sentence in the two languages of the reviewers."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)


class ExampleFigure(Declared):
    """One invented figure of an example; what it leaves out is the commonest case."""

    obs_text: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit_measure: str
    indicator: str | None = None
    label: str = ""
    breakdown: str = ""
    measure: Literal["level", "change"] = "level"
    scope: Literal["aggregate", "case"] = "aggregate"
    ref_area: str | None = "510000"
    court: str | None = None
    time_start: date | None = date(2025, 1, 1)
    time_end: date | None = date(2025, 12, 31)
    published_on: date | None = date(2026, 1, 27)
    report: str = "report"
    sentence: str = "sentence"
    qualifier: str = "exact"
    comparison: str | None = None
    change_of: str | None = Field(None, description="the print of the level that it changes")
    headline: bool = Field(False, description="stands in the headline, not in the body")


class Examples(Declared):
    """Figures for which the rule holds, for which it fails, and for which it cannot tell."""

    holds: tuple[ExampleFigure, ...] = Field(min_length=1)
    fails: tuple[ExampleFigure, ...] = Field(min_length=1)
    undecided: tuple[ExampleFigure, ...] = Field(min_length=1)


class Rule(Declared):
    """One rule: what must hold, how bad it is if it does not, and what is then said."""

    id: Name
    level: int = Field(ge=0, le=5, description="ESS validation level")
    severity: Severity
    doubt: float = Field(
        0.02, gt=0, le=1, description="how often a failure is no misprint, but our reading or the rule's scope"
    )
    only_if_explained: bool = Field(
        False, description="a failure counts only when a misprint explains it: the text may not mean what the rule says"
    )
    title: Words = Field(description="what must hold")
    says: Words = Field(description="what a finding says; placeholders are filled with the figures as printed")
    check: Check
    examples: Examples

    @model_validator(mode="after")
    def _placeholders_are_known(self) -> "Rule":
        for sentence in (self.says.zh, self.says.en):
            unknown = placeholders(sentence) - self.check.placeholders
            if unknown:
                allowed = ", ".join(sorted(self.check.placeholders))
                raise ValueError(
                    f"says uses unknown placeholder {sorted(unknown)}; a {self.check.kind} gives {allowed}"
                )
        return self


def placeholders(sentence: str) -> set[str]:
    """Return the names in braces of a sentence."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
