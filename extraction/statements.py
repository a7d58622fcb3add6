"""A period as a sentence states it, and how far the statement holds."""

import re
from bisect import bisect_left
from dataclasses import dataclass

from extraction.anchors import Period
from extraction.catalogue.time_words import time_words
from extraction.time_expressions import TimeExpression, TimeKind
from extraction.time_patterns import BEGUN

HAS_BEGUN = re.compile(BEGUN)
CLAUSE_SIGN = re.compile(r"[，；：]")
LEADING_ON = ("由", "从")  # 由2017年最高峰的近90万件，降到2023年的61.5万件
FURTHEST_TURN = 30  # signs behind such a time in which it is told where the number went
SENTENCE_SIGN = re.compile(r"[。；\n]")
BEHIND_NUMBER = re.compile(r"\d[^\d、和与及.,万亿]{3,}$")  # 较上一个五年的10.8%收窄7.2个百分点
THERE_IS = "现"  # 现有失信被执行人719万人；941万人次主动履行: up to the semicolon alone
LONGEST_PART = 8  # signs of the words that make a time a part of another
BEFORE = ("上", "去", "前")  # 上年, 去年, 前年
SAME_PERIOD = ("同期", "同一时期")


@dataclass(slots=True)
class Statement:
    """A period with the place where it was stated and how."""

    period: Period
    basis: str  # stated, relative
    expression: TimeExpression
    holds_for_one: bool  # it says when one number stood, and nothing of the sentences after it
    is_beside_number: bool  # a number stands directly behind it: 2020年的19852件, 上年同期为12746件
    end: int  # where it ends, with what leads from it to its number: 2020年，这个数字

    @property
    def is_attribute(self) -> bool:
        """Whether it belongs to the number behind it alone."""
        return self.holds_for_one or self.is_beside_number

    def reaches(self, text: str, offset: int, clause_start: int) -> bool:
        """Whether it holds for a figure at an offset: 近三年 inside a clause holds for that clause only."""
        expression = self.expression
        if _means_year_before(expression) and text[expression.end : expression.end + 1] == "，":
            return True  # 去年同期，全区法院…
        if self.is_attribute:
            between = text[self.end : offset]
            if CLAUSE_SIGN.search(between) or time_words().turn.search(between):
                return False
            return BEHIND_NUMBER.search(between) is None
        if expression.kind is TimeKind.NOW and expression.text == THERE_IS:
            return SENTENCE_SIGN.search(text, expression.end, offset) is None
        if expression.kind is TimeKind.BACK and not opens_clause(text, expression):
            return expression.start >= clause_start or CLAUSE_SIGN.search(text, expression.end, offset) is None
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
        return not self.holds_for_one

    def in_passing(self, text: str) -> bool:
        """Whether words before it make it a part of what was told: 其中第三季度, 单看2022年."""
        return (
            time_words().part.search(text, max(0, self.expression.start - LONGEST_PART), self.expression.start)
            is not None
        )


def statement_of(text: str, period: Period, basis: str, expression: TimeExpression) -> Statement:
    """The statement that an expression of time makes at its place in a text."""
    beside_number = time_words().attribute.match(text, expression.end) is not None
    for_one = _means_year_before(expression) or (
        beside_number and (text[expression.end] == "的" or text[expression.start - 2 : expression.start] == "其中")
    )
    leads = text[expression.start - 1 : expression.start] in LEADING_ON
    if leads and (turn := time_words().turn.search(text, expression.end, expression.end + FURTHEST_TURN)):
        between = text[expression.end : turn.start()]
        if SENTENCE_SIGN.search(between) is None:
            return Statement(period, basis, expression, True, True, expression.end)
    same = time_words().same_number.match(text, expression.end)
    end = same.end() if same else expression.end
    return Statement(period, basis, expression, for_one or same is not None, beside_number, end)


def _means_year_before(expression: TimeExpression) -> bool:
    """Whether a time is that of a number told to be compared with: 上年同期, 去年底."""
    last = expression.last
    if last is None or last.year not in BEFORE:
        return False
    return last.part == "同期" or (last.edge is not None and not expression.text.startswith("截"))


def means_before(expression: TimeExpression, figures: list[int]) -> bool:
    """Whether 同期 stands behind a figure of its sentence: it says no more than that."""
    last = expression.last
    same = last is not None and last.part in SAME_PERIOD and last.year is None
    return same and any(figure < expression.start for figure in figures)


def opens_clause(text: str, expression: TimeExpression) -> bool:
    """Whether a comma follows, 近三年，…, or a sentence opens with it: 五年来全省检察机关共办理…."""
    if text[expression.end : expression.end + 1] == "，":
        return True
    return time_words().opening.search(text, max(0, expression.start - LONGEST_PART), expression.start) is not None


def holds_figure(figures: list[int], low: int, high: int) -> bool:
    """Whether one of the ordered offsets lies from low to high, end exclusive."""
    at = bisect_left(figures, low)
    return at < len(figures) and figures[at] < high
