"""The articles of a page: which headings, bylines, datelines and paragraphs belong together."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import lru_cache, partial
from operator import add, attrgetter

from extraction.joining import JoinedText
from extraction.lines import TERMINAL, Line, LineKind, read_lines

# 本报成都1月26日电 记者杨某 | 本报讯（记者申某 通讯员杨某） | 中新网2024年4月22日电 | （记者 杨某）
AGENCY = r"(?:本[报刊网台]|[\u4e00-\u9fff]{2,5}(?:网|社|报|在线))"
RUN_IN = re.compile(
    rf"(?P<dateline>{AGENCY}(?:\s*(?P<place>[\u4e00-\u9fff]{{2,4}}?))?\s*"
    r"(?:(?P<date>(?:\d{4}年)?\d{1,2}月\d{1,2}日)\s*)?(?:讯|电|消息))?\s*"
    r"(?P<byline>（[^（）。]{0,4}(?:记者|通讯员)[^（）。]*）"
    r"|(?<=[讯电息 ])\s*(?:本报)?(?:记者|通讯员)\s*[\u4e00-\u9fff]{2,4}"
    r"(?:\s+(?:通讯员\s*)?[\u4e00-\u9fff]{2,4})*(?=\s))?\s*"
)
PAPER = ("本报", "本刊")
CLOSING = re.compile(r"本[报刊]\s*(?P<place>[\u4e00-\u9fff]{2,4}?)?(?P<date>\d{1,2}月\d{1,2}日)[讯电]")
BYLINE_MARK = re.compile(r"^[□■◎◇〇○●（\s]+|[）\s]+$")
TEXT, RANK = attrgetter("text"), attrgetter("rank")
MOST_ON_A_PAGE = 30
LIKENESS_OF_A_FRAGMENT = 0.5
CAPTION_WORDS = re.compile(r"图为|[左右上下]图|资料图")


@dataclass(slots=True)
class Block:
    """A section heading or a paragraph of one article: its span in the article's joined text."""

    is_heading: bool
    start: int
    end: int


@dataclass(slots=True)
class Article:
    """One article of a page; offsets are places in the folded page."""

    kind: str = "article"
    headings: list[Line] = field(default_factory=list)
    bylines: list[str] = field(default_factory=list)
    dateline: str | None = None  # the date as printed
    dateline_place: str | None = None
    in_print: bool = False  # the dateline is a paper's own (本报…日讯), told the day before it appears
    body: list[Line] = field(default_factory=list)
    signed: bool = False  # a byline or dateline marks its beginning
    closed: bool = False  # a dateline or credit marks its end

    @property
    def title(self) -> Line | None:
        """The main heading: the one of the highest rank, the first among equals."""
        return min(self.headings, key=RANK, default=None)

    @property
    def subtitles(self) -> list[Line]:
        """The other headings."""
        title = self.title
        return [line for line in self.headings if line is not title]


def read_articles(page: str) -> list[Article]:
    """Divide a folded page into its articles, in the order of their bodies."""
    articles: list[Article] = []
    pending: list[Line] = []
    for line in read_lines(page):
        current = articles[-1] if articles else None
        if line.kind is LineKind.HEADING:
            pending.append(line)
        elif line.kind is LineKind.IMPRINT:
            continue
        elif line.kind is LineKind.BYLINE:
            if current is None or pending or current.body:
                articles.append(current := Article(headings=pending))
                pending = []
            current.signed = True
            current.bylines.append(BYLINE_MARK.sub("", line.text))
        elif line.kind is LineKind.DATELINE and current is not None:
            _close(current, line)
        elif line.kind is LineKind.CAPTION and not pending:
            articles.append(Article(kind="caption", body=[line], closed=True))
        elif line.kind is LineKind.CREDIT and current is not None:
            _caption(articles, line)
        elif line.text:
            run_in = _run_in(line.text) if line.kind is LineKind.BODY else None
            if current is None or pending or current.closed or (run_in and current.body):
                articles.append(current := Article(headings=pending))
                pending = []
            current.body.append(_without_run_in(line, run_in, current) if run_in else line)
    _give_headings(articles, pending)
    _mark_fragments(articles)
    return [article for article in articles if article.body or article.headings]


