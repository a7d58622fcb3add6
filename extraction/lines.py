"""What each line of a page is: heading, byline, credit, dateline, imprint, section heading or body."""

import re
from dataclasses import dataclass, replace
from enum import Enum

TERMINAL_SENTENCE = "。！？…；"
TERMINAL = TERMINAL_SENTENCE + "”’》）】~"
LONGEST_HEADING = 42
LONGEST_SIGNATURE = 60  # a byline, credit or imprint, and any heading, is no longer
MOST_HEADINGS = 3  # lines of headings in one place
REPORTER = r"(?:本[报刊网台])?\s*(?:特约|实习|见习|全媒体|融媒体|首席)?(?:记者|通讯员)"
RANK = re.compile(r"\n *(#{1,6})")
MARKDOWN_HEADING = re.compile(r"(#{1,6})\s*(.*?)\s*#*$")
BYLINE = re.compile(rf"[□■◎◇〇○●]\s*(?:{REPORTER}|文/|作者)|{REPORTER}\s*[^，。]{{2,40}}$|(?:文/图|文|作者)[/：]\s*\S")
CREDIT = re.compile(rf"(?:{REPORTER}|图片|摄影)[^。]{{0,40}}(?:摄|供图|摄影|图)\s*$")
QUESTION = re.compile(r"(?:记者|问|主持人)：.*？$")
CAPTION = re.compile(r"图为.{2,80}摄$")
CLOSING_DATELINE = re.compile(r"[（]?本[报刊]\S{0,8}?\d{1,2}月\d{1,2}日(?:讯|电)[）]?$")
OPENING_DATELINE = re.compile(
    r"本[报刊网台]\s*(?:[\u4e00-\u9fff]{2,4}\s*)?(?:\d{1,2}月\d{1,2}日)?\s*[讯电]"
)  # 本报讯, 本报南京4月26日电
IMPRINT = re.compile(
    r"(?:20|19)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}.*"
    r"|.*(?:第\s*\w{1,3}\s*版|\d+版[·:：\s]).*"
    r"|(?:时间|日期|发布时间|发布日期|来源|编辑|责任编辑|责编|作者|字号|浏览)[：:].*"
    r"|[\u4e00-\u9fff]{2,8}(?:日报|晚报|晨报|时报|法院报|法[制治]报|周报|周刊)"
    r"|\d+/\d+|第\s*\d+\s*页|https?[：:]//\S+|[-=_]{3,}|！\[[^\]]*\]（\S*）"
)
SECTION_MARK = re.compile(r"[▌■◆★▍]\s*|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|【(?=[^】]*】$)")
BULLET = re.compile(r"(?:[●•·○◇▪►▲△▶☆♦※✦>\-]|\d{1,2}[.)、])\s*(?=\D)")
BODY_PUNCTUATION = re.compile(r"[。；]")
QUANTITY = re.compile(r"\d[万亿]|[\d万亿](?:元|件|%|人)")
# A column break in a sentence: what stands before it, and what then begins the next line.
CUT_WORDS = re.compile(r"[的为和与在共将把被及其]$|(?:结|受理|已|还|现|案)的?有$")
CUT_FIGURE = re.compile(r"[\d万亿]$|\d\.$")
REST_OF_SENTENCE = re.compile(r"[，。；、：）”》]")
REST_OF_FIGURE = re.compile(r"[\d万亿件起宗案元人名位家户次天个项处条份%‰]")


class LineKind(Enum):
    """The part that a line plays on a page."""

    HEADING = "heading"
    SECTION = "section"
    BYLINE = "byline"
    CREDIT = "credit"
    CAPTION = "caption"
    DATELINE = "dateline"
    IMPRINT = "imprint"
    BODY = "body"


@dataclass(slots=True)
class Line:
    """One printed line without the blanks and marks around it; start and end are offsets in the page."""

    kind: LineKind
    start: int
    end: int
    rank: int  # of a heading: 1 for the highest, 7 for one without a mark
    text: str
    is_item: bool = False  # a mark or number before it begins an item or section


