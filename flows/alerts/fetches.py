"""Where a fetch meets its alerts: what could not be had is told once, and that all could be had again."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from zoneinfo import ZoneInfo

from flows.alerts.conditions import Condition, unfetched
from flows.alerts.state import read_state
from flows.alerts.telling import judge_and_tell, never_failing
from flows.feeds.fetching import Outcome
from flows.settings import Settings
from warehouse.data_folder import DataFolder
from warehouse.errors import LockedDataFolder


@contextmanager
def fetch_told(settings: Settings) -> Iterator[list[Outcome]]:
    """Tell what is new after a fetch; the caller adds the outcome of every source to the list.

    A fetch that could not begin is told too. That another one is on is no failure, and a data folder that does not
    exist is not made.
    """
    outcomes: list[Outcome] = []
    try:
        yield outcomes
    except LockedDataFolder:
        raise
    except Exception as error:
        _tell([unfetched("fetch", str(error))], settings)
        raise
    _tell([unfetched(outcome.name, fault) for outcome in outcomes for fault in outcome.failed], settings)


def _tell(present: Sequence[Condition], settings: Settings) -> None:
    data = DataFolder(settings.data)
    if not data.path.is_dir():
        return
    with never_failing(), data.lock_feeds():
        day = datetime.now(ZoneInfo(settings.time_zone)).date()
        judge_and_tell(data.feed_alerts, read_state(data.feed_alerts), present, {"unfetched"}, settings, day)
