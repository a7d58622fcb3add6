"""The reader of each format."""

import re
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module

from flows.decoding import UnreadableBytes
from flows.inbox.formats.text import DocumentText
from flows.inbox.kinds import DOCX, HTML, MARKDOWN, PDF, TEXT

# Imported when the first document of the kind is read: the libraries of one format are no burden to another.
_READERS = {TEXT: "plain", MARKDOWN: "plain", HTML: "web_page", PDF: "pdf", DOCX: "docx"}
_IMAGES = "page_image"
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def read_text(content: bytes, media_type: str, *, ocr: bool = False) -> DocumentText:
    """A document's text.

    Args:
        content: Its bytes.
        media_type: Its kind, one of those that `kinds.kind_of` gives without a refusal.
        ocr: Whether pages that are images are read.

    Raises:
        UnreadableBytes: The sentence says why there is none, and what to do.
    """
    reader: Callable[..., DocumentText] = import_module(f"{__package__}.{_READERS.get(media_type, _IMAGES)}").read
    read = reader(content, ocr=ocr) if media_type == PDF else reader(content)
    if media_type in (TEXT, MARKDOWN):
        return read
    clean = _NO_TEXT.sub("", read.text).strip("\n")
    if not clean.strip():
        raise UnreadableBytes("it holds no text; take it out of the inbox or fill it")
    return replace(read, text=clean)
