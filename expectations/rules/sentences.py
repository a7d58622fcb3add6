"""The kinds of check that read from the words between two figures how they relate, each with its parameters."""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from expectations.rules.checks import PLACE, Parameters
from expectations.rules.relations import TWO, Named

CHANGED = frozenset({"growth", "level", "base", "name"}) | PLACE


class WordedOrder(BaseModel):
    """Words that say which of two neighbouring figures is the larger; an empty expression lets all through."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    before: str = Field("", description="regular expression of the words before the list, or before the first figure")
    between: str = Field("", description="regular expression of the words between the two")
    behind: str = Field("", description="regular expression of the words behind the list")
    larger: Literal["first", "second"]
    alike: bool = Field(False, description="whether both must stand in one list, parted by no comma or semicolon")


class ToldOrderCheck(Parameters):
    """Of two neighbouring figures the one is the larger that the words around them say is."""

    placeholders = TWO
    kind: Literal["told_order"]
    orders: tuple[WordedOrder, ...] = Field(min_length=1)


class ToldChangeCheck(Parameters):
    """A change is that between the two levels told right before it in its sentence."""

    placeholders = CHANGED
    kind: Literal["told_change"]
    since: str = Field(description="regular expression of the words before the earlier level, where it comes first")
    until: str = Field(description="regular expression of the words between it and the later one")
    against: str = Field(description="regular expression of the words before the earlier level, where it comes second")
    changes: str = Field(description="regular expression of the words before the change")


class ToldMultipleCheck(Parameters):
    """A multiple is the one figure over the other, both told right before it in its sentence."""

    placeholders = frozenset({"figure", "level", "base", "name"}) | PLACE
    kind: Literal["told_multiple"]
    opens: str = Field(description="regular expression of the words between the figure and what it is a multiple of")
    closes: str = Field(description="regular expression of the words between that and the multiple")
    latter: str = Field(description="words before a multiple that say that the second figure is one of the first")
    former: str = Field(description="words before a multiple that say that the first figure is one of the second")


class Flow(BaseModel):
    """Roles whose figures together are those of other roles; the first is the figure asked about."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    left: tuple[str, ...] = Field(min_length=1)
    right: tuple[str, ...] = Field(min_length=1)


class CaseFlowCheck(Parameters):
    """Cases carried over and new ones are those accepted, and those are closed or pending."""

    placeholders = frozenset({"whole", "parts", "name"}) | PLACE
    kind: Literal["case_flow"]
    roles: dict[str, Named] = Field(description="by which words right before a figure it takes a role")
    flows: tuple[Flow, ...] = Field(min_length=1)
    scopes: str = Field(description="regular expression of the kinds of cases, of which a flow has one at most")

    @model_validator(mode="after")
    def _roles_are_declared(self) -> Self:
        unknown = {role for flow in self.flows for role in (*flow.left, *flow.right)} - self.roles.keys()
        if unknown:
            raise ValueError(f"flows name roles that are not declared: {', '.join(sorted(unknown))}")
        return self


class SharesCheck(Parameters):
    """The shares of a closed list add up to 100 percent."""

    placeholders = frozenset({"figure", "name"}) | PLACE
    kind: Literal["shares"]
    words: str = Field(description="regular expression of the words before the first share of such a list")
    between: str = Field(description="regular expression of the words between two shares of it")
    least: int = Field(3, ge=2, description="fewer shares are seldom all of a whole")
    most: int = Field(8, ge=2)


class FirstOfListCheck(Parameters):
    """A figure said to be the first of all areas is not below another area's that its report tells."""

    placeholders = TWO
    kind: Literal["first_of_list"]
    words: str = Field(description="regular expression of the words behind such a figure")
    units: tuple[str, ...] = Field(min_length=1, description="units of which more is better or bigger")
