"""Where a night meets its alerts: at its beginning, at its end, and where it could not even begin."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import duckdb

from flows.alerts.conditions import Holdings, Limits, conditions_after, failed, judged_kinds
from flows.alerts.state import Begun, read_state, write_state
from flows.alerts.telling import judge_and_tell, never_failing
from flows.faults import fault_told
from flows.settings import Settings
from flows.summary import NightSummary
from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError, LockedDataFolder, NoWarehouse
from warehouse.reading import connect

if TYPE_CHECKING:
    from flows.night import Night

_OPEN = "select count(*) from findings where status = 'open' and severity in ('critical', 'warning')"
_NEWEST = "select max(ingested_at) from documents"


def night_begins(night: "Night") -> None:
    """Note that a night is under way; tell when the one before was cut short."""
    with never_failing():
        state = read_state(night.data.alerts)
        state.watched_since = state.watched_since or night.calendar_day
        begun, state.begun = (
            state.begun,
            Begun(run_id=night.run_id, started_at=f"{night.started_at:%Y-%m-%d %H:%M} UTC"),
        )
        write_state(state, night.data.alerts)
        if begun:
            cut = failed(f"The night begun at {begun.started_at} never ended: it was killed, or the machine stopped.")
            judge_and_tell(night.data.alerts, state, [cut], {"failed"}, night.settings, night.calendar_day)


def night_ended(night: "Night", summary: NightSummary) -> list[str]:
    """Tell what is new after a night.

    Returns:
        A sentence for each channel that failed.
    """
    with never_failing():
        settings, day = night.settings, night.calendar_day
        state = read_state(night.data.alerts)
        state.watched_since, state.begun = state.watched_since or day, None
        holdings = None if summary.outcome == "failed" else _holdings(night.data, settings)
        limits = Limits(settings.alert_silence_days, settings.alert_findings_factor, settings.alert_findings_more)
        present = conditions_after(summary, holdings, state.past(day), limits, day)
        if holdings and summary.has_published:
            state.remember_findings(day, holdings.open_findings)
        return judge_and_tell(night.data.alerts, state, present, judged_kinds(summary, holdings), settings, day)
    return []


@contextmanager
def failures_told(settings: Settings, day: date | None = None) -> Iterator[None]:
    """Tell of a night that could not begin; what the night itself has told is not told again.

    A data folder that another run holds is no failure, and none that does not exist is made.
    """
    try:
        yield
    except LockedDataFolder:
        raise
    except Exception as error:
        if settings.data.is_dir():
            folder = DataFolder(settings.data)
            with never_failing(), folder.lock():
                today = day or datetime.now(ZoneInfo(settings.time_zone)).date()
                state = read_state(folder.alerts)
                state.watched_since, state.begun = state.watched_since or today, None
                judge_and_tell(
                    folder.alerts, state, [failed(fault_told(error) or str(error))], {"failed"}, settings, today
                )
        raise


def _holdings(data: DataFolder, settings: Settings) -> Holdings | None:
    """What is published; None when that cannot be told."""
    try:
        with connect(data) as connection:
            (open_findings,), (newest,) = (connection.execute(query).fetchall()[0] for query in (_OPEN, _NEWEST))
    except NoWarehouse:
        return Holdings(0, None)
    except (CasetallyError, duckdb.Error):
        return None
    return Holdings(open_findings, newest.astimezone(ZoneInfo(settings.time_zone)).date() if newest else None)
