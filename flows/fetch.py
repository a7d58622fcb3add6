"""The Prefect flow that fetches the declared sources: each a task, tried again when that may help."""

from typing import Any, cast

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.futures import PrefectFuture
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.feeds.errands import SOURCES_AT_ONCE, errand
from flows.feeds.fetching import Outcome, fetch_source
from flows.feeds.sources import load_sources
from flows.settings import load_settings

RETRY_AFTER_SECONDS = [60, 600]
_THREADS = cast(TaskRunner[PrefectFuture[Any]], ThreadPoolTaskRunner(max_workers=SOURCES_AT_ONCE))


class SourceFailed(Exception):
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
        Completed when every source was fetched; Failed when something could not be had. The message has one line
        for each source.
    """
    settings = load_settings(sources=sources, inbox=inbox, data=data)
    declared = load_sources(settings.sources)
    tried = {source.name: Outcome(source.name) for source in declared}
    with errand(settings) as shared:

        @task(
            name="fetch source",
            task_run_name="fetch {name}",
            retries=len(RETRY_AFTER_SECONDS),
            retry_delay_seconds=cast(list[float], RETRY_AFTER_SECONDS),
            cache_policy=NO_CACHE,
            persist_result=False,
        )
        def fetch_one(number: int, name: str) -> Outcome:
            outcome = tried[name] = fetch_source(declared[number], shared).after(tried[name])
            if outcome.passing:
                raise SourceFailed(outcome)
            return outcome

        running = [fetch_one.submit(number, source.name) for number, source in enumerate(declared)]
        outcomes = [_outcome(future.result(raise_on_failure=False)) for future in running]
    make_state = Failed if any(outcome.failed for outcome in outcomes) else Completed
    return make_state(message="\n".join(outcome.line() for outcome in outcomes) or "No source is declared.")


def _outcome(result: object) -> Outcome:
    if isinstance(result, SourceFailed):
        return result.outcome
    if isinstance(result, Outcome):
        return result
    raise cast(BaseException, result)
