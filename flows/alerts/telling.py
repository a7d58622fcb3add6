"""How news reaches the channels: composed, delivered, remembered; whatever goes wrong, the work goes on."""

import logging
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from flows.alerts.channels import Delivery, channels, deliver
from flows.alerts.conditions import Condition, Kind
from flows.alerts.news import News, mark_told, update
from flows.alerts.state import AlertState, write_state
from flows.alerts.wording import Message, compose
from flows.embedded import prepare_prefect
from flows.settings import Settings
from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError, LockedDataFolder

logger = logging.getLogger(__name__)


def judge_and_tell(
    place: Path,
    state: AlertState,
    present: Sequence[Condition],
    judged: Collection[Kind],
    settings: Settings,
    day: date,
) -> list[str]:
    """Bring what is remembered up to what holds now, tell what is news, and keep it at its place.

    Returns:
        A sentence for each channel that failed.
    """
    news = update(state, present, judged, day, settings.alert_remind_days)
    deliveries = _tell(news, settings, day) if news else []
    if any(delivery.problem is None for delivery in deliveries):
        mark_told(state, news, day)
    write_state(state, place)
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


def send_test(settings: Settings) -> list[Delivery]:
    """Send a message that says it is a test through every channel."""
    _prepare(settings)
    body = "这是一条测试消息，无需处理。\nThis is a test message; nothing is to be done.\n\n" + str(
        settings.data.resolve()
    )
    return deliver(channels(settings), Message("Casetally 测试 test", body))


def _prepare(settings: Settings) -> None:
    if "prefect" not in sys.modules:
        prepare_prefect(DataFolder(settings.data), settings.own_server_bytes)


@contextmanager
def never_failing() -> Iterator[None]:
    """Whatever goes wrong with alerts is logged in one sentence; the night goes on."""
    try:
        yield
    except LockedDataFolder:
        return
    except Exception as error:
        told = error if isinstance(error, CasetallyError) else f"{type(error).__name__}, a fault to report"
        logger.warning("Alerts could not be told: %s.", told)
