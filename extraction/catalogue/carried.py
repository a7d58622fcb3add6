"""The words by which one clause says how something moves and the next one by how much, as declared in changes.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.direction import one_way
from extraction.catalogue.measures import any_of, read_yaml

LONGEST_NAME = 24  # signs of what a clause says to move


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedWords:
    """Patterns for the clause before the one that holds the number.

    Attributes:
        amount: Ends a clause that names the amount of a change; the number follows in the next clause. Group ``most``
            is whose it is, where that is named behind it: 增幅最大的是….
        ranked: Ends in front of a number with the name of what changed most: 增速最快的某县达, 增幅居前三位的是某市.
        leader: Ends a clause that says what changes most, by the group ``name``.
        by: All that the next clause says in front of the number.
        each_way: Ends a clause that tells which way each number of a list goes, in the next: 一降一升.
        move: Ends a clause that says how something moves, by the group ``name``: 收案不降反升.
    """

    amount: re.Pattern[str]
    ranked: re.Pattern[str]
    leader: re.Pattern[str]
    by: re.Pattern[str]
    each_way: re.Pattern[str]
    move: re.Pattern[str]


@cache
def carried_words() -> CarriedWords:
    """The declared words of changes that are told in two clauses."""
    entry = read_yaml("changes.yaml")
    amount = one_way(entry["carried"]["rise"], entry["carried"]["fall"])
    return CarriedWords(
        amount=re.compile(
            rf"{amount}(?:最[大高小低快多]的(?:是|为|当属|要数)?(?P<most>[^，。；]{{1,18}})|[^，。；]{{0,6}})，?$"
        ),
        ranked=re.compile(
            rf"{amount}(?:最[大高快小低]|居前|居首|靠前|[排位列]?名?前)[^，。；]{{0,4}}的[^，。；\d]{{2,16}}$"
        ),
        leader=re.compile(
            rf"(?:^|[，；：])(?P<name>[^，；：]{{2,14}}?)(?:{any_of(entry['leader'])})[^，；：]{{0,4}}，$"
        ),
        by=re.compile(entry["carried_by"]),
        each_way=re.compile(rf"(?:{entry['each_way']})，$"),
        move=re.compile(
            rf"(?:^|[，；：])(?P<name>[^，；：]{{2,{LONGEST_NAME}}}?)(?:{any_of(entry['moved'])})*"
            rf"(?:{any_of(entry['moves'] + entry['rise'] + entry['fall'])})"
            rf"(?:的?(?:{any_of(entry['outcome_of_move'])}))?，$"
        ),
    )
