"""`casetally fetch`: every declared source once, shown to a person."""

import os
import signal
import sys
from collections.abc import Sequence

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.alerts.fetches import fetch_told
from flows.conductors import PlainConductor
from flows.feeds.errands import SOURCES_AT_ONCE, errand
from flows.feeds.fetching import Outcome, fetch_source
from flows.feeds.sources import Source, load_sources
from flows.settings import Settings
from flows.tables import person_console

_STOPPED = "\nStopped. The pages stored before stand, and the next fetch goes on from there.\n"


def fetch_command(settings: Settings) -> int:
    """Fetch every source and print one line for each; 1 when something could not be had, else 0."""
    with fetch_told(settings) as outcomes:
        sources = load_sources(settings.sources)
        outcomes += _fetch_all(sources, settings)
    console = person_console()
    for outcome in outcomes:
        console.print(outcome.line(), soft_wrap=True)
    if not sources:
        console.print(f"{settings.sources} names no source.")
    return int(any(outcome.failed for outcome in outcomes))


def _fetch_all(sources: Sequence[Source], settings: Settings) -> list[Outcome]:
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, _stop)
    bar = person_console(stderr=True)
    with errand(settings) as shared:
        working = PlainConductor(SOURCES_AT_ONCE).parts("fetch", lambda source: fetch_source(source, shared), sources)
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=bar, transient=True, disable=not bar.is_terminal) as progress:
            return list(progress.track(working, total=len(sources), description="sources"))


def _stop(told: int, _: object) -> None:
    # Pages come into place by rename, so a fetch may be cut short anywhere; its threads would go on waiting.
    os.write(sys.stderr.fileno(), _STOPPED.encode())
    os._exit(128 + told)
