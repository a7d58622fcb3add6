"""Saved web pages: their main text, and what they state of themselves."""

import logging
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import trafilatura
import yaml
from lxml import etree, html

from flows.decoding import DecodedText, UnreadableBytes, decode
from flows.inbox.formats.text import DocumentText

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says is said in our sentences
_CHARSET = re.compile(rb"<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_HEAD = 4096  # bytes in which a page declares its charset
_BIG5 = (b"big5", b"big5-hkscs", b"x-big5", b"cp950")
_DAY = re.compile(r"(?:19|20)\d\d\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
_SHORTEST_TITLE = 8
_MENU = 0.8  # of a list's signs that are links, if it is a menu
_LONGEST_CELL = 120  # signs
_TABLE_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+\s*")
_NO_MAIN_TEXT = "no main text is found in the page, which a script may draw; save its text as plain text in UTF-8"


def read(content: bytes) -> DocumentText:
    """The headline and the main text of a page without the site's navigation; its metadata as entries.

    Raises:
        UnreadableBytes: It is no text, or has no main text.
    """
    decoded = _decode(content)
    try:
        tree = html.document_fromstring(decoded.text.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise UnreadableBytes(f"it is no web page that can be read ({error}); save it again") from error
    entries = _entries(tree)
    _drop_menus(tree)
    _open_layout_tables(tree)
    main = trafilatura.extract(
        tree, include_comments=False, include_tables=True, include_images=False, include_links=False
    )
    if not main:
        raise UnreadableBytes(_NO_MAIN_TEXT)
    title = str(entries.get("title", ""))
    main = "\n".join(_lines(main))
    text = main if not title or main.startswith(title) else f"{title}\n\n{main}"
    return DocumentText(text, decoded.encoding, entries)


def _decode(content: bytes) -> DecodedText:
    """The page in the encoding that it is in; what it declares counts only for Big5, which looks like GB18030."""
    declared = _CHARSET.search(content[:_HEAD])
    if declared and declared[1].lower() in _BIG5:
        try:
            return DecodedText(content.decode("big5"), "big5")
        except UnicodeDecodeError:
            pass  # browsers save pages as UTF-8 and leave the declaration as it was
    return decode(content)


def _entries(tree: html.HtmlElement) -> dict[str, object]:
    declared = _declared()
    stated: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        if (said := " ".join((meta.get("content") or "").split())) and name:
            stated.setdefault(name, said)
    printed = _printed(tree)
    found = {key: _first(stated, declared[key]) for key in ("title", "outlet", "url", "published_on")}
    found["title"] = found["title"] or _headline(tree, declared["title_separators"])
    found["outlet"] = found["outlet"] or _labelled(printed, declared["outlet_labels"], r"([^\s|：:，。；]{2,30})")
    day = found["published_on"] or _labelled(printed, declared["day_labels"], rf"({_DAY.pattern})")
    found["published_on"] = _iso(day)
    return {key: value for key, value in found.items() if value}


def _drop_menus(tree: html.HtmlElement) -> None:
    """Take out lists that hold hardly anything but links."""
    for menu in tree.xpath("//nav | //ul | //ol"):
        linked = sum(len("".join(link.itertext()).strip()) for link in menu.iter("a"))
        if menu.getparent() is not None and linked > _MENU * len("".join("".join(menu.itertext()).split())):
            menu.drop_tree()


def _open_layout_tables(tree: html.HtmlElement) -> None:
    """Make paragraphs of tables that hold a page's layout: some cell of theirs is no cell of figures."""
    for table in tree.xpath("//table"):
        texts = [cell.xpath("string()").strip() for cell in table.iter("td")]
        if any(len(text) > _LONGEST_CELL for text in texts):
            for part in table.xpath("self::table | ./tr | ./tbody | ./tbody/tr | ./tr/td | ./tbody/tr/td"):
                part.tag = "div"


def _lines(main: str) -> Iterator[str]:
    """The lines of the main text, a row of a table with tabs between its cells, as in other formats."""
    guide = re.compile("|".join(map(re.escape, _declared()["guides"])))
    for line in main.split("\n"):
        if _TABLE_RULE.fullmatch(line) or guide.match(line.strip()):
            continue
        yield "\t".join(cell.strip() for cell in line.strip().strip("|").split("|")) if line.startswith("|") else line


def _first(stated: dict[str, str], names: list[str]) -> str:
    return next((stated[name] for name in names if name in stated), "")


def _labelled(printed: str, labels: list[str], wanted: str) -> str:
    words = "|".join(map(re.escape, labels))
    found = re.search(rf"(?<![\u4e00-\u9fff])(?:{words})\s*[：:]\s*{wanted}", printed)
    return found[1] if found else ""


def _printed(tree: html.HtmlElement) -> str:
    """The page's text, a line for each piece of it."""
    pieces = tree.xpath("//text()[not(ancestor::script or ancestor::style)]")
    return "\n".join(" ".join(piece.split()) for piece in pieces if piece.strip())


def _headline(tree: html.HtmlElement, separators: list[str]) -> str:
    headings = [" ".join("".join(each.itertext()).split()) for each in tree.iter("h1")]
    if len(headings) == 1 and len(headings[0]) >= _SHORTEST_TITLE:
        return headings[0]
    title = " ".join("".join(tree.findtext(".//title") or "").split())
    for separator in separators:
        first = title.partition(separator)[0].strip()
        if len(first) >= _SHORTEST_TITLE:
            title = first
    return title


def _iso(day: str) -> str:
    found = _DAY.search(day)
    if not found:
        return ""
    year, month, number = re.findall(r"\d+", found[0])
    return f"{year}-{int(month):02d}-{int(number):02d}"


@cache
def _declared() -> dict[str, Any]:
    content = (Path(__file__).parent / "page_metadata.yaml").read_text(encoding="utf-8")
    declared: dict[str, Any] = yaml.safe_load(content)
    return declared
