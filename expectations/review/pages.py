"""The review pages as files in ``DATA/review``: static, offline, each one whole in itself."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from expectations.decisions import DecisionFile
from expectations.folders import replaced_folder
from expectations.review.cards import make_cards
from expectations.review.changes import TIERS, Changes, find_changes
from expectations.review.history import histories
from expectations.review.overview import make_overview
from expectations.review.queue import (
    Row,
    Wanted,
    count_findings,
    facet_values,
    ids_in_order,
    rows_in_order,
    waiting_findings,
)
from expectations.review.shown import lay_out_members, lay_out_subjects, put_away
from expectations.review.views import Neighbours, Occasion, Pages, Queue, card_page, other_page, queue_page
from warehouse.ddl import quoted
from warehouse.schemas import TABLES
from warehouse.writing import MOST_MEMORY, READ_FEW_ROWS, memory_limit

QUEUE_ROWS = 400
OPEN_SHOWN = 500
CHANGES_ROWS = 200
CHANGES_LISTED = 4_000
CARDS_AT_ONCE = 200
DECIDED_SHOWN = 200
UNREADABLE_SHOWN = 1_000


@dataclass(frozen=True, slots=True)
class NightToShow:
    """The night that the pages are about.

    Attributes:
        run_id: The run.
        at: When the pages are written, UTC.
        day: The day of the night.
        refused: Why publication is refused, one sentence each; empty when it is not.
        unreadable: The documents that could not be read: ``uri``, ``reason``, ``document_id``.
        notes: What else a reviewer should know, one sentence each.
    """

    run_id: str
    at: datetime
    day: date
    refused: Sequence[str] = ()
    unreadable: Sequence[Mapping[str, str]] = ()
    notes: Sequence[str] = ()

    @property
    def occasion(self) -> Occasion:
        """The night as every page's foot tells it."""
        return Occasion(self.run_id, f"{self.at:%Y-%m-%d %H:%M} UTC")


def write_review(
    candidate: Path,
    published: Path,
    folder: Path,
    night: NightToShow,
    file: DecisionFile | None = None,
    *,
    memory: int = MOST_MEMORY,
) -> None:
    """Write the pages of a night in the place of the last ones.

    The work is that of the changed rows and of the findings that press most, at most `OPEN_SHOWN` of them, however
    much is open and has been published before; the server shows all.

    Args:
        candidate: The database that is about to be published, or was refused.
        published: The published database that it is held against; none need exist.
        folder: The folder of the pages, replaced as a whole.
        night: The night.
        file: The reviewers' decisions.
        memory: The bytes of memory that the databases may use at most.

    Raises:
        UnusableStorage: The disk is full or the place may not be written.
    """
    with attached_beside(candidate, published, memory) as (connection, first), replaced_folder(folder) as beside:
        changes = find_changes(connection, first=first, limit=CHANGES_LISTED)
        _write_findings(connection, beside / "findings", night, file or DecisionFile())
        _write_changes(beside / "changes", changes, night)
        _write_first_pages(connection, beside, changes, night)


@contextmanager
def attached_beside(
    candidate: Path, published: Path, memory: int = MOST_MEMORY
) -> Iterator[tuple[duckdb.DuckDBPyConnection, bool]]:
    """A connection that uses the candidate, with the published database beside it where there is a usable one."""
    with duckdb.connect(":memory:") as connection:
        connection.execute(READ_FEW_ROWS)
        connection.execute(f"SET memory_limit = '{memory_limit(memory)}B'")
        connection.execute(f"SET temp_directory = {quoted(f'{candidate}.pages.tmp')}")
        connection.execute(f"ATTACH {quoted(str(candidate))} AS tonight (READ_ONLY)")
        first = not _attach_published(connection, published)
        connection.execute("USE tonight")
        yield connection, first


def _attach_published(connection: duckdb.DuckDBPyConnection, published: Path) -> bool:
    if not published.is_file():
        return False
    try:
        connection.execute(f"ATTACH {quoted(str(published))} AS before (READ_ONLY)")
        for table in TABLES.values():
            connection.execute(f"SELECT {', '.join(table.schema.names)} FROM before.{table.name} LIMIT 0")
    except duckdb.Error:
        return False  # damaged, or of another version: the candidate was built without it too
    return True


