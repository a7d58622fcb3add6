"""Which figure of a contradiction is wrong, and what was probably printed: hypotheses, weighed against each other."""

from expectations.localisation.cases import Case
from expectations.localisation.groups import localise
from expectations.localisation.habits import Neighbour
from expectations.localisation.rereading import Figure, Range
from expectations.localisation.verdicts import Candidate, Verdict

__all__ = ["Candidate", "Case", "Figure", "Neighbour", "Range", "Verdict", "localise"]
