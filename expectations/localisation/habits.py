"""What is to be expected of a print: its decimals, by the report's other figures; its size; its roundness."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import log10

from expectations.localisation.rereading import Figure, decimals_of, significant_digits, suffix_of
from extraction.numbers import MULTIPLIERS

SAME_KIND, SAME_SENTENCE, SAME_REPORT = 1.0, 1.0, 0.2
UNSEEN = 0.25  # of each number of decimals that the report does not show
MOST_DECIMALS = 4
PER_DECADE = 0.001  # a value ten times beyond what is expected of its kind
LEAST_PLAUSIBLE = 0.01  # what is expected may be wrong
LESS_ROUND = 0.1  # by chance one misprint in ten ends in a zero


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another figure of the same report."""

    observation_id: str
    obs_text: str
    sentence: str


def decimals_prior(figure: Figure, neighbours: Iterable[Neighbour]) -> dict[int, float]:
    """Return how much likelier each number of decimals is than if all were alike.

    Of a count without 万 or 亿, which has no decimals at all, nothing is learned from others.
    """
    counted = dict.fromkeys(range(MOST_DECIMALS + 1), UNSEEN)
    suffix = suffix_of(figure.obs_text)
    if not _may_have_decimals(figure.obs_text):
        return dict.fromkeys(counted, 1.0)
    for neighbour in neighbours:
        if neighbour.observation_id == figure.observation_id or not _may_have_decimals(neighbour.obs_text):
            continue
        weight = SAME_REPORT
        weight += SAME_KIND if suffix_of(neighbour.obs_text) == suffix else 0
        weight += SAME_SENTENCE if neighbour.sentence == figure.sentence else 0
        counted[min(decimals_of(neighbour.obs_text), MOST_DECIMALS)] += weight
    total = sum(counted.values())
    return {places: weight / total * len(counted) for places, weight in counted.items()}


def size_prior(figure: Figure, value: Decimal) -> float:
    """Return how much less likely a value is than one within all the ranges that the figure is expected in."""
    size = abs(float(value))
    beyond = [max(log10(low / size), log10(size / high), 0.0) for low, high in figure.plausible if low > 0]
    return _less(max(beyond, default=0.0))


def unit_prior(figure: Figure, value: Decimal) -> float:
    """Return how much less likely a value is than one that its unit has told of an area like the figure's."""
    return 1.0 if figure.most is None else _less(max(log10(abs(float(value)) / figure.most), 0.0))


def _less(decades: float) -> float:
    return max(LEAST_PLAUSIBLE, float(PER_DECADE**decades))


def roundness_prior(figure: Figure, text: str) -> float:
    """Return how much less likely a print is than one as round as a hedged figure's own: 超过60%, not 超过6.0%."""
    lost = significant_digits(text) - significant_digits(figure.obs_text)
    return float(LESS_ROUND ** max(lost, 0)) if figure.qualifier != "exact" else 1.0


def _may_have_decimals(obs_text: str) -> bool:
    suffix = suffix_of(obs_text)
    return suffix[:1] in MULTIPLIERS or suffix[:1] in "%％个天倍"
