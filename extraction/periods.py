"""The days that an expression of time covers, worked out against the publication date."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from extraction.numbers import read_number
from extraction.time_expressions import Point, TimeExpression, TimeKind

Period = tuple[date | None, date | None]

_MONTHS = re.compile(r"(\d{1,2})\D+?(\d{1,2})")
_FIRST_MONTHS = re.compile(r"[前头](\S+?)个?月")
_QUARTER = re.compile(r"(前?)第?(\S)个?季度")
YEARS_BACK = {"去": 1, "上": 1, "前": 2, "今": 0, "本": 0}
MONTHS_OF_PART = {"当月": 1, "当季": 3, "当季度": 3}  # the last of the period spoken of
PERIODS_BACK = {"本月": 0, "上月": 1, "本季度": 0, "上季度": 1}
DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
DAYS_OF_A_YEAR = 365.25
HALF = 0.5  # years
QUARTER = 0.25
MORE_YEARS = "年多来"  # 三年多来
UNDATED = date(2999, 12, 31)  # stands for the day of publication where nothing tells it
LATEST_YEAR = 2199  # no text names a year after it: a later one was counted from an unknown day
CLOSING_MONTH = 10  # from October the last years include the current one
SHORTEST_MONTH = 28
REMEMBERED = 1024  # spans of months: texts name few years
REPORTING_MONTHS = 3  # until March a report without a year speaks of the year before


@dataclass(slots=True)
class Anchor:
    """What relative words are counted from.

    Attributes:
        published: The day of publication, until which a figure "so far" reaches; `UNDATED` where it is unknown.
        told: The day on which the reporter says 今天; the publication where the text does not tell.
        year: The year that the report speaks of, as last stated; None before any is.
        named_year: The year last named, for 这一年.
        period: The period last stated, for 同期.
        day: The day last named, for 当天.
        until: The last day that figures were told of, where the text says 截至.
        closing: The last day that a yearly work report speaks of; None for other reports.
        main: The period that the report speaks of first of all.
        event: The day from which a told programme runs, for 运行以来.
        campaign: The days of a campaign told before, for 行动期间.
    """

    published: date
    told: date
    year: int | None = None
    named_year: int | None = None
    period: Period = (None, None)
    event: date | None = None
    day: date | None = None
    until: date | None = None
    closing: date | None = None
    main: Period = (None, None)
    campaign: Period = (None, None)


def resolve(expression: TimeExpression, anchor: Anchor) -> Period:
    """The first and last day that the expression covers; None for an end it leaves open.

    A day or month without a year is the latest one not after the publication. A year that was not over
    ends with the last day that figures were told of. What only a day of publication that nobody told could
    settle stays open.
    """
    start, end = _resolve(expression, anchor)
    start, end = known(start), known(end)
    last = anchor.until if anchor.until and anchor.until.year == anchor.published.year else anchor.told
    if end is not None and end > anchor.published and start is not None and start <= last:
        return start, last
    return start, end


def known(day: date | None) -> date | None:
    """The day, or None if it was counted from a day of publication that is not known."""
    return None if day is None or day.year > LATEST_YEAR else day


def in_order(start: date | None, end: date) -> Period:
    """A period that began on a day, with its end left open where it would lie before it: a misprint, or a plan."""
    return start, end if start is None or start <= end else None


def _resolve(expression: TimeExpression, anchor: Anchor) -> Period:
    kind, first, last = expression.kind, expression.first, expression.last
    if kind is TimeKind.BACK:
        return _years_back(expression, anchor)
    if kind is TimeKind.EVENT:
        return in_order(anchor.event, anchor.told) if anchor.event else (None, None)
    if kind is TimeKind.NOW or (kind is TimeKind.UNTIL and last is None):
        return None, anchor.told
    if kind is TimeKind.DAY and first is None:
        return _near_day(expression.word, anchor)
    if last is None:
        return None, None
    if first is None:
        return None, _span(last, anchor)[1]
    start = _span(first, anchor)[0]
    if kind is TimeKind.SINCE:
        yearly = anchor.closing if first.month is None and start and anchor.closing else None
        return in_order(start, yearly if yearly and start and start <= yearly else anchor.told)
    if first == last:
        return _span(first, anchor)
    end = _span(_with_year_of(last, start), anchor)[1]
    return (start, end) if start is None or end is None or start <= end else (None, end)


def _years_back(expression: TimeExpression, anchor: Anchor) -> Period:
    count = expression.count
    if not count:
        return None, None  # 近〇年, what a scan may make of 近10年
    over = MORE_YEARS in expression.text
    start, end = anchor.main
    if start and end and _is_about(start, end, count, over, QUARTER):
        return start, end
    if anchor.event and expression.text.endswith("来") and _is_about(anchor.event, anchor.told, count, over, HALF):
        return anchor.event, anchor.told
    if over:
        return date(max(1, anchor.told.year - count), 1, 1), anchor.told
    start, end = anchor.period
    stated = start and end and end.month == 12 and anchor.year == end.year
    begun = anchor.published.month >= CLOSING_MONTH
    last = end.year if stated and end else anchor.published.year - (not begun)
    return date(max(1, last - count + 1), 1, 1), date(last, 12, 31)


def _is_about(event: date, told: date, count: int, over: bool, nearness: float) -> bool:
    """Whether a day lies so many years back: 揭牌三年来 half a year more or less, 揭牌一年多来 and more."""
    years = (told - event).days / DAYS_OF_A_YEAR
    return count <= years < count + 1 if over else abs(years - count) < nearness


def _near_day(word: str, anchor: Anchor) -> Period:
    if word in DAYS_BACK:
        day = anchor.told - timedelta(days=DAYS_BACK[word])
        return day, day
    day = anchor.day or anchor.told
    return day, day


def _near_period(word: str, anchor: Anchor) -> Period:
    """This or the last month or quarter, counted from the publication."""
    published, back = anchor.published, PERIODS_BACK[word]
    if word.endswith("月"):
        year, month = divmod(published.year * 12 + published.month - 1 - back, 12)
        return _month(year, month + 1)
    year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 - back, 4)
    return _months(year, quarter * 3 + 1, quarter * 3 + 3)


def _with_year_of(point: Point, start: date | None) -> Point:
    """A point without a year that ends a span lies in the span's year."""
    if point.year is None and start is not None:
        return Point(start.year, point.month, point.day, point.part, point.edge)
    return point


