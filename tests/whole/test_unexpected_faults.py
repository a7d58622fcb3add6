"""A fault of the program ends a night with one sentence, and its traceback is kept where the operator finds it."""

import pytest
from command_line import COUNTY, casetally, last_run, rows, write_inbox

BROKEN = """
from flows import way
def broken(*_):
    raise KeyError("invented")
way.reconcile_new = broken
"""


@pytest.fixture(params=["plain", "prefect"])
def user(tmp_path, request):
    """A user with one document whose night meets a fault, under each runner."""
    write_inbox(tmp_path / "inbox", a=COUNTY)
    broken = casetally("run", cwd=tmp_path, code=BROKEN, CASETALLY_RUNNER=request.param)
    return tmp_path, broken


def test_a_fault_is_told_in_one_sentence_and_its_traceback_is_kept(user):
    folder, broken = user
    assert broken.returncode == 1
    assert "Traceback" not in broken.stderr
    assert broken.stderr.splitlines()[-1] == (
        "A fault of Casetally ended the night (KeyError: 'invented'). What was published stands: run again, and if it "
        "comes again report it with data/last_fault.txt."
    )
    kept = (folder / "data" / "last_fault.txt").read_text(encoding="utf-8")
    summary = last_run(folder / "data")
    assert kept.splitlines()[0] == f"casetally {summary['version']}, run {summary['run_id']}"
    assert kept.splitlines()[-1] == "KeyError: 'invented'"
    assert (summary["outcome"], summary["message"]) == ("failed", broken.stderr.splitlines()[-1])


@pytest.mark.parametrize("runner", ["plain", "prefect"])
@pytest.mark.parametrize("module", ["way", "night"])
def test_a_fault_before_the_first_document_is_read_is_told_alike(tmp_path, module, runner):
    write_inbox(tmp_path / "inbox", a=COUNTY)
    code = BROKEN.replace("way", module).replace("reconcile_new", "take_stock")
    broken = casetally("run", cwd=tmp_path, code=code, CASETALLY_RUNNER=runner)
    assert (broken.returncode, "Traceback" in broken.stderr) == (1, False)
    assert "A fault of Casetally ended the night (KeyError: 'invented')" in broken.stderr.splitlines()[-1]
    assert (tmp_path / "data" / "last_fault.txt").read_text(encoding="utf-8").endswith("KeyError: 'invented'\n")


def test_the_next_run_reads_what_a_fault_left(user):
    folder, _ = user
    assert casetally("run", cwd=folder).returncode == 0
    assert rows(folder / "data", "select uri from documents") == [("a.txt",)]


def test_what_an_error_says_is_cut_short_and_tells_no_password(tmp_path):
    write_inbox(tmp_path / "inbox", a=COUNTY)
    told = 'ValueError("http://user:secret@host/ " + "长" * 50000)'
    broken = casetally("run", cwd=tmp_path, code=BROKEN.replace('KeyError("invented")', told))
    message = last_run(tmp_path / "data")["message"]
    assert message in broken.stderr
    assert "//…@host/" in message
    assert len(message) < 600
