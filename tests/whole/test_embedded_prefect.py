"""The nightly job under Prefect's embedded mode, with the network cut."""

import contextlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import COUNTY, MISPRINT, PROVINCE, casetally, lake_files, rows, write_inbox
from cut_network import guarded, own_network

STATIONS = [
    "take stock",
    "read documents (2 batches)",
    "build the candidate",
    "apply decisions",
    "reconcile",
    "apply decisions again",
    "validate",
    "write review pages",
    "commit",
    "publish",
    "tidy",
]

KILL_BEFORE_THE_COMMIT = """
import os, signal
from flows import way
way.commit = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
"""

DEPLOYED = """
from flows.nightly import nightly
if __name__ == "__main__":
    state = nightly(inbox="inbox", data="data", return_state=True)
    print(state.type.value, state.message)
    sys.exit()
"""


def run_under_prefect(user, **options):
    return casetally("run", cwd=user, CASETALLY_RUNNER="prefect", command=own_network(), **guarded(user), **options)


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """A user's folder after one night under Prefect, and what the command gave."""
    user = tmp_path_factory.mktemp("prefect night")
    write_inbox(user / "inbox", county=COUNTY, misprint=MISPRINT)
    return user, run_under_prefect(user)


def prefect_runs(user, table):
    with contextlib.closing(sqlite3.connect(user / "data" / "work" / "prefect" / "prefect.db")) as database:
        return database.execute(f"select name, state_name from {table}").fetchall()


def test_the_night_publishes_with_the_network_cut(night):
    user, run = night
    assert run.returncode == 0, run.stderr
    assert rows(user / "data", "select count(*) from documents") == [(2,)]


def test_no_dependency_tries_to_call_home(night):
    user, _ = night
    assert (user / "guard.log").read_text(encoding="utf-8") == ""


def test_the_guard_would_have_seen_it(tmp_path):
    code = "import socket\nsocket.create_connection(('192.0.2.1', 80))"
    environment = {**os.environ, **guarded(tmp_path)}
    subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert "192.0.2.1" in (tmp_path / "guard.log").read_text(encoding="utf-8")


def test_every_station_is_a_task_that_completed(night):
    user, _ = night
    tasks = prefect_runs(user, "task_run")
    assert {state for _, state in tasks} == {"Completed"}
    names = {name.rpartition("-")[0] or name.rpartition(" ")[0] for name, _ in tasks}
    assert names == {name.partition(" (")[0] for name in STATIONS}


def test_the_night_is_a_flow_run_that_completed(night):
    user, _ = night
    assert [state for _, state in prefect_runs(user, "flow_run")] == ["Completed"]


def test_a_deployed_night_with_an_unreadable_document_fails_with_its_line(tmp_path):
    write_inbox(tmp_path / "inbox", province=PROVINCE, scan="\0")
    run = casetally(cwd=tmp_path, code=DEPLOYED, PREFECT_HOME=str(tmp_path / "prefect"))
    state, _, message = run.stdout.partition(" ")
    assert state == "FAILED", run.stderr
    assert "documents=1" in message
    assert "unreadable=1" in message
    assert "outcome=published" in message


def test_the_night_leaves_a_table_a_page_and_its_progress(night):
    user, _ = night
    with contextlib.closing(sqlite3.connect(user / "data" / "work" / "prefect" / "prefect.db")) as database:
        left = dict(database.execute("select key, data from artifact").fetchall())
    assert left.keys() == {"nightly-summary", "nightly-report", "read-documents-progress"}
    table = {row["fact"]: row["value"] for row in json.loads(json.loads(left["nightly-summary"]))}
    assert (table["outcome"], table["documents"], table["suspects"]) == ("published", "2", "1")
    assert "review/index.html" in left["nightly-report"]
    assert float(left["read-documents-progress"]) == 100


def test_a_deployed_night_beside_another_run_fails_with_a_sentence_and_no_traceback(tmp_path):
    write_inbox(tmp_path / "inbox", province=PROVINCE)
    held = "import fcntl, os\nos.mkdir('data')\nheld = open('data/.lock', 'a')\nfcntl.flock(held, fcntl.LOCK_EX)\n"
    run = casetally(cwd=tmp_path, code=held + DEPLOYED, PREFECT_HOME=str(tmp_path / "prefect"))
    assert run.stdout.startswith("FAILED data: another run is writing to this data folder; wait for it to end"), (
        run.stderr
    )
    assert "Traceback" not in run.stderr


def test_a_person_sees_the_stations_and_the_summary_and_no_log(night):
    _, run = night
    assert [line.strip() for line in run.stderr.splitlines()] == STATIONS
    assert "Published." in run.stdout


def test_the_second_run_changes_nothing_and_does_not_start_prefect(night):
    user, _ = night
    before = lake_files(user / "data")
    run = run_under_prefect(user)
    assert (run.returncode, "Nothing is new" in run.stdout) == (0, True)
    assert lake_files(user / "data") == before
    assert len(prefect_runs(user, "flow_run")) == 1


def test_an_interrupt_from_the_keyboard_ends_run_and_server_at_once(tmp_path):
    write_inbox(tmp_path / "inbox", province=PROVINCE)
    interrupt = (
        "from flows import way\nimport os, signal\nway.commit = lambda *_: os.killpg(os.getpgrp(), signal.SIGINT)"
    )
    run = run_under_prefect(tmp_path, code=interrupt)
    assert run.returncode == 130
    assert run.stderr.splitlines()[-1].startswith("Stopped. What was published stands")
    assert "Traceback" not in run.stderr


def test_a_killed_run_leaves_no_server_behind_once_the_next_has_completed(tmp_path):
    write_inbox(tmp_path / "inbox", province=PROVINCE)
    started = subprocess.Popen(
        [sys.executable, "-c", KILL_BEFORE_THE_COMMIT + "from flows.cli import main\nmain(['run'])"],
        cwd=tmp_path,
        env={**os.environ, **guarded(tmp_path), "CASETALLY_RUNNER": "prefect"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    assert started.wait(timeout=240) == -signal.SIGKILL
    orphans = servers_of(tmp_path)
    run = casetally("run", cwd=tmp_path, CASETALLY_RUNNER="prefect", **guarded(tmp_path))
    assert run.returncode == 0, run.stderr
    assert (len(orphans), servers_of(tmp_path)) == (1, [])


def servers_of(user):
    """The temporary Prefect servers that run for this user's data folder."""
    home = f"PREFECT_HOME={user / 'data' / 'work' / 'prefect'}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if home in (process / "environ").read_bytes() and b"uvicorn" in (process / "cmdline").read_bytes():
                found.append(process.name)
    return found
