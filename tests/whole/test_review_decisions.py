"""Decisions through the command line: they change the next night's series, last, and can be taken back."""

import json
import shutil
from datetime import date

import pytest
from command_line import casetally, lake_files, rows, write_inbox

from flows.conductors import PlainConductor
from flows.night import begin
from flows.settings import Settings
from flows.way import run_night

SERIES = "select obs_value::varchar, obs_status from series where indicator = 'full_enforcement_rate'"
FIGURE = "select obs_status, printed_value::varchar from observations where obs_text = '982%'"
ALL = "select * from {} order by all"
REJECT_EVERYTHING = """
from flows import way
def refuse(night, summary, pool):
    summary.failures.append("a rule of this test failed")
way.validate_candidate = refuse
"""


def review(user, *words):
    """Run one of the commands of review, which must succeed."""
    run = casetally("review", *words, cwd=user)
    assert run.returncode == 0, run.stderr
    return run.stdout


def open_findings(user):
    """The ids of the open findings."""
    return [json.loads(line)["finding_id"] for line in review(user, "list", "--format", "json").splitlines()]


def decide(user, verdict, *more):
    """Decide on the misprint and run the next night."""
    finding = rows(user / "data", "select finding_id from findings where message like '%982%' order by all")[0][0]
    review(user, verdict, finding[:12], "--reason", "checked", "--reviewer", "王敏", *more)
    run = casetally("run", cwd=user)
    assert run.returncode == 0, run.stderr
    return finding


@pytest.fixture(scope="module")
def corrected(first_night, tmp_path_factory):
    """A user's folder after the misprint was corrected and a night without new documents; not to be written to."""
    user = shutil.copytree(first_night, tmp_path_factory.mktemp("corrected") / "user")
    decide(user, "edit", "--value", "98.2%")
    return user


@pytest.fixture
def after_correction(corrected, tmp_path):
    """A copy of that folder, to go on from."""
    return shutil.copytree(corrected, tmp_path / "user")


def test_the_misprint_is_withheld_before_anybody_decides(first_night):
    assert rows(first_night / "data", SERIES) == []
    assert (first_night / "data/review/index.html").is_file()


def test_a_correction_alone_makes_a_night_and_changes_series(corrected):
    assert rows(corrected / "data", SERIES) == [("98.200000", "corrected")]
    assert rows(corrected / "data", FIGURE) == [("corrected", "982.000000")]
    assert open_findings(corrected) == []


def test_a_correction_survives_a_rebuild(after_correction):
    data = after_correction / "data"
    before = {table: rows(data, ALL.format(table)) for table in ("findings", "observations", "series", "runs")}
    (data / "warehouse.duckdb").unlink()
    assert casetally("rebuild", cwd=after_correction).returncode == 0
    assert {table: rows(data, ALL.format(table)) for table in before} == before


def test_a_night_after_the_correction_finds_nothing_to_do(after_correction):
    before = lake_files(after_correction / "data")
    run = casetally("run", cwd=after_correction)
    assert "Nothing is new" in run.stdout
    assert lake_files(after_correction / "data") == before


def test_a_later_decision_takes_the_correction_back(after_correction):
    decide(after_correction, "unsure")
    assert rows(after_correction / "data", SERIES) == []
    assert rows(after_correction / "data", FIGURE) == [("suspect", "982.000000")]


def test_the_pages_tell_what_the_correction_changed(corrected):
    page = (corrected / "data/review/changes/index.html").read_text(encoding="utf-8")
    assert "98.2%" in page
    assert "王敏" in page


def test_a_finding_is_shown_on_the_terminal_with_its_figures_its_proof_and_what_was_decided(corrected):
    finding = rows(corrected / "data", "select finding_id from findings where message like '%982%' order by all")[0][0]
    shown = review(corrected, "show", finding[:12])
    assert f"{finding} (critical, accepted)" in shown
    assert "accused" in shown
    assert "执行完毕率达到982%" in shown
    assert "王敏: edit, checked" in shown


def test_a_rejected_figure_stays_out_of_series(user):
    decide(user, "reject")
    assert rows(user / "data", SERIES) == []
    assert rows(user / "data", FIGURE) == [("rejected", "982.000000")]


def test_a_waiver_lets_the_figure_pass_until_its_day(user):
    last_day, day_after = date(2099, 12, 31), date(2100, 1, 1)
    decide(user, "waive", "--until", str(last_day))
    assert rows(user / "data", FIGURE) == [("normal", "982.000000")]
    settings = Settings(inbox=str(user / "inbox"), data=user / "data", workers=1)
    assert run_night(begin(settings, last_day), PlainConductor(1)).outcome == "nothing_new"
    assert run_night(begin(settings, day_after), PlainConductor(1)).outcome == "published"
    assert rows(user / "data", FIGURE) == [("suspect", "982.000000")]


def test_a_refused_night_writes_pages_that_say_why_and_keeps_the_decision_waiting(user):
    finding = open_findings(user)[0]
    review(user, "edit", finding, "--value", "98.2", "--reason", "checked")
    run = casetally("run", cwd=user, code=REJECT_EVERYTHING)
    assert run.returncode == 1
    assert "a rule of this test failed" in (user / "data/review/index.html").read_text(encoding="utf-8")
    assert rows(user / "data", FIGURE) == [("suspect", "982.000000")]
    assert casetally("run", cwd=user).returncode == 0
    assert rows(user / "data", FIGURE) == [("corrected", "982.000000")]


def test_a_damaged_line_is_told_and_the_night_goes_on(user):
    (user / "data/decisions.csv").write_text("nonsense\n", encoding="utf-8")
    write_inbox(user / "inbox", more="安吉县人民法院2023年受理执行案件3000件。")
    run = casetally("run", cwd=user)
    assert run.returncode == 0
    assert "decisions.csv, line 1: has 1 columns" in run.stdout
    assert (user / "data/decisions.csv").read_text(encoding="utf-8") == "nonsense\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param(["accept", "0" * 12, "--reason", "x"], "there is no such finding", id="unknown finding"),
        pytest.param(["show", "0" * 12], "there is no such finding", id="unknown finding to show"),
        pytest.param(["accept", "0", "--reason", "x"], "at least 6 letters", id="too short"),
        pytest.param(["accept", "0" * 12], "missing option '--reason'", id="no reason"),
        pytest.param(["waive", "0" * 12, "--reason", "x"], "missing option '--until'", id="no last day"),
        pytest.param(["edit", "0" * 12, "--reason", "x", "--value", "viel"], "is no value", id="no value"),
        pytest.param(["list", "--status", "odd"], "There is no status 'odd'", id="unknown status"),
    ],
)
def test_a_mistake_is_one_sentence(first_night, words, said):
    run = casetally("review", *words, cwd=first_night)
    assert (run.returncode, run.stdout) == (2, "")
    assert said in run.stderr
    assert run.stderr.count("\n") == 1
