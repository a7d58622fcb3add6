"""A figure while it is being read, and the sentence that it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from extraction.anchors import Period
from extraction.catalogue.carried import carried_words
from extraction.catalogue.measures import moving_words
from extraction.catalogue.wordings import Wording, match_indicator
from extraction.changes import Change
from extraction.frames import NO_PERIOD
from extraction.phrases import LONGEST_LEAD, PER_HEAD, QUOTES, REMEMBERED, bare, phrase_words, without
from extraction.place import Place
from extraction.quantities import Quantity, find_quantities
from extraction.time_expressions import TimeExpression
from extraction.topics import Topic

PLAIN_LINK = re.compile(r"(?:[、和与及至到~—-]|以及)+")
LIST_LINK = re.compile(rf"(?:[、和与及]|以及)+(?:{'|'.join(moving_words())})?了?")
OPENING = re.compile(r"\s*(?:[^，。；：]{1,14}[年月日底]，)?(?P<words>[^，。；：\d]{2,24})(?:中|里|期间|方面)，")
LISTING = ("、", "和", "与", "及")
NOT_PER_HEAD = ("day", "percent", "percentage_point")


@lru_cache(maxsize=REMEMBERED)
def _indicators_of(phrase: str, unit: str, is_change: bool) -> tuple[Wording | None, Wording | None]:
    """The wording of an indicator of the annotated table in a phrase; where there is none, that of another."""
    per_head = unit not in NOT_PER_HEAD and PER_HEAD.search(phrase) is not None
    wording = None if per_head else match_indicator(phrase, unit, is_change, False)
    return wording, None if wording else match_indicator(phrase, unit, is_change, True)


@dataclass(slots=True)
class Figure:
    """One figure of an article; offsets are places in the article's text."""

    quantity: Quantity
    unit: str  # its unit of measure
    sentence: tuple[int, int]
    lead: str  # the words between the figure before and this one
    clause_start: int
    said: str  # the words of its own clause in front of it and of its hedge
    core: str  # these words without time, place and connecting words
    tail: str  # the words directly behind it
    bracketed: bool
    own_places: list[Place]  # the places named in its own clause in front of it
    phrase: str = ""  # core, # and tail, with what was left unsaid filled in
    label: str = ""
    wording: Wording | None = None
    extended: Wording | None = None
    breakdown: str = ""
    change: Change | None = None
    comparison: str | None = None
    change_of: "Figure | None" = None
    ref_area: str | None = None
    court: str | None = None
    period: Period = NO_PERIOD
    time_basis: str = "none"
    scope: str = "aggregate"
    own_court: str | None = None  # the court named in its own clause
    is_slice: bool = False  # a part of the figure before that measures the same: 其中民事9680件
    changes_body: bool = False  # a change of a heading, whose level stands in the text below
    is_base: bool = False  # told only to be compared with: 由36件, 上年同期为12746件

    @property
    def indicator(self) -> str | None:
        """The code of its indicator in the annotated table."""
        return self.wording.indicator.indicator if self.wording else None

    @property
    def code(self) -> str | None:
        """The code of its indicator, in the annotated table or beyond it."""
        told = self.wording or self.extended
        return told.indicator.indicator if told else None

    @property
    def names_next_place(self) -> bool:
        """Whether it is that of the next place of a list: 抚州31.2%、萍乡28.1%."""
        return self.lead[:1] in LISTING and bool(self.own_places) and not self.core and self.unit == "percent"

    def match(self, phrase: str) -> None:
        """Take the indicator that a phrase words; ``#`` stands for the number in it."""
        self.phrase = phrase
        self.wording, self.extended = _indicators_of(phrase, self.unit, self.change is not None)

    def measure_as(self, other: "Figure") -> None:
        """Measure what another figure measures."""
        self.label, self.phrase, self.breakdown = other.label, other.phrase, other.breakdown
        self.wording, self.extended = other.wording, other.extended

    def stand_as(self, other: "Figure") -> None:
        """Hold for the period, area and scope of another figure."""
        self.period, self.time_basis = other.period, other.time_basis
        self.ref_area, self.court, self.scope = other.ref_area, other.court, other.scope


