"""The headings of an article: read like its body, and brought to agree with it."""

import re
from dataclasses import dataclass, replace

from extraction.anchors import Anchor, Period
from extraction.articles import Article, Block
from extraction.figure import Figure
from extraction.figures import read_figures
from extraction.frames import NO_PERIOD
from extraction.joining import JoinedText
from extraction.point_days import year_before

STORY_HEADING = re.compile(r"案例|故事")
CLOSE = 4  # a heading rounds its number by less than a quarter


@dataclass(slots=True)
class Piece:
    """A text of an article with its way back to the page.

    Attributes:
        joined: The way back.
        text: The text.
        figures: The figures found in it.
        anchor: The year and period that it leaves behind.
    """

    joined: JoinedText
    text: str
    figures: list[Figure]
    anchor: Anchor


def read_headings(page: str, article: Article, anchor: Anchor, base: str | None) -> list[Piece]:
    """Read the headings of an article, in the order of the page."""
    pieces = []
    for line in sorted(article.headings, key=lambda line: line.start):
        joined = JoinedText()
        joined.append(page, line.start, line.end)
        text = joined.text
        reading = read_figures(text, [Block(False, 0, len(text))], anchor, base, is_story(text))
        pieces.append(Piece(joined, text, reading.figures, reading.anchor))
    return pieces


def is_story(heading: str) -> bool:
    """Whether a heading announces the story of one case."""
    return STORY_HEADING.search(heading) is not None


def with_period_of(headings: list[Piece], anchor: Anchor) -> Anchor:
    """The anchor with the period that a heading states, for a text that leaves it out."""
    for piece in headings:
        found = piece.anchor
        if found.period != NO_PERIOD and found.period[0] != found.period[1]:
            return replace(anchor, year=found.year, period=found.period)
    return anchor


def agree(headings: list[Piece], body: list[Figure], period: Period) -> None:
    """Give the figures of headings what the body says of the same numbers, rounded or not.

    Those that the body does not tell go on with those that it does, else with the period that it speaks of.
    """
    for piece in headings:
        agreed = [figure for figure in piece.figures if _agree(figure, body)]
        told = agreed[0].period if agreed else period
        for figure in piece.figures:
            if figure not in agreed and figure.period == NO_PERIOD and (agreed or figure.scope == "aggregate"):
                figure.period = year_before(told) if figure.is_base else told  # 去年同期37.9%
                figure.time_basis = "inherited"


def _agree(figure: Figure, body: list[Figure]) -> bool:
    """Take what the body says of the same number; False if it says nothing."""
    same = [each for each in body if _same_number(figure, each)]
    exact = [each for each in same if each.quantity.value == figure.quantity.value]
    named = [each for each in same if each.indicator == figure.indicator]
    alike = named or [each for each in same if figure.indicator is None or each.indicator is None]
    if not (exact or alike):
        return False
    told = min(exact or alike, key=lambda each: abs(each.quantity.value - figure.quantity.value))
    figure.measure_as(told)
    figure.stand_as(told)
    figure.time_basis = "inherited" if told.period != NO_PERIOD else "none"
    if figure.change_of is None and told.change_of is not None:
        figure.change_of, figure.changes_body = told.change_of, True
    return True


def _same_number(heading: Figure, told: Figure) -> bool:
    if heading.unit != told.unit or (heading.change is None) != (told.change is None):
        return False
    printed, meant = heading.quantity.value, told.quantity.value
    if abs(printed - meant) * CLOSE > max(abs(printed), abs(meant)):
        return False
    (low, high), (told_low, told_high) = heading.quantity.interval, told.quantity.interval
    begins = low is None or told_high is None or low <= told_high
    return begins and (high is None or told_low is None or told_low <= high)
