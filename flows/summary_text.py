"""A night's summary as a person reads it."""

from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.quarantine import ADVICE
from flows.summary import NightSummary
from flows.tables import grid
from warehouse.data_folder import DataFolder

MAXIMUM_LISTED = 10
TRY_QUERY = "from series limit 5"
_HEADLINES = {
    "published": "Published.",
    "nothing_new": "Nothing is new: every document in the inbox has been read before.",
    "refused": "Publication was refused: a critical expectation failed. What was published before stands.",
    "failed": "The night failed. What was published before stands.",
}


def print_summary(summary: NightSummary, console: Console) -> None:
    """Print what the night did, what was published, where to look and what to do about it."""
    console.print(f"\n{_headline(summary)}", style="bold")
    console.print(_figures(summary))
    _print_list(console, "Why publication was refused:", summary.failures)
    _print_list(console, f"Could not be read. {ADVICE}", [_unreadable_line(entry) for entry in summary.unreadable])
    _print_list(console, "In these documents no figure was found:", summary.without_figures)
    _print_list(console, "Please note:", summary.warnings)
    data = DataFolder(Path(summary.data))
    if data.warehouse.is_file():
        console.print(_where_to_look(data))


def _headline(summary: NightSummary) -> str:
    if summary.outcome == "nothing_new" and summary.unreadable:
        return "Nothing new could be read."
    if summary.outcome == "nothing_new" and not summary.documents_in_inbox:
        return f"Nothing is new: {summary.inbox} holds no .txt or .md document."
    return _HEADLINES[summary.outcome]


def _figures(summary: NightSummary) -> Table:
    table = grid()
    copies = f", {summary.copies} of the same content as another" if summary.copies else ""
    other = f", {summary.passed_over} other files passed over" if summary.passed_over else ""
    table.add_row("inbox", f"{summary.inbox}: {_count(summary.documents_in_inbox, 'document')}{copies}{other}")
    if summary.documents:
        table.add_row("read", f"{_count(summary.documents, 'new document')}, {_count(summary.reports, 'report')}")
        withheld = f", of which {summary.suspects} suspect and withheld from `series`" if summary.suspects else ""
        table.add_row("figures", f"{summary.observations}{withheld}")
        table.add_row("findings", _findings(summary))
        table.add_row("checks", f"{summary.expectations_evaluated} of {summary.expectations_declared} expectations ran")
    if summary.unreadable:
        table.add_row("unreadable", str(len(summary.unreadable)))
    return table


def _findings(summary: NightSummary) -> str:
    total = sum(summary.findings.values())
    by_rule = sorted(summary.findings.items(), key=lambda entry: (-entry[1], entry[0]))
    return f"{total}" + (": " + ", ".join(f"{rule} {count}" for rule, count in by_rule) if total else "")


def _where_to_look(data: DataFolder) -> Table:
    table = grid()
    table.add_row("warehouse", str(data.warehouse))
    if (data.docs / "index.html").is_file():
        table.add_row("reports", str(data.docs / "index.html"))
    table.add_row("try", f'casetally sql "{TRY_QUERY}" --data {data.path}')
    return table


def _unreadable_line(entry: dict[str, str]) -> str:
    return f"{entry['uri']}: {entry['reason']}."


def _print_list(console: Console, title: str, lines: list[str]) -> None:
    if not lines:
        return
    console.print(f"\n{title}")
    for line in lines[:MAXIMUM_LISTED]:
        console.print(f"  - {line}")
    if len(lines) > MAXIMUM_LISTED:
        console.print(f"  … and {len(lines) - MAXIMUM_LISTED} more, in last_run.json of the data folder")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")
