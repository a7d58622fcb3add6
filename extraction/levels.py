"""What a level measures: its phrase, its indicator and its slice."""

import re
from itertools import accumulate, islice

from extraction.breakdowns import read_breakdown, slices
from extraction.catalogue.time_words import time_words
from extraction.catalogue.wordings import GENERIC, Wording, match_indicator
from extraction.comparisons import date_reached
from extraction.figure import LIST_LINK, Figure, Sentence
from extraction.kinds_before import with_kind_before
from extraction.phrases import PER_HEAD, bare, phrase_words
from extraction.topics import Topic, complete, complete_rate, is_kind_of_cases, remember, written_out
from extraction.wholes import (
    COUNTED,
    counted_last,
    match_container,
    match_divided,
    may_be_slice,
    slice_of,
    take_from_whole,
)

LONGEST_ACTION = 6  # signs of a clause that says what was done and leaves out to what
FROM = re.compile(
    r"(?:(?:由(?!于)|(?<![主随服听])从(?![宽严轻重事业犯快速优]))(?:(?![到至])[^，；。]){0,14}|[较比与][^，；。]{0,14})$|同期为?$"
)
LONGEST_FROM = 15  # signs
PARTS_FIRST = "其中"  # 其中西宁中院受理1.38万件，海东法院受理…: of what was told before
FURTHEST_ACT = 3  # clauses before in which the offence is named that persons are punished for
DIVIDED = ("中", "里", "当中", "之中")
TOTAL = re.compile(r"[，、]?(?:[两三四五六七八九十\d]+[年者项类家地]间?)?(?:共计|合计|总计|总共|共)(?:有|为|达)?")
SHARE_OF = re.compile(r"占[^，。；]*$")


def name_level(figure: Figure, before: list[Figure], sentence: Sentence) -> None:
    """Find out what a level measures.

    Args:
        figure: The level.
        before: The figures before it in its sentence.
        sentence: Its sentence; the topic in it is brought up to date.
    """
    previous = before[-1] if before else None
    if figure.unit == "case":
        figure.core = written_out(figure.core)
        _name_kind_first(figure)
    core = figure.core
    sentence.go_on_to(figure)
    figure.is_base = _is_base(figure, previous, sentence)
    date_reached(figure, before, sentence)
    if previous is None and _is_told_again(figure, sentence):
        return
    unnamed = not core and not figure.tail and previous is None
    if unnamed and not sentence.ranked_before(figure) and _continue_paragraph(figure, sentence):
        return
    if before and may_be_slice(figure, before):
        take_from_whole(figure, before)
    if before and (_is_same_number(figure, before) or _is_total(figure, before)):
        return
    part = PARTS_FIRST in sentence.text[sentence.start : figure.quantity.before]
    own_subject = bool(figure.own_places) and not part
    if figure.unit == "case" and not figure.is_slice and not PER_HEAD.search(core):
        kind = with_kind_before(core, figure, sentence)
        core = kind or complete(core, figure.tail, sentence.topic, own_subject)
    elif figure.unit == "percent":
        core = complete_rate(core, sentence.topic)
    if previous is not None and not core and not figure.tail and not SHARE_OF.search(figure.said):
        core = sentence.ranked_before(figure)
        if not core:
            _continue(figure, before)
            return
    if not core and previous is None:
        core = sentence.ranked_before(figure) or sentence.clause_before(figure)
    if not figure.is_slice:
        _match(figure, core, sentence)
    _label(figure, core, before, sentence)
    if figure.unit == "case" and not figure.bracketed:
        before_it = Topic(sentence.topic.action, "", sentence.topic.first) if own_subject else sentence.topic
        sentence.topic = remember(core, before_it)


def _name_kind_first(figure: Figure) -> None:
    """Take a kind of cases named behind the number for one before it: 其中90件为一审案件."""
    if not figure.core and figure.tail != GENERIC and is_kind_of_cases(figure.tail):
        figure.core, figure.tail = figure.tail, ""


def _is_told_again(figure: Figure, sentence: Sentence) -> bool:
    """Whether a figure is one told before, whose parts its sentence goes on to tell: 3985件中，刑事1102件."""
    if figure.core or figure.tail not in DIVIDED:
        return False
    same = [each for each in sentence.earlier if each.unit == figure.unit and each.change is None]
    told = next((each for each in reversed(same) if each.quantity.value == figure.quantity.value), None)
    if told is None:
        return False
    figure.measure_as(told)
    sentence.topic = remember(told.label, Topic())
    return True


def _is_same_number(figure: Figure, before: list[Figure]) -> bool:
    """Whether a figure is one told before at another time, which it then measures too: 而在2020年，这个数字是11.2天."""
    told = [each for each in before if each.change is None and each.unit == figure.unit]
    if not told or time_words().same_number.fullmatch(figure.core) is None:
        return False
    figure.measure_as(told[-1])
    return True


def _is_total(figure: Figure, before: list[Figure]) -> bool:
    """Whether a figure adds up those of its unit told before, which it then measures: 新收30件，旧存5件，共计35件."""
    alike = [each for each in before if each.change is None and each.unit == figure.unit]
    if len(alike) < 2 or figure.tail or TOTAL.fullmatch(figure.said) is None:
        return False
    sums = accumulate(each.quantity.value for each in reversed(alike))
    count = next((number for number, total in enumerate(sums, start=1) if total == figure.quantity.value), 0)
    if count < 2:
        return False
    figure.measure_as(next((each for each in alike[-count:] if each.wording is not None), alike[-count]))
    return True


