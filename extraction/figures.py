"""The figures of one article, each with all that the text says of it."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TypeVar

from extraction.articles import Block
from extraction.breakdowns import with_court_level
from extraction.catalogue.area_index import area_index
from extraction.change_links import REACH, compare_with_base, link_forward, name_change
from extraction.changes import RATES, Change, read_change
from extraction.figure import PLAIN_LINK, Figure, Sentence
from extraction.levels import name_level
from extraction.lists import share_out
from extraction.period_context import PeriodReader
from extraction.periods import Anchor
from extraction.phrases import LONGEST_LEAD, Topic, tail_of, topic_of_heading
from extraction.place import Place
from extraction.places import read_places
from extraction.quantities import Quantity, find_quantities
from extraction.sentences import Clauses, Span, split_sentences
from extraction.stories import NO_STORIES, find_stories
from extraction.time_expressions import find_time_expressions

Item = TypeVar("Item")
NOTE = re.compile(r"（[^（）\n]{0,12}下同[^（）\n]{0,4}）")  # （件数，下同）
ONE_COURT = re.compile(r"人民法院|[中高]院|法庭|检察院")
TITLES = re.compile(r"《[^》\n]{1,60}》")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one text: its figures, and the year and period that it left behind."""

    figures: list[Figure]
    anchor: Anchor


def read_figures(text: str, blocks: list[Block], anchor: Anchor, base: str | None, is_story: bool) -> Reading:
    """Read every figure of an article.

    Args:
        text: The folded, joined text of the article.
        blocks: Its paragraphs and section headings, in order.
        anchor: What relative words of time are counted from.
        base: The area that the article is about.
        is_story: Whether its heading announces the story of one case.
    """
    return _ArticleReader(text, blocks, anchor, base, is_story).read()


