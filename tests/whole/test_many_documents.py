"""More documents than one night may read are read in several, each committed, and told as one run."""

import json

import pytest
from command_line import COUNTY, MISPRINT, PROVINCE, casetally, figures, rows, write_inbox

TWO_AT_A_TIME = {"CASETALLY_NIGHT_DOCUMENTS": "2"}
KILLED_IN_THE_SECOND_SLICE = """
import os, signal
from flows import way
commits = []
def commit(*arguments, whole=way.commit):
    commits.append(arguments)
    if len(commits) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(*arguments)
way.commit = commit
"""


@pytest.fixture
def inbox(tmp_path):
    """A user with five documents."""
    write_inbox(
        tmp_path / "inbox",
        a=COUNTY,
        b=PROVINCE,
        c=MISPRINT,
        d=COUNTY.replace("安吉", "德清"),
        e=PROVINCE.replace("120.5", "121.5"),
    )
    return tmp_path


def test_five_documents_of_which_a_night_reads_two_are_three_nights_of_one_run(inbox):
    run = casetally("run", cwd=inbox, **TWO_AT_A_TIME)
    assert run.returncode == 0, run.stderr
    assert "read      5 new documents, 5 reports" in run.stdout
    uris, nights = zip(*rows(inbox / "data", "select uri, run_id from documents order by uri"), strict=True)
    assert uris == ("a.txt", "b.txt", "c.txt", "d.txt", "e.txt")
    assert [nights.count(night) for night in dict.fromkeys(nights)] == [2, 2, 1]
    summary = json.loads((inbox / "data" / "last_run.json").read_text(encoding="utf-8"))
    assert (summary["documents"], summary["documents_in_inbox"], summary["commit"]) == (5, 5, 3)
    assert summary["findings"] == {"share_within_0_100": 1}
    assert "Nothing is new" in casetally("run", cwd=inbox, **TWO_AT_A_TIME).stdout


def test_figures_are_those_of_a_single_night(inbox, tmp_path_factory):
    assert casetally("run", cwd=inbox, **TWO_AT_A_TIME).returncode == 0
    at_once = tmp_path_factory.mktemp("at_once")
    (inbox / "inbox").rename(at_once / "inbox")
    assert casetally("run", cwd=at_once).returncode == 0
    assert figures(inbox / "data") == figures(at_once / "data")


def test_a_run_killed_in_its_second_night_keeps_the_first_and_reads_the_others_next_time(inbox):
    killed = casetally("run", cwd=inbox, code=KILLED_IN_THE_SECOND_SLICE, **TWO_AT_A_TIME)
    assert killed.returncode == -9
    assert rows(inbox / "data", "select uri from documents order by uri") == [("a.txt",), ("b.txt",)]
    again = casetally("run", cwd=inbox, **TWO_AT_A_TIME)
    assert "read      3 new documents, 3 reports" in again.stdout
    assert rows(inbox / "data", "select count(*) from documents") == [(5,)]