def _span(point: Point, anchor: Anchor) -> Period:
    """The first and last day of a point."""
    if point.part in ("同期", "同一时期"):
        return _same_period(point, anchor)
    if point.part in MONTHS_OF_PART:
        return _last_part(MONTHS_OF_PART[point.part], anchor)
    if point.part in PERIODS_BACK:
        return _near_period(point.part, anchor)
    if point.part:
        first, last = _part_months(point.part)
        year = _year(point, anchor, last)
        return _months(year, first, last)
    if point.month is None and point.day is not None:
        found = _bare_day(point.day, anchor)
        return found, found
    year = _year(point, anchor, point.month or 12, point.day)
    if point.month is None:
        return _months(year, 1, 12)
    if point.day is None:
        return _month(year, point.month)
    day = _day(year, point.month, point.day)
    return day, day


def _year(point: Point, anchor: Anchor, month: int, day: int | None = None) -> int:
    """The year of a point; without one, the latest that had come to its end by the publication."""
    if isinstance(point.year, int):
        return point.year
    if point.year == "这" and anchor.named_year is not None:
        return anchor.named_year
    if point.year in ("当", "同", "该", "这"):
        return anchor.year or anchor.published.year
    if point.year == "上" and anchor.year is not None:
        return anchor.year - 1
    if point.year is not None:
        return anchor.published.year - YEARS_BACK[point.year]
    if point.part:
        if anchor.year is not None:
            return anchor.year
        early = point.part == "全年" and anchor.published.month <= REPORTING_MONTHS
        return anchor.published.year - (early or month > anchor.published.month)
    if point.month is not None and point.day is None and point.edge is None and anchor.year is not None:
        return anchor.year
    begun = (month, day or 1) <= (anchor.published.month, anchor.published.day)
    return anchor.published.year if begun else anchor.published.year - 1


def _last_part(months: int, anchor: Anchor) -> Period:
    """The month or quarter in which the period spoken of ends: 当月, 当季."""
    day = anchor.period[1] or anchor.told
    first = (day.month - 1) // months * months + 1
    return _months(day.year, first, first + months - 1)


def _part_months(part: str) -> tuple[int, int]:
    if part in ("上半年", "半年"):
        return 1, 6
    if part == "下半年":
        return 7, 12
    if part == "全年":
        return 1, 12
    if found := _FIRST_MONTHS.match(part):
        return 1, min(12, int(read_number(found[1]).value))
    if found := _QUARTER.match(part):
        quarter = int(read_number(found[2]).value)
        return (1 if found[1] else quarter * 3 - 2), quarter * 3
    found = _MONTHS.match(part)
    first, last = (int(found[1]), int(found[2])) if found else (1, 12)
    return (first, last) if first <= last else (last, first)


def _same_period(point: Point, anchor: Anchor) -> Period:
    start, end = anchor.period
    if not end:
        return None, None
    if point.year is None:
        return start, end
    years = _year(point, anchor, 12) - end.year
    if point.year in ("去", "上", "前") and anchor.year is not None:
        years = anchor.year - YEARS_BACK[str(point.year)] - end.year
    return (_moved(start, years) if start else None), _moved(end, years)


def year_before(period: Period) -> Period:
    """The same days of the year before."""
    start, end = period
    return start and _moved(start, -1), end and _moved(end, -1)


def _moved(day: date, years: int) -> date:
    return _day(day.year + years, day.month, day.day)


def _bare_day(day: int, anchor: Anchor) -> date:
    """A day without a month: the next one from the day last named, else the latest not after the publication."""
    if anchor.day is not None and anchor.day <= anchor.published:
        named = _day_of_month(anchor.day, day, 1 if day < anchor.day.day else 0)
        if named <= anchor.published:
            return named
    return _day_of_month(anchor.published, day, -1 if day > anchor.published.day else 0)


def _day_of_month(near: date, day: int, months: int) -> date:
    """A day of the month that lies so many months after that of another day."""
    month = near.year * 12 + near.month - 1 + months
    return _day(month // 12, month % 12 + 1, day)


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, day if day <= SHORTEST_MONTH else min(day, monthrange(year, month)[1]))


def _month(year: int, month: int) -> Period:
    return _months(year, month, month)


@lru_cache(maxsize=REMEMBERED)
def _months(year: int, first: int, last: int) -> Period:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
