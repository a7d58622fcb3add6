"""The words of change in front of a number, as declared in changes.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.measures import any_of, hedges, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """Patterns for the words in front of a number.

    Attributes:
        direction: Ends where the number begins; group ``rise`` or ``fall`` is the word, ``to`` is set
            where the number is the level reached.
        direct: The same for a count, which only changes where the word stands directly before it.
        of_rate: 五年增三成: the sign directly before a share.
        signed: 同比仅增, 较上月再降: a comparison, then one sign that says which way.
        terse: A clause that is no more than 增, 升 or 降 before the number.
        brief: A sign that says which way, directly before a rate: 三年降两成.
        turn: From one level to the next, 由36件降至10件; without a number.
        predicate: From the first adverb of a change to the number; what stands before it is what changes.
        compared: 比上年多, with group ``more`` or ``less``.
        beyond: All that stands between the base and a change from it: 比2019年的3175件多出287件.
        told_by: Words that say what a change is compared with, wherever they stand: 环比前者降6.1%.
        comparisons: What is compared with, in the order of preference.
        rises: All words and signs of a rise.
        counts: Words for the count of what was told before, each with its unit.
    """

    direction: re.Pattern[str]
    direct: re.Pattern[str]
    of_rate: re.Pattern[str]
    signed: re.Pattern[str]
    terse: re.Pattern[str]
    brief: re.Pattern[str]
    turn: re.Pattern[str]
    predicate: re.Pattern[str]
    compared: re.Pattern[str]
    beyond: re.Pattern[str]
    told_by: re.Pattern[str]
    comparisons: tuple[tuple[str, re.Pattern[str]], ...]
    rises: frozenset[str]
    counts: dict[str, str]


@cache
def change_words() -> ChangeWords:
    """The declared words of change."""
    entry = read_yaml("changes.yaml")
    rises, falls, saved = entry["rise"], entry["fall"], entry["saved"]
    word, word_of_rate = one_way(rises, falls), one_way(rises, falls + saved)
    to, between = rf"(?P<to>{any_of(entry['to'])})?", rf"(?:{any_of(entry['between'])})"
    hedge = rf"(?:{any_of([*hedges().before, *entry['link']])})"
    sign, signs = one_way(entry["rise_signs"], entry["fall_signs"]), "".join(entry["rise_signs"] + entry["fall_signs"])
    since = rf"(?:{any_of(entry['compared'])})[^，。；]{{0,14}}?"
    adverb = rf"(?:{'|'.join(entry['adverbs'])})"
    moves = any_of([*rises, *falls, *saved, *entry["predicate_signs"]])
    return ChangeWords(
        direction=re.compile(rf"{word_of_rate}(?:{to}{between}?|{between}{{1,3}})$"),
        direct=re.compile(rf"{word}(?:{to}{hedge}?|{hedge}{{1,2}})$"),
        of_rate=re.compile(rf"(?<![{signs}]){sign}{hedge}?$"),
        signed=re.compile(rf"{since}{sign}{hedge}{{0,2}}$"),
        terse=re.compile(rf"^[，、]?{sign}{hedge}?$"),
        brief=re.compile(rf"{sign}了?{hedge}?$"),
        turn=re.compile(rf"(?:{any_of(entry['turn_signs'])})(?:{any_of(entry['to'])})"),
        predicate=re.compile(
            rf"(?:{adverb}{{0,6}}(?:{moves})|{adverb}{{1,6}}(?:{entry['more']}|{entry['less']})"
            rf"|{any_of(entry['beside'])})[^，。；]*$"
        ),
        compared=re.compile(
            rf"{since}(?:(?P<more>{entry['more']})|(?P<less>{entry['less']}))(?:{any_of(entry['done'])})*$"
        ),
        beyond=re.compile(rf"更?(?:(?P<more>{entry['more']})|(?P<less>{entry['less']}))(?:{any_of(entry['done'])})*"),
        told_by=re.compile("同比|环比"),
        comparisons=tuple((each["comparison"], re.compile("|".join(each["words"]))) for each in entry["comparisons"]),
        rises=frozenset([*rises, *entry["rise_signs"]]),
        counts=entry["counts"],
    )


def one_way(rises: list[str], falls: list[str]) -> str:
    """A pattern for one of these words; group ``rise`` or ``fall`` is set."""
    return rf"(?:(?P<rise>{any_of(rises)})|(?P<fall>{any_of(falls)}))"
