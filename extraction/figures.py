"""The figures of one article, each with all that the text says of it."""

import re
from dataclasses import dataclass

from extraction.breakdowns import read_breakdown, slices
from extraction.catalogue.wordings import Wording, match_indicator
from extraction.changes import Change, read_change, read_comparison
from extraction.period_context import NO_PERIOD, PeriodReader
from extraction.periods import Anchor, Period
from extraction.phrases import (
    LAST_CLAUSE,
    LONGEST_LEAD,
    QUOTES,
    Topic,
    bare,
    complete,
    complete_rate,
    is_class_of_cases,
    phrase_words,
    remember,
    tail_of,
    without,
)
from extraction.places import Place, read_places
from extraction.quantities import Quantity, find_quantities
from extraction.sentences import Clauses, split_sentences
from extraction.stories import find_stories
from extraction.time_expressions import TimeExpression, find_time_expressions

TITLES = re.compile(r"《[^》\n]{1,60}》")
BROUGHT_TOGETHER = re.compile(r"分别|依次")
LIST_LINK = re.compile(r"(?:[、和与及]|以及)+")
SLICE_OF_BEFORE = re.compile(r"^[，；、（\s]*(?:其中|里面有|里面|包括|包含|含|内有)")
SEVERAL_LEVELS = re.compile(r"(?<![人平件户])均")
PER_HEAD = re.compile(r"人均|平均|件均|户均|每(?:分钟|天|年|月|小时|名|位|人)")
FOLLOWING_LEVEL = re.compile(r"[，、]?(?:达|达到|至|为|升至|降至|增至|已达)$")
SHARE = re.compile(r"占")
SHARE_OF = re.compile(r"占[^，。；]*$")


