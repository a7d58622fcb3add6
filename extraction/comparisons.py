"""What a change is compared with: a year, a month or something else before."""

from datetime import date
from itertools import pairwise

from extraction.anchors import Period
from extraction.catalogue.direction import change_words
from extraction.changes import read_comparison
from extraction.figure import Figure, Sentence
from extraction.levels_of_changes import REACH

MONTHS_OF_YEAR = 12


def compare(figure: Figure, before: list[Figure], sentence: Sentence) -> None:
    """Find out what a change is compared with: as its clause says, else as the changes before it."""
    previous = before[-1] if before else None
    said = read_comparison(figure.said)
    if said is None and previous is not None and previous.change is not None:
        figure.comparison = previous.comparison
        return
    if said is None:
        told = sentence.text[sentence.start : figure.clause_start]
        said = read_comparison(told)
        if said is not None and said[0] == "other" and "相比" not in told:
            said = None
    if said is None:
        figure.comparison = _comparison_told_last(figure, before, sentence)
        return
    figure.comparison = said[0]
    if said[0] == "other":
        bases = [period for expression, period in sentence.bases if expression.start < figure.quantity.start]
        figure.comparison = _distance(bases[-1], figure.period) if bases else "other"


def _comparison_told_last(figure: Figure, before: list[Figure], sentence: Sentence) -> str | None:
    """What the change before is compared with; another time than a year or a month ago is so up to a semicolon."""
    told = next((each for each in reversed(before[-REACH:]) if each.change is not None), None)
    if told is None:
        return None
    if told.comparison != "other":
        return told.comparison
    return None if "；" in sentence.text[told.quantity.end : figure.quantity.start] else told.comparison


def compare_with_base(figure: Figure, before: list[Figure], sentence: Sentence) -> None:
    """Compare a change with the level that was told for it to be compared with: 由36件降至10件，降幅72.22%.

    What is held against another time (较7月（1702亿元）多84亿元) is compared anew, now that it has its level's period.
    """
    since = max((each.quantity.end for each in before if each.change is not None), default=0)
    told = [period for time, period in sentence.bases if since <= time.start < figure.quantity.start]
    if figure.comparison == "other" and told:
        figure.comparison = _distance(told[-1], figure.period)
    bases = [each for each in before[-REACH:] if each.is_base]
    if bases and figure.comparison is None:
        figure.comparison = _distance(bases[-1].period, figure.period)


def date_reached(figure: Figure, before: list[Figure], sentence: Sentence) -> None:
    """Give a level reached the last year of a period whose first its base is that of: 由2019年的812件降至213件.

    A base and the level reached from it that tell no time of their own take those of the pair before them. What the
    sentence is held against (与2023年相比，到位率从48.6%提高到57.3%) is the time of such a base.
    """
    start, end = figure.period
    if figure.is_base and sentence.bases and figure.time_basis == "inherited":
        held_against = [period for time, period in sentence.bases if time.end <= figure.clause_start]
        figure.period = held_against[-1] if held_against and held_against[-1][0] else figure.period
        return
    if not before or start is None or end is None or start.year == end.year:
        return
    pairs = [(base, level) for base, level in pairwise(before[-REACH:]) if base.is_base and not level.is_base]
    if figure.is_base:
        figure.period = pairs[-1][0].period if pairs else figure.period
        return
    base = before[-1]
    if not base.is_base or change_words().turn.search(figure.lead) is None:
        return
    if pairs and base.period == pairs[-1][0].period:
        figure.period = pairs[-1][1].period
        return
    if base.period == (start, date(start.year, 12, 31)):
        figure.period = (date(end.year, 1, 1), end)


def _distance(base: Period, period: Period) -> str:
    """Whether a base lies one year, or its own month or quarter, before the period; other where it lies elsewhere."""
    start, end = base
    if end and period[1] and start is None and period[0] is None:
        return "yoy" if (period[1].year - end.year, period[1].month) == (1, end.month) else "other"
    if not (start and end and period[0]):
        return "other"
    if (period[0].year - start.year, period[0].month) == (1, start.month) and _months(start, end) <= MONTHS_OF_YEAR:
        return "yoy"
    months = (period[0].year - start.year) * 12 + period[0].month - start.month
    return "mom" if months in (1, 3) and _months(start, end) == months else "other"


def _months(start: date, end: date) -> int:
    """How many months a period covers."""
    return (end.year - start.year) * 12 + end.month - start.month + 1
