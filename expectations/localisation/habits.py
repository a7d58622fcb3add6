"""What a report's other figures let expect of a print: how many decimals figures of one kind have."""

from collections.abc import Iterable
from dataclasses import dataclass

from expectations.localisation.rereading import Figure, decimals_of, suffix_of
from extraction.numbers import MULTIPLIERS

SAME_KIND, SAME_SENTENCE, SAME_REPORT = 1.0, 1.0, 0.2
UNSEEN = 0.25  # of each number of decimals that the report does not show
MOST_DECIMALS = 4


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


def _may_have_decimals(obs_text: str) -> bool:
    suffix = suffix_of(obs_text)
    return suffix[:1] in MULTIPLIERS or suffix[:1] in "%％个天倍"
