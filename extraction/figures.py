"""The figures of one article, each with all that the text says of it."""

import re
from dataclasses import dataclass
from decimal import Decimal

from extraction.anchors import Anchor, Period
from extraction.articles import Block
from extraction.catalogue.time_words import time_words
from extraction.change_links import link_again, link_forward, name_carried_change, name_change
from extraction.changes import RATES, Change, read_change
from extraction.comparisons import compare_with_base
from extraction.dating import Dating
from extraction.figure import PLAIN_LINK, Figure, Sentence
from extraction.frames import NO_PERIOD
from extraction.levels import PARTS_FIRST, name_level
from extraction.levels_of_changes import REACH
from extraction.lists import share_out
from extraction.marks import Marks, find_marks
from extraction.outline import section_mark
from extraction.period_context import PeriodReader, with_years_of_titles
from extraction.phrases import LONGEST_LEAD, tail_of
from extraction.placing import Placing
from extraction.quantities import Quantity
from extraction.sentences import Clauses, Quotes, Span, split_sentences
from extraction.topics import Topic, topic_of_heading, topic_of_label, topic_of_opening
from extraction.wholes import agree_with_sum, slice_by_campaign

REACHED = ("至", "到")  # 下降7.9个百分点至33.2%
PART_OF = "其中"  # a paragraph that goes on with the one before it
EACH = "分别"  # 同比分别增加26条和31件
FURTHEST_PART = 400  # signs behind a figure in which a semicolon is looked for
NOTE = re.compile(r"（[^（）\n]{0,12}下同[^（）\n]{0,4}）")  # （件数，下同）


@dataclass(slots=True)
class Reading:
    """What was read in one text.

    Attributes:
        figures: Its figures.
        anchor: The year and period that it left behind.
        period: The period that it speaks of as a whole.
    """

    figures: list[Figure]
    anchor: Anchor
    period: Period


def read_figures(text: str, blocks: list[Block], anchor: Anchor, base: str | None, is_story: bool) -> Reading:
    """Read every figure of an article.

    Args:
        text: The folded, joined text of the article.
        blocks: Its paragraphs and section headings, in order.
        anchor: What relative words of time are counted from.
        base: The area that the article is about.
        is_story: Whether its heading announces the story of one case.
    """
    if "下同" in text:
        text = NOTE.sub(lambda note: " " * len(note[0]), text)
    clauses = Clauses(text)
    marks = find_marks(text, blocks, clauses, anchor.year or anchor.published.year, base, is_story)
    anchor = with_years_of_titles(anchor, marks.in_titles)
    if not marks.quantities.items and not marks.times.items:
        return Reading([], anchor, NO_PERIOD)
    return _ArticleReader(text, blocks, clauses, marks, anchor, base).read()


