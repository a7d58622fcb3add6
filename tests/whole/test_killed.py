"""Killed for real at each station: what was published stays whole, and the next run completes the work."""

import signal

import pytest
from command_line import casetally, figures, findings, rows

STATIONS = [
    pytest.param("flows.way", "take_stock", id="while taking stock"),
    pytest.param("flows.way", "read_new", id="before reading"),
    pytest.param("flows.stations", "_count", id="with rows staged"),
    pytest.param("flows.way", "build_candidate", id="before the candidate is built"),
    pytest.param("flows.way", "apply_reviewers", id="with tonight's rows in the candidate"),
    pytest.param("flows.way", "reconcile_new", id="with the decisions applied"),
    pytest.param("flows.way", "validate_candidate", id="after reconciling"),
    pytest.param("flows.way", "commit", id="after validating"),
    pytest.param("warehouse.lake", "Lake._move_into_place", id="with the manifest written and no file moved"),
    pytest.param("flows.way", "publish_candidate", id="after the commit"),
    pytest.param("warehouse.publishing", "move", id="with the candidate sealed"),
    pytest.param("flows.way", "tidy_night", id="before tidying"),
    pytest.param("flows.way", "end", id="after publishing"),
]

KILL = """
import importlib, os, signal
*owners, name = {attribute!r}.split(".")
owner = importlib.import_module({module!r})
for part in owners:
    owner = getattr(owner, part)
setattr(owner, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
"""

KILL_AT_SECOND_MOVE = """
import os, signal
from warehouse import lake
move, moved = lake.move, []
def move_once(source, target):
    if moved:
        os.kill(os.getpid(), signal.SIGKILL)
    moved.append(target)
    move(source, target)
lake.move = move_once
"""


def kill_and_run_again(user, fault):
    killed = casetally("run", cwd=user, code=fault)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    between = rows(user / "data", "select count(*) from documents")
    again = casetally("run", cwd=user)
    assert again.returncode == 0, again.stderr
    return between


@pytest.mark.parametrize(("module", "attribute"), STATIONS)
def test_the_next_run_completes_a_killed_one(news, second_night, module, attribute):
    between = kill_and_run_again(news, KILL.format(module=module, attribute=attribute))
    assert between in ([(2,)], [(3,)])
    assert figures(news / "data") == figures(second_night / "data")
    assert findings(news / "data") == findings(second_night / "data")


def test_files_half_moved_into_the_lake_are_moved_by_the_next_run(news, second_night):
    kill_and_run_again(news, KILL_AT_SECOND_MOVE)
    assert figures(news / "data") == figures(second_night / "data")


def test_a_night_killed_after_its_commit_is_not_committed_twice(news):
    kill_and_run_again(news, KILL.format(module="flows.way", attribute="publish_candidate"))
    assert len(list((news / "data/lake/_commits").iterdir())) == 2


def test_the_reading_processes_of_a_killed_run_end_too(news):
    fault = (
        "from flows import stations\nimport os, signal\n"
        "def kill(part, *_):\n"
        "    import multiprocessing\n"
        "    print(*(child.pid for child in multiprocessing.active_children()), flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "stations._count = kill"
    )
    killed = casetally("run", cwd=news, code=fault)
    children = [int(word) for word in killed.stdout.split()]
    assert children
    assert [child for child in children if is_running(child)] == []


def test_an_interrupt_from_the_keyboard_ends_the_run_with_one_sentence(news):
    interrupt = (
        "from flows import stations\nimport os, signal\n"
        "stations._count = lambda *_: os.killpg(os.getpgrp(), signal.SIGINT)"
    )
    stopped = casetally("run", cwd=news, code=interrupt)
    assert stopped.returncode == 130
    assert stopped.stderr.splitlines()[-1].startswith("Stopped. What was published stands")
    assert casetally("run", cwd=news).returncode == 0


def is_running(process):
    """Whether a process is there and not merely waiting to be buried."""
    try:
        with open(f"/proc/{process}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
