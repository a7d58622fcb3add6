"""What an expression of time says, before any date is worked out: its kind, and from which point to which."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from extraction.numbers import read_number
from extraction.time_patterns import (
    AGO,
    BACK,
    COUNT,
    DAY,
    DURING,
    EDGE,
    MONTH,
    MONTHS,
    NEAR,
    NOW,
    OF_CAMPAIGN,
    PLAN_NAME,
    QUARTERS,
    TO,
    VAGUE,
    YEAR,
)

MONTHS_OF_YEAR = 12
HALF_A_YEAR = 6
TERM_OF_OFFICE = "本届"
YEARS_OF_TERM = 5
THESE_DAYS = "现"  # in front of 有 and the like
THIS_YEAR = "这一年"  # the year spoken of
THE_DAY = ("当天", "当日", "当晚")
SINCE_TAILS = ("以来", "至今", "起")


class TimeKind(Enum):
    """What kind of statement an expression of time makes."""

    SPAN = "span"  # from one point to another: a year, a half, two years
    DAY = "day"  # a single day
    SINCE = "since"  # from a point until the report
    UNTIL = "until"  # up to a point, from wherever the sentence began
    BACK = "back"  # the last so many years
    EVENT = "event"  # since the event told before
    NOW = "now"  # as things stand
    CAMPAIGN = "campaign"  # the days of the campaign told before, which is spoken of
    NAMED = "named"  # a time known by a name: during the campaign
    VAGUE = "vague"  # no period can be told
    BASE = "base"  # what something is compared with


@dataclass(frozen=True, slots=True)
class Point:
    """A year, month or day, parts of which may go unsaid."""

    year: int | str | None = None  # a number, or 今 去 上 前 当 同 本
    month: int | None = None
    day: int | None = None
    part: str | None = None  # 上半年, 前三季度, 1-10 …
    edge: str | None = None  # 底, 末, 初 …


Understood = tuple[TimeKind, Point | None, Point | None, int, str]


@lru_cache(maxsize=4096)
def understand(body: str, lead: str, tail: str) -> Understood:
    """Its kind, first and last point, how many months it counts back, and the word that matters later.

    Args:
        body: The expression itself.
        lead: The word in front of it, 截至 or 自; '' for none.
        tail: The word behind it, 以来 or 前; '' for none.
    """
    kind, first, last, count, word = _understand_body(body)
    if kind is TimeKind.DAY and first is None and word not in THE_DAY:
        return (TimeKind.UNTIL, None, None, 0, "截至") if lead.startswith("截") else (kind, None, None, 0, word)
    if kind is TimeKind.DAY and first is None:
        return kind, None, None, 0, word
    if kind is TimeKind.SPAN and first is last and last is not None and last.edge in ("底", "末") and not tail:
        return TimeKind.UNTIL, None, last, 0, lead or "截至"
    if kind in (TimeKind.SPAN, TimeKind.DAY):
        if tail in SINCE_TAILS or (lead in ("自", "从", "自从") and tail != "前"):
            return TimeKind.SINCE if first == last else TimeKind.SPAN, first, last, 0, word
        if lead in ("截至", "截止", "截止到", "到", "至"):
            return TimeKind.UNTIL, None, last, 0, lead
        if tail in ("前", "之前", "以前"):
            return TimeKind.VAGUE, first, last, 0, word
    if kind is TimeKind.NOW:
        return (TimeKind.UNTIL if lead in ("截至", "截止", "截止到") else TimeKind.NOW), None, None, 0, "截至"
    return kind, first, last, count, word


LAST_DAY = Point(month=12, day=31)  # 3月18日至年底
_YEARS = re.compile(rf"((?:19|20)\d\d)年?{TO}((?:19|20)\d\d)年?")
_NUMERIC = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PART = re.compile(
    rf"(?:(?P<year>{YEAR})度?)?的?(?P<part>上半年|下半年|{QUARTERS}|[前头]\S+?月份?|{MONTHS}|全年|同期|同一时期|半年)"
)
_POINT = re.compile(rf"(?:(?P<year>{YEAR})度?)?(?:(?P<month>{MONTH})份?)?(?P<day>{DAY})?(?P<edge>{EDGE})?")
_BACK = re.compile(rf"\D*?(?:(?P<count>{COUNT})(?:(?P<months>个半?多?月)|个?年(?P<half>半)?)|(?P<half_a_year>半)年)")
_COUNTED = re.compile(rf"(?P<count>{COUNT})年")
_YEARS_ALONE = re.compile(rf"{COUNT}年[里中]?")
_NEAR = re.compile(NEAR)


def _understand_body(body: str) -> Understood:
    if found := _NUMERIC.match(body):
        point = Point(int(found[1]), int(found[2]), int(found[3]))
        return TimeKind.DAY, point, point, 0, ""
    if found := _YEARS.fullmatch(body):
        return TimeKind.SPAN, Point(int(found[1])), Point(int(found[2])), 0, ""
    if found := _PART.fullmatch(body):
        point = Point(_year(found["year"]), part=found["part"])
        return TimeKind.SPAN, point, point, 0, ""
    if body in ("年初", "年底", "年末"):
        point = Point("今" if body == "年初" else "该", edge=body[1:])
        return TimeKind.SPAN, point, point, 0, ""
    if re.fullmatch(DURING, body):
        return TimeKind.NAMED, None, None, 0, body
    if body == THESE_DAYS or re.fullmatch(NOW, body):
        return TimeKind.NOW, None, None, 0, body
    if body[0] in "首第前头后最" and re.fullmatch(OF_CAMPAIGN, body):
        return TimeKind.NAMED, None, None, 0, body
    if re.fullmatch(VAGUE, body):
        return TimeKind.VAGUE, None, None, 0, body
    if body[-1] in ("月", "度", "季", "底", "末") and _NEAR.fullmatch(body):
        point = Point(part=body.rstrip("底末").replace("个", ""), edge=body[-1] if body[-1] in "底末" else None)
        return TimeKind.SPAN, point, point, 0, ""
    if _NEAR.fullmatch(body):
        return TimeKind.DAY, None, None, 0, body
    if "五" in body and re.fullmatch(PLAN_NAME, body):
        return _five_year_plan(body)
    if body.startswith(TERM_OF_OFFICE):
        return TimeKind.BACK, None, None, YEARS_OF_TERM * MONTHS_OF_YEAR, body
    if body in ("过去一年", "一年来"):
        return TimeKind.BACK, None, None, MONTHS_OF_YEAR, body
    if body[-1] in "前年" and re.fullmatch(AGO, body) and (found := _COUNTED.search(body)):
        return TimeKind.VAGUE, None, None, int(read_number(found["count"]).value) * MONTHS_OF_YEAR, body
    is_back = re.fullmatch(BACK, body) is not None or _YEARS_ALONE.fullmatch(body) is not None
    if body != THIS_YEAR and is_back and (found := _BACK.match(body)):
        return TimeKind.BACK, None, None, _months_back(found), body
    return _understand_points(body)


def _months_back(found: re.Match[str]) -> int:
    """How many months 近三年, 两年半来, 半年来 or 四个月来 count back."""
    if found["half_a_year"]:
        return HALF_A_YEAR
    count = int(read_number(found["count"]).value)
    return count if found["months"] else count * MONTHS_OF_YEAR + HALF_A_YEAR * (found["half"] is not None)


def _understand_points(body: str) -> Understood:
    found = _POINT.match(body)
    if not found:
        return TimeKind.VAGUE, None, None, 0, body
    first = _point(found)
    rest = body[found.end() :]
    if not rest:
        kind = TimeKind.DAY if first.day else TimeKind.SPAN
        return kind, first, first, 0, ""
    rest = re.sub(rf"^{TO}", "", rest)
    after = _POINT.fullmatch(rest)
    last = _point(after) if after else LAST_DAY if rest[-1] in "底末" else first
    if last.year is None and first.year is not None:
        last = Point(first.year, last.month, last.day, last.part, last.edge)
    if last.month is None and last.day is not None:
        last = Point(last.year, first.month, last.day, last.part, last.edge)
    return TimeKind.SPAN, first, last, 0, ""


def _point(found: re.Match[str]) -> Point:
    month, day = found["month"], found["day"]
    return Point(
        year=_year(found["year"]),
        month=int(read_number(month[:-1]).value) if month else None,
        day=int(day[:-1]) if day else None,
        edge=found["edge"],
    )


def _year(printed: str | None) -> int | str | None:
    if not printed:
        return None
    if printed[:4].isdecimal():
        return int(printed[:4])
    if len(printed) == 2 or printed == THIS_YEAR:
        return printed[0]
    return int(read_number(printed[:4].replace("○", "〇").replace("O", "〇")).value)


def _five_year_plan(body: str) -> Understood:
    """十三五 is 2016 to 2020: the tenth plan began in 2001."""
    name = re.sub(r"[“”\"]|时期|期间|以来", "", body)
    number = int(read_number(name[:-1]).value)
    start = 2001 + 5 * (number - 10)
    if body.endswith("以来"):
        return TimeKind.SINCE, Point(start), Point(start), 0, ""
    return TimeKind.SPAN, Point(start), Point(start + 4), 0, ""
