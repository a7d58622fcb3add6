"""Figures as the observations that extraction hands on."""

import re
from functools import cache
from operator import attrgetter

from extraction.figure import Figure
from extraction.frames import NO_PERIOD
from extraction.pieces import Piece
from extraction.records import Observation, Report

WITHIN = re.compile(
    r"(?:时间|的时间)?[内里]?(?<=[内里间])[^，。；]{0,8}?(?:出动|执结|拘|共|累计|集中|完成|办结|审结|开展|实现)"
)  # 15天内出动干警
DOUBTS = {"no indicator": 0.1, "no label": 0.1, "no area": 0.1, "inherited": 0.1, "none": 0.2}


def observe(text: str, pieces: tuple[Piece, ...], report: Report) -> tuple[Observation, ...]:
    """The observations of a report, in the order of the page; `text` is the document as it came."""
    found = [
        _observation(text, piece, figure, report, pieces[-1] if figure.changes_body else piece)
        for piece in pieces
        for figure in piece.figures
        if not is_span_of_time(figure, piece.text)
    ]
    found.sort(key=attrgetter("char_start"))
    return tuple(found)


def is_span_of_time(figure: Figure, text: str) -> bool:
    """Whether a figure only says when: 两个月 told of a court is no figure; told of a case it is how long."""
    if figure.scope != "aggregate" or figure.change is not None:
        return False
    if figure.unit == "day":
        return WITHIN.match(text, figure.quantity.end) is not None
    return figure.unit == "month" and not text[figure.quantity.start].isdecimal()


def _observation(text: str, piece: Piece, figure: Figure, report: Report, of_level: Piece) -> Observation:
    quantity = figure.quantity
    start, end = piece.joined.source_span(quantity.start, quantity.end)
    sign = figure.change.sign if figure.change else 1
    low, high = quantity.interval
    if sign < 0:
        low, high = (None if high is None else -high), (None if low is None else -low)
    time_start, time_end = figure.period
    return Observation(  # in the order of its fields: by their names it takes three times as long
        _observation_id(report.document_id, start, end),
        report.report_id,
        report.document_id,
        start,
        end,
        text[start:end],
        piece.text[figure.sentence[0] : figure.sentence[1]].strip(),
        figure.indicator,
        figure.label,
        figure.breakdown,
        "change" if figure.change else "level",
        quantity.value * sign,
        low,
        high,
        figure.unit,
        quantity.qualifier,
        figure.ref_area,
        figure.court,
        time_start,
        time_end,
        figure.time_basis if figure.period != NO_PERIOD else "none",
        figure.comparison if figure.change else None,
        _id_of(of_level, figure.change_of, report),
        figure.scope,
        _confidence(figure),
    )


def _id_of(piece: Piece, figure: Figure | None, report: Report) -> str | None:
    if figure is None or is_span_of_time(figure, piece.text):
        return None
    return _observation_id(report.document_id, *piece.joined.source_span(figure.quantity.start, figure.quantity.end))


def _observation_id(document_id: str, start: int, end: int) -> str:
    return f"{document_id[:16]}-{start}-{end}"


def _confidence(figure: Figure) -> float:
    """How much of the figure's context was said outright: 1 when all was, less for each part inherited or missing."""
    return _without_doubts(
        figure.wording is None and figure.extended is None,
        not figure.label,
        figure.ref_area is None,
        figure.time_basis if figure.period != NO_PERIOD else "none",
    )


@cache
def _without_doubts(no_indicator: bool, no_label: bool, no_area: bool, time_basis: str) -> float:
    told = (no_indicator and "no indicator", no_label and "no label", no_area and "no area", time_basis)
    return round(1 - sum(DOUBTS.get(str(doubt), 0.0) for doubt in told), 2)
