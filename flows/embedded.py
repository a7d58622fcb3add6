"""Prefect without a server of one's own: its temporary server, kept in the data folder and kept quiet."""

import contextlib
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError

_OWNER = "_CASETALLY_OWNER"
_RUNS = ("prefect.flow_runs", "prefect.task_runs")
_DEFAULTS = {
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "60",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
}


def has_server() -> bool:
    """Whether the user has set a Prefect server."""
    return bool(os.environ.get("PREFECT_API_URL"))


def shown_address(api: str) -> str:
    """The address of a server as a log may hold it: without the user and password that may stand in it."""
    parts = urlsplit(api)
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def prepare_prefect(data: DataFolder, own_server_bytes: int) -> None:
    """Set what Prefect reads when it is imported; what the user has set stays.

    Args:
        data: The data folder, where the temporary server keeps its database.
        own_server_bytes: What it keeps is dropped when it is larger: nobody looks at it after the run.
    """
    if not has_server():
        own = data.work / "prefect"
        home = os.environ.setdefault("PREFECT_HOME", str(own.resolve()))
        _end_orphaned_servers(home)
        _drop_if_large(own, own_server_bytes)
        for name, value in _DEFAULTS.items():
            os.environ.setdefault(name, value)
        os.environ[_OWNER] = str(os.getpid())
        # Prefect prints what reaches the root logger; the command shows the same facts in its own words.
        logging.getLogger("flows").propagate = False
        for name in _RUNS:  # a fault of ours is told in one sentence, and kept in the data folder
            logging.getLogger(name).addFilter(_has_no_traceback)
    keep_explained_errors_short()


def keep_explained_errors_short() -> None:
    """Spare the log Prefect's traceback of an error that is told in one sentence."""
    for name in _RUNS:
        logging.getLogger(name).addFilter(_is_no_explained_error)


def _drop_if_large(own: Path, largest: int) -> None:
    """Drop the folder of the temporary server when it is too large and no other run uses it."""
    if any(home == str(own.resolve()) for _, _, home in _temporary_servers()):
        return
    files = [path for path in own.rglob("*") if path.is_file()]
    if sum(path.stat().st_size for path in files) > largest:
        shutil.rmtree(own, ignore_errors=True)


def give_own_server_a_log(data: DataFolder) -> None:
    """Send what the temporary server prints to `server.log` in the folder of its database; imports Prefect.

    At its end the server may print pages of `CancelledError` that mean nothing to the person at the terminal.
    """
    from prefect.server.api.server import SubprocessASGIServer

    log = data.work / "prefect" / "server.log"
    start = SubprocessASGIServer._run_uvicorn_command

    def start_with_log(server: SubprocessASGIServer) -> "subprocess.Popen[Any]":
        log.parent.mkdir(parents=True, exist_ok=True)
        terminal = os.dup(2)
        with log.open("ab") as file:
            os.dup2(file.fileno(), 2)  # what a child inherits; Prefect has no setting for it
            try:
                return start(server)
            finally:
                os.dup2(terminal, 2)
                os.close(terminal)

    SubprocessASGIServer._run_uvicorn_command = start_with_log  # type: ignore[method-assign, assignment]


def _has_no_traceback(record: logging.LogRecord) -> bool:
    return not record.exc_info


def _is_no_explained_error(record: logging.LogRecord) -> bool:
    # The command says these in one sentence; Prefect would add a traceback for the flow and for the task.
    return not (record.exc_info and isinstance(record.exc_info[1], CasetallyError))


def end_own_server() -> None:
    """End the temporary server of this run, if it has one."""
    for process, owner, _ in _temporary_servers():
        if owner == os.getpid():
            _terminate(process)


def _end_orphaned_servers(home: str) -> None:
    """End temporary servers of runs on this data folder that were killed; Prefect leaves them running for ever."""
    for process, owner, its_home in _temporary_servers():
        if its_home == home and _parent(process) != owner:
            _terminate(process)


def _temporary_servers() -> Iterator[tuple[Path, int, str]]:
    """The servers that runs of this user have started: process, process id of the run, PREFECT_HOME."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            entries = os.fsdecode((process / "environ").read_bytes()).split("\0")
            environment = dict(entry.split("=", 1) for entry in entries if "=" in entry)
            if _OWNER in environment and b"uvicorn" in (process / "cmdline").read_bytes():
                yield process, int(environment[_OWNER]), environment.get("PREFECT_HOME", "")


def _parent(process: Path) -> int | None:
    with contextlib.suppress(OSError):
        _, _, after_name = (process / "stat").read_text().rpartition(")")
        return int(after_name.split()[1])
    return None


def _terminate(process: Path) -> None:
    with contextlib.suppress(OSError):
        os.kill(int(process.name), signal.SIGTERM)
