"""Parts of what was told: kinds that a figure or sentence divides, and what they measure."""

import re

from extraction.breakdowns import is_slice_of, of_campaign, of_kind, read_breakdown, slices, within
from extraction.catalogue.time_words import time_words
from extraction.catalogue.wordings import Wording, match_indicator
from extraction.figure import Figure, Sentence
from extraction.phrases import PER_HEAD, QUOTES, phrase_words
from extraction.topics import is_class_of_cases, says_act

CONTAINER = re.compile(r"([^，。；：\d]{0,20}?(?:案件|收案|纠纷|案)[^，。；：\d]{0,6})[中里]，")
COUNTED = ("case", "person", "organization")
LIST_SIGNS = ("、", "，", "；", "和", "与", "及")
REFERENCE = ("前者", "后者", "其余", "其他", "余下", "剩余", "剩下", "余者")
BOUNDED = re.compile(r"以[上下内]的?(?:案件)?(?:共?有|为)?$")  # 标的额1亿元以上的有412件
LEAST_PARTS = 2
SHORTEST_REPORT = 80  # days of a period that is that of a report, and of no campaign alone
LONGEST_COPULA = 3  # signs between a number and the kind named behind it: 均属于


def may_be_slice(figure: Figure, before: list[Figure]) -> bool:
    previous = before[-1]
    if figure.unit == "percent" and "占" in figure.lead:
        return False
    if phrase_words().part.match(figure.lead) or figure.core in REFERENCE or _goes_on_with_slices(figure, before):
        return True
    if figure.lead.startswith("、") and previous.wording is not None:
        return match_indicator(f"{figure.core}#{figure.tail}", figure.unit, False, False) is None
    if figure.unit == "case" == previous.unit and BOUNDED.search(figure.said):
        return True
    return figure.unit != "case" and is_class_of_cases(figure.core)


def _goes_on_with_slices(figure: Figure, before: list[Figure]) -> bool:
    """Whether a figure is the next item of a list of slices: 其中破产清算48件、重整7件."""
    alike = [each for each in before if each.change is None and each.unit == figure.unit]
    if not alike:
        return False
    kind = alike[-1].core
    behind = figure.lead.find(kind, 0, len(kind) + LONGEST_COPULA) if kind else -1
    lead = figure.lead[behind + len(kind) :] if behind >= 0 else figure.lead  # 其中90件为一审案件，30件为二审案件
    return lead.startswith("：") or (alike[-1].is_slice and lead.startswith(LIST_SIGNS))


def take_from_whole(figure: Figure, before: list[Figure]) -> None:
    """A figure behind 其中 measures a slice of the figure that it is part of."""
    words = phrase_words()
    names_cases = (
        is_class_of_cases(figure.core)
        or figure.core in REFERENCE
        or (_names_a_kind(figure) and not words.action.search(figure.core))
        or _names_a_part(figure, before[-1])
    )
    wholes = [each for each in before if each.change is None and each.unit == figure.unit]
    if names_cases and wholes and not wholes[-1].is_slice and _is_special(figure):
        return
    if names_cases and (own := _act_of_its_own(figure, wholes)):
        figure.wording, figure.is_slice = own, True
        return
    if names_cases and wholes and (wholes[-1].wording or wholes[-1].extended):
        figure.wording, figure.extended = wholes[-1].wording, wholes[-1].extended
        figure.phrase = f"{figure.core}#{figure.tail}"
        figure.is_slice = True


def _is_special(figure: Figure) -> bool:
    """Whether its own words are an indicator that is not the taking in or closing of cases."""
    own = match_indicator(f"{figure.core}#{figure.tail}", figure.unit, False, False)
    return own is not None and own.indicator.indicator not in slices().own_cases


def _names_a_part(figure: Figure, previous: Figure) -> bool:
    """Whether a figure only names what is counted, and leaves what was done with it to the figure before."""
    if figure.unit not in COUNTED or not figure.core or says_act(figure.core) or says_act(figure.tail):
        return False
    own = match_indicator(f"{figure.core}#{figure.tail}", figure.unit, False, False)
    return own is None or (previous.is_slice and figure.lead.startswith("、"))


def _names_a_kind(figure: Figure) -> bool:
    if phrase_words().case_noun.search(figure.core) or figure.core.endswith("类"):
        return True
    unmatched = match_indicator(f"{figure.core}#{figure.tail}", figure.unit, False, True) is None
    return figure.unit == "organization" and unmatched and phrase_words().part.match(figure.lead) is not None


def _act_of_its_own(figure: Figure, wholes: list[Figure]) -> Wording | None:
    """The wording of a kind whose taking in, or closing, is an indicator of its own: 收案9348件，其中执行1940件."""
    whole = next((each for each in reversed(wholes) if not each.is_slice), None)
    act = phrase_words().taking.search(whole.label) if whole is not None else None
    if act is None or figure.unit != "case" or figure.core in REFERENCE:
        return None
    own = match_indicator(f"{act[0]}{figure.core}#{figure.tail}", figure.unit, False, False)
    return own if own is not None and own.indicator.indicator in slices().kinds_of_their_own else None


def match_container(figure: Figure, core: str, sentence: Sentence) -> None:
    """Look for the indicator in what the sentence divides: 审结的案件中，追索劳动报酬8731件."""
    containers = _containers(figure, sentence)
    if containers and PER_HEAD.search(core) is None and figure.extended is None:
        container = str(containers[-1]).translate(QUOTES)
        figure.wording = match_indicator(f"{container}#", figure.unit, False, False)


