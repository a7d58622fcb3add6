"""Nights whose documents are read on a Dask cluster on loopback: the same rows as processes give."""

import multiprocessing

import cloudpickle
import command_line
import dask
import pytest
from command_line import COUNTY, MISPRINT, PROVINCE, casetally, figures, findings, rows, write_inbox
from distributed import Client, LocalCluster
from distributed.diagnostics.plugin import SchedulerPlugin
from storage_server import KEYS, keys_of, storage_server

ON_A_CLUSTER = {"CASETALLY_RUNNER": "prefect", "CASETALLY_TASK_RUNNER": "dask", "CASETALLY_BATCH_BYTES": "1"}
DIE = """
import os, pathlib, signal
from flows.cluster_reading import ClusterReading
read = ClusterReading.__call__
def read_and_die_once(work, batch):
    gave = read(work, batch)
    try:
        pathlib.Path("died").touch(exist_ok={often})
    except FileExistsError:
        return gave
    os.kill(os.getpid(), signal.SIGKILL)
ClusterReading.__call__ = read_and_die_once
"""


@pytest.fixture(autouse=True)
def patience(monkeypatch):
    """A cluster takes its time to start on a loaded machine, and so does each worker in the place of a dead one."""
    monkeypatch.setattr(command_line, "TIME_LIMIT", 900)
    monkeypatch.setitem(ON_A_CLUSTER, "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", "300")


@pytest.fixture(scope="module")
def by_processes(tmp_path_factory):
    """A user's folder after one night read by processes of one machine; not to be written to."""
    user = tmp_path_factory.mktemp("by processes")
    inbox_of(user)
    run = casetally("run", cwd=user)
    assert run.returncode == 0, run.stderr
    return user


def inbox_of(user):
    return write_inbox(user / "inbox", county=COUNTY, misprint=MISPRINT, province=PROVINCE)


def assert_same(user, other):
    assert figures(user / "data") == figures(other / "data")
    assert findings(user / "data") == findings(other / "data")
    order = "select document_id from documents order by rowid"
    assert rows(user / "data", order) == rows(other / "data", order)


def test_a_cluster_started_for_the_run_gives_the_same_rows_though_a_worker_dies_in_mid_night(tmp_path, by_processes):
    inbox_of(tmp_path)
    run = casetally("run", cwd=tmp_path, code=DIE.format(often=False), **ON_A_CLUSTER)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "died").exists()
    assert_same(tmp_path, by_processes)


def test_workers_that_die_again_and_again_end_the_night_with_a_sentence(tmp_path):
    inbox_of(tmp_path)
    run = casetally("run", cwd=tmp_path, code=DIE.format(often=True), **ON_A_CLUSTER)
    assert run.returncode == 1
    assert "The workers of the Dask cluster end again and again" in run.stderr.splitlines()[-1]
    assert not (tmp_path / "data/warehouse.duckdb").exists()


@pytest.fixture
def cluster(tmp_path, monkeypatch):
    """A cluster that was there before the night and stays, its workers in another folder than the night."""
    monkeypatch.chdir(tmp_path)
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    dask.config.set({"distributed.worker.daemon": False})
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as started:
        yield started


class Sent(SchedulerPlugin):
    """Keeps every task that a scheduler was sent, as it travels on to a worker."""

    def __init__(self):
        self.tasks = []

    def update_graph(self, scheduler, *, tasks, **_):
        self.tasks += [cloudpickle.dumps(scheduler.tasks[key].run_spec) for key in tasks]


def test_a_night_takes_no_password_to_the_cluster_and_leaves_no_process_on_its_workers(tmp_path, cluster):
    sent = Sent()
    cluster.scheduler.add_plugin(sent)
    user = tmp_path / "user"
    inbox_of(user)
    settings = {"CASETALLY_DASK_ADDRESS": cluster.scheduler_address, "PREFECT_API_AUTH_STRING": "clerk:not-to-be-told"}
    run = casetally("run", cwd=user, **ON_A_CLUSTER, **settings)
    assert run.returncode == 0, run.stderr
    assert len([task for task in sent.tasks if b"county.txt" in task]) == 1
    assert [task for task in sent.tasks if b"not-to-be-told" in task] == []
    with Client(cluster) as client:
        left = client.run(lambda: len(multiprocessing.active_children()))
    assert list(left.values()) == [0, 0]


def test_workers_need_only_the_addresses_of_inbox_and_lake(tmp_path, by_processes, cluster):
    with storage_server() as storage:
        storage.create_bucket(Bucket="court")
        for path in inbox_of(tmp_path / "texts").iterdir():
            storage.put_object(Bucket="court", Key=f"inbox/{path.name}", Body=path.read_bytes())
        settings = {
            "CASETALLY_INBOX": "s3://court/inbox",
            "CASETALLY_LAKE": "s3://court/lake",
            "CASETALLY_S3_ENDPOINT": storage.meta.endpoint_url,
            "CASETALLY_DASK_ADDRESS": cluster.scheduler_address,
        }
        user = tmp_path / "user"
        user.mkdir()
        run = casetally("run", cwd=user, **ON_A_CLUSTER, **KEYS, **settings)
        assert run.returncode == 0, run.stderr
        assert keys_of(storage, "court", "lake/_staged") == []
        assert len(keys_of(storage, "court", "lake/documents/")) == 3
    assert_same(user, by_processes)


def test_a_cluster_that_does_not_answer_is_told_in_a_sentence(tmp_path):
    inbox_of(tmp_path)
    short = "import flows.task_runners\nflows.task_runners._CONNECT_SECONDS = 1"
    run = casetally("run", cwd=tmp_path, code=short, **ON_A_CLUSTER, CASETALLY_DASK_ADDRESS="tcp://127.0.0.1:9")
    assert run.returncode == 1
    assert run.stderr.splitlines()[-1] == (
        "The Dask cluster at tcp://127.0.0.1:9 does not answer: start it, mend CASETALLY_DASK_ADDRESS, or unset "
        "CASETALLY_TASK_RUNNER to read on this machine; nothing was begun."
    )
