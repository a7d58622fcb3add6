"""What the times of a sentence state: their days, and what they tell of events and campaigns."""

from dataclasses import replace

from extraction.anchors import Anchor, Period
from extraction.catalogue.time_words import time_words
from extraction.frames import NO_PERIOD, Frame, Frames, is_part
from extraction.periods import in_order, known, resolve
from extraction.programmes import Programme, lasting, part_of
from extraction.sentences import Clauses
from extraction.statements import Statement, means_before, statement_of
from extraction.time_expressions import TimeExpression, TimeKind
from extraction.time_roles import (
    BEGINS,
    FURTHEST,
    dates_cases,
    is_step,
    names_document,
    only_begins,
    tells_manner,
    tells_no_figure,
    told_until,
)
from extraction.told_times import ToldTimes

DURING = ("其间", "此间", "期间")
LONGEST_ENTRY = 4  # signs in front of a year by which the text enters it
LONGEST_HOURS = 4  # signs behind a day that tell a part of it
UNTIL_NOW = "至今"  # 去年7月出台办法，至今已…; it says nothing where no beginning was told


class StatedTimes:
    """Reads what the times of an article state, sentence by sentence.

    Attributes:
        anchor: What relative words of time are counted from, as of the sentence last entered.
        programme: The campaign that the text tells of.
        statements: The periods that the sentence states, in order.
        bases: The periods that its changes may be compared with.
        occasion: The day of the announcement that it tells of.
        announced: The day of the announcement that the article told of last.
    """

    def __init__(self, text: str, clauses: Clauses, anchor: Anchor, frames: Frames) -> None:
        """Begin with what is known before the first sentence; `frames` hold what later sentences inherit."""
        self.anchor = anchor.copy()  # it changes with what the text says
        self.programme = Programme(anchor.campaign)
        self.statements: list[Statement] = []
        self._told = ToldTimes(text, self.anchor, frames, self.programme, self.statements)
        self.bases: list[tuple[TimeExpression, Period]] = []
        self.occasion: Period = NO_PERIOD
        self.announced: Period = NO_PERIOD
        self._words = time_words()
        self._text = text
        self._clauses = clauses
        self._frames = frames
        self._paragraph = -1
        self._sentence = (0, 0)
        self._figures: list[int] = []
        self._year_before = anchor.year
        self._day_by_clock: Period = NO_PERIOD

    def enter_paragraph(self, number: int) -> None:
        """Begin the next paragraph."""
        self._paragraph = self._told.paragraph = number
        self.statements.clear()
        self.speak_of(self._frames.current)

    def enter(self, sentence: tuple[int, int], expressions: list[TimeExpression], figures: list[int]) -> None:
        """Take in the expressions of time of the next sentence; `figures` are the offsets of its figures."""
        self._sentence, self._told.start = sentence, sentence[0]
        self._year_before = self.anchor.year
        self._figures = figures
        self.statements.clear()
        self.bases = []
        self.occasion = NO_PERIOD
        for at, expression in enumerate(expressions):
            following = expressions[at + 1].start if at + 1 < len(expressions) else sentence[1]
            self._take_in(expression, following)
        self._note_length()
        if figures and not self.statements and self.programme.days != NO_PERIOD:
            self._speak_of_campaign(figures[0])
        if figures and not self.statements and self._day_by_clock != NO_PERIOD:
            self._go_on_by_clock(figures[0])

    def _note_length(self) -> None:
        """Note how long a campaign lasts that began on the day named last: 为期三天的集中执行行动."""
        day, words = self.anchor.day, self._text[slice(*self._sentence)]
        last = lasting(words, day, self.anchor.told) if day is not None else None
        told = self.programme.days[0] not in (None, day)
        if day is not None and last is not None and not told and self._words.activity.search(words):
            self.programme.days = self.anchor.campaign = (day, last)

    def _speak_of_campaign(self, figure: int) -> None:
        """Take in that the campaign told before is spoken of: 行动结束时的战果."""
        found = self._words.in_campaign.search(self._text, self._sentence[0], figure)
        if found is not None:
            expression = TimeExpression(*found.span(), found[0], TimeKind.CAMPAIGN, None, None)
            self.statements.append(statement_of(self._text, self.programme.days, "stated", expression))

    def _go_on_by_clock(self, figure: int) -> None:
        """Take in that the day told before by the clock goes on: 至中午12时，…."""
        found = self._words.clock_alone.match(self._text, self._sentence[0], figure)
        if found is not None:
            expression = TimeExpression(*found.span(), found[0], TimeKind.DAY, None, None)
            self.statements.append(statement_of(self._text, self._day_by_clock, "relative", expression))

    def forget_years(self) -> None:
        """Count from the year that was spoken of before the sentence: its own are those of one case alone."""
        self.anchor.year = self._year_before

    def speak_of(self, frame: Frame) -> None:
        """Count 当年 and 上半年 from the year of a frame again."""
        if frame.paragraph >= 0 and (year := self._year_of(frame.period)) is not None:
            self.anchor.year = year

    def return_to(self, frame: Frame) -> None:
        """Count from a frame again behind figures of all of it: 同期 is no longer the part told in passing before."""
        if frame.paragraph >= 0 and not frame.is_day and frame.period != NO_PERIOD:
            self.anchor.period = frame.period

    def _year_of(self, period: Period) -> int | None:
        """The year that a period speaks of; what runs on from an earlier year to the report speaks of none."""
        start, end = period
        runs_on = start is not None and end == self.anchor.told and start.year != end.year
        return None if end is None or (runs_on and self.anchor.year is not None) else end.year

    def speak_first_of(self, period: Period) -> None:
        """Take a period for the one that the report speaks of first of all."""
        self.anchor.main = period

    def _take_in(self, expression: TimeExpression, following: int) -> None:
        """Take in one expression; `following` is where the next one of the sentence begins."""
        if tells_manner(self._text, expression, self._sentence):
            return
        expression = self._told.within_year(expression)
        period = self._told.resolved(expression)
        if expression.kind is TimeKind.VAGUE:
            if expression.word in self._words.forgetting:
                self._frames.forget()
        elif expression.kind is TimeKind.BASE:
            self.bases.append((expression, period))
            statement = statement_of(self._text, period, "stated", expression)
            if statement.is_beside_number:
                self.statements.append(statement)
        elif means_before(expression, self._figures) or (expression.text == UNTIL_NOW and period[0] is None):
            return
        elif expression.kind is TimeKind.NAMED:
            self._take_in_name(expression)
        else:
            self._take_in_period(expression, period, following)

    def _take_in_name(self, expression: TimeExpression) -> None:
        """Take in a time known by a name: 行动期间; 其间 alone is that of the campaign told before, if any."""
        if self._words.spoken_of.fullmatch(expression.text):
            return
        near = self._paragraph in (self.programme.told_in, self.programme.paragraph)
        if near and (part := part_of(expression.word, self.programme.days, self.anchor.event)) != NO_PERIOD:
            self.statements.append(statement_of(self._text, part, "relative", expression))
            return
        if expression.word and expression.word not in DURING:
            return
        is_campaign = expression.word != "" or self._words.activity.search(expression.text) is not None
        told = self.programme.days if is_campaign else NO_PERIOD
        if is_campaign and self.anchor.event is not None and told in (NO_PERIOD, (self.anchor.event,) * 2):
            told = in_order(self.anchor.event, self.anchor.told)
        if told != NO_PERIOD or not is_campaign:
            basis = "stated" if told != NO_PERIOD else "none"
            self.statements.append(statement_of(self._text, told, basis, expression))

    def _take_in_period(self, expression: TimeExpression, period: Period, following: int) -> None:
        if names_document(self._text, expression, self._told.tells_a_period()) or dates_cases(self._text, expression):
            return
        before = self._text[max(self._sentence[0], expression.start - LONGEST_ENTRY) : expression.start]
        if period[1] is not None and self._words.entering.search(before):
            self.anchor.year = self._year_before = period[1].year
        period = self._told.before_this(expression, period)
        clause_end = min(told_until(self._clauses, expression), self._sentence[1])
        words = self._text[expression.end : clause_end]
        if expression.kind is TimeKind.DAY and period[0] is not None:
            self.anchor.day = period[0]
            hours = self._text[expression.start : expression.end + LONGEST_HOURS]
            self._day_by_clock = period if self._words.clock_of_day.search(hours) else NO_PERIOD
        if self._told.closes_event(expression, period, words):
            period = (self.anchor.event, period[1])
            expression = replace(expression, kind=TimeKind.SPAN)
        elif expression.kind is TimeKind.DAY and expression.first is not None:
            self._note_event(expression, period, words)
        elif expression.kind is TimeKind.SINCE and only_begins(expression.text, self._figures):
            self._note_event(expression, period, words + BEGINS)
        if tells_no_figure(expression, words, self._figures, following):
            self._note_event(expression, period, words)
            if expression.kind is TimeKind.DAY:
                self.occasion = self.announced = period
            return
        if is_step(expression, self._figures, self._told.since_last()):
            expression = replace(expression, kind=TimeKind.SPAN, first=expression.last)
            period = resolve(expression, self.anchor)
        if expression.kind is TimeKind.UNTIL and period[0] is None:
            opened = self._told.opened(expression)
            # A day in front of 截至 that lies after it opened something else.
            if opened is None or period[1] is None or opened <= period[1]:
                period = (opened, period[1])
            elif expression.word in ("到", "至") and expression.last is not None and expression.last.year is None:
                period = (opened, known(self.anchor.told))  # it ends after the report: 自11月26日开始，至12月10日结束

            if opened is not None and period[1] is not None and self.programme.days == (opened, opened):
                self.programme.days = self.anchor.campaign = period  # 9月20日吹响集结号。截至12月28日，…
        if expression.kind in (TimeKind.DAY, TimeKind.SINCE) and period[0] is not None:
            sentence_end = min(self._sentence[1], expression.end + FURTHEST)
            if last := lasting(self._text[expression.end : sentence_end], period[0], self.anchor.told):
                period = (period[0], last)
                expression = replace(expression, kind=TimeKind.SPAN)
        self.programme.end(period)
        self._note_activity(expression, period, clause_end)
        self._state(expression, period)

    def _note_activity(self, expression: TimeExpression, period: Period, clause_end: int) -> None:
        if expression.kind not in (TimeKind.SPAN, TimeKind.UNTIL, TimeKind.DAY):
            return
        told_until = clause_end
        if expression.kind is TimeKind.DAY:
            told_until = min(self._sentence[1], expression.end + FURTHEST)
        told_of = self._text[max(self._sentence[0], expression.start - FURTHEST) : told_until]
        of_part = is_part(period, self.programme.days)  # 第一阶段（7月4日至7月31日）
        if not of_part and self._words.activity.search(told_of) and not self._words.apart.search(told_of):
            self.programme.days, self.programme.told_in = period, self._paragraph
            self.anchor.campaign = period

    def _state(self, expression: TimeExpression, period: Period) -> None:
        """Keep a period for the figures after it, and let later relative words count from it."""
        statement = statement_of(self._text, period, "relative" if expression.relative else "stated", expression)
        self.statements.append(statement)
        if statement.holds_for_one:
            return
        kind = expression.kind
        if kind in (TimeKind.SPAN, TimeKind.SINCE, TimeKind.UNTIL) and period[1] is not None:
            stock = period[0] is None and self.anchor.main != NO_PERIOD
            self.anchor.year = self._year_of(period) or self.anchor.year
            if period[0] is not None and period[0].year == period[1].year:
                self.anchor.named_year = period[1].year
            if not stock:
                self.anchor.period = period
        if kind is TimeKind.DAY:
            self.anchor.period = period
        if kind is TimeKind.UNTIL and period[1] is not None and expression.last is not None:
            self.anchor.until = period[1]

    def _note_event(self, expression: TimeExpression, period: Period, words: str) -> None:
        if period[0] is not None and self._words.beginning.search(words):
            self.anchor.event = period[0]
            self.programme.begin(period, self._paragraph, expression.kind is TimeKind.DAY)
