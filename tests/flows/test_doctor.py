"""`casetally doctor` looks at the machine and at the server: each thing that is wrong is told with what to do."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import pytest

from flows.doctor import folder as folder_checks
from flows.doctor import machine
from flows.doctor.machine import check_machine
from flows.doctor.server import check_server
from warehouse.data_folder import DataFolder
from warehouse.integrity import Remark

NIGHTLY = {
    "name": "nightly",
    "paused": False,
    "schedules": [{"active": True}],
    "status": "READY",
    "work_pool_name": "local-process",
}


class Server(ThreadingHTTPServer):
    """A Prefect server that knows three answers."""

    answers: dict[str, Any]
    heard: list[str | None]


class Answering(BaseHTTPRequestHandler):
    """Gives the answer of the server to each address, or says that there is none."""

    server: Server

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.heard.append(self.headers.get("Authorization"))
        answer = self.server.answers.get(self.path)
        self.send_response(200 if answer is not None else 401)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    do_POST = do_GET

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """A sound server on this machine, set as the one to use."""
    server = Server(("127.0.0.1", 0), Answering)
    server.heard = []
    server.answers = {
        "/api/admin/version": version("prefect"),
        "/api/deployments/filter": [NIGHTLY],
        "/api/automations/filter": [{"enabled": True}],
    }
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{server.server_port}/api")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def told(remarks: Iterator[Remark], level: str) -> list[str]:
    """What is said at one level."""
    return [remark.said for remark in remarks if remark.level == level]


def test_a_sound_server_is_told_so(server: Server) -> None:
    assert [remark.level for remark in check_server()] == ["ok", "ok", "ok"]


def test_without_a_server_that_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    assert [remark.level for remark in check_server()] == ["ok"]


@pytest.mark.parametrize(
    ("path", "answer", "sentence"),
    [
        pytest.param("admin/version", "3.0.0", "127.0.0.1 has version 3.0.0, Casetally's client", id="version"),
        pytest.param("deployments/filter", [], "There is no deployment `nightly`", id="no deployment"),
        pytest.param("deployments/filter", [NIGHTLY | {"paused": True}], "is paused or has no", id="paused"),
        pytest.param("deployments/filter", [NIGHTLY | {"schedules": []}], "has no active schedule", id="no schedule"),
        pytest.param(
            "deployments/filter", [NIGHTLY | {"status": "NOT_READY"}], "No worker asks the work pool", id="no worker"
        ),
        pytest.param("automations/filter", [], "No automation is enabled", id="no automation"),
        pytest.param("automations/filter", [{"enabled": False}], "No automation is enabled", id="automation is off"),
    ],
)
def test_what_is_not_as_it_should_be_on_a_server_is_a_warning(
    server: Server, path: str, answer: object, sentence: str
) -> None:
    server.answers[f"/api/{path}"] = answer
    (said,) = told(check_server(), "warning")
    assert sentence in said


def test_a_server_that_refuses_is_a_fault(server: Server) -> None:
    server.answers.clear()
    (said,) = told(check_server(), "fault")
    assert "does not answer as one: it says 401 Unauthorized" in said


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/api", "file:///etc/passwd", "nonsense"])
def test_a_server_that_is_not_there_is_a_fault(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("PREFECT_API_URL", address)
    (said,) = told(check_server(), "fault")
    assert "(PREFECT_API_URL) does not answer as one" in said


def test_secrets_are_sent_and_never_shown(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PREFECT_API_URL", f"http://name:hidden@127.0.0.1:{server.server_port}/api")
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "admin:hidden")
    assert "hidden" not in "".join(remark.said + remark.advice for remark in check_server())
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{server.server_port}/api")
    list(check_server())
    assert server.heard[-1] == "Basic YWRtaW46aGlkZGVu"
    monkeypatch.setenv("PREFECT_API_KEY", "hidden")
    list(check_server())
    assert server.heard[-1] == "Bearer hidden"


def test_the_installed_packages_fit_their_pins() -> None:
    assert [remark.level for remark in check_machine()] == ["ok"]


@pytest.mark.parametrize(
    ("pins", "sentence"),
    [
        (["duckdb==0.1"], f"duckdb {version('duckdb')} is installed; ==0.1 is wanted."),
        (["not-a-package-of-anyone>=2"], "not-a-package-of-anyone is not installed; >=2 is wanted."),
    ],
)
def test_a_package_that_does_not_fit_is_told(monkeypatch: pytest.MonkeyPatch, pins: list[str], sentence: str) -> None:
    stated = {"Requires-Python": ">=3.11", "Version": "1"}
    monkeypatch.setattr(machine, "metadata", lambda _: Stated(stated, lambda _: pins))
    assert told(check_machine(), "fault") == [sentence]


def test_a_package_of_an_extra_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    stated = {"Requires-Python": ">=3.11", "Version": "1"}
    monkeypatch.setattr(machine, "metadata", lambda _: Stated(stated, lambda _: ['nobodys; extra == "test"']))
    assert told(check_machine(), "fault") == []


def test_a_python_that_is_too_old_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "metadata", lambda _: Stated({"Requires-Python": ">=4", "Version": "1"}, lambda _: []))
    (said,) = told(check_machine(), "fault")
    assert said.endswith("runs; >=4 is wanted.")


class Stated(dict[str, str]):
    """What an installed package states of itself."""

    def __init__(self, values: dict[str, str], get_all: Any) -> None:
        super().__init__(values)
        self.get_all = get_all


@pytest.mark.parametrize(
    ("free", "level", "advice"),
    [
        (999_999, "fault", "Free some space: the next night would fail."),
        (2_999_999, "warning", "Free some space soon."),
        (3_000_000, "ok", ""),
    ],
)
def test_the_room_is_held_against_the_size_of_the_warehouse(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, free: int, level: str, advice: str
) -> None:
    data = DataFolder(tmp_path)
    data.warehouse.write_bytes(bytes(1_000_000))
    monkeypatch.setattr(folder_checks.shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    (remark,) = folder_checks._room(data)
    assert (remark.level, remark.advice) == (level, advice)


def test_neither_prefect_nor_great_expectations_is_imported(tmp_path: Any) -> None:
    code = (
        "import sys\nfrom flows.cli import main\nmain(['doctor', '--data', sys.argv[1], '--json'])\n"
        "sys.exit(bool({'prefect', 'great_expectations'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code, str(tmp_path / "data")], capture_output=True, check=False)
    assert run.returncode == 0, run.stderr
