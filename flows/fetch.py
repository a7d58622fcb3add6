"""The Prefect flow that fetches the declared sources: each a task, tried again when that may help."""

import logging
from collections.abc import Sequence
from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.alerts.fetches import fetch_told
from flows.conducting import as_state
from flows.errors import ended
from flows.feeds.errands import SOURCES_AT_ONCE, errand
from flows.feeds.fetching import Outcome, fetch_source
from flows.feeds.sources import Source, load_sources
from flows.settings import Settings, load_settings
from warehouse.errors import CasetallyError, LockedDataFolder

logger = logging.getLogger(__name__)

UNFETCHED = "Unfetched"  # not Failed, which the automation of the server would tell on every night
RETRY_AFTER_SECONDS: list[float] = [60, 600]
_THREADS = cast(TaskRunner[PrefectFuture[Any]], ThreadPoolTaskRunner(max_workers=SOURCES_AT_ONCE))


class SourceFailed(CasetallyError):
    """A source could not be fetched as a whole, and another try may go well."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.line())
        self.outcome = outcome


@flow(name="fetch", task_runner=_THREADS, persist_result=False)
def fetch(sources: str | None = None, inbox: str | None = None, data: str | None = None) -> State[None]:
    """Store what is new in the declared feeds and index pages in the inbox: the flow that `prefect.yaml` deploys.

    Args:
        sources: The list of sources; by default that of the settings.
        inbox: The folder of reports; by default that of the settings.
        data: The data folder; by default that of the settings.

    Returns:
        Completed when every source was fetched; a failed state named Unfetched when something could not be had or the
        list cannot be used, which the fetch has told itself; Failed when another fetch holds the data folder. The
        message has one line for each source, or the reason.
    """

    def work() -> tuple[int, str]:
        settings = load_settings(sources=sources, inbox=inbox, data=data)
        try:
            with fetch_told(settings) as outcomes:
                outcomes += _fetch_all(load_sources(settings.sources), settings)
        except LockedDataFolder:
            raise
        except CasetallyError as error:
            logger.error("failed reason=%r", str(error))
            return 1, ended(str(error))
        lines = [outcome.line() for outcome in outcomes] or ["No source is declared."]
        return int(any(outcome.failed for outcome in outcomes)), "\n".join(lines)

    return as_state(work, failed_as=UNFETCHED)


def _fetch_all(declared: Sequence[Source], settings: Settings) -> list[Outcome]:
    tried = {source.name: Outcome(source.name) for source in declared}
    with errand(settings) as shared:

        @task(
            name="fetch source",
            task_run_name="fetch {name}",
            retries=len(RETRY_AFTER_SECONDS),
            retry_delay_seconds=RETRY_AFTER_SECONDS,
            cache_policy=NO_CACHE,
            persist_result=False,
        )
        def fetch_one(number: int, name: str) -> Outcome:
            outcome = tried[name] = fetch_source(declared[number], shared).after(tried[name])
            if outcome.passing:
                raise SourceFailed(outcome)
            return outcome

        running = [fetch_one.submit(number, source.name) for number, source in enumerate(declared)]
        return [_outcome(future.result(raise_on_failure=False)) for future in running]


def _outcome(result: object) -> Outcome:
    if isinstance(result, SourceFailed):
        return result.outcome
    if isinstance(result, Outcome):
        return result
    raise cast(BaseException, result)
