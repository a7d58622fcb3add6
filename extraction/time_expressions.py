"""Expressions of time: where they stand in a text and what they say, before any date is worked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from extraction.numbers import HAN, read_number

YEAR = r"(?:(?:19|20)\d\d|二[〇零○O][〇零一二三四五六七八九○O]{2}|[今去前当本同上])年(?!旧存|结转|存案|未结)"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月"
DAY = r"(?:[12]\d|3[01]|0?[1-9])[日号](?!内|以内|之内)"
EDGE = r"(?:底|末|初|中旬|上旬|下旬)"
TO = r"(?:至|到|—+|-|~)"
POINT = rf"(?:{YEAR}度?(?:{MONTH}份?(?:{DAY}|{EDGE})?|{EDGE})?|{MONTH}份?(?:{DAY}|{EDGE})?)"
MONTHS = rf"(?:1[0-2]|0?[1-9])月?份?{TO}(?:1[0-2]|0?[1-9])月份?"
QUARTERS = r"(?:第?[一二三四1-4]季度|前[两二三23]个?季度)"
PART = (
    rf"(?:(?:{YEAR}度?|(?:19|20)\d\d年)?的?(?:上半年|下半年|{QUARTERS}|[前头](?:1[01]|[2-9]|[两二三四五六七八九十]+)个月"
    rf"|{MONTHS}|全年|同期|同一时期|(?<![上下大小多])半年(?![来多内以期])))"
)
COUNT = rf"(?:\d{{1,2}}|{HAN}{{1,3}})"
BACK = rf"(?:(?:近|过去|最近|这|连续){COUNT}个?年(?:来|间)?|{COUNT}年(?:来|间)|过去一年|一年来)"
PLAN = r"[“\"]?(?:十[一二三四五]?|[一二三四五六七八九])五[”\"]?(?:时期|期间|以来)|“十[一二三四五]五”(?=，)"
PLAN_NAME = r"[“\"]?(?:十[一二三四五]?|[一二三四五六七八九])五[”\"]?(?:时期|期间|以来)?"
VAGUE = r"近年来?|多年来|日前|近日|近期|不久前|此前"
NOW = r"目前|当前|眼下|现在"
NEAR = r"今天|今日|昨天|昨日|前天|当天|当日|当晚|(?:本月|上个?月)[底末]?|本季度|上季度"
EVENT = r"(?:正式)?(?:运行|实施|施行|成立|启动|开展|推行|上线|挂牌|建立|设立|出台|部署|揭牌|试点)以来"
SPAN = (
    rf"{POINT}{TO}{POINT}|(?:19|20)\d\d{TO}(?:19|20)\d\d年?|{POINT}{TO}{DAY}"
    rf"|(?:19|20)\d\d[-/.](?:1[0-2]|0?[1-9])[-/.](?:[1-9]\d?|0[1-9])(?: ?\d{{1,2}}:\d\d(?::\d\d)?)?"
)
BARE_DAY = rf"(?<!拘留)(?<!羁押)(?<!留置){DAY}(?!后)"
BODY = rf"(?:{SPAN}|{PART}|{POINT}|{BARE_DAY}|{BACK}|{PLAN}|{VAGUE}|{NOW}|{NEAR}|年初|年底|年末)"
# The signs that an expression may begin with: most signs of a text are none, and are passed over at once.
BEGINNINGS = (
    "两较比与跟同于是占截自从到至年今去前当本上下一二三四五六七八九十近"
    "过这最连“目眼现日昨全半头多第不此运实施成启开推挂建设出部揭试正"
)
EXPRESSION = re.compile(
    rf"(?=[\d{BEGINNINGS}])(?:"
    r"(?P<base>较|比|与|跟|同比|同(?=(?:19|20)\d\d)|于|是|占)?(?P<lead>截至|截止到?|截止|自从|自|从|到|至)?(?<![\d.第])"
    rf"(?P<body>{BODY})(?P<tail>以来|至今|起|开始|同期|期间|前后|之前|以前|前)?"
    rf"|(?P<event>{EVENT}))"
)
NAMED = re.compile(r"(?:期间|时期)")
NAME = re.compile(r"[\u4e00-\u9fff]{2,12}$")
LONGEST_NAME = 12
THE_DAY = ("当天", "当日", "当晚")
SINCE_TAILS = ("以来", "至今", "起")
REACHED = re.compile(r"[增升降减短长高低落缩加扩压退跌回涨清]$")  # 增至2024年的: the level reached, not an end
NUMBER_NEXT = re.compile(r"的?\d")
FIRST_SINCE = re.compile(r"的?首|的?最|[，]?首次|来首")  # 2019年以来首次下降: no period of a figure
COMPARING = ("较", "比", "与", "跟", "同", "同比", "于", "是", "占")


class TimeKind(Enum):
    """What kind of statement an expression of time makes."""

    SPAN = "span"  # from one point to another: a year, a half, two years
    DAY = "day"  # a single day
    SINCE = "since"  # from a point until the report
    UNTIL = "until"  # up to a point, from wherever the sentence began
    BACK = "back"  # the last so many years
    EVENT = "event"  # since the event told before
    NOW = "now"  # as things stand
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


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """One expression of time at its place in a text."""

    start: int
    end: int
    text: str
    kind: TimeKind
    first: Point | None
    last: Point | None
    count: int = 0  # of years, for BACK
    word: str = ""

    @property
    def relative(self) -> bool:
        """Whether the publication date is needed to understand it."""
        return self.first is None or not isinstance(self.first.year, int)


def find_time_expressions(text: str) -> list[TimeExpression]:
    """All expressions of time in a folded text, in order, none overlapping."""
    return _with_named(text, list(_find(text)))


def _with_named(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Add times known by a name (集中攻坚期间) where no other expression stands."""
    named: list[TimeExpression] = []
    at = 0
    for word in NAMED.finditer(text):
        while at < len(found) and found[at].end <= word.start():
            at += 1
        if at < len(found) and found[at].start < word.end():
            continue
        since = max(found[at - 1].end if at else 0, word.start() - LONGEST_NAME)
        if name := NAME.search(text, since, word.start()):
            span = text[name.start() : word.end()]
            named.append(TimeExpression(name.start(), word.end(), span, TimeKind.NAMED, None, None))
    return sorted(found + named, key=lambda each: each.start) if named else found


