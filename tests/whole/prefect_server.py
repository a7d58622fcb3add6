"""Asking a Prefect server on this machine."""

import json
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

LOOPBACK = "127.0.0.1"
PATIENCE = 480  # seconds: a loaded machine is slow, not wrong
FINAL = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        return int(listener.getsockname()[1])


def wait_for(holds: Callable[[], Any]) -> Any:
    """Ask again until it holds, and return the answer; fail at the limit."""
    limit = time.monotonic() + PATIENCE
    while not (answer := holds()):
        assert time.monotonic() < limit, "It did not come about within the time limit."
        time.sleep(0.2)
    return answer


def ask(address: str, body: dict[str, Any] | None = None) -> Any:
    """What the server answers to a request, posted if it has a body; as its own clients do, again while it is busy."""
    return wait_for(lambda: _answer(address, body))[0]


def _answer(address: str, body: dict[str, Any] | None) -> list[Any]:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, data, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=60) as answer:
            return [json.load(answer)]
    except urllib.error.HTTPError as refusal:
        if refusal.code != HTTPStatus.SERVICE_UNAVAILABLE:
            raise
        return []


def deployments(api: str) -> dict[str, Any]:
    """The deployments by their names."""
    return {deployment["name"]: deployment for deployment in ask(f"{api}/deployments/filter", {})}


def start_run(api: str, name: str) -> str:
    """Create a run of a deployment, due now; its id."""
    return str(
        ask(f"{api}/deployments/{deployments(api)[name]['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})["id"]
    )


def state_of(api: str, run: str) -> str:
    """The type of the state of a run."""
    return str(ask(f"{api}/flow_runs/{run}")["state_type"])


def end_of(api: str, run: str) -> str:
    """The type of the state in which a run ended, once it has."""
    return str(wait_for(lambda: (state := state_of(api, run)) in FINAL and state))
