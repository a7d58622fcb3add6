"""How numbers with a unit are printed: their pattern, where it is worth trying, and the hedges in front of them."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.measures import hedges, moving_words, uncounted_nouns, units
from extraction.numbers import ARABIC_NUMBER, HAN_DIGITS, HAN_NUMBER, INNER_HEDGES

LONGEST_LIST = 8  # of numbers that share the unit of the last
JOINED_TO_NEXT = r"[、和与及]|[至到~—-]+"
JOINING_SIGNS = "、和与及至到~—-"
TOLD_IN_WORDS = ("percent", "CNY", "multiple", "percentage_point", "month", "year", "day")  # also below ten
HAN_SIGNS = "零〇一二两三四五六七八九十百千万亿"


@dataclass(frozen=True, slots=True)
class QuantityPatterns:
    """Patterns made of the declared units and hedges.

    Attributes:
        may_begin: The first two signs of a quantity: most places of a text have neither, and are passed over at once.
        quantity: A number with its unit; its groups tell how it is printed.
        no_counts: One sign with what it seems to count, an article or pronoun and no figure: 一家, 两起.
        hedge: The hedge that may end just before it, as ``word``, with the words that may stand between.
        ends_of_hedges: The last signs of these: most numbers have none of them in front.
        hedge_of_whole: The hedge, as ``word``, in front of what a share is taken of: 接近受助总人数的四成.
    """

    may_begin: re.Pattern[str]
    quantity: re.Pattern[str]
    no_counts: frozenset[str]
    hedge: re.Pattern[str]
    ends_of_hedges: frozenset[str]
    hedge_of_whole: re.Pattern[str]


@cache
def quantity_patterns() -> QuantityPatterns:
    """The patterns, made once."""
    words = sorted(hedges().before, key=len, reverse=True)
    before = "|".join(f"(?<![{signs}]){word}" if (signs := hedges().not_after.get(word)) else word for word in words)
    between = "|".join(hedges().between)
    return QuantityPatterns(
        re.compile(rf"[\d{HAN_SIGNS}翻](?=[\d{re.escape(_second_signs())}])(?<![\d.第,]\d)"),
        _quantity(),
        _no_counts(),
        re.compile(
            rf"(?P<word>{before})(?:{between}|(?:占|去年|上年|全|为|是)[^，。；、\d]{{1,16}}?(?:的|[国省市]))?$"
        ),
        frozenset(word[-1] for word in (*hedges().before, *hedges().between)) | frozenset("的国省市"),
        re.compile(
            rf"(?P<word>{'|'.join(hedges().of_share)})(?:[^，。；、：\d]{{2,14}}|(?:是|为|占|达|相当于)?(?:19|20)\d\d年[^，。；、：\d]{{0,6}})的$"
        ),
    )


def _no_counts() -> frozenset[str]:
    counted = [unit.word for unit in units().values() if unit.unit_measure not in TOLD_IN_WORDS and not unit.needs]
    return frozenset(digit + word for digit in HAN_DIGITS for word in counted)


def _second_signs() -> str:
    """What may stand behind the first sign: the number goes on, or its unit, its list or 番 follows."""
    words = (*units(), *hedges().before, *uncounted_nouns())
    return "".join(
        sorted({word[0] for word in words} | set(".,点成分番倍了" + HAN_SIGNS + INNER_HEDGES + JOINING_SIGNS))
    )


def _quantity() -> re.Pattern[str]:
    unit_words = "|".join(
        re.escape(word) + (f"(?![{unit.not_before}])" if unit.not_before else "") for word, unit in units().items()
    )
    after = "|".join(hedges().after)
    hedged = "|".join(hedges().before)
    moves = "|".join(moving_words())
    uncounted = "|".join(uncounted_nouns())
    return re.compile(
        r"(?P<tenths>[一二三四五六七八九])成(?P<tenth>[一二三四五六七八九半])(?!多)|"
        rf"(?<![\d.第,])(?P<number>(?P<arabic>(?!0\d){ARABIC_NUMBER})|(?P<han>{HAN_NUMBER}))"
        rf"(?:(?P<points>个)(?=(?:(?:{JOINED_TO_NEXT})(?:{moves})?{ARABIC_NUMBER}个?){{1,{LONGEST_LIST}}}百分点)"
        rf"|(?P<unit>{unit_words})(?P<after>{after})?"
        rf"|(?<=万)(?P<uncounted>)(?={uncounted})"
        rf"|(?P<shared>)(?=(?:(?:{JOINED_TO_NEXT})(?:{hedged}|{moves})?{ARABIC_NUMBER}){{1,{LONGEST_LIST}}}(?:{unit_words})))"
        rf"|百分之(?P<hundredths>{HAN_NUMBER})"
        r"|(?P<parts>[二三四五六七八九十])分之(?P<share>[一二三四五六七八九])"
        rf"|翻(?:了)?(?P<inner>{hedged})?(?P<times>[一两三四1-4])?[番倍](?P<more>还?多|有余)?"
    )
