"""What must hold for every input, whatever it is."""

import sys
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from types import FrameType

from extraction import extract_document
from extraction.articles import join_article, read_articles
from extraction.folding import fold
from extraction.joining import JoinedText
from extraction.records import ExtractedDocument
from flows.decoding import UnreadableBytes, decode

DOCUMENT_ID = "0123456789abcdef" * 4
MARKS_OF_ORDER = (b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
MARKS = str.maketrans("", "", " *")
LINES_FOR_ANY_TEXT, LINES_FOR_A_SIGN = 3_000, 400  # of Python run; of 1,000 random texts none took a third of it


class BrokenInvariant(Exception):
    """An input on which something does not hold that must hold for every input."""


def hold(what: str, holds: bool) -> None:
    """Refuse an input for which something does not hold.

    Raises:
        BrokenInvariant: It does not.
    """
    if not holds:
        raise BrokenInvariant(what)


def check_decoding(content: bytes) -> None:
    """Bytes are refused with a sentence, or they are the text in the encoding that is told."""
    try:
        decoded = decode(content)
    except UnreadableBytes as refused:
        hold("a refusal is one sentence", bool(str(refused)) and "\n" not in str(refused))
        return
    hold("decoding twice is equal", decode(content) == decoded)
    body = decoded.text.encode(decoded.encoding)
    hold("no text is made up", content.endswith(body) and content.removesuffix(body) in MARKS_OF_ORDER)
    hold("a text that was decoded holds something", bool(decoded.text.strip()))


def check_paging(text: str) -> None:
    """The articles of a page are made of its own characters, in bounds, each used once."""
    page = fold(text)
    hold("folding keeps every character's place", len(page) == len(text))
    articles = read_articles(page)
    for article in articles:
        for line in (*article.headings, *article.body):
            hold("a line lies within the page", 0 <= line.start <= line.end <= len(page))
        joined, blocks = join_article(page, article)
        hold("blocks lie within the article", all(0 <= each.start <= each.end <= joined.length for each in blocks))
        hold("blocks do not overlap", all(one.end <= two.start for one, two in pairwise(blocks)))
    lines = sorted((line.start, line.end) for article in articles for line in (*article.headings, *article.body))
    hold("no part of a page stands in two articles", all(one[1] <= two[0] for one, two in pairwise(lines)))
    whole = JoinedText()
    whole.append(page, 0, len(page))
    hold("joining leaves out nothing but blanks and marks", whole.text.translate(MARKS) == page.translate(MARKS))


def check_extraction(text: str) -> None:
    """Every figure is printed where it is said to be, has a finite value, and is read the same again."""
    document = read(text)
    hold("reading twice is equal", read(text) == document)
    ids = [each.observation_id for each in document.observations]
    hold("ids are unique", len(set(ids)) == len(ids))
    reports = {each.report_id for each in document.reports}
    hold("figures belong to reports", {each.report_id for each in document.observations} <= reports)
    hold("changes lead to figures", {each.change_of for each in document.observations} <= {*ids, None})
    for report in document.reports:
        hold("a report lies within the text", 0 <= report.char_start <= report.char_end <= len(text))
    for each in document.observations:
        hold("a figure lies within the text", 0 <= each.char_start < each.char_end <= len(text))
        hold("a figure's text is the text's own", text[each.char_start : each.char_end] == each.obs_text)
        hold("a value fits its column", each.printed_value.is_finite() and abs(each.printed_value) < Decimal(10) ** 21)
        low, high = each.value_low, each.value_high
        hold("a value lies in its interval", (low is None or low <= each.printed_value))
        hold("a value lies in its interval", (high is None or each.printed_value <= high))
        hold(
            "a period ends after it begins", not (each.time_start and each.time_end) or each.time_start <= each.time_end
        )
        hold("confidence is a share", 0 <= each.confidence <= 1)


def check_work(text: str) -> None:
    """Reading a text runs no more lines of Python than its length allows."""
    allowed = LINES_FOR_ANY_TEXT + LINES_FOR_A_SIGN * len(text)
    hold("work is bounded by the length of the text", lines_run(lambda: read(text)) <= allowed)


def read(text: str) -> ExtractedDocument:
    """Read a text of which nothing is known."""
    return extract_document(text, document_id=DOCUMENT_ID, uri="")


def lines_run(do: Callable[[], object]) -> int:
    """How many lines of Python it runs."""
    count = 0

    def run(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return run

    before = sys.gettrace()
    sys.settrace(run)
    try:
        do()
    finally:
        sys.settrace(before)
    return count
