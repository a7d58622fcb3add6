"""Which period each figure of an article is told of."""

import re

from extraction.catalogue.time_words import time_words
from extraction.figure import Figure, Sentence
from extraction.frames import NO_PERIOD
from extraction.period_context import PeriodReader
from extraction.phrases import phrase_words
from extraction.placing import is_one_court
from extraction.sentences import Clauses

OF_TIME = ("day", "month", "year")
COPULAS = ("是", "为", "达")  # 执结率为2020年的96%: no share of what was told then
SEVERAL = 2  # courts
MOST = re.compile(
    r"最[大高快多小低少慢][^，。；]{0,4}的|占全[市省区县州盟]|前[两三四五六七八九十]位?(?:的|为|是|依次|分别)"
)


class Dating:
    """Gives figures their period."""

    def __init__(self, text: str, clauses: Clauses, periods: PeriodReader, base: str | None) -> None:
        """Begin with the text of an article, its clauses, the reader of its periods and the area it is about."""
        self._text, self._clauses, self._periods, self._base = text, clauses, periods, base

    def date(self, figure: Figure, before: Figure | None, sentence: Sentence) -> None:
        """Give a figure its period; `before` is the figure before it in its sentence."""
        at = figure.quantity.start
        if figure.scope == "case" and figure.unit in OF_TIME:
            return  # how long something took is told of no day
        clause_end = min(self._clauses.end(at), figure.sentence[1])
        clause = self._text[figure.clause_start : clause_end]
        if figure.scope == "case":
            figure.period, figure.time_basis = self._periods.period_of_case(at, clause)
        elif time_words().untold.search(figure.said):
            return
        elif (occasion := self._periods.of_occasion(clause)) != NO_PERIOD:
            figure.period, figure.time_basis = occasion, "stated"
        elif before is not None and self._is_part(figure, before, sentence):
            figure.period, figure.time_basis = before.period, before.time_basis
        else:
            alone = is_one_court(figure) and not _goes_through_courts(sentence)
            elsewhere = figure.ref_area if alone else self._base
            is_ratio = figure.unit == "multiple" or self._is_share_of_time(figure, sentence)
            figure.period, figure.time_basis = self._periods.period_at(
                at, figure.clause_start, clause_end, elsewhere, is_ratio
            )

    def _is_part(self, figure: Figure, before: Figure, sentence: Sentence) -> bool:
        """Whether a figure counts a part of the one before it, and no time is told between: 累计7万人，其中2万人."""
        part = phrase_words().part
        if before.scope == "case" or not (part.match(figure.said) or part.match(figure.lead)):
            return False
        return not any(before.quantity.end <= time.start < figure.quantity.start for time in sentence.times)

    def _is_share_of_time(self, figure: Figure, sentence: Sentence) -> bool:
        """Whether a figure is a share of what was told at another time: 只有上年同期的七成."""
        end = figure.quantity.before - 1
        if figure.unit != "percent" or self._text[end] != "的":
            return False
        told = next((time for time in sentence.times if time.end == end), None)
        found = time_words().share_of.search(self._text, figure.clause_start, told.start) if told else None
        printed = self._text[figure.quantity.start : figure.quantity.end]
        return found is not None and (found[0] not in COPULAS or "%" not in printed)


def _goes_through_courts(sentence: Sentence) -> bool:
    """Whether a sentence tells of several courts one by one: they share the period of the report."""
    courts = {place.ref_area for place in sentence.places if place.court and place.is_subject}
    return len(courts - {None}) >= SEVERAL or MOST.search(sentence.text, sentence.start, sentence.end) is not None
