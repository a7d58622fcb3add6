"""Reads one document: its articles and their figures."""

import re
from dataclasses import dataclass, replace
from datetime import date

from extraction.anchors import UNDATED, Anchor
from extraction.articles import Article, join_article, read_articles
from extraction.figures import read_figures
from extraction.folding import fold
from extraction.joining import JoinedText
from extraction.observing import observe
from extraction.papers import slice_by_paper, slice_of_paper
from extraction.pieces import Piece, agree, is_story, read_headings, with_period_of
from extraction.places import base_area
from extraction.publication import publication_date
from extraction.records import ExtractedDocument, Observation, Report, StatedMetadata

YEARLY = re.compile(r"工作报告")
REPORTING_MONTHS = 4  # until April a work report speaks of the year before
TODAY = re.compile(r"今天|今日")
DAY_AND_MONTH = re.compile(r"(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
NOTHING_STATED = StatedMetadata()


@dataclass(slots=True)
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


@dataclass(slots=True)
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
    area: str | None = None
    for number, article in enumerate(articles, start=1):
        found, context = _read_article(
            text,
            page,
            article,
            number,
            document_id=document_id,
            published=published,
            context=context,
            area=area,
            stated=stated,
        )
        area = found.report.ref_area
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
    area: str | None,
    stated: StatedMetadata,
) -> tuple[ReadArticle, Anchor]:
    joined, blocks = join_article(page, article)
    body = joined.text
    title = article.title
    anchor = _anchor(article, body, published, None if article.signed else context)
    headings = " ".join([line.text for line in article.headings])
    base = base_area(headings, body, anchor.year or anchor.published.year) or area
    read_before = read_headings(page, article, anchor, base)
    if read_before and anchor.year is None:
        anchor = with_period_of(read_before, anchor)
    anchor = _with_report_year(anchor, headings + body[:300])
    tells_story = is_story(headings)
    reading = read_figures(body, blocks, anchor, base, tells_story)
    agree(read_before, reading.figures, reading.period)
    if paper := slice_of_paper(headings):
        slice_by_paper([*(figure for piece in read_before for figure in piece.figures), *reading.figures], paper, base)
    start, end = _body_span(article, joined)
    report = Report(
        report_id=f"{document_id[:16]}-{number:03d}",
        document_id=document_id,
        article_no=number,
        kind=article.kind,
        title=(title.text if title else "") or (stated.title if number == 1 else None),
        subtitle="\n".join(line.text for line in article.subtitles) or None,
        byline="; ".join(article.bylines) or None,
        dateline_place=article.dateline_place,
        dateline_date=_dateline_date(article, published),
        published_on=published,
        ref_area=base,
        char_start=start,
        char_end=end,
        text=body,
    )
    pieces = (*read_before, Piece(joined, body, reading.figures, reading.anchor))
    read = ReadArticle(report, pieces, observe(text, pieces, report), anchor, tells_story)
    return read, reading.anchor


def _with_report_year(anchor: Anchor, beginning: str) -> Anchor:
    """The anchor of a yearly work report, which speaks of the year before where it names none."""
    undated = anchor.published == UNDATED
    if undated or anchor.published.month > REPORTING_MONTHS or not YEARLY.search(beginning):
        return anchor
    year = anchor.published.year - 1
    closing = date(year, 12, 31)
    if anchor.year is not None:
        return replace(anchor, closing=closing)
    return replace(anchor, closing=closing, year=year, period=(date(year, 1, 1), closing))


def _body_span(article: Article, joined: JoinedText) -> tuple[int, int]:
    if joined.length:
        return joined.source_span(0, joined.length)
    start = article.headings[0].start if article.headings else 0
    return start, start


def _anchor(article: Article, body: str, published: date | None, context: Anchor | None) -> Anchor:
    day = published or UNDATED
    told = _dateline_date(article, published)
    told = told if told and TODAY.search(body) else day
    if context is None:
        return Anchor(day, told)
    anchor = context.copy()
    anchor.told, anchor.event = told, None
    return anchor


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
