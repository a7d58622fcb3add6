"""Page images, read by an OCR engine whose models ship in its package (the extra ``casetally[ocr]``)."""

import io
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import numpy
import pypdfium2
from PIL import Image, ImageSequence, UnidentifiedImageError
from rapidocr import RapidOCR

from flows.decoding import UnreadableBytes
from flows.inbox.formats.layout import PrintedLine, blocks, paragraphs
from flows.inbox.formats.text import DocumentText

OCR = "ocr"  # the encoding of what was read from an image
_MOST_PIXELS = 100_000_000
Image.MAX_IMAGE_PIXELS = None  # the library only warns; the bound is checked before a page is decoded
_LEAST_SCORE = 0.5  # lines of which the engine is less sure are specks and pictures
_SCALE = 200 / 72  # 200 dots per inch


def read(content: bytes) -> DocumentText:
    """The text of an image, of each of its pages if it has several.

    Raises:
        UnreadableBytes: It is broken, too large, or nothing is read in it.
    """
    try:
        with Image.open(io.BytesIO(content)) as opened:
            pages = [_read_page(_checked(page)) for page in ImageSequence.Iterator(opened)]
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        if isinstance(error, UnreadableBytes):
            raise
        raise UnreadableBytes(f"it is no whole image ({error}); save it again as PNG") from error
    return DocumentText("\n".join(pages), OCR)


def read_pdf_pages(content: bytes, pages: Sequence[str | None]) -> list[str | None]:
    """The pages of a PDF with those that are None read from their images."""
    with pypdfium2.PdfDocument(content) as document:
        return [_draw_and_read(document[number]) if text is None else text for number, text in enumerate(pages)]


def _draw_and_read(page: Any) -> str | None:
    width, height = page.get_size()
    if width * height * _SCALE**2 > _MOST_PIXELS:
        raise UnreadableBytes("a page of it is too large to be drawn; split it")
    return _read_page(page.render(scale=_SCALE).to_pil()) or None


def _checked(page: Image.Image) -> Image.Image:
    if page.width * page.height > _MOST_PIXELS:
        raise UnreadableBytes(f"it has more than {_MOST_PIXELS} pixels; save it smaller")
    return page


def _read_page(page: Image.Image) -> str:
    found = _engine()(numpy.asarray(page.convert("RGB")))
    return "\n".join(text for block in blocks(list(_lines(found))) for text in paragraphs(block))


def _lines(found: Any) -> Iterator[PrintedLine]:
    if found.boxes is None:
        return
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score >= _LEAST_SCORE and text.strip():
            across, down = [float(point[0]) for point in box], [float(point[1]) for point in box]
            yield PrintedLine(text.strip(), min(across), min(down), max(across), max(down))


@cache
def _engine() -> RapidOCR:
    return RapidOCR(params={"Global.log_level": "error"})
