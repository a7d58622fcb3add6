"""The nightly Prefect flow: the stations of a night as tasks."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, cast
from zoneinfo import ZoneInfo

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.runtime import flow_run
from prefect.settings import PREFECT_API_URL
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.conductors import Conductor, Result
from flows.errors import NightFailed
from flows.night import begin
from flows.settings import Settings, load_settings
from flows.summary import NightSummary
from flows.way import run_night


class PrefectConductor:
    """Conducts each station as a Prefect task; parts are tasks of their own, in threads."""

    def station(self, name: str, work: Callable[[], Result]) -> Result:
        """What ``work`` gives, run as one task."""

        @task(name=name, cache_policy=NO_CACHE, persist_result=False)
        def run_station() -> Result:
            return work()

        return run_station()

    def parts(self, name: str, work: Callable[[int], Result], count: int) -> Iterator[Result]:
        """What ``work`` gives for each part, in order, each part run as one task."""

        @task(name=name, task_run_name=name + " {number}", cache_policy=NO_CACHE, persist_result=False)
        def run_part(number: int) -> Result:
            return work(number)

        for future in [run_part.submit(number) for number in range(count)]:
            yield future.result()


# Threads only wait for the processes that read; Prefect's default would start one for every task.
_THREADS = cast(TaskRunner[PrefectFuture[Any]], ThreadPoolTaskRunner(max_workers=load_settings().workers))


@flow(name="nightly", task_runner=_THREADS, persist_result=False)
def nightly(inbox: str | None = None, data: str | None = None) -> State[None]:
    """Publish what is new in the inbox: the flow that `prefect.yaml` deploys.

    Args:
        inbox: The folder of reports; by default that of the settings.
        data: The data folder; by default that of the settings.

    Returns:
        Completed when all is published or nothing is new; Failed when publication was refused or a document
        could not be read. The message is the night's line.
    """
    summary = _conduct(load_settings(inbox=inbox, data=data), PrefectConductor())
    make_state = Failed if summary.exit_status else Completed
    return make_state(message=summary.log_line())


def run_with_prefect(settings: Settings, show: Callable[[Conductor], Conductor]) -> NightSummary:
    """Run the same flow from the command line: on the server that is set, else on one of its own.

    Args:
        settings: The settings, with the flags of the command.
        show: Wraps the conductor so that a person sees the stations go by.

    Raises:
        NightFailed: The server that is set does not answer.
    """

    @flow(name="nightly", task_runner=_THREADS, persist_result=False)
    def shown_nightly(inbox: str, data: str) -> NightSummary:
        return _conduct(settings, show(PrefectConductor()))

    try:
        return shown_nightly(inbox=str(settings.inbox), data=str(settings.data))
    except RuntimeError as error:
        if "Failed to reach API" not in str(error):
            raise
        raise NightFailed(
            f"The Prefect server at {PREFECT_API_URL.value()} does not answer: start it, or unset PREFECT_API_URL to "
            "run without one; nothing was begun."
        ) from error


def _conduct(settings: Settings, conductor: Conductor) -> NightSummary:
    return run_night(begin(settings, _scheduled_day(settings)), conductor)


def _scheduled_day(settings: Settings) -> date | None:
    # A night that starts late still belongs to the day it was due.
    due = flow_run.scheduled_start_time
    return due.astimezone(ZoneInfo(settings.time_zone)).date() if due else None
