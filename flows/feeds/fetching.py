"""Fetching one source: its listing, then the reports it names; a fault in one never ends the others."""

import logging
import traceback
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from flows.feeds.limits import FetchFault
from flows.feeds.listing import Entry, read_listing
from flows.feeds.memory import KnownPage, Memory, recall, remember
from flows.feeds.sources import Source
from flows.feeds.storing import store
from flows.feeds.web import Manners, Web
from warehouse.errors import CasetallyError
from warehouse.storage import write_atomically

logger = logging.getLogger(__name__)

_SHOWN = 3
_LONGEST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Errand:
    """What all sources of a fetch share: where pages go, where memories lie, the day and the manners."""

    inbox: Path
    memories: Path
    today: date
    zone: ZoneInfo
    manners: Manners


@dataclass(slots=True)
class Outcome:
    """What came of one source."""

    name: str
    new: int = 0
    unchanged: int = 0
    failed: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    passing: bool = False

    def line(self) -> str:
        """The outcome as a person reads it, in one line."""
        counts = f"{self.name}: {self.new} new, {self.unchanged} unchanged, {len(self.failed)} failed"
        shown = self.failed[:_SHOWN] + [f"and {len(self.failed) - _SHOWN} more"] * (len(self.failed) > _SHOWN)
        return counts + (": " if shown else "") + "; ".join(shown) + "".join(f" ({note})" for note in self.notes)

    def log_line(self) -> str:
        """The outcome as one fact of the log."""
        return f"fetch source={self.name} new={self.new} unchanged={self.unchanged} failed={len(self.failed)}"

    def after(self, earlier: "Outcome") -> "Outcome":
        """This outcome with what an earlier try of the same fetch had already stored."""
        return replace(self, new=self.new + earlier.new, unchanged=max(0, self.unchanged - earlier.new))

    def add_fault(self, address: str, fault: FetchFault) -> None:
        """Count one address that could not be had."""
        shown = "".join(sign if sign.isprintable() else "?" for sign in f"{address}: {fault}")
        self.failed.append(shown if len(shown) <= 2 * _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…: {fault}")
        self.passing = self.passing or fault.passing


def fetch_source(source: Source, errand: Errand) -> Outcome:
    """Store what is new of a source in the inbox; whatever its server does, an outcome comes back.

    Raises:
        UnusableStorage: The inbox or the data folder may not be written; no source could go on.
    """
    outcome = Outcome(source.name)
    try:
        _fetch(source, errand, outcome)
    except CasetallyError:
        raise
    except Exception as error:
        # Pages are hostile and parsers have faults: one of these must not cost the other sources their night.
        details = errand.memories / f"{source.name}.fault.txt"
        write_atomically(details, traceback.format_exc().encode(errors="replace"))
        logger.exception("fetch source=%s", source.name)
        said = f"met a fault of Casetally ({type(error).__name__}); please report it with {details}"
        outcome.failed.append(f"{source.listing}: {said}")
    logger.log(logging.WARNING if outcome.failed else logging.INFO, outcome.log_line())
    return outcome


def _fetch(source: Source, errand: Errand, outcome: Outcome) -> None:
    place = errand.memories / f"{source.name}.json"
    memory = recall(place, source.question)
    with Web(source, errand.manners) as web:
        try:
            _renew_listing(source, web, memory, errand)
        except FetchFault as fault:
            outcome.add_fault(source.listing, fault)
            return
        entries = _chosen(source, memory.entries, outcome)
        memory.forget_all_but({entry.url for entry in entries})
        _fetch_pages(source, entries, web, memory, errand, outcome)
        remember(place, memory)


def _renew_listing(source: Source, web: Web, memory: Memory, errand: Errand) -> None:
    answer = web.get(source.listing, errand.manners.limits.listing_bytes, memory.validators)
    if answer.modified:
        memory.entries = read_listing(source, answer, errand.zone)[: errand.manners.limits.listed]
        memory.validators = answer.validators or {}


def _chosen(source: Source, entries: list[Entry], outcome: Outcome) -> list[Entry]:
    """The entries of the source's own hosts, as many as it wants; the outcome tells what was passed over."""
    own = [entry for entry in entries if urlsplit(entry.url).hostname in source.allowed_hosts]
    elsewhere = sorted({str(urlsplit(entry.url).hostname) for entry in entries} - source.allowed_hosts)
    if elsewhere:
        named = ", ".join(elsewhere[:_SHOWN])
        outcome.notes.append(f"{len(entries) - len(own)} on hosts that are not declared: {named}")
    if len(own) > source.at_most:
        outcome.notes.append(f"{len(own) - source.at_most} beyond at_most")
    if not entries:
        outcome.notes.append("the listing names no report")
    return own[: source.at_most]


def _fetch_pages(
    source: Source, entries: list[Entry], web: Web, memory: Memory, errand: Errand, outcome: Outcome
) -> None:
    in_a_row = 0
    for number, entry in enumerate(entries, start=1):
        try:
            new = _fetch_page(source, entry, web, memory, errand)
        except FetchFault as fault:
            outcome.add_fault(entry.url, fault)
            in_a_row += fault.passing
            if fault.wait is not None or in_a_row >= errand.manners.limits.failures_in_a_row:
                outcome.notes.append(f"given up, {len(entries) - number} not asked for")
                return
            continue
        in_a_row = 0
        outcome.new += new
        outcome.unchanged += not new


def _fetch_page(source: Source, entry: Entry, web: Web, memory: Memory, errand: Errand) -> bool:
    """Whether the page brought a new document."""
    known = memory.pages.get(entry.url)
    if known and not (errand.inbox / known.path).is_file():
        known = None
    if known and (errand.today - known.since).days > source.revisit_days:
        return False
    answer = web.get(entry.url, errand.manners.limits.page_bytes, known.validators if known else None)
    if not answer.modified:
        return False
    path, new = store(errand.inbox, source, entry, answer, errand.today)
    since = known.since if known else errand.today
    memory.pages[entry.url] = KnownPage(path=path, since=since, validators=answer.validators or {})
    return new
