"""The Prefect server that is set, asked over HTTP: Prefect itself is not imported for it."""

import base64
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator
from importlib.metadata import version
from typing import Any
from urllib.parse import urlsplit

from warehouse.integrity import Remark

_SECONDS = 10
_DEPLOY = "Deploy it as docs/operating.md says."


def check_server() -> Iterator[Remark]:
    """See that the server answers, fits the client, and has the nightly deployment with a worker and an alert."""
    address = os.environ.get("PREFECT_API_URL", "").rstrip("/")
    if not address:
        yield Remark("ok", "server", "PREFECT_API_URL is not set: each run starts a temporary server of its own.")
        return
    host = urlsplit(address).hostname or address
    try:
        running = _ask(f"{address}/admin/version")
        deployments = _ask(f"{address}/deployments/filter", {"deployments": {"name": {"any_": ["nightly"]}}})
        automations = _ask(f"{address}/automations/filter", {})
    except (OSError, ValueError) as fault:
        said = f"The Prefect server at {host} (PREFECT_API_URL) does not answer as one: {_reason(fault)}."
        yield Remark("fault", "server", said, "Start it, mend the address or its key, or unset PREFECT_API_URL.")
        return
    yield from _version(host, str(running))
    yield from _deployment(deployments)
    enabled = sum(bool(entry.get("enabled")) for entry in automations)
    if enabled:
        yield Remark("ok", "server", f"Automations are there to tell of a night that crashes or never runs: {enabled}.")
    else:
        said = "No automation is enabled: nobody is told of a night that crashes or never runs."
        yield Remark("warning", "server", said, "Set a channel and call `casetally alerts install` (docs/alerts.md).")


def _version(host: str, running: str) -> Iterator[Remark]:
    own = version("prefect")
    if running == own:
        yield Remark("ok", "server", f"The Prefect server at {host} answers, version {running}.")
    else:
        said = f"The Prefect server at {host} has version {running}, Casetally's client {own}."
        yield Remark("warning", "server", said, f"Run the server with Prefect {own}.")


def _deployment(deployments: list[dict[str, Any]]) -> Iterator[Remark]:
    if not deployments:
        yield Remark("warning", "server", "There is no deployment `nightly`: nothing runs by itself.", _DEPLOY)
        return
    nightly = deployments[0]
    if nightly.get("paused") or not any(schedule.get("active") for schedule in nightly.get("schedules", ())):
        said = "The deployment `nightly` is paused or has no active schedule: nothing runs by itself."
        yield Remark("warning", "server", said, "Resume it: `prefect deployment schedule resume`.")
    elif nightly.get("status") == "NOT_READY":
        said = f"No worker asks the work pool {nightly.get('work_pool_name')!r}: due nights wait."
        yield Remark("warning", "server", said, "Start a worker (docs/operating.md).")
    else:
        yield Remark("ok", "server", "The deployment `nightly` has an active schedule and a worker.")


def _ask(address: str, body: dict[str, Any] | None = None) -> Any:
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError("its address does not begin with http:// or https://")
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(address, content, {"Content-Type": "application/json", **_credentials()})
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
        return json.load(answer)


def _credentials() -> dict[str, str]:
    if key := os.environ.get("PREFECT_API_KEY"):
        return {"Authorization": f"Bearer {key}"}
    if words := os.environ.get("PREFECT_API_AUTH_STRING"):
        return {"Authorization": f"Basic {base64.b64encode(words.encode()).decode()}"}
    return {}


def _reason(fault: Exception) -> str:
    if isinstance(fault, urllib.error.HTTPError):
        return f"it says {fault.code} {fault.reason}"
    return str(getattr(fault, "reason", fault))
