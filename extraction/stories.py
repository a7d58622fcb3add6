"""Whether a figure belongs to the story of one case or to a statistic."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from typing import NamedTuple

import ahocorasick

from extraction.catalogue.measures import read_yaml
from extraction.sentences import Quotes, Span

SOMEONE = "某"  # what stands for the name of a person or firm
ALIAS = re.compile(r"（以下简称“?([^）”]{2,12})”?）")


class Cues(NamedTuple):
    """The words of one kind, and how they begin: most places of a text begin otherwise, and are passed over at once."""

    words: re.Pattern[str]
    beginning: re.Pattern[str]
    behind_one: re.Pattern[str] | None  # one sign before these, whatever it is, a cue may begin as well

    def find(self, text: str, start: int, end: int) -> Iterator[re.Match[str]]:
        """The words between two offsets of a text, in order, none overlapping."""
        places = [start, *[found.start() for found in self.beginning.finditer(text, start, end)]]
        if self.behind_one is not None:
            places += [found.start() - 1 for found in self.behind_one.finditer(text, start, end)]
            places.sort()
        told = start
        for place in places:
            if place >= told and (found := self.words.match(text, place, end)):
                told = found.end()
                yield found


@cache
def cues(kind: str) -> Cues:
    """The words of a kind, ``story`` or ``statistics``."""
    entry = read_yaml("stories.yaml")
    begin = entry["beginnings"][kind]
    alone = begin.get("alone", "")
    beginning = f"[{begin['first']}{alone}](?:(?=[{begin['second']}])" + (f"|(?<=[{alone}]))" if alone else ")")
    behind_one = re.compile(begin["behind_one"]) if "behind_one" in begin else None
    return Cues(re.compile("|".join(entry[kind])), re.compile(beginning), behind_one)


@cache
def _passing() -> re.Pattern[str]:
    return re.compile(read_yaml("stories.yaml")["passing"])


@cache
def _officials() -> re.Pattern[str]:
    """Where the name of an official ends."""
    name = f"[\u4e00-\u9fff]{SOMEONE}"
    behind_titles = (f"(?<={title}{name})" for title in read_yaml("stories.yaml")["officials"])
    return re.compile(f"{SOMEONE}(?:{'|'.join(behind_titles)})")


@cache
def payments() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The words that say that money changed hands, those that say it did at once, and those that some is yet to."""
    entry = read_yaml("stories.yaml")
    payment, at_once, remainder = ("|".join(entry[name]) for name in ("payment", "at_once", "remainder"))
    return re.compile(payment), re.compile(at_once), re.compile(remainder)


class Stories:
    """Where an article tells of one case: the places of the words that say so.

    Attributes:
        story: Those of words that tell of one case.
        passing: Those of words that single out one case, for their own clause.
        is_story: Whether the heading announces the story of one case.
    """

    def __init__(self, text: str, paragraphs: list[Span], story: set[int], passing: list[int], is_story: bool) -> None:
        """Keep the places; those of words that speak of statistics are found when first asked for."""
        self._text = text
        self._paragraphs = paragraphs
        self.story = sorted(story)
        self.passing = passing
        self.is_story = is_story

    @cached_property
    def statistics(self) -> list[int]:
        """Those of words that speak of statistics."""
        return [found.start() for span in self._paragraphs for found in cues("statistics").find(self._text, *span)]

    def scope(self, at: int, clause_start: int, sentence: Span, paragraph: Span, quotes: Quotes) -> str:
        """``case`` or ``aggregate`` for a figure at an offset: what was said last in its sentence counts.

        A sentence that says neither goes on with its paragraph. A quote before its speaker belongs to the
        case that the paragraph then names. One case singled out within a statistic is told of in its clause.
        """
        if self.passing and _last(self.passing, clause_start, at) is not None:
            return "case"
        if not self.story and not self.is_story:
            return "aggregate"
        sentence_start, sentence_end = sentence
        for low, high in ((sentence_start, at + 1), (paragraph[0], sentence_start)):
            story = _last(self.story, low, high)
            statistics = _last(self.statistics, low, high)
            if story is not None or statistics is not None:
                return "case" if statistics is None or (story is not None and story > statistics) else "aggregate"
        told = _first(self.story, at, paragraph[1])
        if told is not None and told >= sentence_end and not quotes.open_at(at, paragraph[0]):
            told = None
        follows = told is not None and _first(self.statistics, at, told) is None
        return "case" if follows or self.is_story else "aggregate"


def find_stories(text: str, is_story: bool, paragraphs: list[Span]) -> Stories:
    """The words in a folded text that tell of one case, and those that speak of statistics.

    Args:
        text: The text of an article.
        is_story: Whether its heading announces the story of one case.
        paragraphs: The paragraphs that hold a figure: no other is searched.
    """
    # A cue may begin with the end of the line above.
    spans = [(max(0, start - 1), end) for start, end in paragraphs]
    found = [cue for span in spans for cue in cues("story").find(text, *span)]
    officials = {text[name.start() - 1 : name.end()] for name in _officials().finditer(text)}
    story = {cue.start() + (cue[0][0] in "，。；“") for cue in found if cue[0] not in officials}
    if aliases := {name[1] for name in ALIAS.finditer(text)}:
        automaton = ahocorasick.Automaton()
        for alias in aliases:
            automaton.add_word(alias, len(alias) - 1)
        automaton.make_automaton()
        story |= {last - behind for last, behind in automaton.iter(text)}
    passing = [found.start() for span in spans for found in _passing().finditer(text, *span)]
    return Stories(text, spans, story, passing, is_story)


def _last(offsets: list[int], low: int, high: int) -> int | None:
    """The last offset from low to high, end exclusive."""
    at = bisect_left(offsets, high) - 1
    return offsets[at] if at >= 0 and offsets[at] >= low else None


def _first(offsets: list[int], low: int, high: int) -> int | None:
    """The first offset from low to high, end exclusive."""
    at = bisect_left(offsets, low)
    return offsets[at] if at < len(offsets) and offsets[at] < high else None
