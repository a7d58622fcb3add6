"""The flow that reads an archive night by night, deployed by `prefect.yaml`."""

from collections.abc import Callable

from prefect import flow
from prefect.client.schemas.objects import State

from flows.artifacts import leave_backfill
from flows.backfilling import Backfill, read_backlog
from flows.conducting import PrefectConductor, as_state, run_as_flow
from flows.conductors import Conductor
from flows.selection import Selection, select
from flows.settings import Settings, load_settings
from flows.task_runners import task_runner


@flow(name="backfill", task_runner=task_runner(), persist_result=False)
def backfill(
    folder: str = "",
    published_from: str = "",
    published_to: str = "",
    inbox: str | None = None,
    data: str | None = None,
) -> State[None]:
    """Read the new documents of a part of the inbox in slices, each one committed night.

    Args:
        folder: A folder of the inbox (`2019`), or the first and last of a range (`2019..2021`, also `2019/03..2020`).
        published_from: The first day of publication, such as 2019-01-01.
        published_to: The last day of publication.
        inbox: The folder of reports; by default that of the settings.
        data: The data folder; by default that of the settings.

    Returns:
        Completed when every slice is published; Failed when one was refused, a document could not be read or another
        run holds the data folder. Run again, it goes on with the next slice.
    """

    def work() -> tuple[int, str]:
        selection = select(folder, published_from, published_to)
        done = _conduct(load_settings(inbox=inbox, data=data), selection, PrefectConductor())
        return done.exit_status, done.log_line()

    return as_state(work)


def backfill_with_prefect(settings: Settings, selection: Selection, show: Callable[[Conductor], Conductor]) -> Backfill:
    """Run the same from the command line, shown to a person."""
    return run_as_flow("backfill", lambda conductor: _conduct(settings, selection, conductor), show)


def _conduct(settings: Settings, selection: Selection, conductor: Conductor) -> Backfill:
    done = read_backlog(settings, selection, conductor)
    leave_backfill(done.nights)
    return done
