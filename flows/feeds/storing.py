"""Storing a page in the inbox as it came, with a side file that says where it came from.

The side file is put in place first and the page last, each by rename, so that whoever reads the inbox never meets half
a page or a page without its side file.
"""

import base64
import hashlib
import re
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from flows.feeds.answers import Answer
from flows.feeds.limits import FetchFault
from flows.feeds.listing import Entry
from flows.feeds.sources import Source
from flows.inbox.kinds import DOCX, HTML, MARKDOWN, PDF, TEXT, ZIP, kind_of
from flows.side_files import SUFFIX, side_file_of
from warehouse.storage import UNFINISHED, write_atomically

FOLDER = "feeds"
_ENDINGS = {
    HTML: ".html",
    "application/xhtml+xml": ".html",
    PDF: ".pdf",
    DOCX: ".docx",
    "application/msword": ".doc",
    ZIP: ".zip",
    "application/x-zip-compressed": ".zip",
    MARKDOWN: ".md",
    TEXT: ".txt",
}
_OF_ANY_KIND = {"", "application/octet-stream", "application/force-download", "application/x-download"}
_BY_BEGINNING = ((b"%PDF-", ".pdf"), (b"<!doctype html", ".html"), (b"<html", ".html"))


def store(inbox: Path, source: Source, entry: Entry, answer: Answer, today: date) -> tuple[str, bool]:
    """Store a page unless the inbox holds the same content of the same host.

    Returns:
        Its path below the inbox, and whether it is new there.

    Raises:
        FetchFault: It is of a kind that is not kept, or empty.
    """
    if not answer.body.strip():
        raise FetchFault("is empty")
    host = re.sub(r"[^a-z0-9.-]", "_", urlsplit(answer.address).hostname or "")
    folder = inbox / FOLDER / host
    # Base 32 has no 0, 1, 8 and 9: no date of a year can be read into the name by chance.
    content = base64.b32encode(hashlib.sha256(answer.body).digest()).decode("ascii").lower()[:24]
    for known in sorted(folder.glob(f"*{content}.*")):
        if not known.name.endswith((SUFFIX, UNFINISHED)):
            return known.relative_to(inbox).as_posix(), False
    published_on = entry.published_on if entry.published_on and entry.published_on <= today else None
    name = f"{published_on}-{content}" if published_on else content
    page = folder / (name + ending_of(answer))
    stated = {"url": entry.url, "outlet": source.outlet, "title": entry.title, "published_on": published_on}
    told = {key: value for key, value in stated.items() if value is not None}
    write_atomically(side_file_of(page), yaml.safe_dump(told, allow_unicode=True, sort_keys=False).encode())
    write_atomically(page, answer.body)
    return page.relative_to(inbox).as_posix(), True


def ending_of(answer: Answer) -> str:
    """The ending for a page by its content type; by its address or its first bytes where that says nothing.

    Raises:
        FetchFault: It is of a kind that is not kept.
    """
    content_type = answer.content_type.partition(";")[0].strip()
    if content_type in _ENDINGS:
        return _ENDINGS[content_type]
    if content_type in _OF_ANY_KIND:
        named = kind_of(urlsplit(answer.address).path)
        if named and named.media_type in _ENDINGS:
            return _ENDINGS[named.media_type]
        start = answer.body[:64].lstrip().lower()
        for beginning, kind in _BY_BEGINNING:
            if start.startswith(beginning.lower()):
                return kind
    raise FetchFault(f"is of the kind {content_type[:60] or 'unknown'}, which is not kept")


def drop_unfinished(inbox: Path, memories: Path) -> None:
    """Remove what a killed fetch had begun to write."""
    for path in (*(inbox / FOLDER).glob(f"*/.*{UNFINISHED}"), *memories.glob(f".*{UNFINISHED}")):
        path.unlink(missing_ok=True)
