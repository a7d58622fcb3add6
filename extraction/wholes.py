"""Whether a figure is a part of the one before, which it then measures a slice of: 其中民事9680件."""

from extraction.breakdowns import slices
from extraction.catalogue.wordings import match_indicator
from extraction.figure import Figure
from extraction.phrases import phrase_words
from extraction.topics import is_class_of_cases, says_act

COUNTED = ("case", "person", "organization")
LIST_SIGNS = ("、", "，", "；", "和", "与", "及")
REFERENCE = ("前者", "后者", "其余", "其他", "余下", "剩余", "剩下", "余者")


def may_be_slice(figure: Figure, before: list[Figure]) -> bool:
    """Whether a figure may measure a slice of one before it."""
    previous = before[-1]
    if figure.unit == "percent" and "占" in figure.lead:
        return False
    if phrase_words().part.match(figure.lead) or figure.core in REFERENCE or _goes_on_with_slices(figure, before):
        return True
    if figure.lead.startswith("、") and previous.wording is not None:
        return match_indicator(f"{figure.core}#{figure.tail}", figure.unit, False, False) is None
    return figure.unit != "case" and is_class_of_cases(figure.core)


def _goes_on_with_slices(figure: Figure, before: list[Figure]) -> bool:
    """Whether a figure is the next item of a list of slices: 其中破产清算48件、重整7件."""
    alike = [each for each in before if each.change is None and each.unit == figure.unit]
    if not alike:
        return False
    return figure.lead.startswith("：") or (alike[-1].is_slice and figure.lead.startswith(LIST_SIGNS))


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
