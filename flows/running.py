"""`casetally run` and `casetally backfill`: nights shown to a person."""

import os
import signal
import sys
from collections.abc import Callable
from typing import TypeVar

from flows.alerts.watch import failures_told
from flows.backfilling import Backfill, read_backlog
from flows.conductors import Conductor, PlainConductor
from flows.embedded import end_own_server, give_own_server_a_log, has_server, prepare_prefect
from flows.night import begin, look
from flows.progress import ShownConductor
from flows.selection import select
from flows.settings import Settings
from flows.summary import NightSummary
from flows.summary_text import print_backfill, print_summary
from flows.tables import person_console
from warehouse.data_folder import DataFolder

Show = Callable[[Conductor], Conductor]
Summary = TypeVar("Summary")

STOPPED = "\nStopped. What was published stands, and the next run takes up the same documents.\n"


def run_command(settings: Settings) -> int:
    """Run a night and print its summary; the exit status is that of the contract."""

    def plain(conductor: Conductor) -> NightSummary:
        from flows.way import run_night

        return run_night(begin(settings), conductor)

    def with_prefect(show: Show) -> NightSummary:
        from flows.nightly import run_with_prefect

        return run_with_prefect(settings, show)

    _stop_when_told()
    with failures_told(settings):
        # On a server of the user's every night is to be seen, also one with nothing new.
        seen = look(settings) if not has_server() or settings.runner == "plain" else None
        summary = seen or _conduct(settings, plain, with_prefect)
    print_summary(summary, person_console())
    return summary.exit_status


def backfill_command(settings: Settings, folder: str, published_from: str, published_to: str) -> int:
    """Read a part of the inbox slice by slice and print what was read; the exit status is that of the contract."""
    _stop_when_told()
    selection = select(folder, published_from, published_to)

    def with_prefect(show: Show) -> Backfill:
        from flows.backfill import backfill_with_prefect

        return backfill_with_prefect(settings, selection, show)

    done = _conduct(settings, lambda conductor: read_backlog(settings, selection, conductor), with_prefect)
    print_backfill(done, person_console())
    return done.exit_status


def _conduct(
    settings: Settings, plain: Callable[[Conductor], Summary], with_prefect: Callable[[Show], Summary]
) -> Summary:
    """Do the work under the conductor of the settings, shown to a person, until it is done or told to stop."""
    console = person_console(stderr=True)

    def show(conductor: Conductor) -> Conductor:
        # Here and not before: when a flow begins, Prefect sets a handler of its own.
        _stop_when_told()
        return ShownConductor(conductor, console)

    if settings.runner == "plain":
        return plain(show(PlainConductor(settings.workers)))
    prepare_prefect(DataFolder(settings.data), settings.own_server_bytes)
    if not has_server():
        give_own_server_a_log(DataFolder(settings.data))
    return with_prefect(show)


def _stop_when_told() -> None:
    # The keeper of semaphores complains of a run that ends at once; nothing is left behind.
    os.environ.setdefault("PYTHONWARNINGS", "ignore:resource_tracker")
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, _stop)


def _stop(told: int, _: object) -> None:
    # A night may be cut short anywhere, so it is; Prefect would go on asking a server that the same key has stopped.
    end_own_server()
    os.write(sys.stderr.fileno(), STOPPED.encode())
    os._exit(128 + told)
