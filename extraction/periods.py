"""The days that an expression of time covers, worked out against the publication date."""

from datetime import date, timedelta

from extraction.anchors import Anchor, Period
from extraction.point_days import months_later, span_of
from extraction.time_expressions import Point, TimeExpression, TimeKind
from extraction.time_meaning import TERM_OF_OFFICE

DAYS_BACK = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2}
DAYS_OF_A_YEAR = 365.25
HALF = 0.5  # years
AGO = "年前"  # 三年前
THIRD = 0.34  # of a year, or of the months counted back
LATELY = "近过最这连"  # 近三年; 成立三年 runs from when it was set up
MORE = "多"  # 三年多来
MONTHS_OF_YEAR = 12
DAYS_OF_A_MONTH = 30.4
LATEST_YEAR = 2199  # no text names a year after it: a later one was counted from an unknown day
CLOSING_MONTH = 10  # from October the last years include the current one


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
    if kind is TimeKind.BASE and expression.count:
        return _years_before(expression, anchor)
    if kind is TimeKind.BACK:
        return _time_back(expression, anchor)
    if kind is TimeKind.EVENT:
        return in_order(anchor.event, anchor.told) if anchor.event else anchor.campaign
    if kind is TimeKind.NOW or (kind is TimeKind.UNTIL and last is None):
        return None, anchor.told
    if kind is TimeKind.DAY and first is None:
        return _near_day(expression.word, anchor)
    if last is None:
        return None, None
    if first is None:
        return None, span_of(last, anchor)[1]
    start = span_of(first, anchor)[0]
    if kind is TimeKind.SINCE:
        yearly = anchor.closing if first.month is None and start and anchor.closing else None
        return in_order(start, yearly if yearly and start and start <= yearly else anchor.told)
    if first == last:
        return span_of(first, anchor)
    end = span_of(_with_year_of(last, start), anchor)[1]
    return (start, end) if start is None or end is None or start <= end else (None, end)


def _time_back(expression: TimeExpression, anchor: Anchor) -> Period:
    """The last so many years or months; 半年来 behind the beginning of something runs from there."""
    count, rest = divmod(expression.count, MONTHS_OF_YEAR)
    over = MORE in expression.text
    if rest:
        if anchor.event and expression.text.endswith("年"):
            return in_order(anchor.event, anchor.told)  # 上线半年
        return _months_back(expression.count, over, anchor)
    if not count:
        return None, None  # 近〇年, what a scan may make of 近10年
    for start, end in (anchor.main, anchor.period):
        if start and end and _is_about(start, end, count, over, THIRD):
            return start, end
    if expression.text.startswith(TERM_OF_OFFICE):
        return None, None  # when it began is not told
    since = expression.text.endswith("来") or expression.text[0] not in LATELY
    if anchor.event and since and _is_about(anchor.event, anchor.told, count, over, HALF):
        return anchor.event, anchor.told
    if over:
        return date(max(1, anchor.told.year - count), 1, 1), anchor.told
    start, end = anchor.period
    stated = start and end and end.month == 12 and anchor.year == end.year
    begun = anchor.published.month >= CLOSING_MONTH
    last = end.year if stated and end else anchor.published.year - (not begun)
    return date(max(1, last - count + 1), 1, 1), date(last, 12, 31)


def _years_before(expression: TimeExpression, anchor: Anchor) -> Period:
    """What something is held against: 较三年前 the year so long before, 较上一个五年 as many before those spoken of."""
    count, year = expression.count // MONTHS_OF_YEAR, anchor.year or anchor.told.year
    if expression.text.endswith(AGO):
        return date(max(1, year - count), 1, 1), date(max(1, year - count), 12, 31)
    start = (anchor.main if anchor.main != (None, None) else anchor.period)[0]
    if start is None or (start.month, start.day) != (1, 1):
        return None, None
    return date(max(1, start.year - count), 1, 1), date(max(1, start.year - 1), 12, 31)


def _months_back(count: int, over: bool, anchor: Anchor) -> Period:
    for start, end in (anchor.main, anchor.period, (anchor.event, anchor.told)):
        if start and end:
            months = (end - start).days / DAYS_OF_A_MONTH
            if abs(months - count) < max(1, count * THIRD) or (over and count <= months < count * 2):
                return start, end
    return months_later(anchor.told, -count), anchor.told


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


def _with_year_of(point: Point, start: date | None) -> Point:
    """A point without a year that ends a span lies in the span's year."""
    if point.year is None and start is not None:
        return Point(start.year, point.month, point.day, point.part, point.edge)
    return point
