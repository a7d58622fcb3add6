"""How much speaks for a hypothesis on one group of failed cases, computed from what it touches alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import exp, log

from expectations.formulas import Interval
from expectations.localisation.cases import Case
from expectations.localisation.mending import ANYWHERE, ONE_FITS, Bounds, hull, mending_bounds

MISPRINTED = 0.02  # of the figures of a scanned page
CONFIRMED_SCOPE = 0.2  # a whole that holds another part is seldom of a narrower scope
BOUNDS = ("within", "whole_number", "at_most", "sum_at_most", "no_jump")


@dataclass(frozen=True, slots=True)
class Repair:
    """One figure read as if something else had been printed.

    Attributes:
        observation_id: Which figure.
        text: What would have been printed.
        value: What that says.
        interval: What that allows.
        channel: How the scan made what we read of it.
        probability: How probable it is before any case is looked at.
        shown: What is left of that when it is shown: less, beyond all that its unit has told. Nobody is accused by it.
    """

    observation_id: str
    text: str
    value: Decimal
    interval: Interval
    channel: str
    probability: float
    shown: float = 1.0


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """Some repairs, none of them when nothing is misprinted, and how much speaks for them.

    Attributes:
        repairs: What would have been printed.
        weight: The logarithm of how probable all of it is, up to a constant.
        cured: The places of the failed cases that would hold, in the list that was weighed.
        uncured: How many cases would still fail.
    """

    repairs: tuple[Repair, ...]
    weight: float
    cured: frozenset[int]
    uncured: int


class Scale:
    """Weighs hypotheses on one group of cases.

    Bounds fail together, for a whole of a narrower scope is passed by all its parts and slices: of these only the least
    probable counts.
    """

    def __init__(self, cases: Sequence[Case], intervals: Mapping[str, Interval]) -> None:
        """Take in the failed cases of a group and every other case that one of their figures takes part in."""
        self._cases = cases
        self._intervals = intervals
        self._failed = [place for place, case in enumerate(cases) if case.outcome == "failed"]
        self._touching: dict[str, list[int]] = {}
        for place, case in enumerate(cases):
            for member in set(case.members) if _speaks(case, intervals) else ():
                self._touching.setdefault(member, []).append(place)
        self._curable = {
            name: [cases[place] for place in places if cases[place].outcome == "failed" and cases[place].formula]
            for name, places in self._touching.items()
        }
        self._confirmed = {c.rivals[0] for c in cases if c.formula == "at_most" and c.outcome == "passed"}
        self._costs = {place: self._cost(cases[place], intervals) for place in self._failed}
        self._sum_up()

    def reach(self, observation_id: str) -> list[Bounds]:
        """Return where a figure must lie that any failed case could hold, one place a case; none where none could."""
        return [self._mending(case, observation_id) for case in self._curable.get(observation_id, ())]

    def cures(self, observation_id: str, interval: Interval) -> bool:
        """Tell whether a figure with another interval lets any failed case hold."""
        intervals = _Changed(self._intervals, {observation_id: interval})
        return any(case.judged(intervals) != "failed" for case in self._curable[observation_id])

    def _mending(self, case: Case, observation_id: str) -> Bounds:
        members = [self._intervals[member] for member in case.members]
        places = [place for place, member in enumerate(case.members) if member == observation_id]
        if case.judged(self._intervals) != "failed" or (len(places) > 1 and case.formula not in ONE_FITS):
            return ANYWHERE
        return hull([mending_bounds(case.formula, members, place, case.constants) for place in places])

    def sharpen(self, repairs: Sequence[Repair]) -> None:
        """Take each failure for no more of an accident than it would be that the likeliest repair fits.

        A number that lost its point is read with a coarser interval than was printed.
        """
        best = max((self.hypothesis((repair,)) for repair in repairs), key=lambda entry: entry.weight, default=None)
        if best is None or not best.cured:
            return
        intervals = _changed(self._intervals, best.repairs)
        for repair in best.repairs:
            for place in self._touching[repair.observation_id]:
                case = self._cases[place]
                if place in self._costs and case.formula and case.formula not in BOUNDS:
                    self._costs[place] = min(self._costs[place], self._cost(case, intervals))
        self._sum_up()

    def hypothesis(self, repairs: tuple[Repair, ...]) -> Hypothesis:
        """Return a hypothesis with its weight."""
        intervals = _changed(self._intervals, repairs)
        touched = {place for repair in repairs for place in self._touching[repair.observation_id]}
        judged = {place for place in touched if self._cases[place].formula}
        still = {place for place in judged if self._cases[place].judged(intervals) == "failed"}
        cured = frozenset(place for place in judged - still if place in self._costs)
        weight = self._rest_of_equations(judged) + self._rest_of_bounds(judged, still, intervals)
        weight += sum(self._log_cost(place, intervals) for place in still if not self._is_bound(place))
        weight += sum(log(MISPRINTED * repair.probability) for repair in repairs)
        return Hypothesis(repairs, weight, cured, len(self._failed) - len(cured) + len(still - set(self._costs)))

    def _sum_up(self) -> None:
        self._equations = sum(log(cost) for place, cost in self._costs.items() if not self._is_bound(place))
        self._bounds: dict[str, list[tuple[float, int]]] = {}
        for place, cost in self._costs.items():
            if self._is_bound(place):
                self._bounds.setdefault(self._cases[place].formula, []).append((log(cost), place))
        for ranked in self._bounds.values():
            ranked.sort()

    def _rest_of_equations(self, judged: set[int]) -> float:
        return self._equations - sum(
            log(self._costs[place]) for place in judged if place in self._costs and not self._is_bound(place)
        )

    def _rest_of_bounds(self, judged: set[int], still: set[int], intervals: Mapping[str, Interval]) -> float:
        least: dict[str, float] = {}
        for formula, ranked in self._bounds.items():
            untouched = next((cost for cost, place in ranked if place not in judged), None)
            if untouched is not None:
                least[formula] = untouched
        for place in still:
            if self._is_bound(place):
                formula = self._cases[place].formula
                least[formula] = min(least.get(formula, 0.0), self._log_cost(place, intervals))
        return sum(least.values())

    def _is_bound(self, place: int) -> bool:
        return self._cases[place].formula in BOUNDS

    def _log_cost(self, place: int, intervals: Mapping[str, Interval]) -> float:
        return log(self._cost(self._cases[place], intervals))

    def _cost(self, case: Case, intervals: Mapping[str, Interval]) -> float:
        confirmed = case.formula == "at_most" and case.rivals[0] in self._confirmed
        return (case.cost(intervals) if case.formula else case.doubt) * (CONFIRMED_SCOPE if confirmed else 1)


def shares(hypotheses: Sequence[Hypothesis]) -> list[float]:
    """Return how probable each hypothesis is among all."""
    if not hypotheses:
        return []
    most = max(hypothesis.weight for hypothesis in hypotheses)
    weights = [exp(hypothesis.weight - most) for hypothesis in hypotheses]
    total = sum(weights)
    return [weight / total for weight in weights]


def _speaks(case: Case, intervals: Mapping[str, Interval]) -> bool:
    """Tell whether a case bears on a repair: a contradiction that its rule left undecided is none, now or later."""
    return case.outcome != "undecided" or not case.formula or case.judged(intervals) != "failed"


def _changed(intervals: Mapping[str, Interval], repairs: Sequence[Repair]) -> Mapping[str, Interval]:
    return _Changed(intervals, {repair.observation_id: repair.interval for repair in repairs})


class _Changed(dict[str, Interval]):
    """The intervals of all figures, some of them changed, without a copy of the others."""

    def __init__(self, intervals: Mapping[str, Interval], changed: dict[str, Interval]) -> None:
        super().__init__(changed)
        self._others = intervals

    def __missing__(self, name: str) -> Interval:
        return self._others[name]
