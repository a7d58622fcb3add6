"""`casetally status`: last runs, freshness and open findings, in one screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from rich.table import Table

from flows.next_step import next_step
from flows.open_findings import print_open_findings
from flows.settings import Settings
from flows.summary import read_summary
from flows.tables import person_console, print_pairs
from warehouse.data_folder import DataFolder
from warehouse.reading import connect
from warehouse.version import running_version

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MAXIMUM_SHOWN = 5
_RUNS = """
select started_at, outcome, documents, reports, observations, findings
from runs order by started_at desc, run_id limit 7
"""
_HOLDINGS = """
select (select count(*) from documents), (select count(*) from reports), (select count(*) from observations),
    (select count(*) from observations where obs_status = 'suspect'),
    (select max(published_on) from documents), (select max(published_at) from publication)
"""


@dataclass(frozen=True, slots=True)
class _Clock:
    """How moments are shown."""

    now: datetime
    zone: ZoneInfo

    def show(self, moment: datetime) -> str:
        return f"{moment.astimezone(self.zone):%Y-%m-%d %H:%M} ({self._ago(moment)} ago)"

    def _ago(self, moment: datetime) -> str:
        hours = (self.now - moment).total_seconds() / 3600
        if hours < 1:
            return f"{max(0, round(hours * 60))} min"
        return f"{round(hours)} h" if hours < 48 else f"{round(hours / 24)} days"


def status_command(settings: Settings) -> None:
    """Print the state of a data folder.

    Raises:
        NoWarehouse: Nothing has been published in it, and no run has ended here.
    """
    data = DataFolder(settings.data)
    clock = _Clock(datetime.now(UTC), ZoneInfo(settings.time_zone))
    console = person_console()
    last = read_summary(data.last_run)
    if last and not data.warehouse.is_file():
        print_pairs([("published", "nothing yet"), *_last_run(last, settings, clock)], console)
        return
    with connect(data) as connection:
        print_pairs([*_overview(connection, data, settings, clock), *_last_run(last, settings, clock)], console)
        console.print(_runs(connection, clock))
        print_open_findings(connection, console)
        print_pairs([("next", next_step(connection, data, settings, last))], console)


def _overview(
    connection: "DuckDBPyConnection", data: DataFolder, settings: Settings, clock: _Clock
) -> Iterator[tuple[str, str]]:
    row = connection.execute(_HOLDINGS).fetchone()
    documents, reports, figures, suspects, newest_report, published_at = row or (0, 0, 0, 0, None, None)
    yield "casetally", f"{running_version()}, data folder {data.path}, times in {settings.time_zone}"
    yield "holds", f"{documents} documents, {reports} reports, {figures} figures, {suspects} of them suspect"
    yield "published", clock.show(published_at) if published_at else "nothing yet"
    yield "newest report", str(newest_report or "of unknown date")


def _last_run(last: dict[str, Any] | None, settings: Settings, clock: _Clock) -> Iterator[tuple[str, str]]:
    if last is None:
        yield "last run", "unknown: last_run.json is missing; it comes back with the next run"
        return
    finished = datetime.fromisoformat(last["finished_at"])
    yield "last run", f"{clock.show(finished)}: {last['outcome'].replace('_', ' ')} {last['message']}".rstrip()
    if clock.now - finished > timedelta(hours=settings.fresh_hours):
        yield "stale", f"no run for more than {settings.fresh_hours} hours; see that the schedule is on"
    yield from _failures(last["failures"], DataFolder(settings.data))
    for entry in last["unreadable"][:_MAXIMUM_SHOWN]:
        yield "unreadable", f"{entry['uri']}: {entry['reason']}"


def _failures(failures: list[str], data: DataFolder) -> Iterator[tuple[str, str]]:
    for failure in failures[:_MAXIMUM_SHOWN]:
        yield "failure", failure
    if len(failures) > _MAXIMUM_SHOWN:
        yield "failure", f"… and {len(failures) - _MAXIMUM_SHOWN} more, in {data.last_run}"
    index = data.docs / "index.html"
    if failures and index.is_file():
        yield "see", str(index)


def _runs(connection: "DuckDBPyConnection", clock: _Clock) -> Table:
    table = Table(title="Last runs that brought something", title_justify="left", title_style="bold")
    for name in ("started", "outcome", "documents", "reports", "figures", "findings"):
        table.add_column(name, justify="right" if name in ("documents", "reports", "figures", "findings") else "left")
    for started, *counts in connection.execute(_RUNS).fetchall():
        table.add_row(f"{started.astimezone(clock.zone):%Y-%m-%d %H:%M}", *map(str, counts))
    return table
