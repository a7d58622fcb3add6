"""What a server answered, read within bounds; everything that is no usable answer is a fault that says why."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from flows.feeds.limits import FetchFault

_PASSING = {408, 425, 429, 500, 502, 503, 504}
_INFLATE_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_VALIDATORS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
_LONGEST_VALIDATOR = 1000


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be used.

    ``validators`` are the request headers that ask for the same again only if it has changed; ``moved_to`` is where
    a redirect leads; ``modified`` is false when the server says that nothing has changed, and there is no body then.
    """

    address: str
    body: bytes = b""
    content_type: str = ""
    validators: dict[str, str] | None = None
    moved_to: str | None = None
    modified: bool = True


def read_answer(response: httpx.Response, maximum_bytes: int, *, conditional: bool, cut: bool = False) -> Answer:
    """Read a response whose body has not been read yet.

    Args:
        response: The response.
        maximum_bytes: The most that its body may hold, before and after unpacking.
        conditional: Whether "not modified" was among the possible answers.
        cut: Take the first ``maximum_bytes`` of a larger body instead of refusing it.

    Raises:
        FetchFault: It is no usable answer, too large, or cut short.
    """
    address, status = str(response.url), response.status_code
    if status == HTTPStatus.NOT_MODIFIED and conditional:
        return Answer(address, modified=False)
    if response.next_request:
        return Answer(address, moved_to=str(response.next_request.url))
    if status != HTTPStatus.OK:
        passing = status in _PASSING
        raise FetchFault(f"answers {_words(status)}", passing=passing, wait=_wanted_rest(response) if passing else None)
    content_type = response.headers.get("content-type", "").lower()
    return Answer(address, _body(response, maximum_bytes, cut), content_type, _validators(response))


def _words(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _wanted_rest(response: httpx.Response) -> float | None:
    """The seconds of Retry-After; a date in it is counted from the server's own clock."""
    wanted = response.headers.get("retry-after", "").strip()
    if wanted.isascii() and wanted.isdigit():
        return float(wanted[:9])
    try:
        now = parsedate_to_datetime(response.headers["date"])
        return max(0.0, (parsedate_to_datetime(wanted) - now).total_seconds())
    except (KeyError, ValueError, TypeError, OverflowError):
        return None


def _validators(response: httpx.Response) -> dict[str, str]:
    found = {asked: response.headers.get(told, "") for told, asked in _VALIDATORS.items()}
    return {
        asked: value
        for asked, value in found.items()
        if 0 < len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    }


def _body(response: httpx.Response, maximum_bytes: int, cut: bool) -> bytes:
    length = response.headers.get("content-length", "")
    too_large = FetchFault(f"is larger than {maximum_bytes} bytes")
    if not cut and length.isascii() and length.isdigit() and int(length[:19]) > maximum_bytes:
        raise too_large
    body = bytearray()
    for part in _unpacked(response, maximum_bytes + 1):
        body += part
        if len(body) > maximum_bytes:
            if cut:
                break
            raise too_large
    return bytes(body[:maximum_bytes])


def _unpacked(response: httpx.Response, enough: int) -> Iterator[bytes]:
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding in ("", "identity"):
        yield from response.iter_raw()
        return
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise FetchFault(f"is packed in a way that was not asked for ({coding[:20]})")
    inflater = zlib.decompressobj(_INFLATE_GZIP_OR_ZLIB)
    for part in response.iter_raw():
        try:
            # No part unpacks to more than is enough, however small it came.
            yield inflater.decompress(part, enough)
        except zlib.error as error:
            raise FetchFault("is packed wrongly", passing=True) from error
    if not inflater.eof:
        raise FetchFault("was cut short", passing=True)
