"""The period that each figure of an article belongs to: stated, or inherited from what was said before."""

from dataclasses import dataclass, replace
from datetime import date

from extraction.catalogue.time_words import time_words
from extraction.periods import Anchor, Period, in_order, known, resolve
from extraction.sentences import Clauses
from extraction.statements import Statement, holds_figure, holds_for_one, is_attribute, means_before
from extraction.time_expressions import THE_DAY, TimeExpression, TimeKind

TIME_OF_DAY = 5  # signs that may stand between a day and its comma: 上午8时
FURTHEST = 60  # signs behind a time in which its clause says what happened then
NO_PERIOD: Period = (None, None)


@dataclass(slots=True)
class Memory:
    """The period that later sentences inherit, and of what area and paragraph it was said."""

    period: Period = NO_PERIOD
    ref_area: str | None = None
    paragraph: int = -1
    is_day: bool = False


def with_years_of_titles(anchor: Anchor, in_titles: list[TimeExpression]) -> Anchor:
    """The anchor with the years in the name of a document: 《破产审判白皮书（2018—2022）》 speaks of these."""
    if anchor.period == NO_PERIOD:
        for time in in_titles:
            if time.kind is TimeKind.SPAN and time.first != time.last:
                return replace(anchor, period=resolve(time, anchor))
    return anchor


