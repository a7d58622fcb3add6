"""What a change measures, which level it belongs to and what it is compared with."""

import re
from datetime import date
from itertools import pairwise

from extraction.breakdowns import read_breakdown
from extraction.catalogue.direction import change_words
from extraction.catalogue.wordings import match_indicator
from extraction.changes import read_carried_change, read_change_subject, read_comparison
from extraction.figure import LIST_LINK, PLAIN_LINK, Figure, Sentence
from extraction.periods import Period
from extraction.phrases import LONGEST_LEAD, bare, complete, phrase_words, remember, without

SHORTEST_NAME = 3  # signs of a level's name by which a change may be told to be its own
REACH = 24  # figures before a change among which its level is looked for
SEVERAL_LEVELS = re.compile(r"(?<![人平件户])均(?![值线数衡匀等])")
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
    _compare(figure, before, sentence)
    if before and before[-1].change is not None and _runs_on(figure.lead):
        figure.measure_as(before[-1])
        return
    start = max(figure.clause_start, figure.quantity.before - LONGEST_LEAD)
    words = without(sentence.text, start, figure.quantity.before, sentence.cut)
    subject = read_change_subject(words, sentence.text[figure.quantity.start : figure.quantity.end])
    levels = levels_in_reach(before, figure)
    if not subject and levels and YEARLY.search(figure.said):
        _grow_yearly(figure, levels[-1], before)
        return
    if SEVERAL_LEVELS.search(figure.said):
        figure.label = subject or "均"
        return
    subject = subject or _leader(figure)
    if subject not in REFERENCE and phrase_words().reference.fullmatch(subject):
        subject = ""
    counted = counted_levels(before, change_words().counts.get(subject))
    if counted:
        attach(figure, counted[-1])
    elif subject in REFERENCE and len(levels) >= 2:
        attach(figure, levels[REFERENCE[subject]])
    elif subject in ("", *AMOUNTS_OF_CHANGE) and not levels and before and before[-1].change is not None:
        figure.measure_as(before[-1])
        figure.stand_as(before[-1])
    elif subject in AMOUNTS_OF_CHANGE and before:
        figure.label = before[-1].label + subject
    elif subject:
        _stand_alone(figure, subject, before, sentence)
    elif levels and (level := _nearest(figure, levels)):
        attach(figure, level)


def _runs_on(lead: str) -> bool:
    """Whether nothing stands between two numbers but what links the items of a list."""
    return LIST_LINK.fullmatch(lead) is not None or PLAIN_LINK.fullmatch(lead) is not None


def _leader(figure: Figure) -> str:
    """What the clause before says to change most: 竞争类增势最猛，同比增长13.87%; '' where it says so of nothing."""
    told = figure.lead.removesuffix(figure.said)
    found = change_words().leader.search(told)
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
    figure.comparison = (read_comparison(told) or (None, 0))[0]
    if subject:
        _stand_alone(figure, subject, before, sentence)
    elif levels := levels_in_reach(before, figure):
        attach(figure, levels[-1])
    return True


def _grow_yearly(figure: Figure, level: Figure, before: list[Figure]) -> None:
    """年均增长 behind 由2021年的…增加到2025年的…: over all the years, of what was counted."""
    figure.measure_as(level)
    figure.stand_as(level)
    figure.comparison = "other"
    bases = [each for each in before[-REACH:] if each.is_base]
    if bases:
        figure.period = (bases[-1].period[0], level.period[1])


def attach(figure: Figure, level: Figure) -> None:
    """Make a change that of a level: it measures the same, for the same period and area."""
    figure.change_of = level
    figure.measure_as(level)
    figure.stand_as(level)


def compare_with_base(figure: Figure, before: list[Figure]) -> None:
    """Compare a change with the level that was told for it to be compared with: 由36件降至10件，降幅72.22%."""
    bases = [each for each in before[-REACH:] if each.is_base]
    if bases and figure.comparison is None:
        figure.comparison = _distance(bases[-1].period, figure.period)


def link_forward(figures: list[Figure]) -> None:
    """Link changes told before their level: 同比增长23%，达1.2万亿元."""
    for figure, following in pairwise(figures):
        leads_on = figure.change is not None and following.change is None and FOLLOWING_LEVEL.fullmatch(following.lead)
        if leads_on and figure.change_of is None:
            following.label, following.phrase = figure.label, f"{figure.label}#"
            following.wording = match_indicator(following.phrase, following.unit, False, False)
            following.breakdown = read_breakdown(figure.label, following.wording)
            figure.wording, figure.change_of = following.wording, following


