"""Which conditions hold after a night: what may be alerted, told apart by fingerprints. Pure but for its arguments."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Literal

from flows.summary import NightSummary

Kind = Literal["failed", "refused", "unreadable", "silence", "findings_jump", "unfetched"]

# Fewer nights than these say nothing of what is usual; more than the second are long past.
FEWEST_NIGHTS = 3
MOST_NIGHTS = 7
_TOLD_APART = 1000  # signs of a reason by which it is known again


@dataclass(frozen=True, slots=True)
class Condition:
    """Something an operator is told of.

    Attributes:
        kind: Its declared kind.
        fingerprint: The same as long as it is the same condition.
        detail: Which one, where there can be several of a kind; may hold text of documents.
        facts: What the words of its kind ask for.
    """

    kind: Kind
    fingerprint: str
    detail: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What is published after the night: open findings of warning or above, and the day of the newest document."""

    open_findings: int
    newest_document: date | None


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on silence and a jump are alerted; a limit of 0 days alerts no silence."""

    silence_days: int
    jump_factor: float
    jump_number: int


@dataclass(frozen=True, slots=True)
class Past:
    """What earlier nights left.

    Attributes:
        watched_since: The day of the first night.
        open_findings: The open findings after earlier published nights, oldest first.
        jumped_to: How many there were when a jump that still stands was told.
    """

    watched_since: date
    open_findings: Sequence[int] = ()
    jumped_to: int | None = None


def judged_kinds(summary: NightSummary, holdings: Holdings | None) -> frozenset[Kind]:
    """The kinds that a night of this outcome can tell of; others stand as they stood."""
    if summary.outcome == "failed":
        return frozenset({"failed"})
    kinds: set[Kind] = {"failed", "refused", "unreadable"}
    if holdings is not None:
        kinds.add("silence")
        if summary.outcome == "published":
            kinds.add("findings_jump")
    return frozenset(kinds)


def conditions_after(
    summary: NightSummary, holdings: Holdings | None, past: Past, limits: Limits, day: date
) -> list[Condition]:
    """The conditions that hold after a night, of the kinds that it can tell of."""
    if summary.outcome == "failed":
        return [failed(summary.message)]
    found = [*_refused(summary), *_unreadable(summary)]
    if holdings is not None:
        found += _silence(summary, holdings, past, limits, day)
        if summary.outcome == "published":
            found += _jump(holdings.open_findings, past, limits)
    return found


def failed(message: str) -> Condition:
    """The night failed, or never came to its end, for the reason that ``message`` says."""
    # Numbers and run ids differ from night to night where the reason is the same.
    return Condition("failed", _fingerprint("failed", re.sub(r"\w*\d\w*", "#", message[:_TOLD_APART])), message)


def unfetched(source: str, fault: str) -> Condition:
    """Something of a source could not be had, or the fetch could not begin; the fault begins with what it was."""
    identity = re.sub(r"\w*\d\w*", "#", fault) if ": " not in fault else fault.partition(": ")[0]
    return Condition("unfetched", _fingerprint("unfetched", f"{source} {identity}"), f"{source}: {fault}")


def _refused(summary: NightSummary) -> Iterator[Condition]:
    if summary.outcome == "refused":
        for failure in summary.failures:
            # Before the colon stands which expectation failed, behind it rows that differ from night to night.
            yield Condition("refused", _fingerprint("refused", failure.partition(":")[0]), failure)


def _unreadable(summary: NightSummary) -> Iterator[Condition]:
    for entry in summary.unreadable:
        identity = entry["document_id"] or entry["uri"]
        yield Condition("unreadable", _fingerprint("unreadable", identity), f"{entry['uri']}: {entry['reason']}")


def _silence(summary: NightSummary, holdings: Holdings, past: Past, limits: Limits, day: date) -> Iterator[Condition]:
    since = day if summary.documents else holdings.newest_document or past.watched_since
    days = (day - since).days
    if limits.silence_days and days >= limits.silence_days:
        yield Condition("silence", f"silence:{since}", facts={"days": days, "since": str(since)})


def _jump(now: int, past: Past, limits: Limits) -> Iterator[Condition]:
    if len(past.open_findings) < FEWEST_NIGHTS:
        return
    usual = median(past.open_findings[-MOST_NIGHTS:])
    if not _far_above(now, usual, limits):
        return
    told = past.jumped_to
    standing = told is not None and not _far_above(now, told, limits)
    fingerprint = f"findings_jump:{told if standing else now}"
    yield Condition("findings_jump", fingerprint, facts={"now": now, "usual": f"{usual:g}"})


def _far_above(now: int, before: float, limits: Limits) -> bool:
    return now > before * limits.jump_factor and now > before + limits.jump_number


def _fingerprint(kind: Kind, identity: str) -> str:
    return f"{kind}:{hashlib.sha256(identity.encode('utf-8', 'backslashreplace')).hexdigest()[:16]}"
