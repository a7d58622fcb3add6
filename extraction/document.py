"""Reads one document: its articles and their figures."""

import re
from dataclasses import dataclass, replace
from datetime import date

from extraction.articles import Article, Block, join_article, read_articles
from extraction.figure import Figure
from extraction.figures import read_figures
from extraction.folding import fold
from extraction.joining import JoinedText
from extraction.lines import Line
from extraction.period_context import NO_PERIOD
from extraction.periods import Anchor
from extraction.places import base_area
from extraction.publication import publication_date
from extraction.records import ExtractedDocument, Observation, Report, StatedMetadata

YEARLY = re.compile(r"工作报告")
REPORTING_MONTHS = 4  # until April a work report speaks of the year before
STORY_HEADING = re.compile(r"案例|故事")
TODAY = re.compile(r"今天|今日")
DAY_AND_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
LATEST = date(2999, 12, 31)
NOTHING_STATED = StatedMetadata()


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of an article with its way back to the page."""

    joined: JoinedText
    text: str
    figures: list[Figure]


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """An article as read.

    Attributes:
        report: Its report.
        pieces: Its headings and, last, its body, each with the figures found in it.
        observations: The figures as observations, in the order of the page.
        anchor: What the relative words of time of its body are counted from.
        is_story: Whether its heading announces the story of one case.
    """

    report: Report
    pieces: tuple[Piece, ...]
    observations: tuple[Observation, ...]
    anchor: Anchor
    is_story: bool


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document as read: with it can be told why each figure was read as it was (`extraction.explanation`)."""

    page: str  # the folded text
    published_on: date | None
    published_basis: str | None
    articles: tuple[ReadArticle, ...]


def extract_document(
    text: str, *, document_id: str, uri: str, stated: StatedMetadata = NOTHING_STATED
) -> ExtractedDocument:
    """Read all reports and observations of a document.

    Args:
        text: The document as decoded; offsets in the result count its characters.
        document_id: Its id; the ids in the result are made from it.
        uri: Its name, in which a publication date may stand.
        stated: What its side file says; what that leaves out is read from the text.
    """
    read = read_document(text, document_id=document_id, uri=uri, stated=stated)
    return ExtractedDocument(
        read.published_on,
        read.published_basis,
        tuple(article.report for article in read.articles),
        tuple(observation for article in read.articles for observation in article.observations),
    )


def read_document(text: str, *, document_id: str, uri: str, stated: StatedMetadata = NOTHING_STATED) -> ReadDocument:
    """Read a document as `extract_document` does, keeping what each figure was read from."""
    page = fold(text)
    articles = read_articles(page)
    published, basis = publication_date(page, articles, uri, stated)
    read: list[ReadArticle] = []
    context: Anchor | None = None
    for number, article in enumerate(articles, start=1):
        found, context = _read_article(
            text, page, article, number, document_id=document_id, published=published, context=context, stated=stated
        )
        read.append(found)
    return ReadDocument(page, published, basis, tuple(read))


def _read_article(
    text: str,
    page: str,
    article: Article,
    number: int,
    *,
    document_id: str,
    published: date | None,
    context: Anchor | None,
    stated: StatedMetadata,
) -> tuple[ReadArticle, Anchor]:
    joined, blocks = join_article(page, article)
    body = joined.text
    title = article.title.text if article.title else ""
    anchor = _anchor(article, body, published, None if article.signed else context)
    headings = " ".join(line.text for line in article.headings)
    base = base_area(headings, body, anchor.year or anchor.published.year)
    heading_pieces = [_read_heading(page, line, anchor, base) for line in _in_order(article.headings)]
    if heading_pieces and anchor.year is None:
        anchor = _with_period_of(heading_pieces, anchor, article, base)
    is_story = STORY_HEADING.search(headings) is not None
    anchor = _with_report_year(anchor, headings + body[:300])
    reading = read_figures(body, blocks, anchor, base, is_story)
    for piece in heading_pieces:
        agreed = [figure for figure in piece.figures if _agree(figure, reading.figures)]
        for figure in piece.figures:
            if agreed and figure not in agreed and figure.period == NO_PERIOD:
                figure.period, figure.time_basis = agreed[0].period, agreed[0].time_basis
    report = Report(
        report_id=f"{document_id[:16]}-{number:03d}",
        document_id=document_id,
        article_no=number,
        kind=article.kind,
        title=title or (stated.title if number == 1 else None),
        subtitle="\n".join(line.text for line in article.subtitles) or None,
        byline="; ".join(article.bylines) or None,
        dateline_place=article.dateline_place,
        dateline_date=_dateline_date(article, published),
        published_on=published,
        ref_area=base,
        char_start=_body_span(article, joined)[0],
        char_end=_body_span(article, joined)[1],
        text=body,
    )
    pieces = (*heading_pieces, Piece(joined, body, reading.figures))
    observations = [each for piece in pieces for each in _observations(text, piece, report)]
    observations.sort(key=lambda each: each.char_start)
    return ReadArticle(report, pieces, tuple(observations), anchor, is_story), reading.anchor


def _with_report_year(anchor: Anchor, beginning: str) -> Anchor:
    """The anchor of a yearly work report, which speaks of the year before where it names none."""
    if anchor.published.month > REPORTING_MONTHS or not YEARLY.search(beginning):
        return anchor
    year = anchor.published.year - 1
    closing = date(year, 12, 31)
    if anchor.year is not None:
        return replace(anchor, closing=closing)
    return replace(anchor, closing=closing, year=year, period=(date(year, 1, 1), closing))


def _in_order(headings: list[Line]) -> list[Line]:
    return sorted(headings, key=lambda line: line.start)


