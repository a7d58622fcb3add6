"""Whether a figure is a level or a change, which way it goes and what it is compared with."""

import re
from dataclasses import dataclass
from functools import lru_cache

from extraction.catalogue.carried import carried_words
from extraction.catalogue.direction import change_words
from extraction.phrases import REMEMBERED, bare

RATES = ("percent", "percentage_point", "multiple")
SIGN = re.compile(r"(?:(?<![\d至到])[-+]|负)$")
AMOUNT_OF_CHANGE = ("幅", "速")  # 增幅为 names the change, 增长为 the level reached
BELOW = re.compile(r"低于|低出")
BESIDE = re.compile(
    r"(?:[高低]于|(?<![赶反])超|优于)(?![^，。；]*(?:[去上前同]年|同期$|上个?[月季]|年[初底末]))[^，。；]*$"
)  # a distance, not a change
DOUBLING = "翻"


@dataclass(frozen=True, slots=True)
class Change:
    """A change: its sign, and where the word that says so begins in the words before the number."""

    sign: int
    word_start: int
    turns: bool = False  # the next number of its list goes the other way: 一降一升


def read_change(lead: str, printed: str, unit_measure: str, behind_base: bool = False) -> Change | None:
    """The change that the words in front of a number tell of; None for a level.

    Args:
        lead: The words of the same clause in front of the number and its hedge.
        printed: The number with its unit.
        unit_measure: Its unit; a count changes only where the word of change stands directly before it.
        behind_base: Whether the number before it is one to be compared with: 较2019年的3175件多出287件.
    """
    if printed[0] == DOUBLING:
        return Change(1, len(lead))
    if behind_base and (beyond := change_words().beyond.fullmatch(lead)):
        return Change(1 if beyond["more"] else -1, 0)
    return _told_change(lead, unit_measure)


@lru_cache(maxsize=REMEMBERED)
def _told_change(lead: str, unit_measure: str) -> Change | None:
    if unit_measure in RATES:
        if signed := SIGN.search(lead):
            return Change(1 if signed[0] == "+" else -1, signed.start())
        found = change_words().direction.search(lead) or change_words().of_rate.search(lead)
    else:
        found = change_words().direct.search(lead)
    if found is None:
        short = change_words().brief if unit_measure in RATES else change_words().terse
        found = short.search(lead) or change_words().signed.search(lead)
        if found:
            return Change(1 if found["rise"] else -1, found.start())
    if found is None and (compared := change_words().compared.search(lead)):
        return Change(1 if compared["more"] else -1, compared.start())
    if found is None and unit_measure == "percent":
        found = carried_words().ranked.search(lead)
    if found is None and unit_measure == "percentage_point" and BESIDE.search(lead):
        return None
    if found is None and unit_measure == "percentage_point":
        return Change(-1 if BELOW.search(lead) else 1, len(lead))
    if found is None or (
        found.groupdict().get("to") and not (found["rise"] or found["fall"]).endswith(AMOUNT_OF_CHANGE)
    ):
        return None
    return Change(1 if found["rise"] else -1, found.start())


def read_carried_change(before: str, lead: str) -> Change | None:
    """The change whose amount the clause before names: 涨幅最大，达27.5%; `word_start` is its place in that clause.

    Args:
        before: The clause before, up to its comma.
        lead: The words of the number's own clause in front of it.
    """
    if carried_words().by.fullmatch(lead) is None:
        return None
    if each := carried_words().each_way.search(before):
        rises = change_words().rises
        first = (each["first"] or each["both"]) in rises
        turns = each["second"] is not None and (each["second"] in rises) != first
        return Change(1 if first else -1, each.start(), turns)
    found = carried_words().amount.search(before)
    return Change(1 if found["rise"] else -1, found.start()) if found else None


@lru_cache(maxsize=REMEMBERED)
def read_comparison(words: str) -> tuple[str, int] | None:
    """What a change is compared with, and where the words that say so begin; None where nothing is said."""
    for comparison, pattern in change_words().comparisons:
        if found := pattern.search(words):
            return comparison, found.start()
    return None


def read_change_subject(words: str, printed: str) -> str:
    """What is said to change, where the clause says so itself; '' where it leaves it out.

    Args:
        words: The words of the clause in front of the number, times and places cut out.
        printed: The number with its unit; 翻一番 is itself the word of change.
    """
    return _subject(words, words + DOUBLING if printed[0] == DOUBLING else words)


@lru_cache(maxsize=REMEMBERED)
def _subject(words: str, searched: str) -> str:
    told_by = change_words().told_by  # without it 环比前者降 would be a comparison with the former
    words, searched = told_by.sub("", words), told_by.sub("", searched)
    predicate = change_words().predicate.search(searched)
    return bare(words[: predicate.start()]) if predicate else ""
