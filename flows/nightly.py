"""The flow of a night that `prefect.yaml` deploys."""

import logging
from collections.abc import Callable

from prefect import flow
from prefect.client.schemas.objects import State

from flows.alerts.automation import TOLD_BY_ITSELF
from flows.alerts.watch import failures_told
from flows.artifacts import leave_night
from flows.conducting import PrefectConductor, as_state, run_as_flow, scheduled_day
from flows.conductors import Conductor
from flows.errors import ended
from flows.night import begin
from flows.settings import Settings, load_settings
from flows.summary import NightSummary
from flows.task_runners import task_runner
from flows.way import run_night
from warehouse.errors import CasetallyError, LockedDataFolder

logger = logging.getLogger(__name__)


@flow(name="nightly", task_runner=task_runner(), persist_result=False)
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
        settings = load_settings(inbox=inbox, data=data)
        try:
            summary = _conduct(settings, PrefectConductor())
        except LockedDataFolder:
            raise
        except CasetallyError as error:
            # Begins as the line of a night does: what the night has told, the server's automation does not tell again.
            logger.error("failed reason=%r", str(error))
            return 1, f"{TOLD_BY_ITSELF}outcome=failed {ended(str(error))}"
        return summary.exit_status, summary.log_line()

    return as_state(work)


def run_with_prefect(settings: Settings, show: Callable[[Conductor], Conductor]) -> NightSummary:
    """Run the same night from the command line, shown to a person."""
    return run_as_flow("nightly", lambda conductor: _conduct(settings, conductor), show)


def _conduct(settings: Settings, conductor: Conductor) -> NightSummary:
    day = scheduled_day(settings)
    with failures_told(settings, day):
        summary = run_night(begin(settings, day), conductor)
    leave_night(summary, settings)
    return summary
