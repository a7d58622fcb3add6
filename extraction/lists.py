"""Lists whose numbers belong one by one to what was listed before them: 分别, 依次."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from extraction.breakdowns import read_breakdown
from extraction.catalogue.direction import change_words
from extraction.change_links import attach
from extraction.changes import RATES
from extraction.figure import LIST_LINK, Figure, Sentence
from extraction.levels_of_changes import REACH, counted_levels, level_of
from extraction.listed_changes import share_out_bases, share_out_comparisons, share_out_levels, share_out_reached
from extraction.listed_names import BETWEEN_NAMES, RESPECTIVELY, names_of, with_shared_action, with_shared_kind
from extraction.phrases import bare, phrase_words
from extraction.place import Place
from extraction.topics import complete, says_act

SHARE = re.compile(r"占比?|比重|比例|占[^，；。]{1,12}")
# Before a list of places: what they come first in. 赣州、吉安两地新收案件数居前两位，分别为…
RANKED_BY = re.compile(
    r"(?:[两二三四五六七八九十\d]+个?(?:地|市|州|家|县|区|省)(?:法院|中院)?)?的?(?P<name>[^，。；：、的]{2,14}?)数?量?"
    r"(?:排名?|位?居|[位名排]?列|位于|处于)在?(?:全[国省市州区县])?前[两二三四五六七八九十\d]"
)
FURTHEST = 40  # signs before the number in which 分别 may stand


def share_out(figures: list[Figure], sentence: Sentence) -> bool:
    """Give each number of a 分别 list its level, name, place or year; lists of another length are left alone.

    Returns:
        Whether there was such a list.
    """
    found = False
    for at, run in _runs(figures):
        first = run[0]
        words = sentence.text[max(sentence.start, first.quantity.before - FURTHEST) : first.quantity.before]
        before = figures[max(0, at - REACH) : at]
        if first.is_base:
            share_out_bases(run, before)
            continue
        found = True
        if first.change is None and share_out_reached(run, before):
            continue
        if RESPECTIVELY.search(words) is None:
            if first.change is not None:
                share_out_levels(run, before, sentence)
            elif not _share_out_times(run, before, sentence) and not any(each.own_places for each in run[1:]):
                _share_out_places(run, before, sentence)
            continue
        if first.change is None and _share_out_shares(run, before, sentence):
            continue
        if first.change is not None and share_out_comparisons(run, before, first.said):
            continue
        if first.change is not None and share_out_levels(run, before, sentence):
            continue
        for share_out_by in (_share_out_names, _share_out_kinds, _share_out_places, _share_out_times, _share_out_years):
            if share_out_by(run, before, sentence):
                break
        else:
            for figure in run:
                figure.change_of = None  # one level cannot be that of several changes
    return found


def _runs(figures: list[Figure]) -> Iterator[tuple[int, list[Figure]]]:
    """Figures of one unit that stand in one list, by lists of two or more, with the number of the first."""
    run: list[Figure] = []
    for at, figure in enumerate(figures):
        if run and LIST_LINK.fullmatch(figure.lead) and _same_kind(figure, run[-1]):
            run.append(figure)
            continue
        if len(run) > 1:
            yield at - len(run), run
        run = [figure]
    if len(run) > 1:
        yield len(figures) - len(run), run


def _same_kind(figure: Figure, other: Figure) -> bool:
    return figure.unit == other.unit or (figure.unit in RATES and other.unit in RATES)


def _share_out_shares(run: list[Figure], before: list[Figure], sentence: Sentence) -> bool:
    """审结民事5万件、刑事1万件，占比分别为76.9%、15.4%: to each number its share."""
    words = bare(RESPECTIVELY.sub("", sentence.core_of(run[0].clause_start, run[0].quantity.before)))
    levels = [each for each in before if each.change is None and each.unit != "percent"][-len(run) :]
    if run[0].unit != "percent" or not SHARE.fullmatch(words + "占" * (not words)) or len(levels) < len(run):
        return False
    for figure, level in zip(run, levels, strict=True):
        figure.wording = figure.extended = None
        figure.label = f"{level.label}占比"
        figure.breakdown = level.breakdown
    return True


def _share_out_names(run: list[Figure], before: list[Figure], sentence: Sentence) -> bool:
    names = names_of(run, sentence)
    if not names and run[0].change is None:  # 执行完毕率、到位率均有提高，分别达41.2%、52.6%
        names = [name for each in BETWEEN_NAMES.split(run[0].label) if (name := bare(each))]
    if len(names) != len(run):
        return False
    names = with_shared_kind(with_shared_action(names))
    wholes = [each for each in (*sentence.earlier, *before) if each.change is None and each.unit == run[0].unit]
    after = "" if run[0].change is not None else sentence.core_of(run[0].clause_start, run[0].quantity.before)
    after = RESPECTIVELY.split(after, maxsplit=1)[-1] if RESPECTIVELY.search(after) else ""
    act = sentence.act_on_kinds(run[0].quantity.before) if run[0].unit == "case" else ""
    for figure, name in zip(run, names, strict=True):
        counted = counted_levels(before, change_words().counts.get(name)) if figure.change is not None else []
        if counted:
            attach(figure, counted[-1])
            continue
        if figure.change is not None:
            name = complete(name, "", sentence.topic, False)
        figure.match(f"{act}{name}{after}#{figure.tail}")
        figure.label = name
        unnamed = figure.wording is None and figure.extended is None and figure.change is None
        if unnamed and wholes and not says_act(name):
            figure.wording = _whole_of(run, wholes).wording
        figure.breakdown = read_breakdown(name, figure.wording or figure.extended)
        level = None
        if figure.change is not None:
            level = level_of(figure, before) or level_of(figure, sentence.earlier)
        if level is not None:
            attach(figure, level)
    return True


def _whole_of(run: list[Figure], wholes: list[Figure]) -> Figure:
    """The figure that a list divides: the one that its numbers add up to, else the last one told."""
    total = sum(figure.quantity.value for figure in run)
    return next((each for each in reversed(wholes) if each.quantity.value == total), wholes[-1])


def _share_out_kinds(run: list[Figure], before: list[Figure], sentence: Sentence) -> bool:
    """刑事、民事新收分别为9件、5件，结案分别为8件、4件: what was done then, to each kind told before."""
    names, taking = names_of(run, sentence), phrase_words().taking
    kinds = [each for each in before if each.change is None and each.unit == run[0].unit][-len(run) :]
    if len(names) != 1 or not taking.fullmatch(names[0]) or len(kinds) != len(run):
        return False
    if len({each.breakdown for each in kinds}) < len(run) or not all(taking.search(each.label) for each in kinds):
        return False
    for figure, kind in zip(run, kinds, strict=True):
        figure.label = taking.sub(names[0], kind.label)
        figure.match(f"{figure.label}#")
        figure.breakdown = read_breakdown(figure.label, figure.wording or figure.extended)
    return True


def _share_out_places(run: list[Figure], _before: list[Figure], sentence: Sentence) -> bool:
    places = [place for place in sentence.places if place.end <= run[0].quantity.start and place.named]
    listed: list[Place] = []
    for place in places:  # the last list of so many places
        follows = listed and BETWEEN_NAMES.fullmatch(sentence.text[listed[-1].end : place.start]) is not None
        if len(listed) == len(run) and not follows:
            continue
        listed = [*listed, place] if follows else [place]
    if len(listed) != len(run):
        return False
    _name_as_ranked(run[0], listed, sentence)
    for figure, place in zip(run, listed, strict=True):
        figure.measure_as(run[0])
        figure.ref_area, figure.court = place.named, place.court
    return True


def _name_as_ranked(figure: Figure, listed: list[Place], sentence: Sentence) -> None:
    """Let the first figure of a list of places measure what these are said to come first in, where that is told."""
    behind = RANKED_BY.match(sentence.text, listed[-1].end, figure.quantity.start)
    start = max(sentence.text.rfind(sign, 0, listed[0].start) for sign in "。；，\n") + 1
    ranked = behind or RANKED_BY.match(sentence.text, start, listed[0].start)
    if ranked is None or not says_act(ranked["name"]):
        return
    figure.label = bare(ranked["name"])
    figure.match(f"{figure.label}#")
    figure.breakdown = read_breakdown(figure.label, figure.wording or figure.extended)


def _share_out_times(run: list[Figure], _before: list[Figure], sentence: Sentence) -> bool:
    """2023年、2024年、2025年分别审结…: to each figure its time."""
    told = [each for each in sentence.stated if each[0].end <= run[0].quantity.start][-len(run) :]
    linked = all(BETWEEN_NAMES.fullmatch(sentence.text[one[0].end : other[0].start]) for one, other in pairwise(told))
    if len(told) != len(run) or not linked:
        return False
    for figure, (_, period) in zip(run, told, strict=True):
        figure.measure_as(run[0])
        figure.period = period
    return True


def _share_out_years(run: list[Figure], _before: list[Figure], _sentence: Sentence) -> bool:
    start, end = run[0].period
    if start is None or end is None or start != date(start.year, 1, 1) or end.year - start.year + 1 != len(run):
        return False
    for number, figure in enumerate(run):
        figure.measure_as(run[0])
        year = start.year + number
        figure.period = (date(year, 1, 1), date(year, 12, 31))
    return True
