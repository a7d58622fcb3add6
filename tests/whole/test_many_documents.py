"""More documents than one night may read are read in several, each committed, and told as one run."""

import json

import pytest
from command_line import (
    COUNTY,
    KILLED_IN_THE_SECOND_SLICE,
    MISPRINT,
    PROVINCE,
    casetally,
    figures,
    last_run,
    rows,
    write_inbox,
)

TWO_AT_A_TIME = {"CASETALLY_NIGHT_DOCUMENTS": "2"}
FULL_DISK_IN_THE_SECOND_SLICE = """
from flows import way
from flows.errors import NightFailed
commits = []
def commit(*arguments, whole=way.commit):
    commits.append(arguments)
    if len(commits) == 2:
        raise NightFailed("The disk is full.")
    whole(*arguments)
way.commit = commit
"""
UNTRUE_SPANS_IN_THE_SECOND_SLICE = """
from flows import way
reconciled = []
def spoil(night, candidate, *rest, whole=way.reconcile_new):
    whole(night, candidate, *rest)
    reconciled.append(night)
    if len(reconciled) == 2:
        candidate.connection.execute("update observations set obs_text = obs_text || '!'")
way.reconcile_new = spoil
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
    summary = last_run(inbox / "data")
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
    summary = last_run(inbox / "data")
    assert (summary["outcome"], summary["documents"], summary["documents_in_inbox"]) == ("published", 2, 5)
    again = casetally("run", cwd=inbox, **TWO_AT_A_TIME)
    assert "read      3 new documents, 3 reports" in again.stdout
    assert rows(inbox / "data", "select count(*) from documents") == [(5,)]


def test_a_run_whose_last_night_could_read_nothing_is_published_as_the_nights_before_it_were(inbox):
    (inbox / "inbox" / "zz.pdf").write_bytes(b"%PDF-1.7 broken")
    run = casetally("run", cwd=inbox, CASETALLY_NIGHT_DOCUMENTS="5")
    assert run.returncode == 1
    assert run.stdout.startswith("\nPublished.\n")
    assert "5 new documents, 5 reports" in run.stdout
    assert "zz.pdf" in run.stdout
    summary = last_run(inbox / "data")
    assert (summary["outcome"], summary["documents"], summary["commit"]) == ("published", 5, 1)
    assert summary["expectations_evaluated"] == summary["expectations_declared"] > 0
    assert rows(inbox / "data", "select run_id from runs") == [(summary["run_id"],)]


def test_the_open_findings_of_such_a_run_are_what_later_nights_are_measured_against(inbox):
    (inbox / "inbox" / "zz.pdf").write_bytes(b"%PDF-1.7 broken")
    casetally("run", cwd=inbox, CASETALLY_NIGHT_DOCUMENTS="5")
    remembered = json.loads((inbox / "data" / "alerts.json").read_text(encoding="utf-8"))["open_findings"]
    assert list(remembered.values()) == [1]  # the misprint


def test_a_run_of_which_no_night_could_read_anything_says_so(tmp_path):
    (tmp_path / "inbox").mkdir()
    for name in ("x.pdf", "y.pdf"):
        (tmp_path / "inbox" / name).write_bytes(f"%PDF-1.7 broken {name}".encode())
    run = casetally("run", cwd=tmp_path, CASETALLY_NIGHT_DOCUMENTS="1")
    assert (run.returncode, run.stdout.splitlines()[1]) == (1, "Nothing new could be read.")
    assert last_run(tmp_path / "data")["outcome"] == "nothing_new"


def test_a_run_refused_in_its_second_night_is_told_as_refused_and_keeps_the_first(inbox):
    run = casetally("run", cwd=inbox, code=UNTRUE_SPANS_IN_THE_SECOND_SLICE, **TWO_AT_A_TIME)
    assert run.returncode == 1
    assert "Publication was refused" in run.stdout
    summary = last_run(inbox / "data")
    assert (summary["outcome"], summary["documents"], summary["commit"]) == ("refused", 4, 1)
    remembered = json.loads((inbox / "data" / "alerts.json").read_text(encoding="utf-8"))["open_findings"]
    assert list(remembered.values()) == [0]  # of the night that was published
    assert rows(inbox / "data", "select uri from documents order by uri") == [("a.txt",), ("b.txt",)]


def test_a_run_that_failed_in_its_second_night_tells_of_both_and_of_the_whole_inbox(inbox):
    (inbox / "inbox" / "b2.pdf").write_bytes(b"%PDF-1.7 broken")
    run = casetally("run", cwd=inbox, code=FULL_DISK_IN_THE_SECOND_SLICE, **TWO_AT_A_TIME)
    assert (run.returncode, run.stderr.splitlines()[-1]) == (1, "The disk is full.")
    summary = last_run(inbox / "data")
    assert (summary["outcome"], summary["message"], summary["exit_status"]) == ("failed", "The disk is full.", 1)
    assert (summary["documents"], summary["documents_in_inbox"], summary["commit"]) == (3, 6, 1)
    assert [entry["uri"] for entry in summary["unreadable"]] == ["b2.pdf"]
