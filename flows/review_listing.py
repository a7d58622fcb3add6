"""`casetally review list`: the queue on the terminal, or for a program."""

import csv
import json
import sys
from collections.abc import Iterator, Mapping

from expectations.decisions import read_decisions
from expectations.review import wording
from expectations.review.queue import Row, Wanted, list_findings, waiting_findings
from expectations.review.text import shown
from flows.errors import UsageError
from flows.review_deciding import today_of
from flows.settings import Settings
from flows.tables import print_rows
from warehouse.data_folder import DataFolder
from warehouse.reading import connect

STATUSES = ("open", "accepted", "rejected", "waived", "all")
FORMATS = ("table", "csv", "json")
COLUMNS = ("finding_id", "severity", "rule", "status", "decided", "printed", "proposed", "uri", "message")


def list_command(settings: Settings, wanted: Mapping[str, str | None], style: str) -> int:
    """Print the findings that are wanted.

    Raises:
        UsageError: The status or the format is unknown.
        NoWarehouse: Nothing has been published in the data folder.
    """
    for name, given, known in (("status", wanted["status"], STATUSES), ("format", style, FORMATS)):
        if given not in known:
            raise UsageError(f"There is no {name} {given!r}; --{name} takes {', '.join(known)}.")
    data = DataFolder(settings.data)
    with connect(data) as connection:
        rows = list_findings(connection, Wanted(**{name: value for name, value in wanted.items() if value}))
        waiting = waiting_findings(connection, read_decisions(data.decisions).standing, today_of(settings))
    decided = {finding_id: decision.verdict for finding_id, decision in waiting.items()}
    _write([_entry(row, decided.get(row["finding_id"], "")) for row in rows], style)
    return 0


def _entry(row: Row, decided: str) -> dict[str, str]:
    said = wording.message(row["message"])
    entry = {
        "finding_id": row["finding_id"],
        "severity": row["severity"],
        "rule": row["rule"],
        "status": row["status"],
        "decided": decided,
        "printed": row["obs_text"] or "",
        "proposed": wording.value(row["suggested_value"], row["unit_measure"]) if row["suggested_value"] else "",
        "uri": row["uri"] or "",
        "message": said.zh,
    }
    return {name: shown(text) for name, text in entry.items()}


def _write(entries: list[dict[str, str]], style: str) -> None:
    if style == "json":
        sys.stdout.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    elif style == "csv":
        writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(entries)
    else:
        print_rows(COLUMNS, _short(entries), sys.stdout)


def _short(entries: list[dict[str, str]]) -> Iterator[list[str]]:
    for entry in entries:
        yield [entry["finding_id"][:12], *(entry[name] for name in COLUMNS[1:])]