def counted_levels(before: list[Figure], unit: str | None) -> list[Figure]:
    """The levels in one unit among the figures before, those that run on from others too."""
    return [each for each in before[-REACH:] if each.change is None and not each.is_base and each.unit == unit]


def levels_in_reach(before: list[Figure], change: Figure) -> list[Figure]:
    """The levels of the sentence that a change without subject may belong to.

    Of numbers that run on (4.9万件5.8万人) only the first counts; those in brackets that closed before the
    change do not.
    """
    levels: list[Figure] = []
    before = before[-REACH:]
    for at, figure in enumerate(before):
        if figure.change is not None or figure.is_base or (figure.bracketed and not change.bracketed):
            continue
        runs_on = at > 0 and not figure.lead and before[at - 1].change is None
        if not runs_on:
            levels.append(figure)
    return levels


def _nearest(figure: Figure, levels: list[Figure]) -> Figure | None:
    """The nearest level, shares of something else stepped over."""
    for level in reversed(levels):
        is_share = level.unit == "percent" and "占" in level.lead
        if figure.unit == "percentage_point":
            if level.unit == "percent":
                return level
            continue
        if (not is_share or len(levels) == 1) and not _is_mark_passed(level, levels):
            return level
    return levels[-1] if figure.unit != "percentage_point" else None


def _is_mark_passed(level: Figure, levels: list[Figure]) -> bool:
    """Whether a level is but a mark that one told before has passed: 达512.6亿元，首次突破500亿元大关."""
    return level.quantity.qualifier == "over" and any(
        each is not level and each.wording is level.wording and each.label == level.label and each.unit == level.unit
        for each in levels
    )


def _stand_alone(figure: Figure, subject: str, before: list[Figure], sentence: Sentence) -> None:
    subject = complete(subject, "", sentence.topic, False)
    figure.match(f"{subject}#")
    figure.label = subject
    figure.breakdown = read_breakdown(subject, figure.wording or figure.extended)
    sentence.topic = remember(subject, sentence.topic)
    level = level_of(figure, before) or level_of(figure, sentence.earlier)
    if level is not None:
        attach(figure, level)


def level_of(figure: Figure, before: list[Figure]) -> Figure | None:
    """The level before a change that bears the same name or measures the same; None if none does."""
    levels = [each for each in before[-REACH:] if each.change is None and not each.is_base]
    taken = phrase_words().taking.sub("", figure.label)  # 技术合同收案 is the change of 技术合同3418件
    for each in reversed(levels):
        name = figure.label.rstrip("数量")
        named = each.label and (
            each.label == figure.label
            or (len(name) > 1 and name in each.label)
            or (len(each.label) >= SHORTEST_NAME and taken == each.label)
        )
        measured = figure.indicator is not None and each.indicator == figure.indicator
        if named or (measured and _same_slice(figure, each) and _same_action(figure, each)):
            return each
    return None


def _same_action(figure: Figure, level: Figure) -> bool:
    """Whether both speak of the same act: cases newly filed are not the cases accepted with the old ones."""
    taking = phrase_words().taking
    own, told = taking.search(figure.label), taking.search(level.label)
    return own is None or told is None or own[0] == told[0]


def _same_slice(figure: Figure, level: Figure) -> bool:
    return figure.breakdown == level.breakdown


def _compare(figure: Figure, before: list[Figure], sentence: Sentence) -> None:
    previous = before[-1] if before else None
    said = read_comparison(figure.said)
    if said is None and previous is not None and previous.change is not None:
        figure.comparison = previous.comparison
        return
    if said is None:
        said = read_comparison(sentence.text[sentence.start : figure.clause_start])
        if (
            said is not None
            and said[0] == "other"
            and "相比" not in sentence.text[sentence.start : figure.clause_start]
        ):
            said = None
    if said is None:
        return
    figure.comparison = said[0]
    if said[0] == "other":
        bases = [period for expression, period in sentence.bases if expression.start < figure.quantity.start]
        figure.comparison = _distance(bases[-1], figure.period) if bases else "other"


def _distance(base: Period, period: Period) -> str:
    """Whether a base lies one year, or its own month or quarter, before the period; other where it lies elsewhere."""
    start, end = base
    if end and period[1] and start is None and period[0] is None:
        return "yoy" if (period[1].year - end.year, period[1].month) == (1, end.month) else "other"
    if not (start and end and period[0]):
        return "other"
    if (period[0].year - start.year, period[0].month) == (1, start.month):
        return "yoy"
    months = (period[0].year - start.year) * 12 + period[0].month - start.month
    return "mom" if months in (1, 3) and _months(start, end) == months else "other"


def _months(start: date, end: date) -> int:
    """How many months a period covers."""
    return (end.year - start.year) * 12 + end.month - start.month + 1
