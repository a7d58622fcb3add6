"""Which single print, or which two, explain all that fails together: error localisation after Fellegi and Holt.

Every hypothesis has a weight: how probably the scan would have spoilt just these prints in just this way, times how
probably each case that still fails does so for another reason (our reading, the rule's scope, the source). The first
hypothesis is that nothing is misprinted.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

from expectations.localisation.cases import Case
from expectations.localisation.habits import (
    MOST_DECIMALS,
    Neighbour,
    decimals_prior,
    roundness_prior,
    size_prior,
    unit_prior,
)
from expectations.localisation.rereading import Figure, Reader, decimals_of
from expectations.localisation.weighing import Hypothesis, Repair, Scale

PAIRED_FIGURES = 6
PAIRED_REPAIRS = 8
SUSPECTS = 24  # of a larger group only the figures that most cases speak against


def weigh(
    cases: Sequence[Case], figures: Mapping[str, Figure], neighbours: Mapping[str, Sequence[Neighbour]]
) -> list[Hypothesis]:
    """Return all hypotheses on a group of failed cases, the weightiest first.

    Args:
        cases: The failed cases of the group, and every other case that one of their figures takes part in.
        figures: All figures of these cases.
        neighbours: The figures of each report.
    """
    scale = Scale(cases, {name: figures[name].interval for case in cases for name in case.members})
    by_figure = {
        name: _repairs(figures[name], neighbours[figures[name].report_id], scale) for name in _suspects(cases, figures)
    }
    scale.sharpen([repair for repairs in by_figure.values() for repair in repairs])
    single = {name: [scale.hypothesis((repair,)) for repair in repairs] for name, repairs in by_figure.items()}
    found = [scale.hypothesis(()), *(hypothesis for hypotheses in single.values() for hypothesis in hypotheses)]
    if not any(hypothesis.repairs and not hypothesis.uncured for hypothesis in found):
        found += _pairs(scale, single)
    return sorted(found, key=lambda hypothesis: (-hypothesis.weight, [repair.text for repair in hypothesis.repairs]))


def _suspects(cases: Sequence[Case], figures: Mapping[str, Figure]) -> list[str]:
    against: dict[str, int] = {}
    for case in cases:
        for member in set(case.members) if case.outcome == "failed" else ():
            against[member] = against.get(member, 0) + 1
    ranked = sorted(against, key=lambda name: (-against[name], name))
    return [name for name in ranked if not figures[name].decided][:SUSPECTS]


def _pairs(scale: Scale, single: Mapping[str, Sequence[Hypothesis]]) -> list[Hypothesis]:
    best = {
        name: sorted(hypotheses, key=lambda entry: -entry.weight)[:PAIRED_REPAIRS]
        for name, hypotheses in single.items()
    }
    names = sorted((name for name in best if best[name]), key=lambda name: -best[name][0].weight)[:PAIRED_FIGURES]
    return [
        scale.hypothesis((*first.repairs, *second.repairs))
        for one, other in combinations(names, 2)
        for first in best[one]
        for second in best[other]
    ]


def _repairs(figure: Figure, neighbours: Sequence[Neighbour], scale: Scale) -> list[Repair]:
    """Return the prints that let any failed case hold; the others are no explanation, and most are of this kind."""
    reach = scale.reach(figure.observation_id)
    if not reach:
        return []
    reader = Reader(figure)
    read = ((entry, reader.reread(entry.text)) for entry in reader.near(reach))
    curing = [(entry, *found) for entry, found in read if found and scale.cures(figure.observation_id, found[1])]
    habit = decimals_prior(figure, neighbours) if curing else {}
    repairs = []
    for entry, value, interval in curing:
        prior = habit[min(decimals_of(entry.text), MOST_DECIMALS)]
        prior *= size_prior(figure, value) * roundness_prior(figure, entry.text)
        likely = (entry.probability * prior, unit_prior(figure, value))
        repairs.append(Repair(figure.observation_id, entry.text, value, interval, entry.channel, *likely))
    return repairs