def _match(figure: Figure, core: str, sentence: Sentence) -> None:
    """Look for the indicator in the words of the figure, else with those of the clause before or of its container."""
    figure.match(f"{core}#{figure.tail}")
    if figure.wording is None and figure.lead:
        _match_wider(figure, core, sentence)
    if figure.wording is None and figure.unit == "case" and not figure.tail:
        match_container(figure, core, sentence)
    unknown = figure.wording is None and figure.extended is None
    if unknown and figure.unit == "case" and phrase_words().action.fullmatch(core):
        _match_act(figure, core, sentence)
        unknown = figure.wording is None and figure.extended is None
    if unknown and figure.unit in COUNTED and not figure.tail:
        match_divided(figure, core, sentence)


def _match_act(figure: Figure, core: str, sentence: Sentence) -> None:
    """Look for the indicator of an act alone with what its sentence or the clause before does it to.

    在终本清仓行动中，…，出清5230件; 核查终本案件863件，出清19件.
    """
    figure.wording = _with(sentence.opening, figure)
    if figure.wording is None:
        kind = phrase_words().action.sub("", sentence.topic.kind)
        figure.match(f"{core}{kind}#{figure.tail}")


def _continue(figure: Figure, before: list[Figure]) -> None:
    """A number that says nothing of its own goes on with what the one before measured, if it can in its unit."""
    previous = before[-1]
    told = previous
    if figure.lead and figure.unit != previous.unit:  # 审结72.6万件，占全国的近三分之一；其中，2017年为7.3万件
        alike = [each for each in before if each.change is None and each.unit == figure.unit]
        told = alike[-1] if alike else previous
    if figure.unit == told.unit and told.change is None:
        figure.measure_as(told)
        return
    figure.match(previous.phrase)
    figure.label = previous.label
    figure.breakdown = read_breakdown(figure.label, figure.wording or figure.extended)


def _is_base(figure: Figure, previous: Figure | None, sentence: Sentence) -> bool:
    """Whether a level is told only for another to be compared with: 由36件降至, 比2015年的1854件、1753件."""
    if previous is not None and previous.is_base and LIST_LINK.fullmatch(figure.lead):
        return True
    found = FROM.search(figure.said, max(0, len(figure.said) - LONGEST_FROM))
    if found is None:
        return False
    times = [time for time in sentence.times if time.end <= figure.quantity.start]
    compared = bool(times) and times[-1].end > found.start() + figure.clause_start
    return "由" in found[0] or "从" in found[0] or compared


def _continue_paragraph(figure: Figure, sentence: Sentence) -> bool:
    """A number beside nothing but a place goes on with what its paragraph counted last: 徐州（171人）."""
    same_unit = [each for each in sentence.earlier if each.unit == figure.unit and each.change is None]
    if not same_unit or not any(place.end <= figure.quantity.start for place in sentence.places):
        return False
    told = counted_last(same_unit)
    if told is not None:
        figure.measure_as(told)
    return told is not None


def _match_wider(figure: Figure, core: str, sentence: Sentence) -> None:
    """Look for the indicator with the clause before: 对现存…终本积案，已出清430余件."""
    core = figure.core
    act = phrase_words().punished.sub("", core)
    bare_action = len(act) <= LONGEST_ACTION and "占" not in core
    if not bare_action or PER_HEAD.search(core) or figure.unit in ("percent", "percentage_point"):
        return
    before = next(clauses := sentence.clauses_before(figure), "")
    figure.wording = _with(before, figure)
    if figure.wording is None and figure.unit == "person":
        # What was done before to others is not what was done to them: 移送拒执犯罪线索217件，已判处64人.
        told = (phrase_words().action.sub("", clause) for clause in (before, *islice(clauses, FURTHEST_ACT)))
        figure.wording = next(filter(None, (_with(words, figure) for words in told)), None)


def _with(told: str, figure: Figure) -> Wording | None:
    """The wording that the words of a figure complete."""
    phrase = f"{told}{figure.core}#{figure.tail}"
    return match_indicator(phrase, figure.unit, False, False, beyond=len(told))


def _label(figure: Figure, core: str, before: list[Figure], sentence: Sentence) -> None:
    previous = before[-1] if before else None
    figure.label = (core + figure.tail if not core.endswith(figure.tail) else core) or figure.tail
    if previous is not None and (share := SHARE_OF.search(figure.said)):
        whole = bare(figure.said[: share.start()]) or previous.label.split("占")[0]
        figure.label = whole + (share[0].rstrip("的超近约达为") or "占比")
    figure.breakdown = slice_of(figure, before, sentence)
    if figure.indicator in slices().inherit and not figure.breakdown:
        figure.breakdown = _slice_of_cases(before)


def _slice_of_cases(before: list[Figure]) -> str:
    """The slice of the cases counted last; '' where they are the whole."""
    for each in reversed(before):
        if each.change is None and each.unit == "case" and each.indicator is not None:
            return slices().of_indicator.get(each.indicator) or each.breakdown
    return ""