def _write_first_pages(
    connection: duckdb.DuckDBPyConnection, folder: Path, changes: Changes, night: NightToShow
) -> None:
    index = other_page(
        "overview.html.j2",
        "overview",
        "",
        night.occasion,
        overview=make_overview(connection, night.run_id if night.refused else None),
        refused=night.refused,
        notes=night.notes,
        changed=sum(changes.counts.values()),
        unreadable=night.unreadable,
    )
    unreadable = other_page(
        "unreadable.html.j2",
        "unreadable",
        "",
        night.occasion,
        unreadable=night.unreadable,
        shown_at_most=UNREADABLE_SHOWN,
    )
    _write(folder / "unreadable.html", unreadable)
    _write(folder / "index.html", index)


def _write_findings(
    connection: duckdb.DuckDBPyConnection, folder: Path, night: NightToShow, file: DecisionFile
) -> None:
    folder.mkdir()
    lay_out_subjects(connection, DECIDED_SHOWN)
    decided = ids_in_order(connection, Wanted(status="decided"), limit=DECIDED_SHOWN)
    shown = [*ids_in_order(connection, Wanted(), limit=OPEN_SHOWN), *decided]
    left_out = max(0, count_findings(connection, Wanted()) - OPEN_SHOWN)
    facets = facet_values(connection)
    on_figures = [decision.observation_id for decision in file.standing.values()]
    lay_out_members(connection, {*shown, *file.standing}, on_figures)
    rows = rows_in_order(connection, shown)
    waiting = waiting_findings(connection, file.standing, night.day)
    queue = Queue((), len(rows), Wanted(status="all"), facets, waiting, left_out=left_out)
    _write_queue(folder, rows, queue, night)
    told = histories(connection, file, rows)
    neighbours = [_neighbours(rows, place) for place in range(len(rows))]
    for start in range(0, len(rows), CARDS_AT_ONCE):
        chunk = rows[start : start + CARDS_AT_ONCE]
        for card, links in zip(make_cards(connection, chunk), neighbours[start:], strict=False):
            finding_id = card.finding["finding_id"]
            page = card_page(card, night.occasion, told[finding_id], links, waiting=waiting.get(finding_id))
            _write(folder / f"{finding_id}.html", page)
    put_away(connection)


def _neighbours(rows: Sequence[Row], place: int) -> Neighbours:
    def address(at: int) -> str:
        return f"{rows[at]['finding_id']}.html" if 0 <= at < len(rows) else ""

    return Neighbours(previous=address(place - 1), next=address(place + 1))


def _write_queue(folder: Path, rows: Sequence[Row], queue: Queue, night: NightToShow) -> None:
    last = max(1, -(-len(rows) // QUEUE_ROWS))
    for number in range(1, last + 1):
        part = rows[(number - 1) * QUEUE_ROWS : number * QUEUE_ROWS]
        page = queue_page(replace(queue, rows=part, pages=_pages(number, last)), night.occasion, live=False)
        _write(folder / _page_name(number), page)


def _write_changes(folder: Path, changes: Changes, night: NightToShow) -> None:
    folder.mkdir()
    listed = [(tier, row) for tier in TIERS for row in changes.rows[tier]]
    left_out = sum(changes.counts.values()) - len(listed)
    last = max(1, -(-len(listed) // CHANGES_ROWS))
    for number in range(1, last + 1):
        part = listed[(number - 1) * CHANGES_ROWS : number * CHANGES_ROWS]
        tiers = [(tier, [row for of, row in part if of == tier]) for tier in TIERS]
        page = other_page(
            "changes.html.j2",
            "changes",
            "../",
            night.occasion,
            changes=changes,
            tiers=[(tier, rows) for tier, rows in tiers if rows],
            left_out=left_out,
            pages=_pages(number, last),
        )
        _write(folder / _page_name(number), page)


def _pages(number: int, last: int) -> Pages:
    previous = _page_name(number - 1) if number > 1 else ""
    return Pages(number, last, previous, _page_name(number + 1) if number < last else "")


def _page_name(number: int) -> str:
    return "index.html" if number == 1 else f"page-{number}.html"


def _write(path: Path, page: str) -> None:
    # A text may hold half a surrogate pair, which UTF-8 cannot: it is shown as a question mark.
    path.write_text(page, encoding="utf-8", errors="replace")
