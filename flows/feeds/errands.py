"""A fetch as a whole: what it needs, from the settings, and that it is the only one."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from flows.errors import UsageError
from flows.feeds.fetching import Errand
from flows.feeds.limits import Limits, Pace, Time
from flows.feeds.storing import drop_unfinished
from flows.feeds.web import Manners, user_agent
from flows.inbox.source import folder_of
from flows.settings import Settings
from flows.stock import check_folders
from warehouse.data_folder import DataFolder
from warehouse.errors import storage_faults
from warehouse.version import running_version

SOURCES_AT_ONCE = 4


@contextmanager
def errand(settings: Settings) -> Iterator[Errand]:
    """What the sources of one fetch share; no other fetch is on with the same data folder.

    Raises:
        UsageError: The inbox is no folder that can be written to.
        LockedDataFolder: Another fetch is on.
        UnusableStorage: A place may not be written.
    """
    inbox = folder_of(settings)
    if inbox is None:
        raise UsageError(f"Pages are fetched into a folder and {settings.inbox} is none; name one with --inbox.")
    with storage_faults(inbox):
        inbox.mkdir(parents=True, exist_ok=True)
    check_folders(settings)
    # httpx tells every request; the outcome of each source is told by us.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    data, time, zone = DataFolder(settings.data), Time(), ZoneInfo(settings.time_zone)
    manners = Manners(
        user_agent=user_agent(running_version(), settings.fetch_contact),
        limits=Limits(page_bytes=settings.max_document_bytes),
        time=time,
        pace=Pace(time),
        allow_private=settings.fetch_private,
    )
    with data.lock_feeds():
        drop_unfinished(inbox, data.feeds)
        yield Errand(inbox, data.feeds, datetime.now(UTC).astimezone(zone).date(), zone, manners)
