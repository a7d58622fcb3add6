"""Expressions of time: where they stand in a text and what they say, before any date is worked out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extraction.time_meaning import THE_DAY, Point, TimeKind, understand
from extraction.time_patterns import BEFORE, BEFORE_IT, ENDS_BEFORE, EXPRESSION, LONGEST_BEFORE, MAY_BEGIN

__all__ = ["THE_DAY", "Point", "TimeExpression", "TimeKind", "find_time_expressions"]

NAMED = re.compile(r"(?:期间|时期)")
NAME = re.compile(r"[\u4e00-\u9fff]{2,12}$")
LONGEST_NAME = 12
REACHED = re.compile(r"[增升降减短长高低落缩加扩压退跌回涨清]$")  # 增至2024年的: the level reached, not an end
NUMBER_NEXT = re.compile(r"的?\d")
FIRST_SINCE = re.compile(r"的?首|的?最|[，]?首次|来首")  # 2019年以来首次下降: no period of a figure
YEAR_IN_DIGITS = re.compile(r"(?:19|20)\d\d")  # 同2020年相比; 同 in front of other times belongs to another word
# 较成立之初的2021年: what is compared lies in a year that words describe.
DESCRIBED = re.compile(
    r"(?:相?较于?(?![高低大小多少好快为为早晚长短强弱])|(?<![占同环对正相好])比(?![例率重])|与)[^，。；：、\d]{1,10}的$"
)
LONGEST_DESCRIBED = 16
COMPARING = ("较", "比", "与", "和", "跟", "同", "同比", "于", "是", "占")


@dataclass(slots=True)
class TimeExpression:
    """One expression of time at its place in a text."""

    start: int
    end: int
    text: str
    kind: TimeKind
    first: Point | None
    last: Point | None
    count: int = 0  # of months, for what is counted back
    word: str = ""

    @property
    def relative(self) -> bool:
        """Whether the publication date is needed to understand it."""
        return self.first is None or not isinstance(self.first.year, int)


def find_time_expressions(text: str) -> list[TimeExpression]:
    """All expressions of time in a folded text, in order, none overlapping."""
    return _with_named(text, list(_find(text)))


def _with_named(text: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Add times known by a name (集中攻坚期间) where no other expression stands."""
    if "期间" not in text and "时期" not in text:
        return found
    named: list[TimeExpression] = []
    at = 0
    for word in NAMED.finditer(text):
        while at < len(found) and found[at].end <= word.start():
            at += 1
        if at < len(found) and found[at].start < word.end():
            continue
        since = max(found[at - 1].end if at else 0, word.start() - LONGEST_NAME)
        if name := NAME.search(text, since, word.start()):
            span = text[name.start() : word.end()]
            named.append(TimeExpression(name.start(), word.end(), span, TimeKind.NAMED, None, None))
    return sorted(found + named, key=lambda each: each.start) if named else found


def _find(text: str) -> Iterator[TimeExpression]:
    end = 0
    for place in MAY_BEGIN.finditer(text):
        at = place.start()
        if at < end or not (found := EXPRESSION.match(text, at)):
            continue
        if found["event"]:
            yield TimeExpression(at, found.end(), found[0], TimeKind.EVENT, None, None)
        else:
            base, lead = _words_before(text, end, found)
            yield _read(text, found, base, lead)
        end = found.end()


def _words_before(text: str, low: int, found: re.Match[str]) -> tuple[str, str]:
    """What is said directly in front of an expression: what makes it a base of comparison, and what leads to it."""
    at = found.start()
    if text[at - 1 : at] not in ENDS_BEFORE:
        described = text[at - 1 : at] == "的" and DESCRIBED.search(text, max(low, at - LONGEST_DESCRIBED), at)
        return ("与" if described[0][0] == "与" else "较") if described else "", ""
    words = BEFORE.search(text, max(low, at - LONGEST_BEFORE), at)
    base, lead = (words["base"] or "", words["lead"] or "") if words else ("", "")
    if base == "同" and (lead or not YEAR_IN_DIGITS.match(text, at)):
        base = ""
    return base, lead


def _read(text: str, found: re.Match[str], base: str, lead: str) -> TimeExpression:
    start, end, body, tail = found.start() - len(lead), found.end(), found["body"], found["tail"] or ""
    before = start - len(base)
    if lead in ("到", "至") and REACHED.search(text, max(0, before - 2), before):
        start += len(lead)
        lead = ""
    kind, first, last, count, word = understand(body, lead, tail)
    if lead in ("从", "自") and NUMBER_NEXT.match(text, end):
        start += len(lead)
        kind, first, last, count, word = understand(body, "", tail)
    if kind is TimeKind.SINCE and FIRST_SINCE.match(text, end):
        kind, word = TimeKind.VAGUE, ""
    if count and kind is TimeKind.VAGUE and (lead == "从" or text[before - 1 : before] == "由"):
        kind = TimeKind.BASE  # 由三年前的24.3%降至15.8%
    elif base in COMPARING and _compares(text, before, end, base):
        kind = TimeKind.BASE
    elif body.startswith("前") and BEFORE_IT.search(text, max(0, start - LONGEST_BEFORE), start):
        kind, first, last = TimeKind.BASE, None, None
    return TimeExpression(start, end, text[start:end], kind, first, last, count, word)


def _compares(text: str, start: int, end: int, base: str) -> bool:
    """Whether the word before an expression, at `start`, makes it the base of a comparison."""
    if base in ("较", "比", "跟", "同比", "占"):
        return True
    after = text[end : end + 16].split("，")[0]
    if base in ("与", "和", "同"):
        return "相比" in after or "持平" in after
    if base == "是":
        return "倍" in after
    return text[start - 1 : start] in ("高", "低", "多", "少", "优", "等", "当")
