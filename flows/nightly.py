"""The flow of a night that `prefect.yaml` deploys."""

from collections.abc import Callable

from prefect import flow
from prefect.client.schemas.objects import State

from flows.artifacts import leave_night
from flows.conducting import PrefectConductor, as_state, reading_threads, run_as_flow, scheduled_day
from flows.conductors import Conductor
from flows.night import begin
from flows.settings import Settings, load_settings
from flows.summary import NightSummary
from flows.way import run_night


@flow(name="nightly", task_runner=reading_threads(), persist_result=False)
def nightly(inbox: str | None = None, data: str | None = None) -> State[None]:
    """Publish what is new in the inbox.

    Args:
        inbox: The folder of reports; by default that of the settings.
        data: The data folder; by default that of the settings.

    Returns:
        Completed when all is published or nothing is new; Failed when publication was refused, a document could not
        be read or another run holds the data folder. The message is the night's line, or the reason.
    """

    def work() -> tuple[int, str]:
        summary = _conduct(load_settings(inbox=inbox, data=data), PrefectConductor())
        return summary.exit_status, summary.log_line()

    return as_state(work)


def run_with_prefect(settings: Settings, show: Callable[[Conductor], Conductor]) -> NightSummary:
    """Run the same night from the command line, shown to a person."""
    return run_as_flow("nightly", lambda conductor: _conduct(settings, conductor), show)


def _conduct(settings: Settings, conductor: Conductor) -> NightSummary:
    summary = run_night(begin(settings, scheduled_day(settings)), conductor)
    leave_night(summary, settings)
    return summary
