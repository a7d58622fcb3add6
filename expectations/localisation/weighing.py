"""How much speaks for a hypothesis on one group of failed cases, computed from what it touches alone."""

from collections.abc import Iterable, Mapping, Sequence
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
        self._left_by: dict[tuple[str, str], dict[int, float | None]] = {}
        self._stated = [[(member, intervals[member]) for member in case.members] for case in cases]
        self._failed = [place for place, case in enumerate(cases) if case.outcome == "failed"]
        self._touching: dict[str, list[int]] = {}
        for place, case in enumerate(cases):
            for member in set(case.members) if self._speaks(place) else ():
                self._touching.setdefault(member, []).append(place)
        self._curable = {
            name: [place for place in places if cases[place].outcome == "failed" and cases[place].formula]
            for name, places in self._touching.items()
        }
        self._confirmed = {c.rivals[0] for c in cases if c.formula == "at_most" and c.outcome == "passed"}
        self._costs = {place: self._cost(place, {}) for place in self._failed}
        self._sum_up()

    def reach(self, observation_id: str) -> list[Bounds]:
        """Return where a figure must lie that any failed case could hold, one place a case; none where none could."""
        return [self._mending(place, observation_id) for place in self._curable.get(observation_id, ())]

    def cures(self, observation_id: str, interval: Interval) -> bool:
        """Tell whether a figure with another interval lets any failed case hold."""
        changed = {observation_id: interval}
        return any(self._judged(place, changed) != "failed" for place in self._curable[observation_id])

    def _judged(self, place: int, changed: Mapping[str, Interval]) -> str:
        return self._cases[place].judged(self._members(place, changed))

    def _members(self, place: int, changed: Mapping[str, Interval]) -> list[Interval]:
        return [changed.get(member, interval) for member, interval in self._stated[place]]

    def _mending(self, place: int, observation_id: str) -> Bounds:
        case = self._cases[place]
        members = self._members(place, {})
        places = [at for at, member in enumerate(case.members) if member == observation_id]
        if case.judged(members) != "failed" or (len(places) > 1 and case.formula not in ONE_FITS):
            return ANYWHERE
        return hull([mending_bounds(case.formula, members, at, case.constants) for at in places])

    def sharpen(self, repairs: Sequence[Repair]) -> None:
        """Take each failure for no more of an accident than it would be that the likeliest repair fits.

        A number that lost its point is read with a coarser interval than was printed.
        """
        best = max((self.hypothesis((repair,)) for repair in repairs), key=lambda entry: entry.weight, default=None)
        if best is None or not best.cured:
            return
        changed = _intervals(best.repairs)
        for repair in best.repairs:
            for place in self._touching[repair.observation_id]:
                case = self._cases[place]
                if place in self._costs and case.formula and case.formula not in BOUNDS:
                    self._costs[place] = min(self._costs[place], self._cost(place, changed))
        self._sum_up()

    def hypothesis(self, repairs: tuple[Repair, ...]) -> Hypothesis:
        """Return a hypothesis with its weight."""
        left = self._left(repairs)
        touched = {place for repair in repairs for place in self._touching[repair.observation_id]}
        judged = {place for place in touched if self._cases[place].formula}
        still = {place for place in judged if left[place] is not None}
        cured = frozenset(place for place in judged - still if place in self._costs)
        weight = self._rest_of_equations(judged) + self._rest_of_bounds(judged, still, left)
        weight += sum(left[place] or 0.0 for place in still if not self._is_bound(place))
        weight += sum(log(MISPRINTED * repair.probability) for repair in repairs)
        return Hypothesis(repairs, weight, cured, len(self._failed) - len(cured) + len(still - set(self._costs)))

    def _left(self, repairs: tuple[Repair, ...]) -> dict[int, float | None]:
        """The logarithm of the cost of each case that the repairs touch and that would still fail; None if it holds."""
        found: dict[int, float | None] = {}
        for repair in repairs:
            alone = self._alone(repair)
            both = found.keys() & alone.keys()
            found |= alone
            if both:
                found |= self._judged_all(both, _intervals(repairs))
        return found

    def _alone(self, repair: Repair) -> dict[int, float | None]:
        known = self._left_by.get((repair.observation_id, repair.text))
        if known is None:
            places = [place for place in self._touching[repair.observation_id] if self._cases[place].formula]
            known = self._judged_all(places, _intervals([repair]))
            self._left_by[repair.observation_id, repair.text] = known
        return known

    def _judged_all(self, places: Iterable[int], changed: Mapping[str, Interval]) -> dict[int, float | None]:
        return {
            place: log(self._cost(place, changed)) if self._judged(place, changed) == "failed" else None
            for place in places
        }

    def _sum_up(self) -> None:
        logs = {place: log(cost) for place, cost in self._costs.items()}
        self._equations = {place: cost for place, cost in logs.items() if not self._is_bound(place)}
        self._all_equations = sum(self._equations.values())
        self._bounds: dict[str, list[tuple[float, int]]] = {}
        for place, cost in logs.items():
            if self._is_bound(place):
                self._bounds.setdefault(self._cases[place].formula, []).append((cost, place))
        for ranked in self._bounds.values():
            ranked.sort()

    def _rest_of_equations(self, judged: set[int]) -> float:
        return self._all_equations - sum(self._equations[place] for place in judged if place in self._equations)

    def _rest_of_bounds(self, judged: set[int], still: set[int], left: Mapping[int, float | None]) -> float:
        least: dict[str, float] = {}
        for formula, ranked in self._bounds.items():
            untouched = next((cost for cost, place in ranked if place not in judged), None)
            if untouched is not None:
                least[formula] = untouched
        for place in still:
            if self._is_bound(place):
                formula = self._cases[place].formula
                least[formula] = min(least.get(formula, 0.0), left[place] or 0.0)
        return sum(least.values())

    def _is_bound(self, place: int) -> bool:
        return self._cases[place].formula in BOUNDS

    def _speaks(self, place: int) -> bool:
        """Tell whether a case bears on a repair: a contradiction that its rule left undecided is none, now or later."""
        case = self._cases[place]
        return case.outcome != "undecided" or not case.formula or self._judged(place, {}) != "failed"

    def _cost(self, place: int, changed: Mapping[str, Interval]) -> float:
        case = self._cases[place]
        confirmed = case.formula == "at_most" and case.rivals[0] in self._confirmed
        cost = case.cost(self._members(place, changed)) if case.formula else case.doubt
        return cost * (CONFIRMED_SCOPE if confirmed else 1)


def shares(hypotheses: Sequence[Hypothesis]) -> list[float]:
    """Return how probable each hypothesis is among all."""
    if not hypotheses:
        return []
    most = max(hypothesis.weight for hypothesis in hypotheses)
    weights = [exp(hypothesis.weight - most) for hypothesis in hypotheses]
    total = sum(weights)
    return [weight / total for weight in weights]


def _intervals(repairs: Sequence[Repair]) -> dict[str, Interval]:
    return {repair.observation_id: repair.interval for repair in repairs}
