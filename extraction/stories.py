"""Whether a figure belongs to the story of one case or to a statistic."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

import ahocorasick

from extraction.catalogue.measures import read_yaml
from extraction.sentences import Quotes, Span

SOMEONE = "某"  # what stands for the name of a person or firm
ALIAS = re.compile(r"（以下简称“?([^）”]{2,12})”?）")


@cache
def _cues() -> tuple[re.Pattern[str], re.Pattern[str]]:
    entry = read_yaml("stories.yaml")
    story, statistics = (
        re.compile(f"(?={entry['beginnings'][kind]})(?:{'|'.join(entry[kind])})") for kind in ("story", "statistics")
    )
    return story, statistics


@cache
def _passing() -> re.Pattern[str]:
    return re.compile(read_yaml("stories.yaml")["passing"])


@cache
def _officials() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(read_yaml('stories.yaml')['officials'])})([\u4e00-\u9fff]{SOMEONE})")


@cache
def payments() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The words that say that money changed hands, and those that say it did at once."""
    entry = read_yaml("stories.yaml")
    return re.compile("|".join(entry["payment"])), re.compile("|".join(entry["at_once"]))


@dataclass(slots=True)
class Stories:
    """Where an article tells of one case: the places of the words that say so."""

    story: tuple[int, ...]
    statistics: tuple[int, ...]
    passing: tuple[int, ...]  # words that single out one case, for their own clause
    is_story: bool  # the heading announces the story of one case

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


NO_STORIES = Stories((), (), (), False)


def find_stories(text: str, is_story: bool, paragraphs: list[Span]) -> Stories:
    """The words in a folded text that tell of one case, and those that speak of statistics.

    Args:
        text: The text of an article.
        is_story: Whether its heading announces the story of one case.
        paragraphs: The paragraphs that hold a figure: no other is searched.
    """
    story_cue, statistics_cue = _cues()
    # A cue may begin with the end of the line above.
    spans = [(max(0, start - 1), end) for start, end in paragraphs]
    cues = [found for span in spans for found in story_cue.finditer(text, *span)]
    officials = {found[1] for found in _officials().finditer(text)} if SOMEONE in text else set()
    story = {found.start() + (found[0][0] in "，。；“") for found in cues if found[0] not in officials}
    statistics = [found.start() for span in spans for found in statistics_cue.finditer(text, *span)]
    if aliases := {found[1] for found in ALIAS.finditer(text)}:
        automaton = ahocorasick.Automaton()
        for alias in aliases:
            automaton.add_word(alias, len(alias) - 1)
        automaton.make_automaton()
        story |= {last - behind for last, behind in automaton.iter(text)}
    passing = [found.start() for span in spans for found in _passing().finditer(text, *span)]
    return Stories(tuple(sorted(story)), tuple(statistics), tuple(passing), is_story)


def _last(offsets: tuple[int, ...], low: int, high: int) -> int | None:
    """The last offset from low to high, end exclusive."""
    at = bisect_left(offsets, high) - 1
    return offsets[at] if at >= 0 and offsets[at] >= low else None


def _first(offsets: tuple[int, ...], low: int, high: int) -> int | None:
    """The first offset from low to high, end exclusive."""
    at = bisect_left(offsets, low)
    return offsets[at] if at < len(offsets) and offsets[at] < high else None
