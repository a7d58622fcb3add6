"""What cannot be read, and what must not be published."""

import fcntl

from command_line import MISPRINT, casetally, lake_files, last_run, rows, write_inbox

UNTRUE_SPANS = """
from flows import way
reconcile_new = way.reconcile_new
def spoil(night, candidate, *rest):
    reconcile_new(night, candidate, *rest)
    candidate.connection.execute("update observations set obs_text = obs_text || '!'")
way.reconcile_new = spoil
"""

FULL_DISK = """
from flows import way
from flows.errors import NightFailed
def fail(*_):
    raise NightFailed("The disk is full.")
way.commit = fail
"""


def test_a_failed_critical_expectation_publishes_nothing_and_what_stood_stands(news):
    data = news / "data"
    before = lake_files(data), (data / "warehouse.duckdb").read_bytes()
    run = casetally("run", cwd=news, code=UNTRUE_SPANS)
    assert run.returncode == 1
    assert "Publication was refused" in run.stdout
    assert "Why publication was refused:\n  - " in run.stdout
    assert (lake_files(data), (data / "warehouse.duckdb").read_bytes()) == before


def test_the_status_after_a_refusal_says_why_and_where_to_look(news):
    casetally("run", cwd=news, code=UNTRUE_SPANS)
    shown = casetally("status", cwd=news).stdout
    failures = last_run(news / "data")["failures"]
    assert [line.split(maxsplit=1)[1] for line in shown.splitlines() if line.startswith("failure")] == failures
    assert "see            data/docs/index.html" in shown


def test_the_night_after_a_refusal_takes_up_the_same_documents(news):
    casetally("run", cwd=news, code=UNTRUE_SPANS)
    assert casetally("run", cwd=news).returncode == 0
    assert rows(news / "data", "select count(*) from documents") == [(3,)]


def test_an_unreadable_document_is_quarantined_and_the_others_are_published(news):
    (news / "inbox/scan.txt").write_bytes(b"\x89PNG\x00")
    run = casetally("run", cwd=news)
    assert run.returncode == 1
    assert "scan.txt: it is binary: byte 4 is zero; save it as plain text in UTF-8." in run.stdout
    assert rows(news / "data", "select count(*) from documents") == [(3,)]
    reasons = [path.read_text(encoding="utf-8") for path in (news / "data/quarantine").glob("*.reason.txt")]
    assert [reason.splitlines()[:2] for reason in reasons] == [
        ["scan.txt:", "it is binary: byte 4 is zero; save it as plain text in UTF-8."]
    ]


def test_an_unreadable_document_is_told_on_every_run_until_it_is_taken_out(user):
    (user / "inbox/scan.txt").write_bytes(b"\x89PNG\x00")
    assert [casetally("run", cwd=user).returncode for _ in range(2)] == [1, 1]
    (user / "inbox/scan.txt").unlink()
    assert casetally("run", cwd=user).returncode == 0


def test_a_document_that_breaks_the_reading_is_quarantined_with_its_trace(tmp_path):
    write_inbox(tmp_path / "inbox", fine=MISPRINT, strange="3件")
    spoil = (
        "import flows.reading as reading\nextract = reading.extract_document\n"
        "def fail(text, **known):\n    return extract(text, **known) if len(text) > 9 else 1 / 0\n"
        "reading.extract_document = fail"
    )
    run = casetally("run", cwd=tmp_path, code=spoil)
    assert run.returncode == 1
    assert "strange.txt: reading it failed (ZeroDivisionError" in run.stdout
    reasons = [path.read_text(encoding="utf-8") for path in (tmp_path / "data/quarantine").glob("*.reason.txt")]
    assert "Traceback" in reasons[0]
    assert rows(tmp_path / "data", "select uri from documents") == [("fine.txt",)]


def test_a_second_writer_gets_one_sentence_and_readers_go_on(news):
    with (news / "data/.lock").open("a") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        run = casetally("run", cwd=news)
        reading = casetally("sql", "select count(*) as n from documents", "--format", "csv", cwd=news)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr.count("\n") == 1
    assert "another run is writing" in run.stderr
    assert reading.stdout == "n\n2\n"


def test_a_night_that_fails_is_told_by_its_record(news):
    run = casetally("run", cwd=news, code=FULL_DISK)
    assert (run.returncode, run.stderr.splitlines()[-1]) == (1, "The disk is full.")
    assert (last_run(news / "data")["outcome"], last_run(news / "data")["message"]) == ("failed", "The disk is full.")