class _ArticleReader:
    def __init__(
        self, text: str, blocks: list[Block], clauses: Clauses, marks: Marks, anchor: Anchor, base: str | None
    ) -> None:
        self._text = text
        self._blocks = blocks
        self._base = base
        self._clauses = clauses
        self._marks = marks
        self._placing = Placing(marks.places, base)
        self._periods = PeriodReader(text, clauses, anchor)
        self._dating = Dating(text, clauses, self._periods, base)
        self._quotes = Quotes(text)

    def read(self) -> Reading:
        figures: list[Figure] = []
        in_headings: list[Figure] = []
        topic = Topic()
        for number, block in enumerate(self._blocks):
            if block.is_heading:
                topic = topic_of_heading(self._text[block.start : block.end])
            if (mark := section_mark(self._text, block.start, block.is_heading)) is not None:
                self._periods.enter_section(mark)
                topic = topic if block.is_heading else topic._replace(kind="")  # a new section has kinds of its own
            if self._marks.speaks(block):
                goes_on = self._text.startswith(PART_OF, block.start)
                self._periods.enter_paragraph(number, block.is_heading, goes_on)
                told = len(figures)
                topic = self._read_paragraph((block.start, block.end), topic, figures)
                in_headings += figures[told:] if block.is_heading else []
        _agree(in_headings, figures)
        for figure in figures if self._periods.prolonged else ():
            figure.period = self._periods.prolonged.get(figure.quantity.start, figure.period)
        return Reading(figures, self._periods.anchor, self._periods.of_article)

    def _read_paragraph(self, paragraph: Span, topic: Topic, figures: list[Figure]) -> Topic:
        """Add the figures of a paragraph, and give the topic that it leaves behind."""
        marks = self._marks
        self._placing.begin_paragraph()
        first = len(figures)
        opened: Topic | None = None
        for span in split_sentences(self._text, *paragraph):
            quantities, times = marks.quantities.within(*span), marks.times.within(*span)
            places = marks.places.within(*span)
            if quantities or times:
                self._periods.enter(span, times, [quantity.start for quantity in quantities])
            if quantities:
                bases, stated = self._periods.bases, self._periods.stated
                earlier = figures[max(first, len(figures) - REACH) :]
                by_years = time_words().part_first.match(self._text, *span) is not None
                spoken_of = topic_of_label(
                    self._text, span[0], quantities[0].start, topic if by_years else topic.carried_on()
                )
                sentence = Sentence(self._text, *span, marks.cut, places, times, bases, stated, spoken_of, earlier)
                figures += self._read_sentence(sentence, quantities, paragraph)
                topic = sentence.topic
                opened = opened or topic
            elif span[0] == paragraph[0]:
                topic = topic_of_opening(self._text[slice(*span)], topic)
            parts = self._text.find(PARTS_FIRST, *span)
            self._placing.settle(places if parts < 0 else [place for place in places if place.start < parts])
            if quantities:
                told = figures[-len(quantities) :]
                areas = [figure.ref_area for figure in told]
                self._periods.leave(areas, all(figure.scope == "case" for figure in told))
            elif times:
                self._periods.leave([self._placing.area])
        return topic.left_behind(opened or topic)

    def _read_sentence(self, sentence: Sentence, quantities: list[Quantity], paragraph: Span) -> list[Figure]:
        figures: list[Figure] = []
        before: Figure | None = None
        for at, quantity in enumerate(quantities):
            following = quantities[at + 1].before if at + 1 < len(quantities) else sentence.end
            figure = self._begin(quantity, sentence, before, following)
            self._placing.place(figure, sentence.places)
            self._tell(figure, paragraph)
            self._dating.date(figure, before, sentence)
            self._name(figure, figures, sentence)
            self._placing.slice_by_court(figure, before)
            slice_by_campaign(figure, sentence)
            figures.append(figure)
            before = figure
        link_forward(figures)
        if share_out(figures, sentence):
            link_again(figures)
        agree_with_sum(figures, sentence)
        for at, figure in enumerate(figures):
            if figure.change_of is not None:
                compare_with_base(figure, figures[max(0, at - REACH) : at], sentence)
        return figures

    def _begin(self, quantity: Quantity, sentence: Sentence, before: Figure | None, following: int) -> Figure:
        lead_start = before.quantity.end if before else sentence.start
        clause_start = max(self._clauses.start(quantity.before), lead_start)
        return Figure(
            quantity,
            quantity.unit.unit_measure,
            (sentence.start, sentence.end),
            self._text[max(lead_start, quantity.before - LONGEST_LEAD) : quantity.before],
            clause_start,
            sentence.said_in_clause(clause_start, quantity.before),
            sentence.core_of(clause_start, quantity.before),
            tail_of(self._text, quantity.end, following),
            _in_brackets(self._text, sentence.start, quantity.start),
            [place for place in sentence.places if clause_start <= place.start < quantity.start],
        )

    def _tell(self, figure: Figure, paragraph: Span) -> None:
        at, (start, end) = figure.quantity.start, figure.sentence
        part_end = self._text.find(
            "；", at, min(end, at + FURTHEST_PART)
        )  # a case told behind a semicolon is not that of the figures before it
        told = (start, end if part_end < 0 else part_end)
        figure.scope = self._marks.stories.scope(at, figure.clause_start, told, paragraph, self._quotes)
        if figure.scope == "case":
            self._placing.place_case(figure, paragraph)

    def _name(self, figure: Figure, before: list[Figure], sentence: Sentence) -> None:
        quantity = figure.quantity
        hedge = self._text[quantity.before : quantity.start]
        previous = before[-1] if before else None
        if previous is not None and previous.change is not None and self._is_listed(figure, previous):
            figure.change = Change(-previous.change.sign if previous.change.turns else previous.change.sign, 0)
        elif "占" not in hedge:
            printed = self._text[quantity.start : quantity.end]
            behind_base = previous is not None and previous.is_base and previous.unit == figure.unit
            figure.change = read_change(figure.said, printed, figure.unit, behind_base)
        if figure.change is None and figure.unit in RATES and name_carried_change(figure, before, sentence):
            return
        if figure.change is not None:
            name_change(figure, before, sentence)
        else:
            name_level(figure, before, sentence)

    def _is_listed(self, figure: Figure, before: Figure) -> bool:
        """Whether a figure stands in one list with the one before it."""
        reached = figure.lead in REACHED and figure.unit != before.unit
        if (PLAIN_LINK.fullmatch(figure.lead) is None and not figure.names_next_place) or reached:
            return False
        if figure.unit == before.unit or (figure.unit in RATES and before.unit in RATES):
            return True
        at = figure.quantity.before
        return figure.unit not in RATES and EACH in self._text[self._clauses.start(at) : at]


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("（", start, at) > text.count("）", start, at)


def _agree(in_headings: list[Figure], figures: list[Figure]) -> None:
    """Let the figures of section headings that name nothing measure what the text says of the same numbers."""
    unnamed = [each for each in in_headings if each.wording is None and each.extended is None]
    told = {_number_of(each): each for each in reversed(figures) if each.wording} if unnamed else {}
    for figure in unnamed:
        if (same := told.get(_number_of(figure))) is not None:
            figure.measure_as(same)
            figure.stand_as(same)


def _number_of(figure: Figure) -> tuple[str, bool, Decimal]:
    return figure.unit, figure.change is None, figure.quantity.value
