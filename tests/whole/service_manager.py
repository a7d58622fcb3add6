"""A stand-in for systemd where none runs: `systemctl` starts and stops what the unit files say, as it would."""

import contextlib
import os
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

MARK = "SERVICE_MANAGER_UNIT"  # every process of a unit inherits it, as it would belong to the unit's control group
UNITS = "etc/systemd/system"


def systemctl(root: Path, verb: str, *words: str) -> None:
    """Do what one call of systemctl asks."""
    names = [word for word in words if not word.startswith("-")]
    for name in names:
        if verb in ("start", "enable"):
            start(root, name)
        elif verb == "stop":
            stop(root, name)
        elif verb == "restart":
            stop(root, name)
            start(root, name)
    assert verb in ("start", "enable", "stop", "restart", "daemon-reload"), verb


def start(root: Path, name: str) -> None:
    """Start a unit; return when its ExecStartPost has ended well."""
    unit = read_unit(root / UNITS / f"{name}.service")
    environment = {"PATH": os.environ["PATH"], MARK: f"{root}/{name}", **pairs(unit.get("Environment", ""))}
    environment |= pairs(Path(unit["EnvironmentFile"]).read_text(encoding="utf-8"))
    options = {"cwd": unit["WorkingDirectory"], "env": environment}
    with (root / f"{name}.log").open("ab") as log:
        subprocess.Popen(
            shlex.split(unit["ExecStart"]),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            **options,
        )
    if "ExecStartPost" in unit:
        limit = float(unit["TimeoutStartSec"])
        subprocess.run(shlex.split(unit["ExecStartPost"]), check=True, timeout=limit, **options)


def stop(root: Path, name: str) -> None:
    """Ask a unit to end, and end it when its time is over."""
    unit = read_unit(root / UNITS / f"{name}.service")
    limit = time.monotonic() + float(unit["TimeoutStopSec"])
    tell(root, name, signal.SIGTERM)
    while processes(root, name) and time.monotonic() < limit:
        time.sleep(0.2)
    kill(root, name)


def kill(root: Path, name: str) -> None:
    """End every process of a unit without a word."""
    while processes(root, name):
        tell(root, name, signal.SIGKILL)
        time.sleep(0.1)


def tell(root: Path, name: str, told: signal.Signals) -> None:
    """Send a signal to every process of a unit."""
    for process in processes(root, name):
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, told)


def processes(root: Path, name: str) -> list[int]:
    """The processes of a unit."""
    mark = f"{MARK}={root}/{name}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if mark in (process / "environ").read_bytes().split(b"\0"):
                found.append(int(process.name))
    return found


def read_unit(path: Path) -> dict[str, str]:
    """The settings of a unit; of several with one name the last."""
    return pairs(path.read_text(encoding="utf-8"))


def pairs(text: str) -> dict[str, str]:
    """The lines `NAME=VALUE` of a text."""
    lines = [line for line in text.splitlines() if "=" in line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


if __name__ == "__main__":
    systemctl(Path(sys.argv[1]), *sys.argv[2:])
