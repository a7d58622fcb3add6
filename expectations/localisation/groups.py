"""Failed cases in groups that share no figure, each group explained by itself, some by another process."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field

from expectations.localisation.cases import Case, components
from expectations.localisation.habits import Neighbour
from expectations.localisation.rereading import Figure
from expectations.localisation.verdicts import Verdict, explain

CASES_OF_A_PART = 500
LEAST_PARTS = 8  # of fewer another process is of no use


@dataclass(slots=True)
class Part:
    """Some groups, each with the other cases that its figures take part in, and all that must be known of them."""

    figures: dict[str, Figure] = field(default_factory=dict)
    neighbours: dict[str, Sequence[Neighbour]] = field(default_factory=dict)
    groups: list[tuple[list[Case], list[Case]]] = field(default_factory=list)
    cases: int = 0


def localise(
    cases: Sequence[Case],
    figures: Mapping[str, Figure],
    neighbours: Mapping[str, Sequence[Neighbour]],
    helper: Executor | None = None,
) -> dict[Case, Verdict]:
    """Return a verdict on every failed case; cases that share figures are explained together.

    Args:
        cases: The failed cases, and every other case that one of their figures takes part in.
        figures: All figures of these cases.
        neighbours: All figures of the reports that these figures stand in.
        helper: Processes that explain some of them while this one explains the others.
    """
    parts = list(_parts(cases, figures, neighbours))
    explained = zip(parts, _explained(parts, helper), strict=True)
    return {
        case: verdict
        for part, verdicts in explained
        for (group, _), of_group in zip(part.groups, verdicts, strict=True)
        for case, verdict in zip(group, of_group, strict=True)
    }


def explain_part(part: Part) -> list[list[Verdict]]:
    """Return the verdicts on the failed cases of each group."""
    return [explain(group, touching, part.figures, part.neighbours) for group, touching in part.groups]


def _explained(parts: Sequence[Part], helper: Executor | None) -> list[list[list[Verdict]]]:
    """The verdicts on all parts, in their order: the helper begins with the first, this process with the last."""
    if helper is None or len(parts) < LEAST_PARTS:
        return [explain_part(part) for part in parts]
    futures = [helper.submit(explain_part, part) for part in parts]
    pairs = zip(reversed(parts), reversed(futures), strict=True)
    return [explain_part(part) if future.cancel() else future.result() for part, future in pairs][::-1]


def _parts(
    cases: Sequence[Case], figures: Mapping[str, Figure], neighbours: Mapping[str, Sequence[Neighbour]]
) -> Iterator[Part]:
    around = _around(cases)
    part = Part()
    for group in components([case for case in cases if case.outcome == "failed"]):
        suspects = dict.fromkeys(member for case in group for member in case.members)
        touching = list(dict.fromkeys(case for member in suspects for case in around.get(member, ())))
        part.groups.append((group, touching))
        part.figures.update((name, figures[name]) for case in (*group, *touching) for name in case.members)
        reports = {figures[name].report_id for name in suspects}
        part.neighbours.update((report, neighbours[report]) for report in reports)
        part.cases += len(group) + len(touching)
        if part.cases >= CASES_OF_A_PART:
            yield part
            part = Part()
    if part.groups:
        yield part


def _around(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """The cases that did not fail, under each of their figures."""
    around: dict[str, list[Case]] = {}
    for case in cases:
        for member in case.members if case.outcome != "failed" and case.formula else ():
            around.setdefault(member, []).append(case)
    return around
