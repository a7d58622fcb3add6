"""What stands in the text of an article, found before its figures are read: times, numbers, places, stories."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from extraction.articles import Block
from extraction.place import Place
from extraction.places import read_places
from extraction.quantities import Quantity, find_quantities
from extraction.sentences import Clauses, Span
from extraction.stories import Stories, find_stories
from extraction.time_expressions import TimeExpression, find_time_expressions

TITLES = re.compile(r"《[^》\n]{1,60}》")


class Located(Protocol):
    """Something at a place of a text."""

    @property
    def start(self) -> int:
        """The offset at which it begins."""


Item = TypeVar("Item", bound=Located)


class InOrder(Generic[Item]):
    """Things found in a text, in the order of their places."""

    __slots__ = ("_starts", "items")

    def __init__(self, items: list[Item]) -> None:
        """Take things that are in order."""
        self.items = items
        self._starts = [item.start for item in items]

    @property
    def first(self) -> Item | None:
        """The first one, if any."""
        return self.items[0] if self.items else None

    def within(self, low: int, high: int) -> list[Item]:
        """Those that begin from low to high, end exclusive."""
        return self.items[bisect_left(self._starts, low) : bisect_left(self._starts, high)]

    def any_within(self, low: int, high: int) -> bool:
        """Whether one begins from low to high, end exclusive."""
        at = bisect_left(self._starts, low)
        return at < len(self._starts) and self._starts[at] < high

    def last_before(self, at: int) -> Item | None:
        """The last one that begins before an offset."""
        earlier = bisect_left(self._starts, at)
        return self.items[earlier - 1] if earlier else None


@dataclass(slots=True)
class Marks:
    """What stands in a text.

    Attributes:
        times: Expressions of time, those in names of documents left out.
        in_titles: The times in names of documents.
        quantities: Numbers with a unit.
        places: Places and courts.
        stories: The words that tell of one case, or speak of statistics.
        cut: The spans of times and places, which are no part of what a figure measures.
    """

    times: InOrder[TimeExpression]
    in_titles: list[TimeExpression]
    quantities: InOrder[Quantity]
    places: InOrder[Place]
    stories: Stories
    cut: list[Span]

    def speaks(self, block: Block) -> bool:
        """Whether a paragraph holds a number or a time: all others say nothing of any figure."""
        return self.quantities.any_within(block.start, block.end) or self.times.any_within(block.start, block.end)


def find_marks(text: str, blocks: list[Block], clauses: Clauses, year: int, base: str | None, is_story: bool) -> Marks:
    """Find what stands in a text; places and stories only where a number does.

    Args:
        text: The folded, joined text of an article.
        blocks: Its paragraphs and section headings.
        clauses: Its clauses.
        year: The year of the report, for names and codes that changed.
        base: The area of the article.
        is_story: Whether its heading announces the story of one case.
    """
    titles = [found.span() for found in TITLES.finditer(text)]
    in_titles = [time for found in titles for time in find_time_expressions(text[slice(*found)])]
    times = find_time_expressions(text)
    if titles:
        starts = [start for start, _ in titles]
        times = [time for time in times if not _inside(time.start, titles, starts)]
    cut = [(time.start, time.end) for time in times]
    quantities = InOrder(find_quantities(text, sorted(cut + titles) if titles else cut))
    if not quantities.items:  # a text without figures only hands on its period
        return Marks(InOrder(times), in_titles, quantities, InOrder([]), Stories(text, [], set(), [], False), cut)
    places = read_places(text, clauses, year, base)
    paragraphs = [(each.start, each.end) for each in blocks if quantities.any_within(each.start, each.end)]
    stories = find_stories(text, is_story, paragraphs)
    cut = sorted(cut + [(place.start, place.end) for place in places])
    return Marks(InOrder(times), in_titles, quantities, InOrder(places), stories, cut)


def _inside(at: int, spans: list[Span], starts: list[int]) -> bool:
    before = bisect_right(starts, at)
    return before > 0 and at < spans[before - 1][1]
