"""Papers on one kind of cases, such as 金融审判白皮书: what they count is of this kind, said again or not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from extraction.breakdowns import is_slice_of, read_breakdown, slices, within
from extraction.catalogue.area_index import area_index
from extraction.catalogue.measures import any_of, read_yaml
from extraction.figure import Figure


@dataclass(frozen=True, slots=True)
class PaperWords:
    """The declared words: the titles of such papers, a kind with what stands behind it, and words for all cases."""

    title: re.Pattern[str]
    kind: re.Pattern[str]
    whole: re.Pattern[str]


@cache
def paper_words() -> PaperWords:
    """The words declared in breakdowns.yaml."""
    entry = read_yaml("breakdowns.yaml")["papers"]
    return PaperWords(
        re.compile(any_of(entry["title"])),
        re.compile(rf"(?P<kind>{slices().words.pattern})(?={entry['kind']})"),
        re.compile(any_of(entry["whole"])),
    )


def slice_of_paper(heading: str) -> str:
    """The slice that the heading of a paper tells it to be about: `field=financial`; '' where it is no such paper."""
    if paper_words().title.search(heading) is None:
        return ""
    kinds = {read_breakdown(found["kind"], None) for found in paper_words().kind.finditer(heading)}
    if any(slices().words.search(listed) for listed in heading.split("、")[:-1]):
        return ""  # 民事、行政审判白皮书 is on both
    return kinds.pop() if len(kinds) == 1 else ""


def slice_by_paper(figures: Iterable[Figure], paper: str, base: str | None) -> None:
    """Let what a paper counts be of its kind; a count beyond that of the kind is of all cases.

    Args:
        figures: The figures of the paper.
        paper: The slice that it is about.
        base: The area that it is about; what is told of one around it (全国法院) is not the paper's own.
    """
    around = area_index().chain(base)[1:] if base else ()
    counted = [each for each in figures if _counts_cases(each) and each.ref_area not in around]
    most: dict[tuple[object, ...], Decimal] = {}
    for each in counted:
        if is_slice_of(each.breakdown, paper) and each.change is None:
            most[_key(each)] = max(most.get(_key(each), Decimal(0)), each.quantity.value)
    for each in counted:
        told = most.get(_key(each))
        is_count = each.unit == "case" and each.change is None
        beyond = is_count and told is not None and each.quantity.value > told
        if not beyond and paper_words().whole.search(each.label) is None:
            each.breakdown = within(each.breakdown, paper) if each.breakdown else paper


def _counts_cases(figure: Figure) -> bool:
    declared = slices()
    return figure.scope == "aggregate" and (figure.code in declared.own_cases or figure.code in declared.own_measures)


def _key(figure: Figure) -> tuple[object, ...]:
    return figure.code, figure.period, figure.ref_area
