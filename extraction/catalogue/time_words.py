"""The words around an expression of time, as declared in times.yaml."""

import re
from dataclasses import dataclass
from functools import cache

from extraction.catalogue.direction import change_words
from extraction.catalogue.measures import hedges, read_yaml

LONGEST_LINK = 6  # signs between this number and it: 已经达到了
NUMERALS = "零一二两三四五六七八九十百"
CLOCK = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})[时点]"
LONGEST_CAMPAIGN = 24  # signs between the word that it began and the one for it
LONGEST_NAME = 16  # signs between the year of a document and what it is
LONGEST_KIND = 6  # signs of the kind of old cases
CLOSING_WITHIN = 4  # signs between a day and the word that says what ended on it: 11月18日鸣金收兵


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Patterns for the words around a time.

    Attributes:
        announcement: What was made known on the day.
        deed: A gathering at which something was done, whose figures are those of the day: 集中发还大会.
        happening: What happened then, told without a figure.
        beginning: The beginning of a programme.
        closed: Begins behind a day; the programme ended on it.
        in_force: Something took effect on the day.
        activity: A campaign.
        apart: The time is not that of the campaign named.
        attendance: Those who are counted came to an announcement.
        attribute: Begins behind a time that belongs to the number behind it alone: 2020年的19852件.
        part: Ends before a time that is a part of the one spoken of: 其中第三季度.
        part_first: Begins a sentence that goes through the parts of a time: 逐年来看，2017年….
        opening: Ends before a time that opens its sentence: 据统计，五年来….
        turn: A change that leads from one level to the next: 由36件降至10件.
        flow: What is done over a time, and is never a stock.
        document: Begins behind a year that is part of the name of a document: 2019年度白皮书.
        old_cases: Begins behind a time that only tells how old cases are: 清理1999年至2008年的积案.
        same_number: Begins behind a time; the number is the one told before, at that time: 这个数字是.
        spoken_of: A time that is the one spoken of: 统计期间.
        untold: Ends in front of a number that stood at a time nothing tells.
        share_of: Ends in front of a time and 的 whose number is a share of what was told then.
        in_campaign: A campaign is spoken of, whose days were told.
        campaign: A clause that tells of a campaign and leads on to its figures: 开展涉民生专项行动，.
        entering: Ends before a year of which the text speaks from there on: 进入2021年.
        whole_again: Behind a campaign: all that was done in the year is spoken of again.
        lasting: How long a campaign lasts.
        manner: How fast cases were handled: 当天立案、当天审结.
        clock_of_day: Behind a day: its hours are told, 7月5日凌晨5时.
        clock_alone: Begins a sentence that tells the clock and no day: 至中午12时，….
        forgetting: Vague times after which nothing told before holds.
        total_so_far: Beginnings of a clause that counts from an unsaid beginning.
    """

    announcement: re.Pattern[str]
    deed: re.Pattern[str]
    happening: re.Pattern[str]
    beginning: re.Pattern[str]
    closed: re.Pattern[str]
    in_force: re.Pattern[str]
    activity: re.Pattern[str]
    apart: re.Pattern[str]
    attendance: re.Pattern[str]
    attribute: re.Pattern[str]
    part: re.Pattern[str]
    part_first: re.Pattern[str]
    opening: re.Pattern[str]
    turn: re.Pattern[str]
    flow: re.Pattern[str]
    document: re.Pattern[str]
    old_cases: re.Pattern[str]
    same_number: re.Pattern[str]
    spoken_of: re.Pattern[str]
    untold: re.Pattern[str]
    share_of: re.Pattern[str]
    in_campaign: re.Pattern[str]
    campaign: re.Pattern[str]
    entering: re.Pattern[str]
    whole_again: re.Pattern[str]
    lasting: re.Pattern[str]
    manner: re.Pattern[str]
    clock_of_day: re.Pattern[str]
    clock_alone: re.Pattern[str]
    forgetting: tuple[str, ...]
    total_so_far: tuple[str, ...]


@cache
def time_words() -> TimeWords:
    """The declared words, those of hedges and of change among them."""
    entry = read_yaml("times.yaml")

    def any_of(name: str) -> str:
        return "|".join(entry[name])

    return TimeWords(
        announcement=re.compile(any_of("announcement")),
        deed=re.compile(rf"(?:{any_of('deeds')})[^，。；]{{0,{CLOSING_WITHIN}}}(?:大会|仪式|活动)"),
        happening=re.compile(any_of("happening")),
        beginning=re.compile(any_of("beginning")),
        closed=re.compile(rf"[^，。；]{{0,{CLOSING_WITHIN}}}(?:{any_of('closing')})"),
        in_force=re.compile(rf"(?:{any_of('in_force')})(?:{any_of('since_then')})"),
        activity=re.compile(any_of("activity")),
        apart=re.compile(any_of("apart")),
        attendance=re.compile(any_of("attendance")),
        attribute=re.compile(
            rf"(?:(?:{any_of('points')})的)?[的（]?(?:{'|'.join(hedges().before)})?(?:\d|[一二三四五六七八九]成|百分之)"
        ),
        part=re.compile(rf"(?:{any_of('parts')})[，：]?$"),
        part_first=re.compile(rf"\s*(?:{any_of('parts')})[，：]?(?=\d{{4}}年)"),
        opening=re.compile(rf"(?:^|[。！？\n])[ ”]*(?:{any_of('openings')})?$"),
        turn=change_words().turn,
        flow=re.compile(any_of("flow")),
        document=re.compile(rf"的?[^，。；：、\d]{{0,{LONGEST_NAME}}}?(?:{any_of('documents')})"),
        old_cases=re.compile(
            rf"的?[^，。；：、\d]{{0,{LONGEST_KIND}}}?(?:{any_of('old_cases')})(?![^，。；]{{0,4}}(?:{any_of('activity')}))"
        ),
        same_number=re.compile(
            rf"，?[这该此][一个项组]?(?:{any_of('same_number')})(?=[^，。；：\n]{{0,{LONGEST_LINK}}}?[\d{NUMERALS}])"
        ),
        spoken_of=re.compile(rf"(?:{any_of('spoken_of')})(?:期间|时期)"),
        untold=re.compile(any_of("untold")),
        share_of=re.compile(rf"(?:{any_of('share_of')})$"),
        in_campaign=re.compile(entry["in_campaign"]),
        campaign=re.compile(
            rf"(?:{any_of('campaigning')})(?P<words>[^，。；\d]{{0,{LONGEST_CAMPAIGN}}}?(?:{any_of('campaigns')}))"
            r"(?!斗争|以来|期间)[^，。；\d]{0,4}，"
        ),
        entering=re.compile(rf"(?:{any_of('entering')})$"),
        whole_again=re.compile(any_of("whole_again")),
        lasting=re.compile(entry["lasting"]),
        manner=re.compile(entry["manner"]),
        clock_of_day=re.compile(rf"{any_of('parts_of_day')}|{CLOCK}"),
        clock_alone=re.compile(
            rf"[ ”]*(?:{any_of('up_to_clock')})?(?:{any_of('parts_of_day')})?{CLOCK}(?:\d{{1,2}}分|许|整|半|多|钟)*，"
        ),
        forgetting=tuple(entry["forgetting"]),
        total_so_far=tuple(entry["total_so_far"]),
    )