@dataclass(slots=True)
class Sentence:
    """One sentence of an article with what was found in it."""

    text: str  # of the article
    start: int
    end: int
    cut: list[tuple[int, int]]  # the spans of the times and places of the article
    places: list[Place]
    times: list[TimeExpression]
    bases: list[tuple[TimeExpression, Period]]  # what its changes may be compared with
    stated: list[tuple[TimeExpression, Period]]  # the periods that it states
    topic: Topic = field(default_factory=Topic)
    earlier: list[Figure] = field(default_factory=list)  # the figures of the paragraph before this sentence
    of_whole: Topic | None = None  # what it spoke of before the parts that are being told: 其中首次执行24件；执结27件

    def go_on_to(self, figure: Figure) -> None:
        """Go on to the next figure: behind 其中 parts are told, and a semicolon leads back to what they are part of."""
        if self.of_whole is not None and "；" in figure.lead:
            self.topic, self.of_whole = self.of_whole, None
        if self.of_whole is None and phrase_words().part.match(figure.said):
            self.of_whole = self.topic

    def said_in_clause(self, clause_start: int, end: int) -> str:
        """The words of a figure's own clause up to it; behind brackets also those in front of them."""
        words = self.text[clause_start:end]
        if words[:1] != "）":
            return words
        opened = self.text.rfind("（", self.start, clause_start)
        start = max(self.start - 1, *(self.text.rfind(sign, self.start, opened) for sign in "，；：")) + 1
        return self.text[start:opened] + words[1:]

    @property
    def opening(self) -> str:
        """What its first clause says to be spoken of: 在终本清仓行动中，…; '' where it says none."""
        found = OPENING.match(self.text, self.start, self.end)
        return found["words"] if found else ""

    def divides(self, figure: Figure) -> bool:
        """Whether the sentence divides what was told before it by kinds, of which a figure counts one: 从案由看，…"""
        words = phrase_words()
        before = figure.quantity.before
        if (
            words.divides.match(self.text, self.start, before)
            or self.ranked_before(figure)
            or self.kinds_led_to(before)
        ):
            return True
        colon = self.text.rfind("：", self.start, figure.clause_start)
        start = max(self.start, colon - LONGEST_LEAD)
        return colon >= 0 and words.lists_kinds.search(self.text, start, colon) is not None

    def kinds_led_to(self, end: int) -> str:
        """What the sentence says up to an offset to lead on to kinds: 收案数量居前三位的案由依次为; '' for nothing."""
        words = phrase_words()
        if words.names_kinds.search(self.text, self.start, end) is None:
            return ""  # as in most sentences
        found = words.leads_to_kinds.search(self.text, self.start, end)
        return found[0] if found else ""

    def act_on_kinds(self, end: int) -> str:
        """What was done with the cases of the kinds that the sentence leads on to."""
        named = phrase_words().taking.search(self.kinds_led_to(end))
        return named[0] if named else ""

    def ranked_before(self, figure: Figure) -> str:
        """What the clause before a figure's own clause ranks or says to move, no number between: 涉澳最少，只有87件."""
        end = figure.clause_start - 1
        low = figure.quantity.before - len(figure.lead)
        if end <= low:
            return ""
        start = max(low, *(self.text.rfind(sign, low, end) + 1 for sign in "，；："))
        if found := phrase_words().ranked.fullmatch(self.text, start, end):
            return self.core_of(start, found.end("kind"))
        moves = carried_words().move.search(f"{self.text[start:end]}，")
        return self.core_of(start + moves.start("name"), start + moves.end("name")) if moves else ""

    def core_of(self, start: int, end: int) -> str:
        """What a stretch of the sentence names, times, places and connecting words left out."""
        return bare(without(self.text, start, end, self.cut))

    def clause_before(self, figure: Figure) -> str:
        """What the clause before a figure's own clause names."""
        return next(self.clauses_before(figure), "")

    def clauses_before(self, figure: Figure) -> Iterator[str]:
        """What each clause before a figure's own clause names, the nearest first."""
        end = max(self.start, figure.clause_start - 1)
        while end > self.start:
            start = max(self.start, *(self.text.rfind(sign, self.start, end) for sign in "，；："))
            words = without(self.text, start, end, self.cut)
            yield without_numbers(bare(words)).translate(QUOTES)
            end = start


@lru_cache(maxsize=REMEMBERED)
def without_numbers(words: str) -> str:
    """The words without printed numbers and the units behind them."""
    return without(words, 0, len(words), [(found.start, found.end) for found in find_quantities(words, [])])
