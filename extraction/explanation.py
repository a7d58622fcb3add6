"""What was read in a document and why: for people who improve the catalogue.

`explain_document` reads a document as `extract_document` does and gives the same observations, each with the
entry or rule that its fields came from, and the numbers left out with their reasons.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from extraction.context_reasons import Surroundings
from extraction.document import NOTHING_STATED, ReadArticle, read_document
from extraction.figure import Figure
from extraction.joining import JoinedText
from extraction.left_out import SPAN_OF_TIME, LeftOut, left_out_of, left_outside
from extraction.pieces import Piece
from extraction.reasons import Reason, confidence_reason, indicator_reasons, measure_reasons, number_reasons
from extraction.records import Observation, Report, StatedMetadata


@dataclass(frozen=True, slots=True)
class ExplainedFigure:
    """A figure with the reasons of its fields."""

    observation: Observation
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ExplainedReport:
    """A report with its figures and, by their places in the document, the numbers left out of them."""

    report: Report
    figures: tuple[ExplainedFigure, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class ExplainedDocument:
    """All that was read in a document, and why; `left_out` are the numbers that stand in no article."""

    published_on: str | None
    published_basis: str | None
    reports: tuple[ExplainedReport, ...]
    left_out: tuple[LeftOut, ...]


def explain_document(
    text: str, *, document_id: str, uri: str, stated: StatedMetadata = NOTHING_STATED
) -> ExplainedDocument:
    """Read a document as `extract_document` does, and tell why each figure was read as it was.

    Args:
        text: The document as decoded; offsets in the result count its characters.
        document_id: Its id.
        uri: Its name, in which a publication date may stand.
        stated: What its side file says.
    """
    read = read_document(text, document_id=document_id, uri=uri, stated=stated)
    reports = tuple(_explained(article) for article in read.articles)
    covered = sorted(span for article in read.articles for piece in article.pieces for span in _spans(piece.joined))
    published = read.published_on.isoformat() if read.published_on else None
    return ExplainedDocument(published, read.published_basis, reports, tuple(left_outside(read.page, covered)))


def _spans(joined: JoinedText) -> Iterator[tuple[int, int]]:
    """Where the pieces of a joined text stand in the document."""
    ends = [*joined.joined_starts, joined.length][1:]
    for start, joined_start, end in zip(joined.source_starts, joined.joined_starts, ends, strict=True):
        yield start, start + end - joined_start


def _explained(article: ReadArticle) -> ExplainedReport:
    observed = {(each.char_start, each.char_end): each for each in article.observations}
    figures: list[ExplainedFigure] = []
    left_out: list[LeftOut] = []
    for piece in article.pieces:
        surroundings = Surroundings.of(piece.text, article.anchor, article.report.ref_area, article.is_story)
        for figure in piece.figures:
            span = _place(piece, figure.quantity.start, figure.quantity.end)
            if span in observed:
                reasons = tuple(_reasons(piece.text, figure, surroundings))
                figures.append(ExplainedFigure(observed[span], reasons))
            else:
                left_out.append(LeftOut(*span, SPAN_OF_TIME))
        for number in left_out_of(piece.text, piece.figures):
            left_out.append(LeftOut(*_place(piece, number.start, number.end), number.reason))
    figures.sort(key=lambda each: each.observation.char_start)
    left_out.sort(key=lambda each: each.start)
    return ExplainedReport(article.report, tuple(figures), tuple(left_out))


def _place(piece: Piece, start: int, end: int) -> tuple[int, int]:
    return piece.joined.source_span(start, end)


def _reasons(text: str, figure: Figure, surroundings: Surroundings) -> Iterator[Reason]:
    yield from indicator_reasons(figure)
    yield from number_reasons(text, figure.quantity)
    yield from measure_reasons(text, figure)
    yield from surroundings.reasons(figure)
    yield confidence_reason(figure)
