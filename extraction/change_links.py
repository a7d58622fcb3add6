"""What a change measures, and which level it belongs to."""

import re
from itertools import pairwise

from extraction.breakdowns import read_breakdown
from extraction.catalogue.carried import carried_words
from extraction.catalogue.direction import change_words
from extraction.catalogue.wordings import match_indicator
from extraction.changes import RATES, read_carried_change, read_change_subject, read_comparison
from extraction.comparisons import compare
from extraction.figure import LIST_LINK, PLAIN_LINK, Figure, Sentence
from extraction.levels_of_changes import REACH, counted_levels, level_of, levels_in_reach, nearest
from extraction.phrases import LONGEST_LEAD, bare, phrase_words, without
from extraction.topics import complete, remember

SEVERAL_LEVELS = re.compile(r"(?<![人平件户])(?<![^一二三四五六七八九十两\d]年)均(?![值线数衡匀等])")
YEARLY = re.compile(r"(?<![一二三四五六七八九十两\d])年均")
AMOUNTS_OF_CHANGE = ("增幅", "降幅", "增速", "涨幅", "升幅")
FOLLOWING_LEVEL = re.compile(r"[，、]?(?:达|达到|至|为|升至|降至|增至|已达)$")
COMPARED = re.compile(r"(?:同比|环比|较[^，。；]*)的?$")
REFERENCE = {"前者": -2, "后者": -1}


def name_change(figure: Figure, before: list[Figure], sentence: Sentence) -> None:
    """Find out what a change measures and link it to its level.

    A change whose clause names what changes stands for itself, unless a level of the same name came
    before; one that names nothing belongs to the nearest level.

    Args:
        figure: The change.
        before: The figures before it in its sentence.
        sentence: Its sentence.
    """
    compare(figure, before, sentence)
    if _goes_on(figure, before):
        return
    start = max(figure.clause_start, figure.quantity.before - LONGEST_LEAD)
    words = without(sentence.text, start, figure.quantity.before, sentence.cut)
    subject = read_change_subject(words, sentence.text[figure.quantity.start : figure.quantity.end])
    levels = levels_in_reach(before, figure)
    if not subject and levels and YEARLY.search(figure.said):
        _grow_yearly(figure, levels[-1], before)
    elif SEVERAL_LEVELS.search(figure.said):
        figure.label = subject or "均"
    else:
        _link(figure, subject or _leader(figure), levels, before, sentence)


def _goes_on(figure: Figure, before: list[Figure]) -> bool:
    """Whether a change measures what the change directly before it does, which it is then told."""
    if not before or before[-1].change is None or not (_runs_on(figure.lead) or figure.names_next_place):
        return False
    previous = before[-1]
    figure.measure_as(previous)
    of_other_unit = _runs_on(figure.lead) and figure.unit not in RATES and figure.unit != previous.unit
    if of_other_unit and (told := counted_levels(before, figure.unit)):
        attach(figure, told[-1])
    return True


def _link(figure: Figure, subject: str, levels: list[Figure], before: list[Figure], sentence: Sentence) -> None:
    """Link a change to the level that its subject names, to the nearest where it names none, or let it stand alone."""
    if subject not in REFERENCE and phrase_words().reference.fullmatch(subject):
        subject = ""
    counted = counted_levels(before, change_words().counts.get(subject))
    names_nothing = subject in ("", *AMOUNTS_OF_CHANGE)
    if counted:
        attach(figure, counted[-1])
    elif subject in REFERENCE and len(levels) >= 2:
        attach(figure, levels[REFERENCE[subject]])
    elif names_nothing and not levels and before and before[-1].change is not None:
        figure.measure_as(before[-1])
        figure.stand_as(before[-1])
    elif names_nothing and before and (level := _level_of_change_beside(figure, before)):
        attach(figure, level)
    elif subject in AMOUNTS_OF_CHANGE and before:
        figure.label = before[-1].label + subject
    elif subject:
        _stand_alone(figure, subject, before, sentence)
    elif levels and (level := nearest(figure, levels)):
        attach(figure, level)


def _level_of_change_beside(figure: Figure, before: list[Figure]) -> Figure | None:
    """The level of the change directly before one that names nothing: 多出5.1亿元，增幅15.2%."""
    previous = before[-1]
    same = previous.change is not None and "percentage_point" not in (figure.unit, previous.unit)
    return previous.change_of if same else None


def _runs_on(lead: str) -> bool:
    """Whether nothing stands between two numbers but what links the items of a list."""
    return LIST_LINK.fullmatch(lead) is not None or PLAIN_LINK.fullmatch(lead) is not None