def _body_span(article: Article, joined: JoinedText) -> tuple[int, int]:
    if joined.length:
        return joined.source_span(0, joined.length)
    start = article.headings[0].start if article.headings else 0
    return start, start


def _anchor(article: Article, body: str, published: date | None, context: Anchor | None) -> Anchor:
    day = published or LATEST
    told = _dateline_date(article, published)
    told = told if told and TODAY.search(body) else day
    if context is None:
        return Anchor(day, told)
    return replace(context, told=told, event=None)


def _dateline_date(article: Article, published: date | None) -> date | None:
    found = DAY_AND_MONTH.search(article.dateline or "")
    if not found or (published is None and not found[1]):
        return None
    year = int(found[1]) if found[1] else (published.year if published else 1)
    try:
        day = date(year, int(found[2]), int(found[3]))
        return day.replace(year=year - 1) if published and not found[1] and day > published else day
    except ValueError:
        return None


def _read_heading(page: str, line: Line, anchor: Anchor, base: str | None) -> Piece:
    joined = JoinedText()
    joined.append(page, line.start, line.end)
    text = joined.text
    reading = read_figures(text, [Block(False, 0, len(text))], anchor, base, STORY_HEADING.search(text) is not None)
    return Piece(joined, text, reading.figures)


def _with_period_of(pieces: list[Piece], anchor: Anchor, article: Article, base: str | None) -> Anchor:
    """The anchor with the period that a heading states, for a text that leaves it out."""
    for piece in pieces:
        found = read_figures(piece.text, [Block(False, 0, len(piece.text))], anchor, base, False).anchor
        if found.period != (None, None) and found.period[0] != found.period[1]:
            return replace(anchor, year=found.year, period=found.period)
    return anchor


def _agree(figure: Figure, body: list[Figure]) -> bool:
    """Give a figure of a heading what the body says of the same number, rounded or not; False if it says nothing."""
    same = [each for each in body if _same_number(figure, each)]
    if not same:
        return False
    exact = [each for each in same if each.quantity.value == figure.quantity.value]
    told = (exact or same)[0]
    figure.wording, figure.extended = told.wording, told.extended
    figure.label, figure.breakdown = told.label, told.breakdown
    figure.period, figure.time_basis = told.period, "inherited" if told.period != (None, None) else "none"
    figure.ref_area, figure.court, figure.scope = told.ref_area, told.court, told.scope
    return True


def _same_number(heading: Figure, told: Figure) -> bool:
    if heading.quantity.unit.unit_measure != told.quantity.unit.unit_measure:
        return False
    if (heading.change is None) != (told.change is None):
        return False
    (low, high), (told_low, told_high) = heading.quantity.interval, told.quantity.interval
    width = max(abs(heading.quantity.value), abs(told.quantity.value))
    if abs(heading.quantity.value - told.quantity.value) * 4 > width:
        return False
    return (low is None or told_high is None or low <= told_high) and (
        high is None or told_low is None or told_low <= high
    )


def _observations(text: str, piece: Piece, report: Report) -> list[Observation]:
    figures = [figure for figure in piece.figures if not _is_span_of_time(figure, piece.text)]
    return [_observation(text, piece, figure, report) for figure in figures]


def _is_span_of_time(figure: Figure, text: str) -> bool:
    """两个月 told of a court says when, not how much; told of a case it is how long."""
    written_out = not text[figure.quantity.start].isdecimal()
    return figure.unit == "month" and written_out and figure.scope == "aggregate"


def _observation(text: str, piece: Piece, figure: Figure, report: Report) -> Observation:
    quantity = figure.quantity
    start, end = piece.joined.source_span(quantity.start, quantity.end)
    sign = figure.change.sign if figure.change else 1
    low, high = quantity.interval
    if sign < 0:
        low, high = (None if high is None else -high), (None if low is None else -low)
    return Observation(
        observation_id=_observation_id(report.document_id, start, end),
        report_id=report.report_id,
        document_id=report.document_id,
        char_start=start,
        char_end=end,
        obs_text=text[start:end],
        sentence=piece.text[figure.sentence[0] : figure.sentence[1]].strip(),
        indicator=figure.indicator,
        indicator_label=figure.label,
        breakdown=figure.breakdown,
        measure="change" if figure.change else "level",
        printed_value=quantity.value * sign,
        value_low=low,
        value_high=high,
        unit_measure=quantity.unit.unit_measure,
        qualifier=quantity.qualifier,
        ref_area=figure.ref_area,
        court=figure.court,
        time_start=figure.period[0],
        time_end=figure.period[1],
        time_basis=figure.time_basis if figure.period != (None, None) else "none",
        comparison=figure.comparison if figure.change else None,
        change_of=_id_of(piece, figure.change_of, report),
        scope=figure.scope,
        confidence=_confidence(figure),
    )


def _id_of(piece: Piece, figure: Figure | None, report: Report) -> str | None:
    if figure is None:
        return None
    return _observation_id(report.document_id, *piece.joined.source_span(figure.quantity.start, figure.quantity.end))


def _observation_id(document_id: str, start: int, end: int) -> str:
    return f"{document_id[:16]}-{start}-{end}"


def _confidence(figure: Figure) -> float:
    """How much of the figure's context was said outright: 1 when all was, less for each part inherited or missing."""
    doubts = (
        0.1 * (figure.wording is None and figure.extended is None)
        + 0.1 * (figure.time_basis == "inherited")
        + 0.2 * (figure.time_basis == "none")
        + 0.1 * (figure.ref_area is None)
        + 0.1 * (not figure.label)
    )
    return round(1 - doubts, 2)