def read_lines(page: str) -> list[Line]:
    """Give every line of a folded page that is not blank, with the part it plays."""
    ranks = set(map(len, RANK.findall(f"\n{page}")))
    deepest_article = min(ranks) if len(ranks) == 1 else 2
    lines: list[Line] = []
    begun = False
    at = 0
    all_printed = page.split("\n")
    for number, printed in enumerate(all_printed):
        if printed and (stripped := printed.strip().strip("*").strip()):
            start = at + printed.index(stripped)
            runs_on = begun or _is_cut_figure(stripped, all_printed[number + 1 : number + 2])
            lines.append(_read_line(stripped, start, runs_on, not lines, deepest_article))
            begun = begun or lines[-1].kind in (LineKind.BODY, LineKind.SECTION)
        at += len(printed) + 1
    return _with_plain_headings(lines)


def _read_line(text: str, start: int, begun: bool, is_first: bool, deepest_article: int) -> Line:
    end = start + len(text)
    if text[0] == "#" and (marked := MARKDOWN_HEADING.match(text)):
        rank = len(marked.group(1))
        kind = LineKind.HEADING if rank <= deepest_article else LineKind.SECTION
        return Line(kind, start + marked.start(2), start + marked.end(2), rank, marked.group(2))
    kind = _kind_of(text, begun, is_first)
    is_item = SECTION_MARK.match(text) is not None
    if kind is LineKind.BODY and (bullet := BULLET.match(text)):
        start += bullet.end()
        text = text[bullet.end() :]
        is_item = True
    return Line(kind, start, end, 7, text, is_item)


def _kind_of(text: str, begun: bool, is_first: bool) -> LineKind:
    """The part of a line without Markdown marks, as far as it tells; `begun` once text stood before it."""
    if CAPTION.match(text):
        return LineKind.CAPTION
    if len(text) > LONGEST_SIGNATURE or QUESTION.match(text):
        return LineKind.BODY
    if "。" not in text:
        if CREDIT.match(text):
            return LineKind.CREDIT
        if CLOSING_DATELINE.fullmatch(text):
            return LineKind.DATELINE
        if IMPRINT.fullmatch(text) and not QUANTITY.search(text):
            return LineKind.IMPRINT
        if BYLINE.match(text):
            return LineKind.BYLINE
    if len(text) > LONGEST_HEADING or BODY_PUNCTUATION.search(text):
        return LineKind.BODY
    if SECTION_MARK.match(text) and not is_first:
        return LineKind.SECTION
    return LineKind.BODY if begun else LineKind.HEADING


def _with_plain_headings(lines: list[Line]) -> list[Line]:
    """The lines with headings and section headings found that only their surroundings give away."""
    marked = any(line.rank < 7 for line in lines)
    result: list[Line] = []
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        may_be_heading = line.kind is LineKind.BODY and _may_be_heading(line.text) and _ended(result)
        if may_be_heading and not _is_cut(line, following):
            if _leads_to_heading(lines, at):
                line = replace(line, kind=LineKind.HEADING)
            elif not marked and following is not None:
                line = replace(line, kind=LineKind.SECTION)
        result.append(line)
    return result


def _leads_to_heading(lines: list[Line], at: int) -> bool:
    """Whether a heading, byline or dateline follows a line, with nothing between but lines that may be headings too."""
    for line in lines[at + 1 : at + 1 + MOST_HEADINGS]:
        if line.kind in (LineKind.HEADING, LineKind.BYLINE) or OPENING_DATELINE.match(line.text):
            return True
        if line.kind is not LineKind.BODY or not _may_be_heading(line.text):
            return False
    return False


def _may_be_heading(text: str) -> bool:
    return (
        len(text) <= LONGEST_HEADING
        and not BODY_PUNCTUATION.search(text)
        and text[-1] not in TERMINAL_SENTENCE + "，、："
        and text.count("“") == text.count("”")
    )


def _is_cut(line: Line, following: Line | None) -> bool:
    """Whether a column break stands behind a line: its sentence or its figure goes on in the next."""
    if following is None or following.kind is not LineKind.BODY:
        return False
    return (
        CUT_WORDS.search(line.text) is not None
        or REST_OF_SENTENCE.match(following.text) is not None
        or (CUT_FIGURE.search(line.text) is not None and REST_OF_FIGURE.match(following.text) is not None)
    )


def _is_cut_figure(text: str, following: list[str]) -> bool:
    """Whether a line that runs in clauses ends inside a figure: no heading does, however short it is."""
    return (
        "，" in text
        and CUT_FIGURE.search(text) is not None
        and any(REST_OF_FIGURE.match(line.strip()) is not None for line in following)
    )


def _ended(before: list[Line]) -> bool:
    """Whether the line before leaves no sentence open."""
    return not before or before[-1].kind is not LineKind.BODY or before[-1].text[-1] in TERMINAL
