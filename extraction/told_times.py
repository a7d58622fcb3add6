"""What was told of times up to a place of an article, and what a further time means by it."""

from dataclasses import dataclass, replace
from datetime import date

from extraction.anchors import Anchor, Period
from extraction.catalogue.time_words import time_words
from extraction.frames import Frames
from extraction.periods import in_order, known, resolve
from extraction.point_days import year_before
from extraction.programmes import Programme
from extraction.statements import LEADING_ON, SAME_PERIOD, Statement
from extraction.time_expressions import TimeExpression, TimeKind

LONGEST_QUARTER = 92  # days
LAST_YEAR = "去"
OPENING = (TimeKind.SPAN, TimeKind.SINCE, TimeKind.BACK)  # times that may open more than their paragraph


@dataclass(slots=True)
class ToldTimes:
    """The times told so far.

    Attributes:
        text: The text of the article.
        anchor: What relative words are counted from.
        frames: What later sentences inherit.
        programme: The campaign that the text tells of.
        statements: The periods that the sentence states, in order.
        paragraph: The number of the paragraph.
        start: Where the sentence begins.
    """

    text: str
    anchor: Anchor
    frames: Frames
    programme: Programme
    statements: list[Statement]
    paragraph: int = -1
    start: int = 0

    def within_year(self, expression: TimeExpression) -> TimeExpression:
        """An expression with the year behind which it stands in brackets: 2021年（3月18日至年底）."""
        first, last = expression.first, expression.last
        if not self.statements or first is None or last is None or first.year is not None:
            return expression
        told = self.statements[-1]
        start = told.period[0]
        if start is None or self.text[told.expression.end : expression.start] != "（":
            return expression
        return replace(expression, first=replace(first, year=start.year), last=replace(last, year=start.year))

    def resolved(self, expression: TimeExpression) -> Period:
        """The days of an expression, by all that was told before it."""
        anchor = self._anchor_of(expression)
        if expression.kind is TimeKind.BASE and (spoken := self._end_spoken_of()) is not None:
            anchor = replace(anchor, published=spoken)  # 较上月: the month before the one spoken of
        period = resolve(expression, anchor)
        since = self._opened_by_since() if expression.kind is TimeKind.EVENT else None
        if expression.kind is TimeKind.EVENT and since is None and self.anchor.event is None:
            return self.programme.days  # 行动启动以来, whose days were told
        told = period[1] or known(self.anchor.told)
        if since is None or told is None:
            return (since, None) if since else period
        return in_order(since, told)

    def _end_spoken_of(self) -> date | None:
        """The last day of the month or quarter that the sentence or what holds it speaks of; None for others."""
        told = self.statements[-1].period if self.statements else self.frames.current.period
        start, end = told
        return end if start and end and (end - start).days <= LONGEST_QUARTER else None

    def _anchor_of(self, expression: TimeExpression) -> Anchor:
        """What an expression is counted from: 去年同期 from the period that its own sentence speaks of."""
        last, frame = expression.last, self.frames.current
        same = last is not None and last.part in SAME_PERIOD and last.year is not None
        return (
            replace(self.anchor, period=frame.period)
            if same and not self.statements and frame.period[0]
            else self.anchor
        )

    def before_this(self, expression: TimeExpression, period: Period) -> Period:
        """The year before for 去年 in a report on last year: 由去年的51天压减到43天."""
        last = expression.last
        leads = last is not None and last.year == LAST_YEAR and self.text[expression.start - 1] in LEADING_ON
        told = self.statements[-1].period if self.statements else self.frames.current.period
        return year_before(period) if leads and period == told else period

    def tells_a_period(self) -> bool:
        """Whether a period, and not only a day, was told before in the sentence or holds for it."""
        frame = self.frames.current
        spans = any(statement.expression.kind in OPENING for statement in self.statements)
        return spans or (frame.paragraph >= 0 and not frame.is_day)

    def since_last(self) -> int:
        """Where the time told last in the sentence ends, else where the sentence begins."""
        return self.statements[-1].expression.end if self.statements else self.start

    def closes_event(self, expression: TimeExpression, period: Period, words: str) -> bool:
        """Whether a day is the last of what began on a day told before: 8月1日拉开序幕、11月18日收兵."""
        begun = self.anchor.event if self.programme.paragraph == self.paragraph else None
        is_point = expression.kind in (TimeKind.DAY, TimeKind.SPAN) and expression.first == expression.last
        ends = is_point and begun and period[1] and begun < period[1]
        return bool(ends and time_words().closed.match(words))

    def _opened_by_since(self) -> date | None:
        """Where 自2023年10月…试点以来 begins."""
        for statement in reversed(self.statements):
            if statement.expression.kind is TimeKind.SINCE:
                return statement.period[0]
        return None

    def opened(self, expression: TimeExpression) -> date | None:
        """Where a span that ends with 截至 or 到 began in the same sentence: 11月（截至28日）."""
        if self.statements and self.text[self.statements[-1].expression.end : expression.start] == "（":
            return self.statements[-1].period[0]
        for statement in reversed(self.statements):
            if statement.expression.kind is TimeKind.SINCE or (
                expression.word in ("到", "至") and statement.expression.kind in (TimeKind.SPAN, TimeKind.DAY)
            ):
                return statement.period[0]
        frame = self.frames.current
        on_its_day = frame.is_day and frame.paragraph == self.paragraph
        if time_words().closed.match(self.text, expression.end):  # 1月27日晚，…。截至28日凌晨2时收队，…
            if self.statements and self.statements[-1].expression.kind is TimeKind.DAY:
                return self.statements[-1].period[0]
            if on_its_day:
                return frame.period[0]
        if expression.word not in ("到", "至"):
            programme = self.programme
            of_campaign = programme.days[0] if programme.told_in == self.paragraph else None
            return self.anchor.event if programme.paragraph == self.paragraph else of_campaign
        return frame.period[0] if on_its_day else self.anchor.event
