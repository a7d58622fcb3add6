"""The cases that rules made of figures: what was held against what, and with which outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from expectations.formulas import Interval, judge
from expectations.power import chance


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule.

    Attributes:
        rule: The rule's id.
        subject: The figure asked about.
        rivals: The figures it is held against.
        outcome: passed, failed or undecided.
        formula: What they must satisfy together; empty where no change of a figure could mend it.
        constants: Bounds or a factor of the formula.
        doubt: How often a failure of this rule is no misprint, but our reading or the rule's scope.
        facts: What a finding's sentence is filled with.
    """

    rule: str
    subject: str
    rivals: tuple[str, ...]
    outcome: str
    formula: str = ""
    constants: tuple[float | None, ...] = ()
    doubt: float = 0.02
    facts: Mapping[str, object] = field(default_factory=dict, compare=False)

    @property
    def members(self) -> tuple[str, ...]:
        """All figures that take part, the subject first."""
        return (self.subject, *self.rivals)

    def judged(self, intervals: Sequence[Interval]) -> str:
        """Return the outcome with the intervals of its members as given."""
        return judge(self.formula, intervals, self.constants)

    def cost(self, intervals: Sequence[Interval]) -> float:
        """Return how probably this case, with these intervals of its members, fails though none is misprinted."""
        return self.doubt * chance(self.formula, intervals, self.constants)


def distinct(cases: list[Case]) -> list[Case]:
    """Return the cases without those that say the same of the same figures; the surest of each stays."""
    surest: dict[tuple[str, frozenset[str]], Case] = {}
    for case in sorted(cases, key=lambda case: (case.doubt, case.rule, case.members)):
        surest.setdefault((case.formula, frozenset(case.members)), case)
    return list(surest.values())


def components(cases: list[Case]) -> list[list[Case]]:
    """Return the cases in groups that share no figure."""
    groups: dict[str, set[str]] = {}
    for case in cases:
        merged = set(case.members).union(*(groups.get(member, set()) for member in case.members))
        for member in merged:
            groups[member] = merged
    found: dict[int, list[Case]] = {}
    for case in cases:
        found.setdefault(id(groups[case.subject]), []).append(case)
    return list(found.values())