@dataclass(slots=True)
class Figure:
    """One figure of an article; offsets are places in the article's text."""

    quantity: Quantity
    sentence: tuple[int, int]
    lead: str  # the words between the figure before and this one
    clause_start: int
    core: str = ""  # the words of its own clause, without time and place
    tail: str = ""
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
    bracketed: bool = False
    together: bool = False  # 分别: the changes of a list belong to as many levels before

    @property
    def indicator(self) -> str | None:
        """The code of its indicator in the annotated table."""
        return self.wording.indicator.indicator if self.wording else None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one text: its figures, and the year and period that it left behind."""

    figures: list[Figure]
    anchor: Anchor


def read_figures(text: str, paragraphs: list[tuple[int, int]], anchor: Anchor, base: str | None) -> Reading:
    """Read every figure of an article.

    Args:
        text: The folded, joined text of the article.
        paragraphs: The spans of its paragraphs and section headings, in order.
        anchor: What relative words of time are counted from.
        base: The area that the article is about.
    """
    return _ArticleReader(text, paragraphs, anchor, base).read()


class _ArticleReader:
    def __init__(self, text: str, paragraphs: list[tuple[int, int]], anchor: Anchor, base: str | None) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._base = base
        self._clauses = Clauses(text)
        titles = [found.span() for found in TITLES.finditer(text)]
        self._times = [time for time in find_time_expressions(text) if not _inside(time.start, titles)]
        taken = sorted([(time.start, time.end) for time in self._times] + titles)
        self._quantities = find_quantities(text, taken)
        self._places = read_places(text, self._clauses, anchor.year or anchor.published.year, base)
        self._stories = find_stories(text)
        self._periods = PeriodReader(text, self._clauses, anchor)
        self._cut = sorted([(time.start, time.end) for time in self._times] + [(p.start, p.end) for p in self._places])

    def read(self) -> Reading:
        figures: list[Figure] = []
        for number, paragraph in enumerate(self._paragraphs):
            self._area, self._court = self._base, None
            self._topic = Topic()
            for start, end in split_sentences(self._text[paragraph[0] : paragraph[1]]):
                sentence = (paragraph[0] + start, paragraph[0] + end)
                figures += self._read_sentence(sentence, number, paragraph)
        return Reading(figures, self._periods.anchor)

    def _read_sentence(self, sentence: tuple[int, int], number: int, paragraph: tuple[int, int]) -> list[Figure]:
        quantities = _within(self._quantities, sentence)
        times = [time for time in self._times if sentence[0] <= time.start < sentence[1]]
        places = [place for place in self._places if sentence[0] <= place.start < sentence[1]]
        self._periods.enter(sentence, number, times, [quantity.start for quantity in quantities])
        figures: list[Figure] = []
        for at, quantity in enumerate(quantities):
            following = quantities[at + 1].before if at + 1 < len(quantities) else sentence[1]
            figure = self._begin(quantity, sentence, figures[-1] if figures else None, following)
            self._place(figure, places, paragraph)
            self._tell(figure, paragraph)
            self._date(figure)
            self._word(figure, figures, places)
            figures.append(figure)
        self._link_forward(figures)
        self._settle_area(places, sentence)
        self._periods.leave(figures[-1].ref_area if figures else self._area, False)
        return figures

    def _begin(self, quantity: Quantity, sentence: tuple[int, int], before: Figure | None, following: int) -> Figure:
        lead_start = before.quantity.end if before else sentence[0]
        lead = self._text[max(lead_start, quantity.before - LONGEST_LEAD) : quantity.before]
        clause_start = max(self._clauses.start(quantity.before), lead_start)
        return Figure(
            quantity,
            sentence,
            lead,
            clause_start,
            core=bare(without(self._text, clause_start, quantity.before, self._cut)),
            tail=tail_of(self._text, quantity.end, following),
            bracketed=_in_brackets(self._text, sentence[0], quantity.start),
        )

    # --- where

    def _place(self, figure: Figure, places: list[Place], paragraph: tuple[int, int]) -> None:
        at = figure.quantity.start
        for place in reversed(places):
            own = place.start >= figure.clause_start
            if place.start < at and (place.is_subject or (own and place.court and place.end <= at)):
                figure.ref_area, figure.court = place.ref_area, place.court
                return
        figure.ref_area, figure.court = self._area, self._court

    def _settle_area(self, places: list[Place], sentence: tuple[int, int]) -> None:
        for place in places:
            if place.is_subject and place.ref_area is not None:
                self._area, self._court = place.ref_area, place.court

    def _tell(self, figure: Figure, paragraph: tuple[int, int]) -> None:
        at = figure.quantity.start
        before = self._text[paragraph[0] : at]
        quoted = before.count("“") > before.count("”")
        figure.scope = self._stories.scope(at, figure.sentence, paragraph, quoted)
        if figure.scope == "case":
            self._place_case(figure, paragraph)

    def _place_case(self, figure: Figure, paragraph: tuple[int, int]) -> None:
        """A case lies where the court lies that its paragraph names nearest."""
        at = figure.quantity.start
        near = [p for p in self._places if paragraph[0] <= p.start < paragraph[1] and p.ref_area is not None]
        courts = [place for place in near if place.court] or [place for place in near if place.is_subject]
        before = [place for place in courts if place.start < at]
        chosen = before[-1] if before else (courts[0] if courts else None)
        if chosen is None:
            earlier = [p for p in self._places if p.start < at and p.court and p.ref_area is not None]
            chosen = earlier[-1] if earlier else next(iter(near), None)
        if chosen is not None:
            figure.ref_area, figure.court = chosen.ref_area, chosen.court

    # --- when

    def _date(self, figure: Figure) -> None:
        at = figure.quantity.start
        if figure.scope == "case":
            figure.period, figure.time_basis = self._periods.stated_near(at)
        else:
            figure.period, figure.time_basis = self._periods.period_at(at, figure.clause_start, figure.ref_area)

    # --- what

    def _word(self, figure: Figure, before: list[Figure], places: list[Place]) -> None:
        quantity = figure.quantity
        unit = quantity.unit.unit_measure
        clause_lead = self._text[figure.clause_start : quantity.before]
        printed = self._text[quantity.start : quantity.end]
        previous = before[-1] if before else None
        hedge = self._text[quantity.before : quantity.start]
        figure.change = read_change(clause_lead, printed, unit) if SHARE.search(hedge) is None else None
        if figure.change is None and previous and previous.change and LIST_LINK.fullmatch(figure.lead):
            if unit == previous.quantity.unit.unit_measure:
                figure.change = Change(previous.change.sign, 0)
        if figure.change is not None:
            self._word_change(figure, before)
        else:
            self._word_level(figure, before, places)

    def _word_level(self, figure: Figure, before: list[Figure], places: list[Place]) -> None:
        previous = before[-1] if before else None
        unit = figure.quantity.unit.unit_measure
        own_subject = any(figure.clause_start <= place.start < figure.quantity.start for place in places)
        core = figure.core
        if previous is not None and SLICE_OF_BEFORE.match(figure.lead):
            self._take_from_whole(figure, before)
        elif previous is not None and unit != "case" and is_class_of_cases(core):
            self._take_from_whole(figure, before)
        if unit == "case" and figure.wording is None and not PER_HEAD.search(core):
            core = complete(core, figure.tail, self._topic, own_subject)
        elif unit == "percent":
            core = complete_rate(core, self._topic)
        if not core and not figure.tail and previous is not None and not SHARE.search(_lead_in_clause(self._text, figure)):
            self._continue(figure, previous)
            return
        if not core and not previous:
            core = bare(_clause_before(self._text, figure, self._cut))
        if figure.wording is None:
            self._match(figure, core, unit, False)
        if figure.wording is None and figure.lead:
            self._match_wider(figure, core, unit)
        self._finish_label(figure, core, previous)
        if unit == "case":
            self._topic = remember(core, self._topic)

    def _match(self, figure: Figure, core: str, unit: str, is_change: bool) -> None:
        figure.phrase = f"{core.translate(QUOTES)}#{figure.tail}"
        if PER_HEAD.search(figure.phrase) and unit not in ("day", "percent", "percentage_point", ""):
            figure.extended = match_indicator(figure.phrase, unit, is_change, True)
            return
        figure.wording = match_indicator(figure.phrase, unit, is_change, False)
        if figure.wording is None:
            figure.extended = match_indicator(figure.phrase, unit, is_change, True)

    def _match_wider(self, figure: Figure, core: str, unit: str) -> None:
        """Look for the indicator with the clause before: 对现存…终本积案，已出清430余件."""
        if SHARE.search(core) or PER_HEAD.search(core) or unit in ("percent", "percentage_point"):
            return
        before = bare(_clause_before(self._text, figure, self._cut)).translate(QUOTES)
        phrase = f"{before}{core.translate(QUOTES)}#{figure.tail}"
        figure.wording = match_indicator(phrase, unit, False, False, beyond=len(before))

    def _take_from_whole(self, figure: Figure, before: list[Figure]) -> None:
        """A figure behind 其中 measures a slice of the figure that it is part of."""
        same_unit = [
            each
            for each in before
            if each.change is None and each.quantity.unit.unit_measure == figure.quantity.unit.unit_measure
        ]
        whole = same_unit[-1] if same_unit else None
        words = phrase_words()
        names_cases = is_class_of_cases(figure.core) or (
            words.case_noun.search(figure.core) and not words.action.search(figure.core)
        )
        if whole is not None and whole.wording is not None and names_cases:
            figure.wording, figure.phrase = whole.wording, f"{figure.core}#{figure.tail}"

    def _continue(self, figure: Figure, previous: Figure) -> None:
        """A number that says nothing of its own goes on with what the one before measured."""
        unit = figure.quantity.unit.unit_measure
        figure.label, figure.phrase = previous.label, previous.phrase
        if unit == previous.quantity.unit.unit_measure and previous.change is None:
            figure.wording, figure.extended = previous.wording, previous.extended
            figure.breakdown = previous.breakdown
        else:
            figure.wording = match_indicator(figure.phrase, unit, False, False)
            figure.extended = None if figure.wording else match_indicator(figure.phrase, unit, False, True)
            figure.breakdown = read_breakdown(figure.label, figure.wording)

    def _finish_label(self, figure: Figure, core: str, previous: Figure | None) -> None:
        figure.label = (core + figure.tail if figure.tail and not core.endswith(figure.tail) else core) or figure.tail
        if previous is not None and (share := SHARE_OF.search(_lead_in_clause(self._text, figure))):
            figure.label = previous.label + share[0]
        figure.breakdown = read_breakdown(figure.label, figure.wording)
        if (
            previous is not None
            and previous.quantity.unit.unit_measure == "case"
            and figure.indicator in slices().inherit
            and previous.change is None
            and not figure.breakdown
        ):
            figure.breakdown = previous.breakdown

    # --- changes

    def _word_change(self, figure: Figure, before: list[Figure]) -> None:
        clause_lead = self._text[figure.clause_start : figure.quantity.before]
        previous = before[-1] if before else None
        self._compare(figure, clause_lead, previous)
        if previous is not None and previous.change is not None and LIST_LINK.fullmatch(figure.lead):
            self._change_in_list(figure, before)
            return
        subject = _subject_of_change(without(self._text, figure.clause_start, figure.quantity.before, self._cut))
        if SEVERAL_LEVELS.search(clause_lead):
            figure.label = subject or "均"
            return
        if subject:
            subject = complete(subject, "", self._topic, False)
            self._match(figure, subject, figure.quantity.unit.unit_measure, True)
            figure.label = subject
            figure.breakdown = read_breakdown(subject, figure.wording)
            same = [each for each in before if each.change is None and each.label and each.label == subject]
            if same:
                self._attach(figure, same[-1])
            return
        levels = _levels_in_reach(before, figure)
        if BROUGHT_TOGETHER.search(clause_lead):
            figure.together = True
        if levels:
            self._attach(figure, _level_for(figure, levels))

    def _compare(self, figure: Figure, clause_lead: str, previous: Figure | None) -> None:
        said = read_comparison(clause_lead)
        if said is None and previous is not None and previous.change is not None:
            figure.comparison = previous.comparison
        elif said is None:
            earlier = read_comparison(self._text[figure.sentence[0] : figure.clause_start])
            figure.comparison = earlier[0] if earlier and earlier[0] != "other" else None
        else:
            figure.comparison = said[0]

    def _change_in_list(self, figure: Figure, before: list[Figure]) -> None:
        """A further change of a list: 同比分别上升15.67%和32.96%."""
        run = [figure]
        for each in reversed(before):
            run.insert(0, each)
            if not (each.change and LIST_LINK.fullmatch(each.lead)):
                break
        levels = _levels_in_reach(before[: len(before) + 1 - len(run)], run[0])
        if run[0].together and len(levels) >= len(run):
            for change, level in zip(run, levels[-len(run) :], strict=True):
                self._attach(change, level)
        else:
            figure.label, figure.phrase = before[-1].label, before[-1].phrase
            figure.wording, figure.breakdown = before[-1].wording, before[-1].breakdown

    def _attach(self, figure: Figure, level: Figure) -> None:
        figure.change_of = level
        figure.label, figure.phrase = level.label, level.phrase
        figure.wording, figure.extended = level.wording, level.extended
        figure.breakdown = level.breakdown
        figure.period, figure.time_basis = level.period, level.time_basis
        figure.ref_area, figure.court, figure.scope = level.ref_area, level.court, level.scope

    def _link_forward(self, figures: list[Figure]) -> None:
        """A change told before its level: 同比增长23%，达1.2万亿元."""
        for figure, following in zip(figures, figures[1:], strict=False):
            if (
                figure.change
                and following.change is None
                and figure.change_of is None
                and FOLLOWING_LEVEL.fullmatch(following.lead)
            ):
                following.label, following.phrase = figure.label, figure.phrase
                unit = following.quantity.unit.unit_measure
                following.wording = match_indicator(f"{figure.label}#", unit, False, False)
                following.breakdown = read_breakdown(figure.label, following.wording)
                figure.wording = following.wording
                figure.change_of = following


def _levels_in_reach(before: list[Figure], change: Figure) -> list[Figure]:
    """The levels of the sentence that a change without subject may belong to.

    Of numbers that run on (4.9万件5.8万人) only the first counts; those in brackets that closed before the
    change do not.
    """
    levels: list[Figure] = []
    for at, figure in enumerate(before):
        if figure.change is not None or (figure.bracketed and not change.bracketed):
            continue
        runs_on = at > 0 and not figure.lead.strip("，、 ") and before[at - 1].change is None
        if not runs_on:
            levels.append(figure)
    return levels


def _level_for(figure: Figure, levels: list[Figure]) -> Figure:
    """The nearest level, shares of something else stepped over."""
    unit = figure.quantity.unit.unit_measure
    for level in reversed(levels):
        is_share = level.quantity.unit.unit_measure == "percent" and "占" in level.lead
        if unit == "percentage_point" and level.quantity.unit.unit_measure != "percent":
            continue
        if not is_share or len(levels) == 1:
            return level
    return levels[-1]


def _subject_of_change(words: str) -> str:
    """What is said to change, where the clause says so itself."""
    change = re.search(
        r"(?:同比|环比|较[^，。；]*?(?:相比)?|比[^，。；例率重]*?|与[^，。；]*?相比|分别|均|也|又|再|还|更|又|则|继续|持续|大幅|明显|显著|平均|"
        r"年均|约|近|超过?|逾|幅度|比例)*(?:增长|上升|提升|增加|提高|上涨|攀升|扩大|回升|升高|增幅|涨幅|增速|净增|下降|减少|降低|回落|缩短|下滑|"
        r"压降|降幅|跌幅|下跌|收窄|缩减|压减|增|降|升|减)[^，。；]*$",
        words,
    )
    return bare(words[: change.start()] if change else "")


def _lead_in_clause(text: str, figure: Figure) -> str:
    """The words of a figure's own clause in front of it."""
    return text[figure.clause_start : figure.quantity.before]


def _clause_before(text: str, figure: Figure, cut: list[tuple[int, int]]) -> str:
    """The words of the clause before the figure's own, within its sentence."""
    end = figure.clause_start
    start = max(figure.sentence[0], end - LONGEST_LEAD)
    words = without(text, start, max(start, end - 1), cut)
    clauses = [clause for clause in LAST_CLAUSE.split(words) if clause]
    return re.sub(r"[\d.,]+[万亿]*余?[件人元%]?", "", clauses[-1]) if clauses else ""


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("（", start, at) > text.count("）", start, at)


def _within(quantities: list[Quantity], span: tuple[int, int]) -> list[Quantity]:
    return [quantity for quantity in quantities if span[0] <= quantity.start < span[1]]


def _inside(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


__all__ = ["Figure", "Reading", "TimeExpression", "read_figures"]