def _run_in(text: str) -> re.Match[str] | None:
    found = RUN_IN.match(text)
    return found if found and (found["dateline"] or found["byline"]) else None


def _without_run_in(line: Line, run_in: re.Match[str], article: Article) -> Line:
    article.signed = True
    article.dateline = run_in["date"]
    article.in_print = (run_in["dateline"] or "").startswith(PAPER)
    article.dateline_place = run_in["place"]
    if run_in["byline"]:
        article.bylines.append(BYLINE_MARK.sub("", run_in["byline"].strip()))
    return Line(line.kind, line.start + run_in.end(), line.end, line.rank, line.text[run_in.end() :])


def _close(article: Article, line: Line) -> None:
    found = CLOSING.search(line.text)
    if found:
        article.dateline = found["date"]
        article.in_print = True
        article.dateline_place = found["place"]
    article.closed = True


def _caption(articles: list[Article], credit: Line) -> None:
    """Take the paragraph above a photographer's credit for a caption."""
    current = articles[-1]
    if len(current.body) > 1:
        articles.append(current := Article(body=[current.body.pop()]))
    if current.body and (not current.headings or CAPTION_WORDS.search(current.body[-1].text)):
        current.kind = "caption"
    current.bylines.append(credit.text)
    current.closed = True


def _give_headings(articles: list[Article], left_over: list[Line]) -> None:
    """Give headings that stand away from their body to the headless article that they resemble most."""
    headless = [article for article in articles if not article.headings and article.kind == "article" and article.body]
    for donor in articles:
        spare = [line for line in donor.headings if len(donor.headings) > 1]
        for line in spare:
            best = max(_near(headless, line), key=partial(_likeness, line), default=None)
            if best and len(donor.headings) > 1 and _likeness(line, best) > _likeness(line, donor):
                donor.headings.remove(line)
                best.headings.append(line)
    headless = [article for article in headless if not article.headings] or articles[-1:]
    for line in left_over:
        if headless:
            max(_near(headless, line), key=partial(_likeness, line)).headings.append(line)
        else:
            articles.append(Article(headings=[line]))


def _near(articles: list[Article], heading: Line) -> list[Article]:
    """Of articles in the order of the page, those around a heading: one page holds no more."""
    at = bisect_left(articles, heading.start, key=lambda article: article.body[0].start if article.body else 0)
    return articles[max(0, at - MOST_ON_A_PAGE) : at + MOST_ON_A_PAGE]


def _likeness(heading: Line, article: Article) -> float:
    """The share of the heading's pairs of signs that occur in the article's body."""
    pairs = _pairs(heading.text)
    body = "".join(map(TEXT, article.body))
    return sum(map(body.__contains__, pairs)) / max(1, len(pairs))


@lru_cache(maxsize=MOST_ON_A_PAGE)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(map(add, text, text[1:]))


def _mark_fragments(articles: list[Article]) -> None:
    """An unsigned single paragraph that does not speak of what its heading says is a piece of an article."""
    if sum(article.signed for article in articles) < 2:
        return
    for article in articles:
        title = article.title
        alone = not article.signed and len(article.body) == 1
        if title and alone and _likeness(title, article) < LIKENESS_OF_A_FRAGMENT:
            article.kind = "fragment"


def join_article(page: str, article: Article) -> tuple[JoinedText, list[Block]]:
    """Put the body of an article together: paragraphs that a column break cut are joined again."""
    joined = JoinedText()
    blocks: list[Block] = []
    previous: Line | None = None
    for line in article.body:
        is_heading = line.kind is not LineKind.BODY
        continues = previous is not None and not is_heading and not line.is_item and _is_open(previous)
        if previous is not None and not continues:
            joined.append_break(previous.end)
        start = joined.length
        joined.append(page, line.start, line.end)
        if continues:
            blocks[-1].end = joined.length
        else:
            blocks.append(Block(is_heading, start, joined.length))
        previous = line
    return joined, blocks


def _is_open(line: Line) -> bool:
    return line.kind is LineKind.BODY and bool(line.text) and line.text[-1] not in TERMINAL
