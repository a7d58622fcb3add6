"""A Prefect server of a user's own, on a free port of this machine."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"
SECONDS_TO_START = 240


@contextmanager
def own_server(folder: Path) -> Iterator[tuple[str, int]]:
    """Start a server that keeps its database in a folder; give its address and its process."""
    with socket.socket() as listener:
        listener.bind((LOOPBACK, 0))
        port = listener.getsockname()[1]
    api = f"http://{LOOPBACK}:{port}/api"
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", LOOPBACK, "--port", str(port), "--no-ui"]
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(api, server)
        yield api, server.pid
    finally:
        server.terminate()
        server.wait(timeout=SECONDS_TO_START)


def _wait_for(api: str, server: "subprocess.Popen[bytes]") -> None:
    limit = time.monotonic() + SECONDS_TO_START
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < limit and server.poll() is None:
        try:
            opener.open(f"{api}/health", timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.5)
        else:
            return
    raise RuntimeError(f"The Prefect server at {api} did not start.")
