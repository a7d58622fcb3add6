"""One night: its identity, its beginning and its end. What lies between is in `flows.way`."""

import logging
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from flows.alerts.watch import night_ended
from flows.faults import faults_kept
from flows.lakes import lake_of
from flows.settings import Settings
from flows.stock import Stock, check_folders, take_stock
from flows.summary import NightSummary, Outcome, write_summary
from flows.task_runners import check_task_runner
from warehouse.data_folder import DataFolder
from warehouse.lake import Lake
from warehouse.version import running_version

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Night:
    """One night: its identity, its day, its folders and settings."""

    run_id: str
    started_at: datetime
    calendar_day: date
    settings: Settings
    data: DataFolder
    lake: Lake

    @property
    def newest_day(self) -> date:
        """The last day on which a document of this night can have been published: a scheduled night may start late."""
        return max(self.calendar_day, self.started_at.astimezone(ZoneInfo(self.settings.time_zone)).date())


def begin(settings: Settings, calendar_day: date | None = None) -> Night:
    """Name a night by its start; its day is that of the settings' time zone unless one is given.

    Raises:
        UsageError: The inbox or the data folder cannot be used.
        NewerDataFolder: A newer version of Casetally has written to the data folder.
    """
    check_folders(settings)
    check_task_runner(settings)
    lake = lake_of(settings)
    lake.refuse_newer()
    started_at = datetime.now(UTC)
    run_id = f"{started_at:%Y%m%dT%H%M%SZ}-{secrets.token_hex(3)}"
    day = calendar_day or started_at.astimezone(ZoneInfo(settings.time_zone)).date()
    data = DataFolder(settings.data)
    return Night(run_id, started_at, day, settings, data, lake)


def look(settings: Settings) -> NightSummary | None:
    """Return the summary of a night on which nothing is to be done, or None when there is something to do."""
    night = begin(settings)
    with night.data.lock(), night.lake.lock(), faults_kept(night):
        stock = take_stock(settings, night.data, night.lake, night.calendar_day)
        if stock.asks_for_a_night:
            return None
        return alert(night, end(night, open_summary(night, stock), "nothing_new"))


def open_summary(night: Night, stock: Stock) -> NightSummary:
    """Start the summary of a night with what it found."""
    listing = stock.listing
    return NightSummary(
        run_id=night.run_id,
        started_at=night.started_at,
        version=running_version(),
        inbox=str(night.settings.inbox),
        data=str(night.settings.data),
        documents_in_inbox=len(listing.documents),
        copies=len(listing.copies),
        passed_over=listing.passed_over,
        unreadable=[document.as_entry() for document in listing.unreadable],
        warnings=list(listing.warnings),
        commit=night.lake.last_commit(),
    )


def end(night: Night, summary: NightSummary, outcome: Outcome) -> NightSummary:
    """Finish the summary and keep it in ``last_run.json``."""
    summary.outcome = outcome
    summary.finished_at = datetime.now(UTC)
    write_summary(summary, night.data.last_run)
    for line in summary.log_lines():
        logger.log(logging.WARNING if summary.exit_status else logging.INFO, line)
    return summary


def alert(night: Night, summary: NightSummary) -> NightSummary:
    """Tell the operator what is new after a night; a channel that failed is noted in the summary."""
    failed_channels = night_ended(night, summary)
    if failed_channels:
        summary.warnings += failed_channels
        write_summary(summary, night.data.last_run)
    return summary