def _containers(figure: Figure, sentence: Sentence) -> list[str]:
    """What the sentence divides, by its words in front of a figure: 审结的案件中，."""
    text, start, end = sentence.text, sentence.start, figure.quantity.before
    if text.find("中，", start, end) < 0 and text.find("里，", start, end) < 0:
        return []  # most sentences: the pattern need not be tried
    return CONTAINER.findall(text, start, end)


def match_divided(figure: Figure, core: str, sentence: Sentence) -> None:
    """Let a kind measure what its sentence divides by kinds: 从案由看，民间借贷2386件."""
    if not core or says_act(core) or PER_HEAD.search(core) or not sentence.divides(figure):
        return
    act = sentence.act_on_kinds(figure.quantity.before) or sentence.topic.action or sentence.topic.before
    if figure.unit == "case" and act:
        figure.match(f"{act}{core}#")
        return
    wholes = [each for each in sentence.earlier if _counts_alike(each, figure)]
    if wholes:
        told = [each for each in wholes if each.sentence == wholes[-1].sentence]
        figure.wording, figure.extended = told[0].wording, told[0].extended


def _counts_alike(whole: Figure, figure: Figure) -> bool:
    """Whether an earlier figure counts the same sort of thing as another."""
    return whole.change is None and not whole.is_base and whole.unit == figure.unit


def slice_of(figure: Figure, before: list[Figure], sentence: Sentence) -> str:
    """The slice that a figure words; a part of a slice is within it: of 知识产权案件 the 民事 ones are both."""
    own = read_breakdown(figure.label, figure.wording or figure.extended)
    led_to = sentence.kinds_led_to(figure.quantity.before) != ""
    told = [each for each in before if not each.is_slice] if figure.is_slice or led_to else sentence.earlier
    told = told or sentence.earlier
    wholes = [each for each in told if each.indicator == figure.indicator and _counts_alike(each, figure)]
    whole = wholes[-1].breakdown if wholes else ""
    if figure.is_slice and figure.core and wholes:
        by_itself = slices().of_indicator.get(figure.indicator or "", "")
        return within(own, whole) if own not in ("", whole, by_itself) else of_kind(whole, figure.core)
    divided = whole and (sentence.divides(figure) or _is_contained(figure, sentence))
    return (within(own, whole) if own else whole) if divided else own


def slice_by_campaign(figure: Figure, sentence: Sentence) -> None:
    """Set what was done in a campaign apart from all that was done in the period of the report.

    A campaign whose own days are told has a period of its own.
    """
    start, end = figure.period
    long = start is not None and end is not None and (end - start).days >= SHORTEST_REPORT
    if long and figure.scope == "aggregate" and (figure.indicator or figure.extended) and not figure.own_places:
        low = max(sentence.start, sentence.text.rfind("；", sentence.start, figure.clause_start))
        told = time_words().campaign.search(sentence.text, low, figure.clause_start)
        if told is not None and not time_words().whole_again.search(sentence.text, told.end(), figure.quantity.start):
            figure.breakdown = of_campaign(figure.breakdown, told["words"])


def _is_contained(figure: Figure, sentence: Sentence) -> bool:
    """Whether a sentence names the cases that it divides: 审结的案件中，追索劳动报酬8731件."""
    start, end = sentence.start, figure.quantity.before
    if not any(sentence.text.find(sign, start, end) >= 0 for sign in ("中，", "里，")):
        return False  # as in most sentences
    return CONTAINER.search(sentence.text, start, end) is not None


def counted_last(told: list[Figure]) -> Figure | None:
    """The figure told last, or what it is a part of where it ends a list of kinds; None where that was not told."""
    last = told[-1]
    kinds = {each.breakdown for each in told if each.sentence == last.sentence and each.indicator == last.indicator}
    if last.breakdown == "" or len(kinds) < LEAST_PARTS:
        return last
    wholes = (each for each in reversed(told) if each.indicator == last.indicator and each.breakdown != last.breakdown)
    return next((each for each in wholes if is_slice_of(last.breakdown, each.breakdown)), None)


def agree_with_sum(figures: list[Figure], sentence: Sentence) -> None:
    """Let kinds that leave out what was done measure the earlier count whose sum they are.

    Behind 受理2473件，审结2230件 kinds of case are those of the first count, unless they add up to another.
    """
    parts = [each for each in figures if each.unit == "case" and each.change is None]
    alike = all(map(_leaves_out_act, parts)) and len({each.indicator for each in parts}) == 1
    if len(parts) < LEAST_PARTS or not alike:
        return
    total = sum(each.quantity.value for each in parts)
    wholes = [each for each in sentence.earlier if _counts_alike(each, parts[0]) and each.indicator is not None]
    wholes = [each for each in wholes if each.sentence == wholes[-1].sentence and each.quantity.value == total]
    if len(wholes) != 1 or wholes[0].indicator == parts[0].indicator:
        return
    act = phrase_words().taking.search(wholes[0].label)
    for part in parts if act else ():
        own = f"{act[0]}{part.core}" if act else ""
        part.match(f"{own}#{part.tail}")
        part.label = own
        part.breakdown = read_breakdown(own, part.wording or part.extended)


def _leaves_out_act(figure: Figure) -> bool:
    """Whether a figure counts cases of a kind and leaves out what was done with them."""
    is_part = figure.is_base or figure.is_slice
    return not is_part and figure.indicator in slices().own_cases and figure.core != "" and not says_act(figure.core)
