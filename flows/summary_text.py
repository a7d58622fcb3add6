"""A night's summary as a person reads it."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from flows.backfilling import Backfill
from flows.quarantine import ADVICE
from flows.sql import TRY_QUERY
from flows.summary import NightSummary
from flows.tables import print_pairs
from warehouse.data_folder import DataFolder

COMMAND = "casetally"
MAXIMUM_LISTED = 10
_HEADLINES = {
    "published": "Published.",
    "nothing_new": "Nothing is new: every document in the inbox has been read before.",
    "refused": "Publication was refused: a critical expectation failed. What was published before stands.",
    "failed": "The night failed. What was published before stands.",
}


def print_summary(summary: NightSummary, console: Console) -> None:
    """Print what the night did, what was published, where to look and what to do about it."""
    console.print(f"\n{_headline(summary)}", style="bold", soft_wrap=True)
    print_pairs(_figures(summary), console)
    _print_list(console, "Why publication was refused:", summary.failures)
    _print_list(console, f"Could not be read. {ADVICE}", [_unreadable_line(entry) for entry in summary.unreadable])
    _print_list(console, "In these documents no figure was found:", summary.without_figures)
    _print_list(console, "Please note:", summary.warnings)
    data = DataFolder(Path(summary.data))
    if data.warehouse.is_file():
        console.print()
        print_pairs(_where_to_look(data), console)


def print_backfill(done: Backfill, console: Console) -> None:
    """Print what a backfill read, and how to go on where it ended early."""
    observations = sum(night.observations for night in done.nights)
    if not done.slices:
        console.print("Nothing is new in this part of the inbox.")
    else:
        console.print(f"Read {_count(done.documents, 'new document')} in {_count(len(done.nights), 'night')}.")
        console.print(f"figures  {observations}")
    if done.undated:
        console.print(f"{_count(done.undated, 'document')} left to the nightly run: nothing tells the day beforehand.")
    last = done.nights[-1] if done.nights else None
    if last and last.outcome == "refused":
        _print_list(console, "Why publication was refused; run again when it is mended:", last.failures)
    unreadable = [entry for night in done.nights for entry in night.unreadable]
    _print_list(console, f"Could not be read. {ADVICE}", [_unreadable_line(entry) for entry in unreadable])


def _headline(summary: NightSummary) -> str:
    if summary.outcome == "nothing_new" and summary.unreadable:
        return "Nothing new could be read."
    if summary.outcome == "nothing_new" and not summary.documents_in_inbox:
        return f"Nothing is new: {summary.inbox} holds no document that can be read."
    return _HEADLINES[summary.outcome]


def _figures(summary: NightSummary) -> Iterator[tuple[str, str]]:
    copies = f", {summary.copies} more of the same content" if summary.copies else ""
    other = f", {summary.passed_over} other files passed over" if summary.passed_over else ""
    yield "inbox", f"{summary.inbox}: {_count(summary.documents_in_inbox, 'document')}{copies}{other}"
    if summary.documents:
        withheld = f", of which {summary.suspects} suspect and withheld from `series`" if summary.suspects else ""
        yield "read", f"{_count(summary.documents, 'new document')}, {_count(summary.reports, 'report')}"
        yield "figures", f"{summary.observations}{withheld}"
        yield "findings", _findings(summary)
        yield "checks", f"{summary.expectations_evaluated} of {summary.expectations_declared} expectations evaluated"
    if summary.decided:
        yield "decisions", f"{_count(len(summary.decided), 'finding')} changed by reviewers' decisions"
    if summary.unreadable:
        yield "unreadable", str(len(summary.unreadable))


def _findings(summary: NightSummary) -> str:
    total = sum(summary.findings.values())
    by_rule = sorted(summary.findings.items(), key=lambda entry: (-entry[1], entry[0]))
    return f"{total}" + (": " + ", ".join(f"{rule} {count}" for rule, count in by_rule) if total else "")


def _where_to_look(data: DataFolder) -> Iterator[tuple[str, str]]:
    yield "warehouse", str(data.warehouse)
    if (data.docs / "index.html").is_file():
        yield "data docs", str(data.docs / "index.html")
    if (data.review / "index.html").is_file():
        yield "review", str(data.review / "index.html")
    yield "decide", f"{_command()} review --data {shlex.quote(str(data.path))}"
    yield "try", f'{_command()} sql "{TRY_QUERY}" --data {shlex.quote(str(data.path))}'


def _command() -> str:
    """How the user can call this command again: by its name where the shell finds it, else by its path."""
    beside_python = Path(sys.executable).with_name(COMMAND)
    if shutil.which(COMMAND) or not beside_python.is_file():
        return COMMAND
    return shlex.quote(os.path.relpath(beside_python))


def _unreadable_line(entry: dict[str, str]) -> str:
    return f"{entry['uri']}: {entry['reason']}."


def _print_list(console: Console, title: str, lines: list[str]) -> None:
    if not lines:
        return
    console.print(f"\n{title}", soft_wrap=True)
    for line in lines[:MAXIMUM_LISTED]:
        console.print(f"  - {line}", soft_wrap=True)
    if len(lines) > MAXIMUM_LISTED:
        console.print(f"  … and {len(lines) - MAXIMUM_LISTED} more, in last_run.json of the data folder")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
