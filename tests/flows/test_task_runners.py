"""What a setting of the task runner asks for, and the sentence that says so."""

import pytest

from flows import task_runners
from flows.errors import UsageError
from flows.settings import Settings, load_settings
from flows.task_runners import check_task_runner


def test_processes_need_nothing() -> None:
    check_task_runner(Settings(task_runner="processes", runner="plain"))


def test_a_cluster_without_its_extra_is_told_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(task_runners, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"casetally\[dask\] is not installed: install it \(make dask\) or unset it\."):
        check_task_runner(Settings(task_runner="dask"))


def test_a_cluster_without_prefect_is_refused() -> None:
    with pytest.raises(UsageError, match="CASETALLY_TASK_RUNNER is dask, which Prefect hands tasks to"):
        check_task_runner(Settings(task_runner="dask", runner="plain"))


def test_folders_mean_the_same_in_every_process_of_a_cluster(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    settings = load_settings(task_runner="dask", inbox="texts", data="kept")
    assert (settings.inbox, settings.data) == (str(here / "texts"), here / "kept")
    assert load_settings(task_runner="dask", inbox="s3://court/texts").inbox == "s3://court/texts"
