"""The period that each figure of an article belongs to: stated, or inherited from what was said before."""

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from datetime import date

from extraction.periods import Anchor, Period, resolve
from extraction.sentences import Clauses
from extraction.time_expressions import TimeExpression, TimeKind

# A day on which something was announced is no period of the figures announced.
ANNOUNCEMENT = re.compile(
    r"盘点|发布会|通报会|座谈会|推进会|会议|大会|工作报告|通报|介绍|获悉|公布|印发|出台|揭牌|提请|审议|挂出|召开|发布(?!会)|作报告|报道|披露"
)
# A month or year in which something was begun or decided, where no figure follows in its clause.
HAPPENING = re.compile(
    r"发布|公布|出台|印发|施行|实施|成立|设立|揭牌|推出|召开|启动|写进|开始|起诉|申请|获评|批复|签订|上线|挂牌|建立|探索|部署|修订|修正|"
    r"的顶层设计|结清|拉黑|二审|一审判决|立案侦查|组建|试点|开通"
)
CLOSED = re.compile(r"^[^，。；]{0,4}(?:收兵|收官|收队|落幕|结束|画上句号|告一段落)")
MECHANISM = re.compile(
    r"拉开序幕|拉开帷幕|打响|开通|推出|成立|设立|启动|实施|施行|上线|挂牌|建立|探索|部署|开展|运行|出台|试点"
)
SINCE_THEN = re.compile(r"(?:施行|实施|上线|运行|成立|启动|推行|落地|挂牌|开通)(?:之后|以后|后|以来)")
ATTRIBUTE = re.compile(r"[的（]?(?:约|近|超过?|逾|不足)?\d")
TURN = re.compile(r"[增升降减短长高低落缩加扩压退跌回涨清](?:至|到|为)")
ACTIVITY = re.compile(r"行动|会战|攻坚|活动|战役|专项")
FORGETTING = ("近年来", "近年", "多年来")
TOTAL_SO_FAR = "累计"
TIME_OF_DAY = 5  # signs that may stand between a day and its comma: 上午8时
FURTHEST = 60  # signs behind a time in which its clause says what happened then
NO_PERIOD: Period = (None, None)


@dataclass(frozen=True, slots=True)
class Statement:
    """A period with the place where it was stated and how."""

    period: Period
    basis: str  # stated, relative
    expression: TimeExpression


@dataclass(slots=True)
class Memory:
    """The period that later sentences inherit, and of what area and paragraph it was said."""

    period: Period = NO_PERIOD
    ref_area: str | None = None
    paragraph: int = -1
    is_day: bool = False


