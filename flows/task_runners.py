"""Where the parts of a night are read: by processes of this machine, or on a Dask cluster."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from flows.conductors import Item, Result
from flows.errors import NightFailed, UsageError
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from prefect.futures import PrefectFuture
    from prefect.task_runners import TaskRunner

_CONNECT_SECONDS = 30


def check_task_runner(settings: Settings) -> None:
    """Refuse a cluster that cannot be used.

    Raises:
        UsageError: What it needs is not installed, or the night is conducted without Prefect.
    """
    if settings.task_runner != "dask":
        return
    if settings.runner != "prefect":
        raise UsageError(
            "CASETALLY_TASK_RUNNER is dask, which Prefect hands tasks to, and CASETALLY_RUNNER is plain: unset one."
        )
    if not find_spec("prefect_dask"):
        raise UsageError(
            "CASETALLY_TASK_RUNNER is dask, but casetally[dask] is not installed: install it (make dask) or unset it."
        )


def task_runner() -> "TaskRunner[PrefectFuture[Any]]":
    """The runner of a flow's tasks that the settings name.

    A thread for each process that reads (Prefect's default would start one for every task), or a Dask cluster: that
    at CASETALLY_DASK_ADDRESS, or one of so many workers on this machine for as long as the flow runs.
    """
    settings = load_settings()
    if settings.task_runner == "dask" and find_spec("prefect_dask"):
        from prefect_dask import DaskTaskRunner

        return cast("TaskRunner[PrefectFuture[Any]]", DaskTaskRunner(**_cluster(settings)))
    from prefect.task_runners import ThreadPoolTaskRunner

    return cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=settings.workers))


def _cluster(settings: Settings) -> dict[str, Any]:
    if settings.dask_address:
        return {"address": settings.dask_address, "client_kwargs": {"timeout": _CONNECT_SECONDS}}
    import dask

    # A worker starts processes of its own to read in, which Python forbids to a daemon.
    dask.config.set({"distributed.worker.daemon": False})
    logging.getLogger("distributed").setLevel(logging.ERROR)  # what it tells of its own start and end
    own = {"n_workers": settings.workers, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    return {"cluster_kwargs": own}


@contextmanager
def cluster_faults(settings: Settings) -> Iterator[None]:
    """Tell in a sentence that a cluster cannot be reached.

    Raises:
        NightFailed: It cannot.
    """
    try:
        yield
    except OSError as fault:
        if settings.task_runner != "dask" or "connect" not in str(fault):
            raise
        raise NightFailed(
            f"The Dask cluster at {settings.dask_address} does not answer: start it, mend CASETALLY_DASK_ADDRESS, or "
            "unset CASETALLY_TASK_RUNNER to read on this machine; nothing was begun."
        ) from fault


def on_cluster(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """What ``work`` gives for each item, in their order, on the workers of the cluster of the flow that runs.

    It goes there as a plain function: a Prefect task would take every setting of this run along, passwords among them.
    Behind it the workers end the processes that they read in.

    Raises:
        NightFailed: The workers of the cluster end again and again.
    """
    from prefect.context import FlowRunContext

    from flows.cluster_reading import end_reading

    client = cast(Any, FlowRunContext.get()).task_runner.client
    futures = client.map(work, items, key="read documents", pure=False)
    try:
        yield from (future.result() for future in futures)
    except Exception as fault:
        if type(fault).__name__ != "KilledWorker":  # its module is not there without the extra
            raise
        raise NightFailed(
            "The workers of the Dask cluster end again and again, most often because memory runs out: give them more, "
            "and run again; what was published stands."
        ) from fault
    finally:
        with suppress(OSError):  # workers that are gone have no processes either
            client.cancel(futures)
            client.run(end_reading, on_error="ignore")