def _find(text: str) -> Iterator[TimeExpression]:
    for found in EXPRESSION.finditer(text):
        if found["event"]:
            yield TimeExpression(found.start(), found.end(), found[0], TimeKind.EVENT, None, None)
            continue
        base, lead, tail = found["base"] or "", found["lead"] or "", found["tail"] or ""
        start = found.start() + len(base)
        if lead in ("到", "至") and REACHED.search(text, max(0, found.start() - 2), found.start()):
            start += len(lead)
            lead = ""
        kind, first, last, count, word = _understand(found["body"], lead, tail)
        if lead in ("从", "自") and NUMBER_NEXT.match(text, found.end()):
            start += len(lead)
            kind, first, last, count, word = _understand(found["body"], "", tail)
        if kind is TimeKind.SINCE and FIRST_SINCE.match(text, found.end()):
            kind, word = TimeKind.VAGUE, ""
        if base in COMPARING and _compares(text, found, base):
            kind = TimeKind.BASE
        yield TimeExpression(start, found.end(), text[start : found.end()], kind, first, last, count, word)


def _compares(text: str, found: re.Match[str], base: str) -> bool:
    """Whether the word before an expression makes it the base of a comparison."""
    if base in ("较", "比", "跟", "同比", "占"):
        return True
    after = text[found.end() : found.end() + 16].split("，")[0]
    if base in ("与", "同"):
        return "相比" in after or "持平" in after
    if base == "是":
        return "倍" in after
    return text[found.start() - 1 : found.start()] in ("高", "低", "多", "少", "优", "等", "当")


Understood = tuple[TimeKind, Point | None, Point | None, int, str]


@lru_cache(maxsize=4096)
def _understand(body: str, lead: str, tail: str) -> Understood:
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


_YEARS = re.compile(rf"((?:19|20)\d\d)年?{TO}((?:19|20)\d\d)年?")
_NUMERIC = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_PART = re.compile(
    rf"(?:(?P<year>{YEAR})度?)?的?(?P<part>上半年|下半年|{QUARTERS}|[前头]\S+个月|{MONTHS}|全年|同期|同一时期|半年)"
)
_POINT = re.compile(rf"(?:(?P<year>{YEAR})度?)?(?:(?P<month>{MONTH})份?)?(?P<day>{DAY})?(?P<edge>{EDGE})?")
_BACK = re.compile(rf"\D*?(?P<count>{COUNT})个?年")
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
    if re.fullmatch(NOW, body):
        return TimeKind.NOW, None, None, 0, body
    if re.fullmatch(VAGUE, body):
        return TimeKind.VAGUE, None, None, 0, body
    if body[-1] in ("月", "度", "底", "末") and _NEAR.fullmatch(body):
        point = Point(part=body.rstrip("底末").replace("个", ""), edge=body[-1] if body[-1] in "底末" else None)
        return TimeKind.SPAN, point, point, 0, ""
    if _NEAR.fullmatch(body):
        return TimeKind.DAY, None, None, 0, body
    if "五" in body and re.fullmatch(PLAN_NAME, body):
        return _five_year_plan(body)
    if body in ("过去一年", "一年来"):
        return TimeKind.BACK, None, None, 1, body
    if re.fullmatch(BACK, body) and (found := _BACK.match(body)):
        return TimeKind.BACK, None, None, int(read_number(found["count"]).value), body
    return _understand_points(body)


def _understand_points(body: str) -> Understood:
    found = _POINT.match(body)
    if not found:
        return TimeKind.VAGUE, None, None, 0, body
    first = _point(found)
    rest = body[found.end() :]
    if not rest:
        kind = TimeKind.DAY if first.day else TimeKind.SPAN
        return kind, first, first, 0, ""
    after = _POINT.fullmatch(re.sub(rf"^{TO}", "", rest))
    last = _point(after) if after else first
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
    if len(printed) == 2:
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
