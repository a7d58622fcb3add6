"""Bytes to text, by kind of document."""

from flows.inbox.formats.reading import read_text
from flows.inbox.formats.text import DocumentText

__all__ = ["DocumentText", "read_text"]
