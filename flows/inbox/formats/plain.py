"""Plain text and Markdown, with front matter if there is any."""

import re

import yaml

from flows import side_files
from flows.decoding import decode
from flows.inbox.formats.text import DocumentText

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)---[ \t]*(?:\r?\n|\Z)", re.DOTALL)


def read(content: bytes) -> DocumentText:
    """The text behind the front matter, otherwise as it came.

    Raises:
        UnreadableBytes: The bytes are no text.
    """
    decoded = decode(content)
    entries, start = _front_matter(decoded.text)
    return DocumentText(decoded.text[start:], decoded.encoding, entries)


def _front_matter(text: str) -> tuple[dict[str, object], int]:
    """What YAML between lines of three hyphens states at the very beginning, and where the text goes on behind it."""
    found = _FRONT_MATTER.match(text, 0, side_files.MAXIMUM_BYTES)
    if not found or not text[found.end() :].strip():
        return {}, 0
    try:
        entries = side_files.load_entries(found[1])
    except (yaml.YAMLError, ValueError, RecursionError):
        return {}, 0
    # Authors' tools write more than we know; but without anything that we know it is part of the text.
    known = {key: entries[key] for key in side_files.KEYS if key in entries} if isinstance(entries, dict) else {}
    return known, found.end() if known else 0
