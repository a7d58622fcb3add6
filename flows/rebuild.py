"""The flow that builds the warehouse again, deployed by `prefect.yaml`."""

from prefect import flow
from prefect.client.schemas.objects import State

from flows.conducting import PrefectConductor, as_state
from flows.rebuilding import rebuild_warehouse
from flows.settings import load_settings


@flow(name="rebuild", persist_result=False)
def rebuild(data: str | None = None) -> State[None]:
    """Build the warehouse again from the Parquet lake alone.

    Args:
        data: The data folder; by default that of the settings.

    Returns:
        Completed when it is published; Failed with a sentence when there is no lake or another run holds the folder.
    """

    def work() -> tuple[int, str]:
        settings = load_settings(data=data)
        return 0, PrefectConductor().station("rebuild", lambda: rebuild_warehouse(settings))

    return as_state(work)
