"""The declared sources: `sources.yaml`, every entry checked, every error in one sentence."""

import re
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import yaml
from cssselect import GenericTranslator, SelectorError
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from flows.errors import UsageError

EXAMPLE = "sources.example.yaml"


def _web_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or not address.isprintable():
        raise ValueError("an address such as https://www.example.cn/rss.xml is wanted")
    if parts.username is not None or parts.password is not None:
        raise ValueError("an address with a name and a password in it is not used")
    return address


def _host(name: str) -> str:
    if not re.fullmatch(r"[\w.-]+", name):
        raise ValueError("the name of a host such as www.example.cn is wanted, without https:// and without a path")
    return name.lower()


def _selector(selector: str) -> str:
    try:
        GenericTranslator().css_to_xpath(selector)
    except SelectorError as error:
        raise ValueError(f"it is no CSS selector ({error})") from error
    return selector


def _expression(expression: str) -> str:
    try:
        re.compile(expression)
    except re.error as error:
        raise ValueError(f"it is no regular expression ({error})") from error
    return expression


WebAddress = Annotated[str, AfterValidator(_web_address)]


class Source(BaseModel):
    """One feed or index page, and what may be taken from it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(
        pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$", description="how it is called in messages and in its state"
    )
    outlet: str = Field(min_length=1, max_length=200, description="who publishes it; goes into the side files")
    feed: WebAddress | None = Field(None, description="address of an RSS or Atom feed")
    index: WebAddress | None = Field(None, description="address of a page that lists links to reports")
    links: Annotated[str, AfterValidator(_selector)] | None = Field(None, description="CSS selector of those links")
    matching: Annotated[str, AfterValidator(_expression)] | None = Field(
        None, description="regular expression that is to be found in the address of a report"
    )
    hosts: tuple[Annotated[str, AfterValidator(_host)], ...] = Field(
        (), description="other hosts that reports may be taken from"
    )
    at_most: int = Field(50, ge=1, le=1000, description="reports taken from one listing, from its top")
    seconds_between: float = Field(2, ge=0, le=3600, description="seconds between two requests to one host")
    revisit_days: int = Field(7, ge=0, le=366, description="days on which a stored report is asked for changes")

    @property
    def listing(self) -> str:
        """The address of the feed or index page."""
        return self.feed or self.index or ""

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """The hosts that may be asked: that of the listing and the declared ones."""
        return frozenset((urlsplit(self.listing).hostname or "", *self.hosts))

    @property
    def question(self) -> str:
        """What is asked of the listing; an answer remembered for another question is of no use."""
        return " ".join(filter(None, (self.feed, self.index, self.links, self.matching)))

    @model_validator(mode="after")
    def _one_kind(self) -> "Source":
        if (self.feed is None) == (self.index is None):
            raise ValueError("it needs either feed or index")
        if self.index and not (self.links or self.matching):
            raise ValueError("an index needs links (a CSS selector) or matching (a regular expression)")
        if self.feed and self.links:
            raise ValueError("links belongs to an index; a feed names its reports itself")
        return self


def load_sources(path: Path) -> tuple[Source, ...]:
    """Read the declared sources, in their order.

    Raises:
        UsageError: The file or an entry cannot be used; the sentence says which, why and what to do.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise UsageError(
            f"There is no list of sources at {path}: copy {EXAMPLE} there, or name another with --sources."
        ) from error
    except OSError as error:
        raise UsageError(f"The list of sources {path} cannot be opened ({error.strerror}).") from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 1}" if mark else ""
        raise UsageError(f"{path} is not valid YAML{place}; compare it with {EXAMPLE}.") from error
    if not isinstance(content, dict) or set(content) != {"sources"} or not isinstance(content["sources"], list):
        raise UsageError(f"{path} must hold one list named sources; compare it with {EXAMPLE}.")
    sources = tuple(_read(path, number, entry) for number, entry in enumerate(content["sources"], start=1))
    for number, source in enumerate(sources):
        if source.name in [earlier.name for earlier in sources[:number]]:
            raise UsageError(f"{path}: two sources are named {source.name}; give one of them another name.")
    return sources


def _read(path: Path, number: int, entry: object) -> Source:
    try:
        return Source.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        name = entry.get("name") if isinstance(entry, dict) else None
        place = " ".join(map(str, ("source", number, f"({name})" if isinstance(name, str) else ""))).rstrip()
        at = f"{first['loc'][0]}: " if first["loc"] else ""
        said = first["msg"].removeprefix("Value error, ").replace("Extra inputs are not permitted", "no such key")
        raise UsageError(f"{path}: {place}: {at}{said[0].lower() + said[1:]}; mend the entry.") from error
