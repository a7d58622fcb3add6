"""`casetally run`: one night, shown to a person."""

import os
import signal
import sys
from collections.abc import Callable

from flows.conductors import Conductor, PlainConductor
from flows.embedded import end_own_server, give_own_server_a_log, has_server, prepare_prefect
from flows.night import begin, look
from flows.progress import ShownConductor
from flows.settings import Settings
from flows.summary import NightSummary
from flows.summary_text import print_summary
from flows.tables import person_console
from warehouse.data_folder import DataFolder

STOPPED = "\nStopped. What was published stands, and the next run takes up the same documents.\n"


def run_command(settings: Settings) -> int:
    """Run a night and print its summary; the exit status is that of the contract."""
    console = person_console(stderr=True)

    def show(conductor: Conductor) -> Conductor:
        # Here and not before: when a flow begins, Prefect sets a handler of its own.
        _stop_when_told()
        return ShownConductor(conductor, console)

    _stop_when_told()
    summary = _run(settings, show)
    print_summary(summary, person_console())
    return summary.exit_status


def _run(settings: Settings, show: Callable[[Conductor], Conductor]) -> NightSummary:
    # On a server of the user's every night is to be seen, also one with nothing new.
    if not has_server() or settings.runner == "plain":
        seen = look(settings)
        if seen:
            return seen
    if settings.runner == "plain":
        from flows.way import run_night

        return run_night(begin(settings), show(PlainConductor(settings.workers)))
    prepare_prefect(DataFolder(settings.data))
    if not has_server():
        give_own_server_a_log(DataFolder(settings.data))
    from flows.nightly import run_with_prefect

    return run_with_prefect(settings, show)


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
