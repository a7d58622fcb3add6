"""Which single print, or which two, explain all that fails together: error localisation after Fellegi and Holt.

Every hypothesis has a weight: how probably the scan would have spoilt just these prints in just this way, times how
probably each case that still fails does so for another reason (our reading, the rule's scope, the source). The first
hypothesis is that nothing is misprinted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import prod

from expectations.formulas import Interval
from expectations.localisation.cases import Case
from expectations.localisation.channels import possible_prints
from expectations.localisation.habits import MOST_DECIMALS, Neighbour, decimals_prior
from expectations.localisation.rereading import Figure, decimals_of, reread

MISPRINTED = 0.02  # of the figures of a scanned page
CONFIRMED_SCOPE = 0.2  # a whole that holds another part is seldom of a narrower scope
BOUNDS = ("within", "whole_number", "at_most", "sum_at_most", "no_jump")
PAIRED_FIGURES = 6
PAIRED_REPAIRS = 8


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure read as if something else had been printed."""

    observation_id: str
    text: str
    value: Decimal
    interval: Interval
    channel: str
    probability: float


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Some repairs, none of them when nothing is misprinted, and how much speaks for them."""

    repairs: tuple[Repair, ...]
    weight: float
    cured: frozenset[Case]
    uncured: int


def weigh(
    cases: Sequence[Case], figures: Mapping[str, Figure], neighbours: Mapping[str, Sequence[Neighbour]]
) -> list[Hypothesis]:
    """Return all hypotheses on a group of failed cases, the weightiest first.

    Args:
        cases: The failed cases of the group, and every other case that one of their figures takes part in.
        figures: All figures of these cases.
        neighbours: The figures of each report.
    """
    failed = [case for case in cases if case.outcome == "failed"]
    scale = _Scale(cases, failed, {name: figure.interval for name, figure in figures.items()})
    suspects = sorted({member for case in failed for member in case.members if not figures[member].decided})
    by_figure = {name: _repairs(figures[name], neighbours[figures[name].report_id]) for name in suspects}
    scale.sharpen([repair for repairs in by_figure.values() for repair in repairs])
    single = {name: [scale.hypothesis((repair,)) for repair in repairs] for name, repairs in by_figure.items()}
    found = [scale.hypothesis(()), *(hypothesis for hypotheses in single.values() for hypothesis in hypotheses)]
    if not any(hypothesis.repairs and not hypothesis.uncured for hypothesis in found):
        found += _pairs(scale, single)
    return sorted(found, key=lambda hypothesis: (-hypothesis.weight, [repair.text for repair in hypothesis.repairs]))


class _Scale:
    """Weighs hypotheses on one group of cases."""

    def __init__(self, cases: Sequence[Case], failed: Sequence[Case], intervals: dict[str, Interval]) -> None:
        self._failed = failed
        self._intervals = intervals
        self._touching: dict[str, list[Case]] = {}
        for case in cases:
            for member in set(case.members):
                self._touching.setdefault(member, []).append(case)
        fitting = [case.rivals[0] for case in cases if case.formula == "at_most" and case.outcome == "passed"]
        self._confirmed_wholes = set(fitting)
        self._costs = {id(case): self._cost(case, intervals) for case in failed}

    def sharpen(self, repairs: Sequence[Repair]) -> None:
        """Take each failure for no more of an accident than it would be that the likeliest repair fits.

        A number that lost its point is read with a coarser interval than was printed.
        """
        best = max((self.hypothesis((repair,)) for repair in repairs), key=lambda entry: entry.weight, default=None)
        if best is None or not best.cured:
            return
        intervals = {**self._intervals, **{repair.observation_id: repair.interval for repair in best.repairs}}
        for case in self._failed:
            if case.formula and case.formula not in BOUNDS:
                self._costs[id(case)] = min(self._costs[id(case)], self._cost(case, intervals))

    def hypothesis(self, repairs: tuple[Repair, ...]) -> Hypothesis:
        """Return a hypothesis with its weight."""
        changed = {repair.observation_id: repair.interval for repair in repairs}
        intervals = {**self._intervals, **changed}
        touched = {id(case): case for name in changed for case in self._touching[name]}
        still = [case for case in touched.values() if case.formula and case.judged(intervals) == "failed"]
        costs = [(case, self._cost(case, intervals)) for case in still]
        costs += [(case, self._costs[id(case)]) for case in self._failed if id(case) not in touched or not case.formula]
        mended = {case for case in touched.values() if case.outcome == "failed" and case.formula} - set(still)
        weight = prod(MISPRINTED * repair.probability for repair in repairs) * _together(costs)
        return Hypothesis(repairs, weight, frozenset(mended), len(costs))

    def _cost(self, case: Case, intervals: Mapping[str, Interval]) -> float:
        confirmed = case.formula == "at_most" and case.rivals[0] in self._confirmed_wholes
        return (case.cost(intervals) if case.formula else case.doubt) * (CONFIRMED_SCOPE if confirmed else 1)


def _together(costs: Sequence[tuple[Case, float]]) -> float:
    """Return how probably all these cases fail for other reasons than a misprint.

    Bounds of one rule fail together: a whole of a narrower scope is passed by all its parts.
    """
    bounds: dict[str, float] = {}
    for case, cost in costs:
        if case.formula in BOUNDS:
            bounds[case.rule] = min(cost, bounds.get(case.rule, 1.0))
    return prod(cost for case, cost in costs if case.formula not in BOUNDS) * prod(bounds.values())


def _pairs(scale: _Scale, single: Mapping[str, Sequence[Hypothesis]]) -> list[Hypothesis]:
    best = {
        name: sorted((entry for entry in hypotheses if entry.cured), key=lambda entry: -entry.weight)[:PAIRED_REPAIRS]
        for name, hypotheses in single.items()
    }
    names = sorted((name for name in best if best[name]), key=lambda name: -best[name][0].weight)[:PAIRED_FIGURES]
    return [
        scale.hypothesis((*first.repairs, *second.repairs))
        for one, other in combinations(names, 2)
        for first in best[one]
        for second in best[other]
    ]


def _repairs(figure: Figure, neighbours: Sequence[Neighbour]) -> list[Repair]:
    habit = decimals_prior(figure, neighbours)
    repairs = []
    for entry in possible_prints(figure.obs_text):
        read = reread(figure, entry.text)
        if read is None:
            continue
        value, interval = read
        prior = habit[min(decimals_of(entry.text), MOST_DECIMALS)]
        repairs.append(
            Repair(figure.observation_id, entry.text, value, interval, entry.channel, entry.probability * prior)
        )
    return repairs
