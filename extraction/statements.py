"""A period as a sentence states it, and how far the statement holds."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from extraction.catalogue.time_words import time_words
from extraction.periods import Period
from extraction.time_expressions import TimeExpression, TimeKind
from extraction.time_patterns import BEGUN

HAS_BEGUN = re.compile(BEGUN)
CLAUSE_SIGN = re.compile(r"[，；：]")
LONGEST_PART = 8  # signs of the words that make a time a part of another
BEFORE = ("上", "去", "前")  # 上年, 去年, 前年
SAME_PERIOD = ("同期", "同一时期")


@dataclass(frozen=True, slots=True)
class Statement:
    """A period with the place where it was stated and how."""

    period: Period
    basis: str  # stated, relative
    expression: TimeExpression

    def reaches(self, text: str, offset: int, clause_start: int) -> bool:
        """Whether it holds for a figure at an offset: 近三年 inside a clause holds for that clause only."""
        expression = self.expression
        if is_attribute(text, expression):
            between = text[expression.end : offset]
            return CLAUSE_SIGN.search(between) is None and time_words().turn.search(between) is None
        if expression.kind is TimeKind.BACK and not opens_clause(text, expression):
            return expression.start >= clause_start
        return True

    @property
    def is_month(self) -> bool:
        """Whether it is one month."""
        first = self.expression.first
        return first is not None and first == self.expression.last and first.month is not None and first.day is None

    @property
    def is_of_one_case(self) -> bool:
        """Whether a figure of one case takes it: a day, or how things stand; 去年底 only tells when it happened."""
        kind = self.expression.kind
        if kind is TimeKind.UNTIL:
            return self.expression.text.startswith("截") or self.expression.word != "截至"
        return kind in (TimeKind.DAY, TimeKind.NOW)

    @property
    def is_since_deed(self) -> bool:
        """Whether it runs from the beginning of one programme: 2018年1月开展扫黑除恶专项斗争以来."""
        return self.expression.kind is TimeKind.SINCE and HAS_BEGUN.search(self.expression.text) is not None

    def lasts(self, text: str) -> bool:
        """Whether later sentences inherit it."""
        kind = self.expression.kind
        if kind is TimeKind.BACK:
            return opens_clause(text, self.expression)
        if kind in (TimeKind.NOW, TimeKind.NAMED, TimeKind.BASE):
            return False
        return not holds_for_one(text, self.expression)

    def in_passing(self, text: str) -> bool:
        """Whether words before it make it a part of what was told: 其中第三季度, 单看2022年."""
        return (
            time_words().part.search(text, max(0, self.expression.start - LONGEST_PART), self.expression.start)
            is not None
        )


def is_attribute(text: str, expression: TimeExpression) -> bool:
    """Whether a time belongs to the number behind it alone: 由2020年的19852件, 上年同期为12746件."""
    return holds_for_one(text, expression) or time_words().attribute.match(text, expression.end) is not None


def holds_for_one(text: str, expression: TimeExpression) -> bool:
    """Whether a time says when one number stood, and nothing of the sentences after it."""
    last = expression.last
    before = last is not None and last.year in BEFORE
    until_then = expression.text.startswith("截")
    if last is not None and before and (last.part == "同期" or (last.edge is not None and not until_then)):
        return True
    if time_words().attribute.match(text, expression.end) is None:
        return False
    return text[expression.end] == "的" or text[expression.start - 2 : expression.start] == "其中"


def means_before(expression: TimeExpression, figures: list[int]) -> bool:
    """Whether 同期 stands behind a figure of its sentence: it says no more than that."""
    last = expression.last
    same = last is not None and last.part in SAME_PERIOD and last.year is None
    return same and any(figure < expression.start for figure in figures)


def opens_clause(text: str, expression: TimeExpression) -> bool:
    """Whether a comma follows: 近三年，…"""
    return text[expression.end : expression.end + 1] == "，"


def holds_figure(figures: list[int], low: int, high: int) -> bool:
    """Whether one of the ordered offsets lies from low to high, end exclusive."""
    at = bisect_left(figures, low)
    return at < len(figures) and figures[at] < high
