"""The commands of docs/operating.md, read from the page and run against a real Prefect server and a real worker.

Stand-ins are only what a test may not change on its machine: places, ports, users and the service manager.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
import service_manager
from command_line import COUNTY, PROVINCE, ROOT, figures, rows, write_inbox
from prefect_server import PATIENCE, ask, deployments, end_of, free_port, start_run, state_of, wait_for
from receivers import web_receiver

PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(\w+)(?: (\w+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CHECKOUT = ("extraction", "warehouse", "expectations", "flows", "requirements", "samples", "deploy")
PLACES = ("/opt/casetally", "/srv/casetally", "/var/lib/casetally", "/etc/casetally", "/etc/systemd/system")
SOCKETS = "/var/run/postgresql"
SERVER, WORKER = "casetally-server", "casetally-worker"
IN_ORDER = ("Install", "Settings", "Server", "Deployment", "First night")
LATER = ("Fetching", "An archive", "After a kill", "Alerts", "Back up", "Restore", "Upgrade", "PostgreSQL")
FIGURES_OF_COUNTY = 4  # 3200件, 6.5%, 3008件, 2.4亿元
FIGURES_OF_PROVINCE = 3  # 120.5万件, 110.2万件, 46天

# What an operator of a slow test machine would set as well.
SET_FOR_TESTS = """
CASETALLY_WORKERS=2
PREFECT_WORKER_QUERY_SECONDS=2
PREFECT_API_REQUEST_TIMEOUT=240
"""


def sections():
    """The fenced blocks of the page by section: kind, reader, text."""
    found = {}
    for section in re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]:
        title, _, text = section.partition("\n")
        found[title] = BLOCK.findall(text)
    return found


class Machine:
    """A folder that stands for the root of a machine, and an operator who follows the page there."""

    def __init__(self, root: Path, sockets: Path | None = None) -> None:
        port = free_port()
        self.root = root
        self.api = f"http://127.0.0.1:{port}/api"
        self.data = root / "srv" / "casetally" / "data"
        self.inbox = root / "srv" / "casetally" / "inbox"
        self._replaced = {place: f"{root}{place}" for place in PLACES}
        self._replaced |= {"127.0.0.1:4200": f"127.0.0.1:{port}", "--port 4200": f"--port {port}"}
        self._replaced[SOCKETS] = str(sockets)
        self._put_checkout()
        self._put_stand_ins()

    def follow(self, *titles: str) -> None:
        """Run every command of the sections as they stand on the page."""
        for title in titles:
            for kind, reader, text in sections()[title]:
                if kind == "sh":
                    self.run(reader, self.here(text))

    def run(self, reader: str, commands: str) -> None:
        """Run commands in the shell of a reader, in which what was set before is still set."""
        state = self.root / f"shell of {reader}"
        script = f"set -euo pipefail\n[ ! -f '{state}' ] || . '{state}'\n{commands}\n"
        script += f"{{ export -p; printf 'cd %q\\n' \"$PWD\"; }} > '{state}'\n"
        clean = {"PATH": f"{self.root / 'bin'}:{os.environ['PATH']}", "HOME": str(self.root)}
        run = subprocess.run(
            ["bash", "-c", script],
            cwd=self.root,
            env=clean,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert run.returncode == 0, f"{commands}\n{run.stdout}\n{run.stderr}\n{self.logs()}"

    def here(self, text: str) -> str:
        """A text of the page or of `deploy/` with the places of this machine."""
        for there, here in self._replaced.items():
            text = text.replace(there, here)
        return text

    def set(self, lines: str) -> None:
        """Add settings, as an operator edits the file."""
        with (self.root / "etc/casetally/casetally.env").open("a", encoding="utf-8") as file:
            file.write(self.here(lines))

    def stop(self) -> None:
        for name in (WORKER, SERVER):
            service_manager.kill(self.root, name)

    def logs(self) -> str:
        return "\n".join(path.read_text(encoding="utf-8", errors="replace")[-4000:] for path in self.root.glob("*.log"))

    def _put_checkout(self) -> None:
        checkout = self.root / "opt" / "casetally"
        for name in CHECKOUT:
            shutil.copytree(ROOT / name, checkout / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("prefect.yaml", "pyproject.toml", "Makefile", "sources.example.yaml"):
            if (ROOT / name).exists():
                shutil.copy(ROOT / name, checkout)
        for path in (checkout / "deploy").iterdir():
            path.write_text(self.here(path.read_text(encoding="utf-8")), encoding="utf-8")
        (checkout / ".venv").mkdir()
        (checkout / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
        (checkout / ".venv" / "run.stamp").touch()  # installed, as far as make can see

    def _put_stand_ins(self) -> None:
        (self.root / "etc/systemd/system").mkdir(parents=True)
        manager = f'exec "{sys.executable}" "{service_manager.__file__}" "{self.root}" "$@"'
        stand_ins = {"systemctl": manager, "useradd": "exit 0", "chown": "exit 0"}
        for name, command in stand_ins.items():
            path = self.root / "bin" / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(f"#!/bin/sh\n{command}\n", encoding="utf-8")
            path.chmod(0o755)


@pytest.fixture(scope="module")
def machine(tmp_path_factory):
    """A machine on which the page was followed up to the first night."""
    machine = Machine(tmp_path_factory.mktemp("machine"))
    try:
        machine.follow("Install", "Settings")
        machine.set(SET_FOR_TESTS)
        machine.follow("Server", "Deployment", "First night")
        yield machine
    finally:
        machine.stop()


def documents(machine):
    return rows(machine.data, "select uri from documents order by uri")


def test_every_command_of_the_page_is_run_by_a_test():
    assert {title for title, blocks in sections().items() if blocks} == {*IN_ORDER, *LATER}
    readers = {(kind, reader) for blocks in sections().values() for kind, reader, _ in blocks}
    assert readers == {("sh", "root"), ("sh", "casetally"), ("sh", "postgres"), ("ini", "")}


def test_the_first_night_completes_and_publishes(machine):
    [first] = ask(f"{machine.api}/flow_runs/filter", {"sort": "EXPECTED_START_TIME_ASC", "limit": 1})
    assert first["state_type"] == "COMPLETED", first["state"]["message"]
    assert "outcome=published" in first["state"]["message"]
    brought = len(list((ROOT / "samples" / "county").glob("*.txt")))
    assert rows(machine.data, "select documents from runs")[0] == (brought,)


def test_the_schedule_creates_runs_of_the_night_at_half_past_two_in_shanghai(machine):
    nightly = deployments(machine.api)["nightly"]
    [schedule] = nightly["schedules"]
    assert (schedule["active"], schedule["schedule"]["cron"]) == (True, "30 2 * * *")
    assert schedule["schedule"]["timezone"] == "Asia/Shanghai"
    due = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}, "deployment_id": {"any_": [nightly["id"]]}}}
    wait_for(lambda: ask(f"{machine.api}/flow_runs/count", due))


def test_of_two_nights_at_once_one_is_cancelled(machine):
    ends = [end_of(machine.api, run) for run in [start_run(machine.api, "nightly") for _ in range(2)]]
    assert sorted(ends) == ["CANCELLED", "COMPLETED"]


def test_after_a_kill_of_worker_and_run_the_next_run_completes_the_work(machine):
    before = documents(machine)
    run = kill_in_mid_run(machine, [WORKER], worker=COUNTY)
    assert documents(machine) == before
    machine.run("root", f"systemctl start {WORKER}")
    assert end_of(machine.api, start_run(machine.api, "nightly")) == "CANCELLED"
    machine.run("casetally", f"export RUN={run}")
    machine.follow("After a kill")
    assert end_of(machine.api, start_run(machine.api, "nightly")) == "COMPLETED"
    assert documents(machine) == sorted([*before, ("worker.txt",)])
    assert figures_of(machine, "worker.txt") == FIGURES_OF_COUNTY


def test_after_the_whole_machine_failed_the_place_is_free_in_time_and_the_next_run_completes_the_work(machine):
    before = documents(machine)
    kill_in_mid_run(machine, [WORKER, SERVER], failure=PROVINCE)
    let_five_minutes_pass(machine)
    machine.run("root", f"systemctl start {SERVER}; systemctl start {WORKER}")
    wait_for(lambda: end_of(machine.api, start_run(machine.api, "nightly")) == "COMPLETED")
    assert documents(machine) == sorted([*before, ("failure.txt",)])
    assert figures_of(machine, "failure.txt") == FIGURES_OF_PROVINCE


def kill_in_mid_run(machine, units, **news):
    """Kill units while a night is reading what is new; the id of the killed run."""
    stage = machine.data / "work" / "stage"
    before = set(stage.glob("*/*"))
    write_inbox(machine.inbox, **news)
    run = start_run(machine.api, "nightly")
    wait_for(lambda: set(stage.glob("*/*")) - before)
    assert state_of(machine.api, run) == "RUNNING"
    for unit in units:
        service_manager.kill(machine.root, unit)
    return run


def let_five_minutes_pass(machine):
    """Move into the past when the places end that the server has given."""
    leases = list((machine.root / "var/lib/casetally/prefect/concurrency_leases").glob("*.json"))
    assert leases
    for path in leases:
        path.write_text(re.sub(r"20\d\d-\d\d-\d\dT", "2020-01-01T", path.read_text(encoding="utf-8")), encoding="utf-8")


def figures_of(machine, uri):
    query = f"select count(*) from observations join documents using (document_id) where uri = '{uri}'"
    return rows(machine.data, query)[0][0]


def test_fetching_has_the_hour_that_was_given_to_it(machine):
    machine.follow("Fetching")
    assert schedules(machine) == {"nightly": ["30 2 * * *"], "fetch": ["30 1 * * *"], "backfill": [], "rebuild": []}


def schedules(machine):
    declared = deployments(machine.api).items()
    return {name: [each["schedule"]["cron"] for each in deployment["schedules"]] for name, deployment in declared}


def test_an_archive_is_read_by_the_deployment(machine):
    machine.follow("An archive")
    brought = {(f"provincial/{path.name}",) for path in (ROOT / "samples" / "provincial").glob("*.txt")}
    assert brought <= set(documents(machine))


def test_what_was_backed_up_is_restored_and_built_again(machine):
    before = figures(machine.data)
    machine.follow("Back up")
    shutil.rmtree(machine.data / "lake")
    machine.follow("Restore")
    assert figures(machine.data) == before


def test_after_an_upgrade_the_deployments_are_the_same_and_the_night_completes(machine):
    before = {name: deployment["id"] for name, deployment in deployments(machine.api).items()}
    hours = schedules(machine)
    machine.follow("Upgrade")
    assert schedules(machine) == hours
    assert {name: deployment["id"] for name, deployment in deployments(machine.api).items()} == before
    assert end_of(machine.api, start_run(machine.api, "nightly")) == "COMPLETED"


def test_the_channel_that_was_set_gets_a_test_and_the_server_watches(machine):
    [setting] = [text for kind, _, text in sections()["Alerts"] if kind == "ini"]
    name, _, _ = setting.partition("=")
    with web_receiver() as web:
        machine.set(f"{name}={web.address}\n")
        machine.follow("Alerts")
    assert [message["title"] for message in web.messages] == ["Casetally 测试 test"]
    automations = ask(f"{machine.api}/automations/filter", {})
    assert [automation["enabled"] for automation in automations] == [True, True, True]


def test_the_units_are_what_systemd_understands(machine):
    units = [str(machine.root / service_manager.UNITS / f"{name}.service") for name in (SERVER, WORKER)]
    found = shutil.which("systemd-analyze")
    assert found, "install systemd: .ci/run does"
    run = subprocess.run([found, "verify", *units], capture_output=True, text=True, check=False)
    ours = [line for line in run.stderr.splitlines() if "casetally" in line]
    assert (run.returncode, ours) == (0, [])


@pytest.fixture
def sockets():
    """The folder of the socket of a PostgreSQL of our own, which runs until the test ends."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    assert found, "install postgresql: .ci/run does"
    folder = Path(tempfile.mkdtemp(prefix="postgres"))  # not pytest's: the user postgres may not look into that
    as_user = []
    if os.geteuid() == 0:  # PostgreSQL refuses to be started by root
        shutil.chown(folder, "postgres")
        as_user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    control = [*as_user, str(found[-1] / "pg_ctl"), "--pgdata", str(folder / "data"), "--wait"]
    initialise = ["initdb", "-o", "--username=postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8"]
    serve = ["start", "-l", str(folder / "log"), "-o", f"-c listen_addresses= -k {folder}"]
    try:
        for words in (initialise, serve):
            subprocess.run([*control, *words], cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)
        yield folder
    finally:
        subprocess.run([*control, "stop", "-m", "immediate"], cwd="/", stdout=subprocess.DEVNULL, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def test_a_team_keeps_the_history_in_postgresql(tmp_path, sockets):
    machine = Machine(tmp_path, sockets=sockets)
    [program] = sorted(Path("/usr/lib/postgresql").glob("*/bin"))[-1:]
    machine.run("postgres", f"export PGHOST={sockets} PGUSER=postgres PATH={program}:$PATH")
    [setting] = [text for kind, _, text in sections()["PostgreSQL"] if kind == "ini"]
    try:
        machine.follow("Install", "Settings", "PostgreSQL")
        machine.set(SET_FOR_TESTS + setting)
        machine.follow("Server", "Deployment", "First night")
        assert end_of(machine.api, start_run(machine.api, "nightly")) == "COMPLETED"
    finally:
        machine.stop()
    count = [
        "psql",
        "-h",
        str(sockets),
        "-U",
        "casetally",
        "-Atc",
        "select state_type from flow_run order by start_time",
    ]
    kept = subprocess.run([str(program / count[0]), *count[1:]], capture_output=True, text=True, check=True).stdout
    assert kept.split()[:2] == ["COMPLETED", "COMPLETED"]
    assert not list((tmp_path / "var/lib/casetally/prefect").glob("*.db"))
