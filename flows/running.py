"""`casetally run`: one night, shown to a person."""

from collections.abc import Callable

from flows.conductors import Conductor, PlainConductor
from flows.embedded import has_server, prepare_prefect
from flows.night import begin, look
from flows.progress import ShownConductor
from flows.settings import Settings
from flows.summary import NightSummary
from flows.summary_text import print_summary
from flows.tables import person_console
from warehouse.data_folder import DataFolder


def run_command(settings: Settings) -> int:
    """Run a night and print its summary; the exit status is that of the contract."""
    console = person_console(stderr=True)
    summary = _run(settings, lambda conductor: ShownConductor(conductor, console))
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
    from flows.nightly import run_with_prefect

    return run_with_prefect(settings, show)
