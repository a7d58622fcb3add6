"""Where a night meets its alerts: at its beginning, at its end, and where it could not even begin."""

import logging
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import duckdb

from flows.alerts.channels import Delivery, channels, deliver
from flows.alerts.conditions import Condition, Holdings, Kind, Limits, conditions_after, failed, judged_kinds
from flows.alerts.news import News, mark_told, update
from flows.alerts.state import AlertState, Begun, read_state, write_state
from flows.alerts.wording import Message, compose
from flows.embedded import prepare_prefect
from flows.settings import Settings
from flows.summary import NightSummary
from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError, LockedDataFolder, NoWarehouse
from warehouse.reading import connect

if TYPE_CHECKING:
    from flows.night import Night

logger = logging.getLogger(__name__)

_OPEN = "select count(*) from findings where status = 'open' and severity in ('critical', 'warning')"
_NEWEST = "select max(ingested_at) from documents"


def night_begins(night: "Night") -> None:
    """Note that a night is under way; tell when the one before was cut short."""
    with _never_failing():
        state = read_state(night.data.alerts)
        state.watched_since = state.watched_since or night.calendar_day
        begun, state.begun = (
            state.begun,
            Begun(run_id=night.run_id, started_at=f"{night.started_at:%Y-%m-%d %H:%M} UTC"),
        )
        write_state(state, night.data.alerts)
        if begun:
            cut = failed(f"The night begun at {begun.started_at} never ended: it was killed, or the machine stopped.")
            _judge_and_tell(state, [cut], {"failed"}, night.settings, night.calendar_day)


def night_ended(night: "Night", summary: NightSummary) -> list[str]:
    """Tell what is new after a night.

    Returns:
        A sentence for each channel that failed.
    """
    with _never_failing():
        settings, day = night.settings, night.calendar_day
        state = read_state(night.data.alerts)
        state.watched_since, state.begun = state.watched_since or day, None
        holdings = None if summary.outcome == "failed" else _holdings(night.data, settings)
        limits = Limits(settings.alert_silence_days, settings.alert_findings_factor, settings.alert_findings_more)
        present = conditions_after(summary, holdings, state.past(day), limits, day)
        if holdings and summary.outcome == "published":
            state.remember_findings(day, holdings.open_findings)
        return _judge_and_tell(state, present, judged_kinds(summary, holdings), settings, day)
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
            with _never_failing(), DataFolder(settings.data).lock():
                today = day or datetime.now(ZoneInfo(settings.time_zone)).date()
                state = read_state(DataFolder(settings.data).alerts)
                state.watched_since, state.begun = state.watched_since or today, None
                _judge_and_tell(state, [failed(str(error))], {"failed"}, settings, today)
        raise


def send_test(settings: Settings) -> list[Delivery]:
    """Send a message that says it is a test through every channel."""
    _prepare(settings)
    body = "这是一条测试消息，无需处理。\nThis is a test message; nothing is to be done.\n\n" + str(
        settings.data.resolve()
    )
    return deliver(channels(settings), Message("Casetally 测试 test", body))


def _judge_and_tell(
    state: AlertState, present: Sequence[Condition], judged: Collection[Kind], settings: Settings, day: date
) -> list[str]:
    news = update(state, present, judged, day, settings.alert_remind_days)
    deliveries = _tell(news, settings, day) if news else []
    if any(delivery.problem is None for delivery in deliveries):
        mark_told(state, news, day)
    write_state(state, DataFolder(settings.data).alerts)
    return [delivery.sentence() for delivery in deliveries if delivery.problem]


def _tell(news: News, settings: Settings, day: date) -> list[Delivery]:
    told = [condition.fingerprint for condition in (*news.new, *news.still)]
    through = channels(settings)
    if through:
        _prepare(settings)
    deliveries = deliver(through, compose(news, day, _where(DataFolder(settings.data))))
    logger.info("alert new=%d still=%d cured=%d fingerprints=%s", *map(len, (news.new, news.still, news.cured)), told)
    for delivery in deliveries:
        level = logging.WARNING if delivery.problem else logging.INFO
        logger.log(level, "alert channel=%s outcome=%s", delivery.channel, delivery.problem or "sent")
    return deliveries


def _where(data: DataFolder) -> dict[str, str]:
    places = {
        "审核页面 review pages": data.review / "index.html",
        "校验文档 Data Docs": data.docs / "index.html",
        "上次运行 last run": data.last_run,
    }
    return {"数据目录 data folder": str(data.path.resolve())} | {
        name: str(place.resolve()) for name, place in places.items() if place.is_file()
    }


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


def _prepare(settings: Settings) -> None:
    if "prefect" not in sys.modules:
        prepare_prefect(DataFolder(settings.data), settings.own_server_bytes)


@contextmanager
def _never_failing() -> Iterator[None]:
    """Whatever goes wrong with alerts is logged in one sentence; the night goes on."""
    try:
        yield
    except LockedDataFolder:
        return
    except Exception as error:
        told = error if isinstance(error, CasetallyError) else f"{type(error).__name__}, a fault to report"
        logger.warning("Alerts could not be told: %s.", told)
