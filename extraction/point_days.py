"""The days of one point of time: a year, a month, a part of a year, a day."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

from extraction.anchors import Anchor, Period
from extraction.numbers import read_number
from extraction.time_expressions import Point

_MONTHS = re.compile(r"(\d{1,2})\D+?(\d{1,2})")
_FIRST_MONTHS = re.compile(r"[前头](\S+?)个?月")
_QUARTER = re.compile(r"(前?)第?(\S)个?季度")
YEARS_BACK = {"去": 1, "上": 1, "前": 2, "今": 0, "本": 0}
MONTHS_OF_PART = {"当月": 1, "当季": 3, "当季度": 3}  # the last of the period spoken of
PERIODS_BACK = {"本月": 0, "上月": 1, "本季度": 0, "上季度": 1}
TEN_DAYS: dict[str | None, tuple[int, int]] = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}
SHORTEST_MONTH = 28
REMEMBERED = 1024  # spans of months: texts name few years
REPORTING_MONTHS = 3  # until March a report without a year speaks of the year before


def span_of(point: Point, anchor: Anchor) -> Period:
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
    if point.day is None and point.edge in TEN_DAYS:
        first, last = TEN_DAYS[point.edge]
        return _day(year, point.month, first), _day(year, point.month, last)
    if point.day is None:
        return _month(year, point.month)
    day = _day(year, point.month, point.day)
    return day, day


def _near_period(word: str, anchor: Anchor) -> Period:
    """This or the last month or quarter, counted from the one that the report speaks of, else from the publication."""
    back, (start, end) = PERIODS_BACK[word], anchor.main
    months = 0 if word.endswith("月") else 2
    spoken_of = start and _months(start.year, start.month, min(12, start.month + months))
    published = end if end and spoken_of == (start, end) else anchor.published
    if word.endswith("月"):
        year, month = divmod(published.year * 12 + published.month - 1 - back, 12)
        return _month(year, month + 1)
    year, quarter = divmod(published.year * 4 + (published.month - 1) // 3 - back, 4)
    return _months(year, quarter * 3 + 1, quarter * 3 + 3)


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


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    return _day_of_month(day, day.day, months)


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
