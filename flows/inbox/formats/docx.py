"""DOCX: paragraphs and tables in the order of the document."""

import io
import zipfile
from collections.abc import Iterator

from lxml import etree

from flows.decoding import UnreadableBytes
from flows.inbox.archives import DAMAGES
from flows.inbox.formats.text import BINARY, DocumentText

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT_WORD = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # also the envelope of an encrypted document
_BODY = "word/document.xml"
_NOTES = "word/footnotes.xml"
_LARGEST_PART = 50_000_000
_BROKEN = "it is no whole DOCX document ({}); save it again, or as PDF or plain text in UTF-8"
# Deleted text of tracked changes, instructions of fields, and what stands in for a drawing that is read already.
_SIGNS = {"t": "", "tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}  # "": the element's own text
_PASSED_OVER = {"del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr", "tblPr"}


def read(content: bytes) -> DocumentText:
    """Each paragraph a line, each row of a table a line with tabs between its cells; footnotes at the end.

    Raises:
        UnreadableBytes: It is encrypted, broken or too large.
    """
    if content.startswith(_OLD_OFFICE):
        raise UnreadableBytes(
            "it is encrypted, or an old Word document under a new name; save it as DOCX without a password"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            lines = list(_lines(_parse(archive, _BODY)))
            if _NOTES in archive.namelist():
                lines += _lines(_parse(archive, _NOTES))
    except (*DAMAGES, KeyError, etree.XMLSyntaxError) as error:
        if isinstance(error, UnreadableBytes):
            raise
        raise UnreadableBytes(_BROKEN.format(" ".join(str(error).split())[:200])) from error
    return DocumentText("\n".join(lines), BINARY)


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    with archive.open(name) as part:
        markup = part.read(_LARGEST_PART + 1)
    if len(markup) > _LARGEST_PART:
        raise UnreadableBytes(f"its text inflates to more than {_LARGEST_PART} bytes, as no report does; split it")
    # No entity is resolved and no depth or size beyond the library's bounds is read.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    root = etree.fromstring(markup, parser)
    if root.getroottree().docinfo.doctype:
        raise UnreadableBytes("its XML declares a document type, as no word processor writes; save it again")
    return root


def _lines(root: etree._Element) -> Iterator[str]:
    """The lines below an element; a table's cells that hold several paragraphs are one."""
    paragraphs: list[list[str]] = []  # those that are open, one in another where a text box stands in it
    row: list[list[str]] = []  # of each table that is open, its cells so far
    passing = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = _name(element)
        if name in _PASSED_OVER:
            passing += 1 if event == "start" else -1
        elif passing:
            continue
        elif event == "start":
            if name == "p":
                paragraphs.append([])
            elif name == "tr":
                row.append([])
            elif name == "tc" and row:
                row[-1].append("")
            elif name in _SIGNS and paragraphs:
                paragraphs[-1].append(_SIGNS[name] or element.text or "")
        elif name == "p":
            text = "".join(paragraphs.pop())
            if row and row[-1]:
                row[-1][-1] += text.replace("\n", "")
            else:
                yield text
        elif name == "tr":
            yield "\t".join(row.pop())


def _name(element: etree._Element) -> str:
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    if tag == _FALLBACK:
        return "del"
    return tag.rpartition("}")[2] if tag.startswith((_WORD, _STRICT_WORD)) else ""
