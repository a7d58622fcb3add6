"""What a feed or an index page lists: the addresses of reports, and what a feed tells of them."""

import re
from calendar import timegm
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit
from zoneinfo import ZoneInfo

import feedparser
from lxml import etree, html
from pydantic import BaseModel, ConfigDict

from flows.feeds.answers import Answer
from flows.feeds.limits import FetchFault
from flows.feeds.sources import Source

_LONGEST_ADDRESS = 2000
_LONGEST_TITLE = 300
_TELLS_A_ZONE = re.compile(r"(?:[+-]\d\d:?\d\d|Z|[A-Z]{2,5})\s*(?:\([^)]*\)\s*)?$")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]{1,40})")


class Entry(BaseModel):
    """One report that a listing names."""

    model_config = ConfigDict(frozen=True)

    url: str
    title: str | None = None
    published_on: date | None = None


def read_listing(source: Source, answer: Answer, zone: ZoneInfo) -> list[Entry]:
    """The reports that a listing names and the source wants, from the top, each address once.

    Raises:
        FetchFault: The answer is no such listing.
    """
    entries = _feed_entries(answer, zone) if source.feed else _index_entries(answer, source.links or "a")
    wanted: dict[str, Entry] = {}
    for entry in entries:
        if not source.matching or re.search(source.matching, entry.url):
            wanted.setdefault(entry.url, entry)
    return list(wanted.values())


def _feed_entries(answer: Answer, zone: ZoneInfo) -> Iterator[Entry]:
    headers = {"content-type": answer.content_type, "content-location": answer.address}
    try:
        parsed = feedparser.parse(
            BytesIO(answer.body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:
        # On hostile bytes feedparser raises whatever its parts happen to raise.
        raise FetchFault(f"is no feed that can be read ({type(error).__name__})") from error
    version = parsed.get("version", "")
    if not version and not parsed.entries:
        raise FetchFault("is no RSS or Atom feed")
    for entry in parsed.entries:
        for address in _addresses(answer.address, [entry.get("link") or ""]):
            yield Entry(url=address, title=_title(entry), published_on=_published_on(entry, version, zone))


def _index_entries(answer: Answer, selector: str) -> Iterator[Entry]:
    # libxml2 refuses names of character sets that it does not know; without one it looks into the page.
    named = _CHARSET.search(answer.content_type)
    try:
        parser = html.HTMLParser(encoding=named[1] if named else None)
    except LookupError:
        parser = html.HTMLParser()
    try:
        page = html.document_fromstring(answer.body, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise FetchFault("is no HTML page") from error
    base = urljoin(answer.address, next(iter(page.xpath("//base/@href")), ""))
    for address in _addresses(base, (element.get("href", "") for element in page.cssselect(selector))):
        yield Entry(url=address)


def _addresses(base: str, links: Iterable[str]) -> Iterator[str]:
    for link in links:
        try:
            address = urldefrag(urljoin(base, link.strip())).url
            usable = urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname
        except ValueError:
            continue
        if link.strip() and usable and len(address) <= _LONGEST_ADDRESS and address.isprintable():
            yield address


def _title(entry: Any) -> str | None:
    title = str(entry.get("title", ""))
    if "<" in title and entry.get("title_detail", {}).get("type") in ("text/html", "application/xhtml+xml"):
        title = str(html.fragment_fromstring(title, create_parent=True).text_content())
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in title).split())
    return plain[:_LONGEST_TITLE] or None


def _published_on(entry: Any, version: str, zone: ZoneInfo) -> date | None:
    """The day of publication where the report appears; a time without a zone is taken as told there.

    Only RSS uses one date for both; in Atom `updated` may be any later day.
    """
    names = ("published", "updated") if version.startswith("rss") else ("published",)
    for name in names:
        told, parsed = dict.get(entry, name), dict.get(entry, f"{name}_parsed")
        if not told or not parsed:
            continue
        try:
            moment = datetime.fromtimestamp(timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError):
            continue
        return moment.astimezone(zone).date() if _TELLS_A_ZONE.search(str(told).strip()) else moment.date()
    return None
