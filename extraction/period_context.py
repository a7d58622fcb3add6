"""The period that each figure of an article belongs to: stated, or inherited from what was said before."""

import re
from bisect import bisect_left
from dataclasses import replace

from extraction.anchors import Anchor, Period
from extraction.catalogue.area_index import area_index
from extraction.catalogue.time_words import time_words
from extraction.frames import NO_PERIOD, Frame, Frames, Reach, is_before, is_part
from extraction.periods import resolve
from extraction.phrases import phrase_words
from extraction.sentences import Clauses
from extraction.stated_times import StatedTimes
from extraction.statements import Statement, holds_figure
from extraction.stories import payments
from extraction.time_expressions import THE_DAY, TimeExpression, TimeKind
from extraction.told_times import OPENING

# A number with what it counts, up to the time behind it: 37名干警去年被查处.
SUBJECT = re.compile(r"[\d.余多万亿千百十]+(?:(?![为是系较比从由于自截同至到的占])[\u4e00-\u9fff]){1,7}")


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
        self._text = text
        self._frames = Frames(Frame(anchor.period))
        self._times = StatedTimes(text, clauses, anchor, self._frames)
        self._paragraph = -1
        self._in_heading = False
        self._figures: list[int] = []
        self._sentence = (0, 0)
        self._told_in_paragraph = False
        self._day_before: Statement | None = None  # the day told last in the paragraph, if a day was told last

        self._names_day = False

    @property
    def anchor(self) -> Anchor:
        """What relative words are counted from."""
        return self._times.anchor

    @property
    def of_article(self) -> Period:
        """The period that the article speaks of as a whole, where its text states one."""
        frame = self._frames.article
        return frame.period if frame.paragraph >= 0 and not frame.is_day else NO_PERIOD

    @property
    def stated(self) -> list[tuple[TimeExpression, Period]]:
        """The periods that the sentence states, in order."""
        return [(statement.expression, statement.period) for statement in self._times.statements]

    @property
    def bases(self) -> list[tuple[TimeExpression, Period]]:
        """The periods that the changes of the sentence may be compared with."""
        return self._times.bases

    @property
    def prolonged(self) -> dict[int, Period]:
        """For the offset of a figure told on the first day of an action the days of all of it."""
        return self._times.programme.prolonged

    def enter_section(self, mark: str) -> None:
        """Begin a section that is marked so."""
        self._frames.enter_section(mark)

    def enter_paragraph(self, number: int, is_heading: bool, goes_on: bool = False) -> None:
        """Begin the next paragraph that holds a number or a time; it may go on with what the last one told."""
        if not goes_on:
            self._frames.enter_paragraph()
        self._times.enter_paragraph(number)
        self._paragraph = number
        self._in_heading = is_heading
        self._told_in_paragraph = False
        self._day_before = None
        self._names_day = False

    def enter(self, sentence: tuple[int, int], expressions: list[TimeExpression], figures: list[int]) -> None:
        """Take in the expressions of time of the next sentence; `figures` are the offsets of its figures."""
        self._figures, self._sentence = figures, sentence
        if self._times.statements:
            last = self._times.statements[-1]
            self._day_before = last if last.expression.kind is TimeKind.DAY else None
        self._times.enter(sentence, expressions, figures)
        self._names_day |= any(expression.kind is TimeKind.DAY and expression.first for expression in expressions)

    def period_at(
        self, offset: int, clause_start: int, clause_end: int, ref_area: str | None, is_ratio: bool = False
    ) -> tuple[Period, str]:
        """The period of the figure at an offset, and its basis: stated, relative, inherited or none.

        Args:
            offset: Where the figure stands.
            clause_start: Where its clause begins.
            clause_end: Where it ends.
            ref_area: The area of the court that it is told of; a period told of another ends with its paragraph.
            is_ratio: Whether it says how many times something else: the time of that is not its own.
        """
        statement = self._statement_at(offset, clause_start, is_ratio) or self._statement_behind(offset, clause_end)
        if statement is None or self._is_no_stock(statement, offset, clause_start):
            period, basis = self._inherited(offset, clause_start, ref_area)
        else:
            period, basis = statement.period, statement.basis if statement.period != NO_PERIOD else "none"
        if statement is None or statement.expression.word not in THE_DAY:
            self._times.programme.date(offset, period)
        return period, basis

    def _is_no_stock(self, statement: Statement, offset: int, clause_start: int) -> bool:
        """Whether a figure behind 目前 is done over a time, and no stock: 目前员额法官12人，人均结案253件."""
        now = statement.expression.kind is TimeKind.NOW and statement.expression.end <= clause_start
        return now and time_words().flow.search(self._text, clause_start, offset) is not None

    def of_occasion(self, clause: str) -> Period:
        """The day of the announcement that those came to who are counted in a clause; none for other figures."""
        words = time_words()
        if self._times.announced == NO_PERIOD or words.attendance.search(clause) is None:
            return NO_PERIOD
        told = self._times.occasion != NO_PERIOD or words.announcement.search(self._text, *self._sentence) is not None
        return self._times.announced if told else NO_PERIOD

    def _statement_at(self, offset: int, clause_start: int, is_ratio: bool) -> Statement | None:
        """The last statement before a figure that reaches it."""
        for statement in reversed(self._times.statements):
            if is_ratio and (statement.is_attribute or self._text[statement.expression.end] == "的"):
                continue
            if statement.expression.start < offset and statement.reaches(self._text, offset, clause_start):
                return statement
        return None

    def _statement_behind(self, offset: int, clause_end: int) -> Statement | None:
        """The statement behind the last figure of a clause that tells when its subject acted: 37名干警去年被查处."""
        for statement in self._times.statements:
            start, kind = statement.expression.start, statement.expression.kind
            if offset < start < clause_end and kind in (TimeKind.SPAN, TimeKind.DAY):
                alone = not holds_figure(self._figures, offset + 1, clause_end)
                return statement if alone and SUBJECT.fullmatch(self._text, offset, start) else None
        return None

    def _inherited(self, offset: int, clause_start: int, ref_area: str | None) -> tuple[Period, str]:
        frame = self._frames.current
        if frame.period[0] is None and time_words().flow.search(self._text, clause_start, offset):
            frame = self._frames.spanning or frame
        if frame.period == NO_PERIOD:
            return NO_PERIOD, "none"
        elsewhere = frame.ref_area is not None and frame.ref_area != ref_area
        if elsewhere and phrase_words().taking.search(self._text, clause_start, offset):
            elsewhere = frame.ref_area not in area_index().chain(ref_area or "")  # cases of a part of that area
        if frame.paragraph not in (-1, self._paragraph) and (frame.is_day or elsewhere):
            return NO_PERIOD, "none"
        start, end = frame.period
        of_years = start is not None and end is not None and end.year > start.year  # 五年来…，累计: in all of these
        if not of_years and self._text.startswith(time_words().total_so_far, clause_start):
            return (None, end), "inherited"
        return frame.period, "inherited"

    def period_of_case(self, offset: int, clause: str) -> tuple[Period, str]:
        """The period of a figure of one case: a time told in its sentence, or just before money changed hands.

        Args:
            offset: Where the figure stands.
            clause: The words of its clause.
        """
        paid, at_once, remains = (pattern.search(clause) is not None for pattern in payments())
        if remains:
            return NO_PERIOD, "none"
        for statement in reversed(self._times.statements):
            if statement.expression.word in THE_DAY and not self._names_day:
                return NO_PERIOD, "none"  # 当日 is some day of the story
            if statement.expression.start < offset:
                near = self._text.count("，", statement.expression.end, offset) <= 1
                if statement.is_of_one_case or (paid and near and statement.is_month):
                    return statement.period, statement.basis
        if paid and at_once and not self._times.statements and self._day_before is not None:
            return self._day_before.period, "inherited"
        raid = self._times.programme.days
        if paid and at_once and not self._times.statements and raid[0] is not None and raid[0] == raid[1]:
            return raid, "inherited"
        return NO_PERIOD, "none"

    def leave(self, areas: list[str | None], is_story: bool = False) -> None:
        """Remember what the sentence said for the sentences after it; the years of one case are its own alone.

        Args:
            areas: The areas of its figures, or the one that it is about.
            is_story: Whether it tells of one case.
        """
        if is_story:
            self._times.forget_years()
            return
        if (last := self._lasting_one()) is not None:
            behind = bisect_left(self._figures, last.expression.start)
            told_of = set(areas[min(behind, len(areas) - 1) :])
            self._keep(last, told_of.pop() if len(told_of) == 1 else None)
        if self._times.statements and is_before(self._times.statements[-1].period, self._frames.current.period):
            self._times.speak_of(self._frames.current)
        if self._figures:
            if not self._times.statements:
                self._times.return_to(self._frames.current)
            self._told_in_paragraph = True
            self._frames.tell_figures()

    def _lasting_one(self) -> Statement | None:
        """The statement that later sentences inherit: behind a figure no part of its period, and none before it."""
        chosen: Statement | None = None
        for statement in self._times.statements:
            whole = chosen.period if chosen else self._frames.current.period
            part = is_part(statement.period, whole) or statement.period == whole or is_before(statement.period, whole)
            if statement.lasts(self._text) and not (part and self._has_figure_before(statement)):
                chosen = statement
        return chosen

    def _has_figure_before(self, statement: Statement) -> bool:
        return any(figure < statement.expression.start for figure in self._figures)

    def _keep(self, statement: Statement, ref_area: str | None) -> None:
        """Let a period hold for the part of the article that it opens."""
        kind, period = statement.expression.kind, statement.period
        told_before = self._told_in_paragraph or self._has_figure_before(statement)
        of_campaign = period == self._times.programme.days
        is_day = kind is TimeKind.DAY and not of_campaign
        is_span = kind in OPENING or (kind is TimeKind.UNTIL and period[0] is not None)
        opens = not told_before and not is_day and (is_span or kind is TimeKind.DAY)
        told = told_before or (statement.is_since_deed and self._frames.told)
        aside = told and not of_campaign and self._is_aside(statement)
        in_passing = not self._in_heading and statement.in_passing(self._text)
        frame = Frame(period, None if of_campaign else ref_area, self._paragraph, is_day)
        reach = self._frames.state(frame, opens, aside or in_passing)
        if reach is Reach.SENTENCE:
            self._times.speak_of(self._frames.current)
        elif reach is Reach.ARTICLE and opens:
            self._times.speak_first_of(period)

    def _is_aside(self, statement: Statement) -> bool:
        """Whether a period told behind figures is a part of theirs, or runs on from a day of its own."""
        around = self._frames.current.period
        if statement.expression.kind is TimeKind.SPAN:
            return is_part(statement.period, around)
        return statement.expression.kind is TimeKind.SINCE and around[0] is not None
