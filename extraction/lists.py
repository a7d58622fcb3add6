"""Lists whose numbers belong one by one to what was listed before them: 分别, 依次."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from extraction.breakdowns import read_breakdown
from extraction.change_links import LIST_LINK, attach, levels_in_reach
from extraction.figure import Figure, Sentence
from extraction.phrases import bare

RESPECTIVELY = re.compile(r"分别|依次")
BETWEEN_NAMES = re.compile(r"[、和与及]|以及")
FURTHEST = 40  # signs before the number in which 分别 may stand


def share_out(figures: list[Figure], sentence: Sentence) -> None:
    """Give each number of a 分别 list its level, name, place or year; lists of another length are left alone."""
    for run in _runs(figures):
        first = run[0]
        words = sentence.text[max(sentence.start, first.quantity.before - FURTHEST) : first.quantity.before]
        if RESPECTIVELY.search(words) is None:
            continue
        before = figures[: figures.index(first)]
        if first.change is not None and _share_out_levels(run, before):
            continue
        if not (_share_out_names(run, sentence) or _share_out_places(run, sentence)):
            _share_out_years(run)


def _runs(figures: list[Figure]) -> Iterator[list[Figure]]:
    """Figures of one unit that stand in one list, by lists of two or more."""
    run: list[Figure] = []
    for figure in figures:
        if run and LIST_LINK.fullmatch(figure.lead) and figure.unit == run[-1].unit:
            run.append(figure)
            continue
        if len(run) > 1:
            yield run
        run = [figure]
    if len(run) > 1:
        yield run


def _share_out_levels(run: list[Figure], before: list[Figure]) -> bool:
    levels = levels_in_reach(before, run[0])
    if len(levels) < len(run) or (run[0].change_of is None and run[0].label):
        return False
    for change, level in zip(run, levels[-len(run) :], strict=True):
        attach(change, level)
    return True


def _share_out_names(run: list[Figure], sentence: Sentence) -> bool:
    lead = sentence.core_of(run[0].clause_start, run[0].quantity.before)
    before, _, after = lead.partition("分别")
    names = [bare(name) for name in BETWEEN_NAMES.split(before) if name]
    if len(names) != len(run):
        return False
    for figure, name in zip(run, names, strict=True):
        figure.match(f"{name}{after}#{figure.tail}")
        figure.label = name
        figure.breakdown = read_breakdown(name, figure.wording or figure.extended)
    return True


def _share_out_places(run: list[Figure], sentence: Sentence) -> bool:
    places = [place for place in sentence.places if place.end <= run[0].quantity.start]
    listed = places[-len(run) :]
    linked = all(BETWEEN_NAMES.fullmatch(sentence.text[one.end : other.start]) for one, other in pairwise(listed))
    if len(listed) != len(run) or not linked:
        return False
    for figure, place in zip(run, listed, strict=True):
        figure.measure_as(run[0])
        figure.ref_area, figure.court = place.named, place.court
    return True


def _share_out_years(run: list[Figure]) -> None:
    start, end = run[0].period
    if start is None or end is None or end.year - start.year + 1 != len(run):
        return
    for number, figure in enumerate(run):
        figure.measure_as(run[0])
        year = start.year + number
        figure.period = (date(year, 1, 1), date(year, 12, 31))