class PeriodReader:
    """Reads the periods of one article, sentence by sentence."""

    def __init__(self, text: str, clauses: Clauses, anchor: Anchor) -> None:
        """Begin with what is known of the article before its first sentence.

        Args:
            text: The text of the article.
            clauses: Its clauses.
            anchor: What relative words are counted from.
        """
        self._words = time_words()
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
        self._year_before = anchor.year

    def enter(
        self, sentence: tuple[int, int], paragraph: int, expressions: list[TimeExpression], figures: list[int]
    ) -> None:
        """Take in the expressions of time of the next sentence; `figures` are the offsets of its figures."""
        self._sentence = sentence
        self._year_before = self.anchor.year
        if paragraph != self._paragraph:
            self._return_to_main()
        self._paragraph = paragraph
        self._statements = []
        self._figures = figures
        self.bases = []
        for at, expression in enumerate(expressions):
            following = expressions[at + 1].start if at + 1 < len(expressions) else sentence[1]
            self._take_in(expression, following)

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
            if is_ratio and is_attribute(self._text, statement.expression):
                continue
            if statement.expression.start < offset and statement.reaches(self._text, offset, clause_start):
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

    def leave(self, ref_area: str | None, is_story: bool = False) -> None:
        """Remember what the sentence said for the sentences after it.

        The years of a story told of one case are those of the case alone.
        """
        if is_story:
            self.anchor = replace(self.anchor, year=self._year_before)
            return
        lasting = [each for each in self._statements if each.lasts(self._text)]
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

    def _take_in(self, expression: TimeExpression, following: int) -> None:
        """Take in one expression; `following` is where the next one of the sentence begins."""
        period = self._resolved(expression)
        if expression.kind is TimeKind.VAGUE:
            if expression.word in self._words.forgetting:
                self.memory, self._main = Memory(), None
        elif expression.kind is TimeKind.BASE:
            self.bases.append((expression, period))
            if self._words.attribute.match(self._text, expression.end):
                self._statements.append(Statement(period, "stated", expression))
        elif means_before(expression, self._figures):
            return
        elif expression.kind is TimeKind.NAMED:
            told = self._activity if self._words.activity.search(expression.text) else NO_PERIOD
            self._statements.append(Statement(told, "stated" if told != NO_PERIOD else "none", expression))
        else:
            self._take_in_period(expression, period, following)

    def _resolved(self, expression: TimeExpression) -> Period:
        period = resolve(expression, self.anchor)
        since = self._opened_by_since() if expression.kind is TimeKind.EVENT else None
        told = period[1] or known(self.anchor.told)
        if since is None or told is None:
            return (since, None) if since else period
        return in_order(since, told)

    def _take_in_period(self, expression: TimeExpression, period: Period, following: int) -> None:
        clause_end = self._told_until(expression)
        words = self._text[expression.end : clause_end]
        if expression.kind is TimeKind.DAY and period[0] is not None:
            self.anchor = replace(self.anchor, day=period[0])
        if self._closes_event(expression, period, words):
            period = (self.anchor.event, period[1])
            expression = replace(expression, kind=TimeKind.SPAN)
        elif expression.kind is TimeKind.DAY and expression.first is not None:
            self._note_event(period, words)
        if self._tells_no_figure(expression, words, following):
            self._note_event(period, words)
            return
        if expression.kind is TimeKind.UNTIL and period[0] is None:
            opened = self._opened(expression)
            # A day in front of 截至 that lies after it opened something else.
            if opened is None or period[1] is None or opened <= period[1]:
                period = (opened, period[1])
        self._note_activity(expression, period, clause_end)
        self._state(expression, period)

    def _told_until(self, expression: TimeExpression) -> int:
        """Where the clause of a time ends; 2020年9月，… tells what happened in the clause after."""
        clause_end = self._clauses.end(expression.start)
        if clause_end <= expression.end + TIME_OF_DAY:
            clause_end = self._clauses.end(clause_end)
        return min(clause_end, self._sentence[1], expression.end + FURTHEST)

    def _tells_no_figure(self, expression: TimeExpression, words: str, following: int) -> bool:
        """Whether a time is only that of an announcement or event: figures told after it are not its own."""
        if holds_figure(self._figures, expression.end, expression.end + len(words)):
            return False
        if expression.kind is TimeKind.DAY:
            if expression.word in THE_DAY:
                return False
            found = self._words.announcement.search(words) or self._words.in_force.search(words)
            return found is not None
        if expression.kind is not TimeKind.SPAN:
            return False
        is_month = expression.first is not None and expression.first.month is not None
        speaks_of_figures = holds_figure(self._figures, expression.end, following) and not is_month
        return not speaks_of_figures and self._words.happening.search(words) is not None

    def _note_activity(self, expression: TimeExpression, period: Period, clause_end: int) -> None:
        if expression.kind not in (TimeKind.SPAN, TimeKind.UNTIL, TimeKind.DAY):
            return
        told_until = clause_end
        if expression.kind is TimeKind.DAY:
            told_until = min(self._sentence[1], expression.end + FURTHEST)
        told_of = self._text[max(self._sentence[0], expression.start - FURTHEST) : told_until]
        if self._words.activity.search(told_of):
            self._activity = period

    def _state(self, expression: TimeExpression, period: Period) -> None:
        """Keep a period for the figures after it, and let later relative words count from it."""
        self._statements.append(Statement(period, "relative" if expression.relative else "stated", expression))
        if holds_for_one(self._text, expression):
            return
        kind = expression.kind
        if kind in (TimeKind.SPAN, TimeKind.SINCE, TimeKind.UNTIL) and period[1] is not None:
            stock = period[0] is None and self.anchor.main != NO_PERIOD
            self.anchor = replace(self.anchor, year=period[1].year, period=self.anchor.period if stock else period)
        if kind is TimeKind.DAY:
            self.anchor = replace(self.anchor, period=period)
        if kind is TimeKind.UNTIL and period[1] is not None and expression.last is not None:
            self.anchor = replace(self.anchor, until=period[1])

    def _note_event(self, period: Period, words: str) -> None:
        if period[0] is not None and self._words.beginning.search(words):
            self.anchor = replace(self.anchor, event=period[0])
            self._event_paragraph = self._paragraph

    def _closes_event(self, expression: TimeExpression, period: Period, words: str) -> bool:
        """Whether a day is the last of what began on a day told before: 8月1日拉开序幕、11月18日收兵."""
        begun = self.anchor.event if self._event_paragraph == self._paragraph else None
        ends = expression.kind is TimeKind.DAY and begun and period[1] and begun < period[1]
        return bool(ends and self._words.closed.match(words))

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

    def _inherited(self, offset: int, clause_start: int, ref_area: str | None) -> tuple[Period, str]:
        memory = self.memory
        if memory.period == NO_PERIOD:
            return NO_PERIOD, "none"
        elsewhere = memory.ref_area is not None and memory.ref_area != ref_area
        if memory.paragraph not in (-1, self._paragraph) and (memory.is_day or elsewhere):
            return NO_PERIOD, "none"
        if self._text.startswith(self._words.total_so_far, clause_start):
            return (None, memory.period[1]), "inherited"
        return memory.period, "inherited"
