"""The words of change, as declared in changes.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.measures import hedges, read_yaml

LONGEST_NAME = 24  # signs of what a clause says to move


@dataclass(frozen=True, slots=True)
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
        comparisons: What is compared with, in the order of preference.
        carried: Ends a clause that names the amount of a change; the number follows in the next clause. Group ``most``
            is whose it is, where that is named behind it: 增幅最大的是….
        ranked: Ends in front of a number with the name of what changed most: 增速最快的某县达, 增幅居前三位的是某市.
        leader: Ends a clause that says what changes most, by the group ``name``.
        carried_by: All that the next clause says in front of the number.
        each_way: Ends a clause that tells which way each number of a list goes, in the next: 一降一升.
        rises: All words and signs of a rise.
        move: Ends a clause that says how something moves, by the group ``name``: 收案不降反升.
        counts: Words for the count of what was told before, each with its unit.
    """

    direction: re.Pattern[str]
    direct: re.Pattern[str]
    compared: re.Pattern[str]
    of_rate: re.Pattern[str]
    signed: re.Pattern[str]
    terse: re.Pattern[str]
    brief: re.Pattern[str]
    turn: re.Pattern[str]
    predicate: re.Pattern[str]
    comparisons: tuple[tuple[str, re.Pattern[str]], ...]
    counts: dict[str, str]
    carried: re.Pattern[str]
    ranked: re.Pattern[str]
    leader: re.Pattern[str]
    carried_by: re.Pattern[str]
    each_way: re.Pattern[str]
    rises: frozenset[str]
    move: re.Pattern[str]


@cache
def change_words() -> ChangeWords:
    """The declared words of change."""
    entry = read_yaml("changes.yaml")

    def any_of(words: list[str]) -> str:
        return "|".join(sorted(map(re.escape, words), key=len, reverse=True))

    word = rf"(?:(?P<rise>{any_of(entry['rise'])})|(?P<fall>{any_of(entry['fall'])}))"
    of_rate = rf"(?:(?P<rise>{any_of(entry['rise'])})|(?P<fall>{any_of(entry['fall'] + entry['saved'])}))"
    to = rf"(?P<to>{any_of(entry['to'])})?"
    between = rf"(?:{any_of(entry['between'])})"
    hedge = rf"(?:{any_of([*hedges().before, *entry['link']])})"
    rise, fall = "".join(entry["rise_signs"]), "".join(entry["fall_signs"])
    turn = rf"[{''.join(entry['turn_signs'])}](?:{any_of(entry['to'])})"
    signs = "".join(entry["predicate_signs"])
    adverbs = "|".join(entry["adverbs"])
    every_word = any_of(entry["rise"] + entry["fall"] + entry["saved"])
    compared = (
        rf"(?:{any_of(entry['compared'])})[^，。；]{{0,14}}?"
        rf"(?:(?P<more>{entry['more']})|(?P<less>{entry['less']}))(?:{any_of(entry['done'])})*$"
    )
    sign = (
        rf"(?:{any_of(entry['compared'])})[^，。；]{{0,14}}?(?:(?P<rise>[{rise}])|(?P<fall>[{fall}]))"
        rf"(?:{hedge}){{0,2}}$"
    )
    return ChangeWords(
        re.compile(rf"{of_rate}(?:{to}{between}?|{between}{{1,3}})$"),
        re.compile(rf"{word}(?:{to}{hedge}?|{hedge}{{1,2}})$"),
        re.compile(compared),
        re.compile(rf"(?<![{rise}{fall}])(?:(?P<rise>[{rise}])|(?P<fall>[{fall}])){hedge}?$"),
        re.compile(sign),
        re.compile(rf"^[，、]?(?:(?P<rise>[{rise}])|(?P<fall>[{fall}])){hedge}?$"),
        re.compile(rf"(?:(?P<rise>[{rise}])|(?P<fall>[{fall}]))了?{hedge}?$"),
        re.compile(turn),
        re.compile(
            rf"(?:(?:{adverbs}){{0,6}}(?:{every_word}|[{signs}])"
            rf"|(?:{adverbs}){{1,6}}(?:{entry['more']}|{entry['less']})|{any_of(entry['beside'])})[^，。；]*$"
        ),
        tuple((each["comparison"], re.compile("|".join(each["words"]))) for each in entry["comparisons"]),
        entry["counts"],
        re.compile(
            rf"(?:(?P<rise>{any_of(entry['carried']['rise'])})|(?P<fall>{any_of(entry['carried']['fall'])}))"
            r"(?:最[大高小低快多]的(?:是|为|当属|要数)?(?P<most>[^，。；]{1,18})|[^，。；]{0,6})，?$"
        ),
        re.compile(
            rf"(?:(?P<rise>{any_of(entry['carried']['rise'])})|(?P<fall>{any_of(entry['carried']['fall'])}))"
            r"(?:最[大高快小低]|居前|居首|靠前|[排位列]?名?前)[^，。；]{0,4}的[^，。；\d]{2,16}$"
        ),
        re.compile(rf"(?:^|[，；：])(?P<name>[^，；：]{{2,14}}?)(?:{any_of(entry['leader'])})[^，；：]{{0,4}}，$"),
        re.compile(entry["carried_by"]),
        re.compile(rf"(?:{entry['each_way']})，$"),
        frozenset([*entry["rise"], *entry["rise_signs"]]),
        re.compile(
            rf"(?:^|[，；：])(?P<name>[^，；：]{{2,{LONGEST_NAME}}}?)(?:{any_of(entry['moved'])})*"
            rf"(?:{any_of(entry['moves'] + entry['rise'] + entry['fall'])})"
            rf"(?:的?(?:{any_of(entry['outcome_of_move'])}))?，$"
        ),
    )
