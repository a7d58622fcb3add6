"""Prefect as the conductor: stations as tasks, a run's end as a state that a scheduler understands."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from datetime import date
from typing import TypeVar
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed, Failed

from flows.artifacts import with_progress
from flows.conductors import Conductor, Item, Result
from flows.embedded import has_server, keep_explained_errors_short, shown_address
from flows.errors import NightFailed, ended
from flows.server_watch import ServerWatch
from flows.settings import Settings, load_settings
from flows.task_runners import cluster_faults, on_cluster, task_runner
from warehouse.errors import CasetallyError

logger = logging.getLogger(__name__)

Summary = TypeVar("Summary")


class PrefectConductor:
    """Conducts each station as a Prefect task; parts are tasks of their own in threads, or go to a cluster."""

    def __init__(self) -> None:
        """Begin to watch the server that is set, if one is."""
        api = PREFECT_API_URL.value()
        self._elsewhere = load_settings().task_runner == "dask"
        self._working = ServerWatch(api).working if api and has_server() else nullcontext

    def station(self, name: str, work: Callable[[], Result]) -> Result:
        """What ``work`` gives, run as one task."""

        @task(name=name, cache_policy=NO_CACHE, persist_result=False)
        def run_station() -> Result:
            with self._working():
                return work()

        return run_station()

    def parts(self, name: str, work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
        """What ``work`` gives for each item, in their order, as tasks or on a cluster; an artifact tells progress."""
        if self._elsewhere:
            return with_progress(name, on_cluster(work, items), len(items))

        @task(name=name, task_run_name=name + " {number}", cache_policy=NO_CACHE, persist_result=False)
        def run_part(number: int, item: Item) -> Result:
            with self._working():
                return work(item)

        futures = [run_part.submit(number, item) for number, item in enumerate(items)]
        return with_progress(name, (future.result() for future in futures), len(items))

    def in_turn(self, name: str, work: Callable[[int], Result], count: int) -> Iterator[Result]:
        """What ``work`` gives for each, one after another; an artifact tells how far it is."""
        return with_progress(name, map(work, range(count)), count)


def as_state(work: Callable[[], tuple[int, str]], failed_as: str = "Failed") -> State[None]:
    """Completed or Failed, by the exit status that ``work`` gives, with its message.

    A fault that a person can mend, such as a data folder held by another run, is Failed with its sentence, without
    a traceback. What ``work`` itself gives as failed is in a failed state of the name ``failed_as``.
    """
    keep_explained_errors_short()
    try:
        exit_status, message = work()
    except CasetallyError as error:
        sentence = ended(str(error))
        logger.error("failed reason=%r", sentence)
        return Failed(message=sentence)
    return Failed(message=message, name=failed_as) if exit_status else Completed(message=message)


def scheduled_day(settings: Settings) -> date | None:
    """The day for which this flow run was due, or None outside a schedule: a night that starts late belongs to it."""
    due = flow_run.scheduled_start_time
    return due.astimezone(ZoneInfo(settings.time_zone)).date() if due else None


def run_as_flow(name: str, work: Callable[[Conductor], Summary], show: Callable[[Conductor], Conductor]) -> Summary:
    """Do the work of a command as a flow: on the server that is set, else on one of its own.

    Args:
        name: The name of the flow.
        work: What is to be done by a conductor.
        show: Wraps the conductor so that a person sees the stations go by.

    Raises:
        NightFailed: The server that is set does not answer.
    """
    settings = load_settings()

    @flow(name=name, task_runner=task_runner(), persist_result=False)
    def command() -> Summary:
        return work(show(PrefectConductor()))

    try:
        with cluster_faults(settings):
            return command()
    except RuntimeError as error:
        if "Failed to reach API" not in str(error):
            raise
        raise NightFailed(
            f"The Prefect server at {shown_address(str(PREFECT_API_URL.value()))} does not answer: start it, or unset "
            "PREFECT_API_URL to run without one; nothing was begun."
        ) from error