class PeriodReader:
    """Reads the periods of one article, sentence by sentence."""

    def __init__(self, text: str, clauses: Clauses, anchor: Anchor, in_titles: list[TimeExpression]) -> None:
        """Begin with what is known of the article before its first sentence.

        Args:
            text: The text of the article.
            clauses: Its clauses.
            anchor: What relative words are counted from.
            in_titles: The times in names of documents: 《破产审判白皮书（2018—2022）》 speaks of these years.
        """
        if anchor.period == NO_PERIOD:
            years = [time for time in in_titles if time.kind is TimeKind.SPAN and time.first != time.last]
            anchor = replace(anchor, period=resolve(years[0], anchor)) if years else anchor
        self._text = text
        self._clauses = clauses
        self.anchor = anchor
        self.memory = Memory(anchor.period, None, -1)
        self._activity: Period = NO_PERIOD
        self._main: Memory | None = None
        self._figures_told = False
        self._statements: list[Statement] = []
        self._figures: list[int] = []
        self.bases: list[tuple[TimeExpression, Period]] = []
        self._paragraph = -1
        self._event_paragraph = -1
        self._sentence = (0, 0)

    def enter(
        self, sentence: tuple[int, int], paragraph: int, expressions: list[TimeExpression], figures: list[int]
    ) -> None:
        """Take in the expressions of time of the next sentence; `figures` are the offsets of its figures."""
        self._sentence = sentence
        if paragraph != self._paragraph:
            self._return_to_main()
        self._paragraph = paragraph
        self._statements = []
        self._figures = figures
        self.bases = []
        for at, expression in enumerate(expressions):
            following = expressions[at + 1].start if at + 1 < len(expressions) else sentence[1]
            self._take_in(expression, figures, following)

    def period_at(
        self, offset: int, clause_start: int, ref_area: str | None, is_ratio: bool = False
    ) -> tuple[Period, str]:
        """The period of the figure at an offset, and its basis: stated, relative, inherited or none.

        Args:
            offset: Where the figure stands.
            clause_start: Where its clause begins.
            ref_area: The area of the court that it is told of; a period told of another ends with its paragraph.
            is_ratio: Whether it says how many times something else: the time of that is not its own.
        """
        for statement in reversed(self._statements):
            if is_ratio and self._is_attribute(statement.expression):
                continue
            if statement.expression.start < offset and self._reaches(statement, offset, clause_start):
                if statement.period == NO_PERIOD:
                    return NO_PERIOD, "none"
                return statement.period, statement.basis
        return self._inherited(offset, clause_start, ref_area)

    @property
    def stated(self) -> list[tuple[TimeExpression, Period]]:
        """The periods that the sentence states, in order."""
        return [(statement.expression, statement.period) for statement in self._statements]

    def stated_near(self, offset: int) -> tuple[Period, str]:
        """The period stated in the sentence itself before an offset: all that a figure of one case takes."""
        for statement in reversed(self._statements):
            if statement.expression.start < offset and statement.expression.kind in (
                TimeKind.DAY,
                TimeKind.NOW,
                TimeKind.UNTIL,
            ):
                return statement.period, statement.basis
        return NO_PERIOD, "none"

    def leave(self, ref_area: str | None) -> None:
        """Remember what the sentence said for the sentences after it."""
        lasting = [each for each in self._statements if self._lasts(each)]
        if lasting:
            last = self._lasting_one(lasting)
            if last is not None:
                if last.period[0] is None and self._main is None and self.memory.period[0] is not None:
                    self._main = self.memory  # a stock told in between ends with its paragraph
                one_day = last.expression.kind is TimeKind.DAY and last.period != self._activity
                self.memory = Memory(last.period, ref_area, self._paragraph, one_day)
                if self._begins_paragraph(last):
                    self._main = self.memory
                    self.anchor = replace(self.anchor, main=last.period)
        if self._figures:
            self._figures_told = True

    def _lasting_one(self, lasting: list[Statement]) -> Statement | None:
        """The statement that later sentences inherit: a part of a period told in passing does not count."""
        chosen: Statement | None = None
        for statement in lasting:
            start, end = chosen.period if chosen else self.memory.period
            part_start, part_end = statement.period
            told_before = any(figure < statement.expression.start for figure in self._figures)
            inside = start and end and part_start and part_end and start <= part_start and part_end <= end
            if not (told_before and inside):
                chosen = statement
        return chosen

    def _begins_paragraph(self, statement: Statement) -> bool:
        """Whether a statement stands before all figures of its paragraph, and so sets what the text speaks of."""
        if self._figures_told or statement.expression.kind not in (TimeKind.SPAN, TimeKind.SINCE, TimeKind.BACK):
            return False
        return not any(figure < statement.expression.start for figure in self._figures)

    def _return_to_main(self) -> None:
        """A paragraph without a time of its own speaks of the report's period again, not of one told between."""
        self._figures_told = False
        if self._main is not None:
            self.memory = self._main
            end = self._main.period[1]
            self.anchor = replace(self.anchor, year=end.year if end else self.anchor.year)

    def _take_in(self, expression: TimeExpression, figures: list[int], following: int) -> None:
        clause_end = self._clauses.end(expression.start)
        if clause_end <= expression.end + TIME_OF_DAY:  # 2020年9月，… tells what happened in the clause after
            clause_end = self._clauses.end(clause_end)
        clause_end = min(clause_end, self._sentence[1], expression.end + FURTHEST)
        words = self._text[expression.end : clause_end]
        has_figure = _holds(figures, expression.end, clause_end)
        period = resolve(expression, self.anchor)
        kind = expression.kind
        if kind is TimeKind.EVENT and self._opened_by_since() is not None:
            period = (self._opened_by_since(), period[1] or self.anchor.told)
        if kind is TimeKind.VAGUE:
            if expression.word in FORGETTING:
                self.memory = Memory()
                self._main = None
            return
        if kind is TimeKind.BASE:
            self.bases.append((expression, period))
            if ATTRIBUTE.match(self._text, expression.end):
                self._statements.append(Statement(period, "stated", expression))
            return
        if self._means_before(expression):
            return
        if kind is TimeKind.NAMED:
            told = self._activity if ACTIVITY.search(expression.text) else NO_PERIOD
            self._statements.append(Statement(told, "stated" if told != NO_PERIOD else "none", expression))
            return
        if kind is TimeKind.DAY and period[0] is not None:
            self.anchor = replace(self.anchor, day=period[0])
            if not has_figure and SINCE_THEN.search(words):
                self._note_event(period, words)
                return
            if expression.first is not None:
                self._note_event(period, words)
        if kind is TimeKind.DAY and self._closes_event(period, words):
            kind, period = TimeKind.SPAN, (self.anchor.event, period[1])
            expression = replace(expression, kind=kind)
        if kind is TimeKind.DAY and self._is_announcement(expression, words, has_figure):
            self._note_event(period, words)
            return
        is_month = expression.first is not None and expression.first.month is not None
        speaks_of_figures = _holds(figures, expression.end, following) and not is_month
        if kind is TimeKind.SPAN and not has_figure and not speaks_of_figures and HAPPENING.search(words):
            self._note_event(period, words)
            return
        if kind is TimeKind.UNTIL and period[0] is None:
            period = (self._opened(expression), period[1])
        told_until = min(self._sentence[1], expression.end + FURTHEST) if kind is TimeKind.DAY else clause_end
        told_of = self._text[max(self._sentence[0], expression.start - FURTHEST) : told_until]
        if kind in (TimeKind.SPAN, TimeKind.UNTIL, TimeKind.DAY) and ACTIVITY.search(told_of):
            self._activity = period
        self._statements.append(Statement(period, "relative" if expression.relative else "stated", expression))
        if self._holds_for_one(expression):
            return
        if kind in (TimeKind.SPAN, TimeKind.SINCE, TimeKind.UNTIL) and period[1] is not None:
            stock = period[0] is None and self.anchor.main != NO_PERIOD
            self.anchor = replace(self.anchor, year=period[1].year, period=self.anchor.period if stock else period)
        if kind is TimeKind.DAY:
            self.anchor = replace(self.anchor, period=period)
        if kind is TimeKind.UNTIL and period[1] is not None and expression.last is not None:
            self.anchor = replace(self.anchor, until=period[1])

    def _note_event(self, period: Period, words: str) -> None:
        if period[0] is not None and MECHANISM.search(words):
            self.anchor = replace(self.anchor, event=period[0])
            self._event_paragraph = self._paragraph

    def _closes_event(self, period: Period, words: str) -> bool:
        """Whether a day is the last of what began on a day told before: 8月1日拉开序幕、11月18日收兵."""
        begun = self.anchor.event if self._event_paragraph == self._paragraph else None
        return bool(begun and period[1] and begun < period[1] and CLOSED.search(words))

    def _is_announcement(self, expression: TimeExpression, words: str, has_figure: bool) -> bool:
        if expression.word in ("当天", "当日", "当晚") or has_figure:
            return False
        return ANNOUNCEMENT.search(words) is not None

    def _opened_by_since(self) -> date | None:
        """Where 自2023年10月…试点以来 begins."""
        for statement in reversed(self._statements):
            if statement.expression.kind is TimeKind.SINCE:
                return statement.period[0]
        return None

    def _opened(self, expression: TimeExpression) -> date | None:
        """Where a span that ends with 截至 or 到 began in the same sentence."""
        for statement in reversed(self._statements):
            if statement.expression.kind is TimeKind.SINCE or (
                expression.word in ("到", "至") and statement.expression.kind in (TimeKind.SPAN, TimeKind.DAY)
            ):
                return statement.period[0]
        if expression.word not in ("到", "至"):
            return self.anchor.event if self._event_paragraph == self._paragraph else None
        if self.memory.is_day and self.memory.paragraph == self._paragraph:
            return self.memory.period[0]
        return self.anchor.event

    def _reaches(self, statement: Statement, offset: int, clause_start: int) -> bool:
        """Whether a statement holds for a figure: 近三年 inside a clause holds for that clause only."""
        expression = statement.expression
        if self._is_attribute(expression):
            between = self._text[expression.end : offset]
            return "，" not in between and TURN.search(between) is None
        if expression.kind is TimeKind.BACK and not self._opens_clause(expression):
            return expression.start >= clause_start
        return True

    def _is_attribute(self, expression: TimeExpression) -> bool:
        """Whether a time belongs to the number behind it alone: 由2020年的19852件, 上年同期为12746件."""
        return self._holds_for_one(expression) or ATTRIBUTE.match(self._text, expression.end) is not None

    def _means_before(self, expression: TimeExpression) -> bool:
        """Whether 同期 stands behind a figure of its sentence: it says no more than that."""
        last = expression.last
        same = last is not None and last.part in ("同期", "同一时期") and last.year is None
        return same and any(figure < expression.start for figure in self._figures)

    def _holds_for_one(self, expression: TimeExpression) -> bool:
        """Whether a time says when one number stood, and nothing of the sentences after it."""
        last = expression.last
        before = last is not None and last.year in ("上", "去", "前")
        until_then = expression.word.startswith("截") and expression.text.startswith("截")
        if last is not None and before and (last.part == "同期" or (last.edge is not None and not until_then)):
            return True
        if ATTRIBUTE.match(self._text, expression.end) is None:
            return False
        return self._text[expression.end] == "的" or self._text[expression.start - 2 : expression.start] == "其中"

    def _opens_clause(self, expression: TimeExpression) -> bool:
        return self._text[expression.end : expression.end + 1] == "，"

    def _lasts(self, statement: Statement) -> bool:
        kind = statement.expression.kind
        if kind is TimeKind.BACK:
            return self._opens_clause(statement.expression)
        if kind in (TimeKind.NOW, TimeKind.NAMED, TimeKind.BASE):
            return False
        return not self._holds_for_one(statement.expression)

    def _inherited(self, offset: int, clause_start: int, ref_area: str | None) -> tuple[Period, str]:
        memory = self.memory
        if memory.period == NO_PERIOD:
            return NO_PERIOD, "none"
        elsewhere = memory.ref_area is not None and memory.ref_area != ref_area
        if memory.paragraph not in (-1, self._paragraph) and (memory.is_day or elsewhere):
            return NO_PERIOD, "none"
        if self._text.startswith(TOTAL_SO_FAR, clause_start):
            return (None, memory.period[1]), "inherited"
        return memory.period, "inherited"


def _holds(offsets: list[int], low: int, high: int) -> bool:
    """Whether one of the ordered offsets lies from low to high, end exclusive."""
    at = bisect_left(offsets, low)
    return at < len(offsets) and offsets[at] < high
