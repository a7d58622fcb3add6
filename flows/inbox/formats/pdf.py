"""PDF with a text layer: its lines in reading order, the lines of a paragraph joined."""

import io
import logging
import re
from collections.abc import Iterable, Iterator

from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTAnno, LTChar, LTContainer, LTImage, LTPage, LTTextBox, LTTextLine
from pdfminer.pdfdocument import PDFPasswordIncorrect

from flows.decoding import UnreadableBytes
from flows.inbox.formats.layout import WIDE, PrintedLine, paragraphs
from flows.inbox.formats.radicals import as_characters
from flows.inbox.formats.text import BINARY, DocumentText

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it says is said in our sentences
_LAYOUT = LAParams(line_margin=1.0)  # official documents are set with wide spaces between the lines
_FEW_SIGNS = 10  # a page with an image and fewer signs than these is an image
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–·]*\s*\d{1,4}\s*[-—–·]*|第\s*\d+\s*页(?:\s*[，,/]?\s*共\s*\d+\s*页)?|\d+\s*/\s*\d+)\s*"
)
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_MOST_UNMAPPED = 0.01
NO_TEXT_LAYER = (
    "it has no text layer: its pages are images; run it through an OCR program, "
    "or install casetally[ocr] and set CASETALLY_OCR=true"
)


def read(content: bytes, *, ocr: bool = False) -> DocumentText:
    """The text of all pages; pages that are images are read where ``ocr`` says so, else told as a remark.

    Raises:
        UnreadableBytes: It is encrypted or broken, has no text layer, or its fonts do not tell the characters.
    """
    if b"%PDF-" not in content[:1024]:
        raise UnreadableBytes("it is no PDF although it is named so; save it again under the right name")
    try:
        pages = [_page_text(page) for page in extract_pages(io.BytesIO(content), laparams=_LAYOUT)]
    except PDFPasswordIncorrect as error:
        raise UnreadableBytes("it is encrypted; save it again without a password") from error
    except MemoryError:
        raise
    except Exception as error:  # the library trusts what a document says of itself, and raises whatever comes of it
        raise UnreadableBytes(f"it is a broken PDF ({_said(error)}); save it again as PDF or plain text") from error
    images = [number for number, text in enumerate(pages) if text is None]
    encoding = BINARY
    if images and ocr:
        from flows.inbox.formats.page_image import read_pdf_pages

        pages, encoding = read_pdf_pages(content, pages), "ocr"
    if not pages or all(text is None for text in pages):
        raise UnreadableBytes(NO_TEXT_LAYER)
    text = "\n".join(text for text in pages if text)
    return DocumentText(as_characters(_checked(text)), encoding, remarks=() if ocr else tuple(_missing(images)))


def _missing(images: list[int]) -> Iterator[str]:
    if images:
        numbers = ", ".join(str(number + 1) for number in images)
        yield f"page {numbers} of it has no text layer and was passed over"


def _checked(text: str) -> str:
    unmapped = len(_UNMAPPED.findall(text))
    if unmapped > _MOST_UNMAPPED * len(text):
        raise UnreadableBytes("its fonts do not tell which characters they draw; run it through an OCR program")
    return _UNMAPPED.sub("\ufffd", text)


def _page_text(page: LTPage) -> str | None:
    """A page's text without its number; None for one that is an image."""
    boxes = [element for element in page if isinstance(element, LTTextBox)]
    lines = [line for box in boxes for line in _box_lines(box, page.height)]
    if len("".join(lines)) < _FEW_SIGNS and _has_image(page):
        return None
    for place in (0, -1):
        if lines and _PAGE_NUMBER.fullmatch(lines[place]):
            del lines[place]
    return "\n".join(lines)


def _has_image(element: Iterable[object]) -> bool:
    return any(
        isinstance(each, LTImage)
        or (isinstance(each, LTContainer) and not isinstance(each, LTTextBox) and _has_image(each))
        for each in element
    )


def _box_lines(box: LTTextBox, page_height: float) -> list[str]:
    lines = ((_line_text(line), line) for line in box if isinstance(line, LTTextLine))
    printed = [
        PrintedLine(text, line.x0, page_height - line.y1, line.x1, page_height - line.y0)
        for text, line in lines
        if text.strip()
    ]
    return list(paragraphs(printed))


def _line_text(line: LTTextLine) -> str:
    """A line as printed; blanks that the library put between Chinese characters are taken out, printed ones are not."""
    signs = [(sign.get_text(), isinstance(sign, LTAnno)) for sign in line if isinstance(sign, LTChar | LTAnno)]
    made = sum(is_made for _, is_made in signs)
    if made > len(signs) / 4:  # the line is set wide
        return "".join(sign for sign, is_made in signs if not is_made).rstrip()
    kept = []
    for number, (sign, is_made) in enumerate(signs):
        around = [signs[place][0] for place in (number - 1, number + 1) if 0 <= place < len(signs)]
        if sign == " " and is_made and any(WIDE.match(each) for each in around):
            continue
        kept.append(sign)
    return "".join(kept).rstrip()


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