def _leader(figure: Figure) -> str:
    """What the clause before says to move, or to change most: 竞争类增势最猛，同比增长13.87%; '' for none."""
    told = figure.lead.removesuffix(figure.said)
    found = carried_words().leader.search(told) or carried_words().move.search(told)
    return bare(found["name"]) if found else ""


def name_carried_change(figure: Figure, before: list[Figure], sentence: Sentence) -> bool:
    """Read a change whose clause before names its amount (某类案件涨幅最大，达27.5%); False if it names none."""
    lead = figure.said
    told = figure.lead.removesuffix(lead)
    figure.change = read_carried_change(told, lead)
    if figure.change is None:
        return False
    end = figure.clause_start - len(told) + figure.change.word_start
    words = without(sentence.text, figure.clause_start - len(told), end, sentence.cut)
    subject = bare(COMPARED.sub("", words.split("，")[-1].split("；")[-1]))
    compare(figure, before, sentence)
    figure.comparison = (read_comparison(told) or (figure.comparison, 0))[0]
    levels = levels_in_reach(before, figure)
    most = carried_words().amount.search(told)
    if most is not None and most["most"]:
        start = figure.clause_start - len(told)
        named = bare(without(sentence.text, start + most.start("most"), start + most.end("most"), sentence.cut))
        if levels and not named:  # a place or court: what is counted there is not told
            figure.measure_as(levels[-1])
            return True
        subject = f"{subject}{named}"
    if subject:
        _stand_alone(figure, subject, before, sentence)
    elif levels:
        attach(figure, levels[-1])
    return True


def _grow_yearly(figure: Figure, level: Figure, before: list[Figure]) -> None:
    """年均增长 behind 由2021年的…增加到2025年的…: over all the years, of what was counted."""
    own, basis = figure.period, figure.time_basis
    figure.measure_as(level)
    figure.stand_as(level)
    figure.comparison = "other"
    if own[0] and own[1] and own[0].year < own[1].year:
        figure.period, figure.time_basis = own, basis
    bases = [each for each in before[-REACH:] if each.is_base]
    years = [each for each in levels_in_reach(before, figure) if each.unit == level.unit and each.label == level.label]
    first = bases[-1] if bases else years[0]
    if first.period[0] is not None and first.period != level.period:
        figure.period = (first.period[0], level.period[1])


def attach(figure: Figure, level: Figure) -> None:
    """Make a change that of a level: it measures the same, for the same period and area."""
    figure.change_of = level
    figure.measure_as(level)
    figure.stand_as(level)


def link_forward(figures: list[Figure]) -> None:
    """Link changes told before their level: 同比增长23%，达1.2万亿元."""
    for figure, following in pairwise(figures):
        leads_on = figure.change is not None and following.change is None and FOLLOWING_LEVEL.fullmatch(following.lead)
        if leads_on and figure.change_of is None:
            following.label, following.phrase = figure.label, f"{figure.label}#"
            following.wording = match_indicator(following.phrase, following.unit, False, False)
            following.breakdown = read_breakdown(figure.label, following.wording)
            figure.wording, figure.change_of = following.wording, following


def _link_to_place(figure: Figure, before: list[Figure]) -> None:
    """Link a change told of one place to its level: 成都、绵阳分别到位162亿元、28亿元，其中成都增长22%."""
    named = figure.own_places[-1].named
    level = figure.change_of
    if level is None or named is None or level.ref_area == named:
        return
    own = [each for each in levels_in_reach(before, figure) if each.ref_area == named and each.unit == level.unit]
    if own:
        attach(figure, own[-1])


def link_again(figures: list[Figure]) -> None:
    """Link changes to levels that only the sharing out of a list has named: 其中证券期货类案件增速最快，增长逾两倍."""
    for at, figure in enumerate(figures):
        if figure.change is not None and figure.own_places and figure.change_of is not None:
            _link_to_place(figure, figures[:at])
        stands_alone = figure.change is not None and figure.change_of is None and figure.wording is not None
        if not stands_alone or YEARLY.search(figure.said) or SEVERAL_LEVELS.search(figure.said):
            continue
        level = level_of(figure, figures[:at])
        if level is not None and level.ref_area == figure.ref_area:
            attach(figure, level)


def _stand_alone(figure: Figure, subject: str, before: list[Figure], sentence: Sentence) -> None:
    subject = complete(subject, "", sentence.topic, False)
    figure.match(f"{subject}#")
    figure.label = subject
    figure.breakdown = read_breakdown(subject, figure.wording or figure.extended)
    sentence.topic = remember(subject, sentence.topic)
    level = level_of(figure, before) or level_of(figure, sentence.earlier)
    if level is not None and (not figure.own_places or level.ref_area == figure.ref_area):
        attach(figure, level)
