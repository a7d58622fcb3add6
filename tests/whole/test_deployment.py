"""The deployment on a Prefect server of one's own: its schedule creates runs."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

import pytest
from command_line import ROOT, TIME_LIMIT

LOOPBACK = "127.0.0.1"
CHECKOUT = ("extraction", "warehouse", "expectations", "flows")


@pytest.fixture(scope="module")
def deployed(tmp_path_factory):
    """The address of a server on which a copy of the checkout has been deployed; it ends with the tests."""
    folder = tmp_path_factory.mktemp("deployment")
    api = f"http://{LOOPBACK}:{free_port()}/api"
    server = start_server(folder, api)
    try:
        wait_for(lambda: server.poll() is not None or answers(api))
        assert server.poll() is None, (folder / "server.log").read_text(encoding="utf-8")
        prefect("work-pool", "create", "local-process", "--type", "process", folder=folder, api=api)
        prefect("deploy", "--all", folder=folder, api=api)
        yield api
    finally:
        server.terminate()
        server.wait(timeout=TIME_LIMIT)


def test_the_schedule_creates_runs(deployed):
    scheduled = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}}
    wait_for(lambda: ask(f"{deployed}/flow_runs/count", scheduled) > 0)
    scheduled_now = {run["deployment_id"] for run in ask(f"{deployed}/flow_runs/filter", {})}
    assert scheduled_now == {deployments(deployed)["nightly"]["id"]}


def test_each_night_is_due_at_half_past_two_in_shanghai(deployed):
    [schedule] = deployments(deployed)["nightly"]["schedules"]
    assert (schedule["active"], schedule["schedule"]["cron"]) == (True, "30 2 * * *")
    assert schedule["schedule"]["timezone"] == "Asia/Shanghai"


def deployments(api):
    return {deployment["name"]: deployment for deployment in ask(f"{api}/deployments/filter", {})}


def start_server(folder, api):
    for name in CHECKOUT:
        shutil.copytree(ROOT / name, folder / "checkout" / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "prefect.yaml", folder / "checkout")
    port = api.removesuffix("/api").rpartition(":")[2]
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", port, "--no-ui"]
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, env=environment(folder, api), stdout=log, stderr=log)


def prefect(*words, folder, api):
    """Run one command of Prefect in the copy of the checkout."""
    run = subprocess.run(
        [sys.executable, "-m", "prefect", "--no-prompt", *words],
        cwd=folder / "checkout",
        env=environment(folder, api),
        capture_output=True,
        text=True,
        timeout=TIME_LIMIT,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def environment(folder, api):
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }


def free_port():
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return listener.getsockname()[1]


def wait_for(holds: Callable[[], bool]) -> None:
    """Ask again until it holds, or fail at the limit."""
    limit = time.monotonic() + TIME_LIMIT
    while not holds():
        assert time.monotonic() < limit, "It did not come about within the time limit."
        time.sleep(0.5)


def answers(api):
    try:
        return ask(f"{api}/health") is True
    except (urllib.error.URLError, ConnectionError):
        return False


def ask(address: str, body: dict[str, Any] | None = None) -> Any:
    """What the server answers to a request, posted if it has a body."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return json.load(answer)