class _ArticleReader:
    def __init__(self, text: str, blocks: list[Block], anchor: Anchor, base: str | None, is_story: bool) -> None:
        text = NOTE.sub(lambda note: " " * len(note[0]), text)
        self._text = text
        self._blocks = blocks
        self._base = base
        self._clauses = Clauses(text)
        titles = [found.span() for found in TITLES.finditer(text)]
        title_starts = [start for start, _ in titles]
        self._in_titles = [time for found in titles for time in find_time_expressions(text[slice(*found)])]
        self._times = [time for time in find_time_expressions(text) if not _inside(time.start, titles, title_starts)]
        taken = sorted([(time.start, time.end) for time in self._times] + titles)
        self._quantities = find_quantities(text, taken)
        self._places: list[Place] = []
        self._stories = NO_STORIES
        if self._quantities:  # a text without figures only hands on its period
            self._places = read_places(text, self._clauses, anchor.year or anchor.published.year, base)
            self._stories = find_stories(text, is_story)
        self._area: str | None = base
        self._court: str | None = None
        self._periods = PeriodReader(text, self._clauses, anchor, self._in_titles)
        self._time_starts = [time.start for time in self._times]
        self._place_starts = [place.start for place in self._places]
        self._courts = [place for place in self._places if place.court and place.ref_area is not None]
        self._court_starts = [place.start for place in self._courts]
        self._opening, self._closing = (_offsets(text, sign) if self._quantities else [] for sign in "“”")
        self._quantity_starts = [quantity.start for quantity in self._quantities]
        self._cut = sorted([(time.start, time.end) for time in self._times] + [(p.start, p.end) for p in self._places])

    def read(self) -> Reading:
        figures: list[Figure] = []
        if not self._quantities and not self._times:
            return Reading(figures, self._periods.anchor)
        topic = Topic()
        for number, block in enumerate(self._blocks):
            paragraph = (block.start, block.end)
            self._area, self._court = self._base, None
            if block.is_heading:
                topic = topic_of_heading(self._text[block.start : block.end])
            first = len(figures)
            for start, end in split_sentences(self._text[paragraph[0] : paragraph[1]]):
                span = (paragraph[0] + start, paragraph[0] + end)
                quantities = _from_to(self._quantities, self._quantity_starts, span)
                times = _from_to(self._times, self._time_starts, span)
                places = _from_to(self._places, self._place_starts, span)
                if not quantities and not times:
                    self._settle_area(places)
                    topic = topic.carried_on()
                    continue
                self._periods.enter(span, number, times, [quantity.start for quantity in quantities])
                if quantities:
                    bases, stated = self._periods.bases, self._periods.stated
                    earlier = figures[max(first, len(figures) - REACH) :]
                    sentence = Sentence(self._text, *span, self._cut, places, times, bases, stated, topic, earlier)
                    figures += self._read_sentence(sentence, quantities, paragraph)
                    topic = sentence.topic
                topic = topic.carried_on()
                self._leave(places, figures[-len(quantities) :] if quantities else [])
        return Reading(figures, self._periods.anchor)

    def _leave(self, places: list[Place], figures: list[Figure]) -> None:
        """Keep what a sentence leaves behind for the next one."""
        self._settle_area(places)
        is_story = bool(figures) and all(figure.scope == "case" for figure in figures)
        self._periods.leave(figures[-1].ref_area if figures else self._area, is_story)

    def _read_sentence(self, sentence: Sentence, quantities: list[Quantity], paragraph: Span) -> list[Figure]:
        span = (sentence.start, sentence.end)
        figures: list[Figure] = []
        for at, quantity in enumerate(quantities):
            following = quantities[at + 1].before if at + 1 < len(quantities) else span[1]
            figure = self._begin(quantity, sentence, figures[-1] if figures else None, following)
            self._place(figure, sentence.places)
            self._tell(figure, paragraph)
            self._date(figure)
            self._name(figure, figures, sentence)
            figures.append(figure)
            self._slice_by_court(figure, sentence.places, figures[:-1])
        link_forward(figures)
        share_out(figures, sentence)
        for at, figure in enumerate(figures):
            if figure.change_of is not None:
                compare_with_base(figure, figures[max(0, at - REACH) : at])
        return figures

    def _begin(self, quantity: Quantity, sentence: Sentence, before: Figure | None, following: int) -> Figure:
        lead_start = before.quantity.end if before else sentence.start
        clause_start = max(self._clauses.start(quantity.before), lead_start)
        return Figure(
            quantity,
            (sentence.start, sentence.end),
            self._text[max(lead_start, quantity.before - LONGEST_LEAD) : quantity.before],
            clause_start,
            core=sentence.core_of(clause_start, quantity.before),
            tail=tail_of(self._text, quantity.end, following),
            bracketed=_in_brackets(self._text, sentence.start, quantity.start),
        )

    def _place(self, figure: Figure, places: list[Place]) -> None:
        at = figure.quantity.start
        for place in reversed(places):
            own = place.start >= figure.clause_start
            if place.start < at and (place.is_subject or (own and place.court and place.end <= at)):
                figure.ref_area, figure.court = place.ref_area, place.court
                return
        figure.ref_area, figure.court = self._area, self._court

    def _settle_area(self, places: list[Place]) -> None:
        for place in places:
            if place.is_subject and place.ref_area is not None:
                self._area, self._court = place.ref_area, place.court

    def _slice_by_court(self, figure: Figure, places: list[Place], before: list[Figure]) -> None:
        """Set a court's own cases apart from those of its area; further clauses go on with its cases."""
        own = [place for place in places if figure.clause_start <= place.start < figure.quantity.start]
        if own:
            figure.own_court = own[-1].court
        elif before and figure.change is None:
            figure.own_court = before[-1].own_court
        if figure.change is None:
            figure.breakdown = with_court_level(figure.breakdown, figure.indicator, figure.own_court)

    def _tell(self, figure: Figure, paragraph: Span) -> None:
        at = figure.quantity.start
        quoted = _between(self._opening, paragraph[0], at) > _between(self._closing, paragraph[0], at)
        figure.scope = self._stories.scope(at, figure.sentence, paragraph, quoted)
        if figure.scope == "case":
            self._place_case(figure, paragraph)

    def _place_case(self, figure: Figure, paragraph: Span) -> None:
        """A case lies where the court lies that its paragraph names nearest."""
        at = figure.quantity.start
        near = [p for p in _from_to(self._places, self._place_starts, paragraph) if p.ref_area is not None]
        courts = [place for place in near if place.court and place.is_subject]
        courts = courts or [p for p in near if p.court] or [p for p in near if p.is_subject or self._is_inside(p)]
        before = [place for place in courts if place.start < at]
        chosen = before[-1] if before else (courts[0] if courts else None)
        if chosen is None:
            earlier = bisect_left(self._court_starts, at)
            chosen = self._courts[earlier - 1] if earlier else next(iter(near), None)
        if chosen is not None:
            figure.ref_area, figure.court = chosen.ref_area, chosen.court

    def _is_inside(self, place: Place) -> bool:
        """Whether a place is a part of the area that the article is about."""
        chain = area_index().chain(place.ref_area or "")
        return self._base in chain[1:]

    def _date(self, figure: Figure) -> None:
        at = figure.quantity.start
        if figure.scope == "case":
            figure.period, figure.time_basis = self._periods.stated_near(at)
        else:
            elsewhere = figure.ref_area if _is_one_court(figure) else self._base
            is_ratio = figure.unit == "multiple"
            figure.period, figure.time_basis = self._periods.period_at(at, figure.clause_start, elsewhere, is_ratio)

    def _name(self, figure: Figure, before: list[Figure], sentence: Sentence) -> None:
        quantity = figure.quantity
        hedge = self._text[quantity.before : quantity.start]
        previous = before[-1] if before else None
        listed = previous is not None and _alike(figure, previous) and PLAIN_LINK.fullmatch(figure.lead)
        if listed and previous is not None and previous.change is not None:
            figure.change = Change(previous.change.sign, 0)
        elif "占" not in hedge:
            printed = self._text[quantity.start : quantity.end]
            figure.change = read_change(sentence.lead_in_clause(figure), printed, figure.unit)
        if figure.change is not None:
            name_change(figure, before, sentence)
        else:
            name_level(figure, before, sentence)


def _from_to(items: list[Item], starts: list[int], span: Span) -> list[Item]:
    """The items of an ordered list that start within a span."""
    return items[bisect_left(starts, span[0]) : bisect_left(starts, span[1])]


def _alike(figure: Figure, other: Figure) -> bool:
    return figure.unit == other.unit or (figure.unit in RATES and other.unit in RATES)


def _is_one_court(figure: Figure) -> bool:
    """Whether a figure is told of one court, and not of all the courts of an area (长沙两级法院)."""
    if figure.court is None or figure.ref_area is None or figure.court.endswith("级法院"):
        return False
    return ONE_COURT.search(figure.court) is not None or not figure.ref_area.endswith("00")


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("（", start, at) > text.count("）", start, at)


def _inside(at: int, spans: list[Span], starts: list[int]) -> bool:
    before = bisect_right(starts, at)
    return before > 0 and at < spans[before - 1][1]


def _offsets(text: str, sign: str) -> list[int]:
    return [found.start() for found in re.finditer(sign, text)]


def _between(offsets: list[int], low: int, high: int) -> int:
    """How many of the ordered offsets lie from low to high, end exclusive."""
    return bisect_left(offsets, high) - bisect_left(offsets, low)
