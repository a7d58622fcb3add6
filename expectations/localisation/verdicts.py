"""What is said of a contradiction: which figure, what was probably printed, or that it cannot be told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from expectations.localisation.cases import Case, distinct
from expectations.localisation.habits import Neighbour
from expectations.localisation.hypotheses import weigh
from expectations.localisation.rereading import Figure
from expectations.localisation.weighing import BOUNDS, Hypothesis, Repair, shares

LOCALISED = 0.90
PROPOSED = 0.95
TIMES_THE_RUNNER_UP = 10
INDEPENDENT_RULES = 2
CANDIDATES = 3
LEAST_CANDIDATE = 0.02
NEGLIGIBLE = 1e-6
COMPARABLE = 0.10  # of the best candidate: as good a candidate of another figure is shown beside it
LEAST_EXPLAINING = 0.20  # a figure that only many unlikely prints explain is not accused


@dataclass(frozen=True, slots=True)
class Candidate:
    """One print that would explain a contradiction, and how probable it is among all explanations."""

    observation_id: str
    text: str
    value: Decimal
    channel: str
    probability: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one failed case.

    Attributes:
        misprint: How probable it is that a misprint explains it at all.
        accused: The figures held to be wrong, each with its probability.
        candidates: What its figures may have been printed as, the likeliest first, at most three; where no figure is
            accused, of each figure that has as good a candidate its best one first.
        proposed: Whether the first candidate is sure enough to be proposed as the right print.
        cured: How many independent cases the first candidate restores.
    """

    misprint: float = 0.0
    accused: Mapping[str, float] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    proposed: bool = False
    cured: int = 0


def explain(
    group: Sequence[Case],
    touching: Iterable[Case],
    figures: Mapping[str, Figure],
    neighbours: Mapping[str, Sequence[Neighbour]],
) -> list[Verdict]:
    """Return a verdict on each failed case of a group, which are explained together.

    Args:
        group: Failed cases that share figures.
        touching: Every other case that one of their figures takes part in.
        figures: All figures of these cases.
        neighbours: All figures of the reports that the figures of the failed cases stand in.
    """
    weighed = distinct([*group, *touching])
    places = {_says(case): place for place, case in enumerate(weighed)}
    by_place = _by_case(weigh(weighed, figures, neighbours))
    return [_verdict(case, weighed, by_place.get(places[_says(case)], [])) for case in group]


def _says(case: Case) -> tuple[str, frozenset[str]]:
    return case.formula, frozenset(case.members)


def _by_case(hypotheses: Sequence[Hypothesis]) -> dict[int, list[tuple[Hypothesis, float]]]:
    """Return for each failed case the hypotheses that would cure it, each with how probable it is."""
    found: dict[int, list[tuple[Hypothesis, float]]] = {}
    for hypothesis, share in zip(hypotheses, shares(hypotheses), strict=True):
        for place in hypothesis.cured if share > NEGLIGIBLE else ():
            found.setdefault(place, []).append((hypothesis, share))
    return found


def _verdict(case: Case, weighed: Sequence[Case], curing: Sequence[tuple[Hypothesis, float]]) -> Verdict:
    blame: dict[str, float] = {}
    likely: dict[tuple[str, str], float] = {}
    repairs: dict[tuple[str, str], Repair] = {}
    cured: dict[tuple[str, str], frozenset[int]] = {}
    for hypothesis, share in curing:
        for repair in hypothesis.repairs:
            if repair.observation_id not in case.members:
                continue
            key = (repair.observation_id, repair.text)
            blame[key[0]] = blame.get(key[0], 0) + share
            likely[key] = likely.get(key, 0) + share * repair.shown
            repairs[key] = repair
            cured.setdefault(key, hypothesis.cured)
    candidates = _ranked(likely, repairs)
    explained = {candidate.observation_id for candidate in candidates if candidate.probability >= LEAST_EXPLAINING}
    accused = {name: share for name, share in blame.items() if share >= LOCALISED and name in explained}
    candidates = candidates if accused else _of_each(likely, repairs)
    first = (candidates[0].observation_id, candidates[0].text) if candidates else None
    restores = _independent([weighed[place] for place in cured[first]]) if first else 0
    misprint = sum(share for _, share in curing)
    return Verdict(misprint, accused, candidates, _is_sure(candidates, accused, restores), restores)


def _independent(cases: Sequence[Case]) -> int:
    """Return how many of the cases hold the figures against others than those of a case among them.

    Bounds of one formula are one piece of evidence, for a whole of a narrower scope is passed by all its parts.
    """
    bounds = {case.formula for case in cases if case.formula in BOUNDS}
    sets = {frozenset(case.members) for case in cases if case.formula not in BOUNDS}
    equations = sum(not any(members < others for others in sets) for members in sets)
    return equations + len({formula for formula in bounds if _holds_alone(formula, cases, sets)})


def _holds_alone(formula: str, cases: Sequence[Case], sets: set[frozenset[str]]) -> bool:
    held = [frozenset(case.members) for case in cases if case.formula == formula]
    return any(not any(members < others for others in sets) for members in held)


def _ranked(
    likely: Mapping[tuple[str, str], float], repairs: Mapping[tuple[str, str], Repair]
) -> tuple[Candidate, ...]:
    return _as_candidates([key for key in _by_likelihood(likely) if likely[key] >= LEAST_CANDIDATE], likely, repairs)


def _of_each(
    likely: Mapping[tuple[str, str], float], repairs: Mapping[tuple[str, str], Repair]
) -> tuple[Candidate, ...]:
    """Return the best candidate of each figure, then the others: a list of one figure's alone would accuse it."""
    ranked = [key for key in _by_likelihood(likely) if likely[key] >= COMPARABLE * max(likely.values())]
    best = {name: (name, text) for name, text in reversed(ranked)}
    first = [key for key in ranked if key in best.values()]
    return _as_candidates([*first, *(key for key in ranked if key not in first)], likely, repairs)


def _by_likelihood(likely: Mapping[tuple[str, str], float]) -> list[tuple[str, str]]:
    return sorted(likely, key=lambda key: (-likely[key], key))


def _as_candidates(
    keys: Sequence[tuple[str, str]],
    likely: Mapping[tuple[str, str], float],
    repairs: Mapping[tuple[str, str], Repair],
) -> tuple[Candidate, ...]:
    shown = keys[:CANDIDATES]
    return tuple(Candidate(*key, repairs[key].value, repairs[key].channel, likely[key]) for key in shown)


def _is_sure(candidates: Sequence[Candidate], accused: Mapping[str, float], cured: int) -> bool:
    if not candidates or candidates[0].observation_id not in accused or cured < INDEPENDENT_RULES:
        return False
    runner_up = candidates[1].probability if len(candidates) > 1 else 0.0
    first = candidates[0].probability
    return first >= PROPOSED and first >= TIMES_THE_RUNNER_UP * runner_up
