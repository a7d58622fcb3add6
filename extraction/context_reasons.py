"""Why a figure holds for its area, court, period and scope: the places, times and cues that its text names."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from extraction.anchors import UNDATED, Anchor, Period
from extraction.catalogue.measures import read_yaml
from extraction.figure import Figure
from extraction.frames import NO_PERIOD
from extraction.periods import resolve
from extraction.place import Place
from extraction.places import read_places
from extraction.reasons import Reason
from extraction.sentences import Clauses
from extraction.stories import Stories, find_stories
from extraction.time_expressions import TimeExpression, TimeKind, find_time_expressions

FURTHEST = 60  # places and times back from a figure that are looked through
NO_SPAN = (TimeKind.BASE, TimeKind.VAGUE, TimeKind.NAMED)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What one text of an article names: read again, as the figures' reader reads it."""

    text: str
    anchor: Anchor
    base: str | None
    places: list[Place]
    times: list[TimeExpression]
    stories: Stories

    @classmethod
    def of(cls, text: str, anchor: Anchor, base: str | None, is_story: bool) -> "Surroundings":
        """Find the places, times and cues of a text."""
        year = anchor.year or anchor.published.year
        places = read_places(text, Clauses(text), year, base)
        return cls(
            text, anchor, base, places, find_time_expressions(text), find_stories(text, is_story, [(0, len(text))])
        )

    def reasons(self, figure: Figure) -> Iterator[Reason]:
        """The reasons of area, court, period and scope."""
        yield self._area(figure)
        if figure.court is not None:
            yield Reason("court", "the court or body named for it", figure.court)
        yield self._period(figure)
        yield self._scope(figure)

    def _area(self, figure: Figure) -> Reason:
        if figure.ref_area is None:
            return Reason("ref_area", "several areas together, or none, are named for it", "")
        at = bisect_left(self.places, figure.quantity.start, key=attrgetter("start"))
        for place in reversed(self.places[max(0, at - FURTHEST) : at]):
            if figure.ref_area in (place.ref_area, place.named) and place.court == figure.court:
                where = "in its sentence" if place.start >= figure.sentence[0] else "before"
                return Reason("ref_area", f"named {where}; areas, areas_supplement.yaml", self._words(place))
        if figure.ref_area == self.base:
            return Reason("ref_area", "the area that the article is about", "")
        near = self.places[max(0, at - FURTHEST) : at + FURTHEST]
        named = [place for place in near if figure.ref_area in (place.ref_area, place.named)]
        return Reason("ref_area", "named in the article", self._words(named[0]) if named else "")

    def _words(self, place: Place) -> str:
        return self.text[place.start : place.end]

    def _period(self, figure: Figure) -> Reason:
        if figure.period == NO_PERIOD:
            return Reason("time_start, time_end", "no period is told for it", "")
        at = bisect_left(self.times, figure.quantity.start, key=attrgetter("start"))
        for time in reversed(self.times[max(0, at - FURTHEST) : at]):
            if time.kind not in NO_SPAN and _covers(time, figure.period, self.anchor):
                where = "in its sentence" if time.start >= figure.sentence[0] else "before and carried on"
                day = self._counted_from() if time.relative else ""
                return Reason("time_start, time_end", f"named {where}{day}", time.text)
        if figure.period == self.anchor.period:
            return Reason("time_start, time_end", "the period of the heading, or of the article before", "")
        return Reason("time_start, time_end", f"worked out from the times around it ({figure.time_basis})", "")

    def _counted_from(self) -> str:
        known = self.anchor.published != UNDATED
        return f", counted from {self.anchor.published}" if known else ", no day of publication known"

    def _scope(self, figure: Figure) -> Reason:
        offsets = self.stories.story if figure.scope == "case" else self.stories.statistics
        name = "story" if figure.scope == "case" else "statistics"
        paragraph = self.text.rfind("\n", 0, figure.quantity.start) + 1
        at = bisect_right(offsets, figure.quantity.start)
        before, after = offsets[max(0, at - 1) : at], offsets[at : at + 1]
        if before and before[0] >= paragraph:
            return Reason("scope", f"stories.yaml: {name}", _cue(name, self.text, before[0]))
        if after and after[0] < figure.sentence[1]:
            return Reason("scope", f"stories.yaml: {name}", _cue(name, self.text, after[0]))
        if figure.scope == "case":
            return Reason("scope", "the heading, or the paragraph before, tells one case's story", "")
        return Reason("scope", "no word of stories.yaml tells of one case", "")


def _covers(time: TimeExpression, period: Period, anchor: Anchor) -> bool:
    """Whether an expression means a period, whatever year or period was spoken of just before it."""
    end = period[1] or period[0]
    for known in (anchor, replace(anchor, year=end.year if end else None, period=period)):
        start, last = resolve(time, known)
        if (start, last) == period or (period[0] is None and last is not None and last == period[1]):
            return True
    return False


@cache
def _cues(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in read_yaml("stories.yaml")[name])


def _cue(name: str, text: str, offset: int) -> str:
    """The words of the cue that was found at an offset."""
    for pattern in _cues(name):
        for start in (offset, offset - 1):
            found = pattern.match(text, max(0, start))
            if found and found[0]:
                return found[0].lstrip("，。；“")
    return text[offset : offset + 6]
