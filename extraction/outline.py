"""The sections of an article: where one begins, and how it is marked."""

import re

# How a section is marked: a number of one kind, a sign, or nothing but that it is a heading.
NUMBERED = re.compile(
    r"\s*(?:(?P<han>[一二三四五六七八九十]{1,3}、)|(?P<han_in_brackets>（[一二三四五六七八九十]{1,3}）)"
    r"|(?P<part>第[一二三四五六七八九十]部分)|(?P<named>【[^】\n]{1,16}】))"
)
UNMARKED = "unmarked"
SIGN = re.compile(r"\s*([^\w\s“《（\"])")


def section_mark(text: str, start: int, is_heading: bool) -> str | None:
    """How a paragraph that begins a section is marked; None for one that goes on with its section.

    Sections marked alike lie equally deep: 二、 ends what stands under 一、, and （二） does not.

    Args:
        text: The text of the article.
        start: Where the paragraph or heading begins.
        is_heading: Whether it is a heading of its own line.
    """
    found = NUMBERED.match(text, start)
    if found:
        return found.lastgroup
    if not is_heading:
        return None
    sign = SIGN.match(text, start)
    return sign[1] if sign else UNMARKED
