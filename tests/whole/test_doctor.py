"""`casetally doctor` through the command line: a sound folder, and each thing that may be wrong with one."""

import json
import shutil
import subprocess
import sys

import duckdb
import pytest
from command_line import casetally, environment

STATES = {"lock", "work", "decisions", "quarantine", "lake", "references", "warehouse", "settings", "inbox", "disk"}


def doctor(user, *words, **settings):
    run = casetally("doctor", "--json", *words, cwd=user, **settings)
    return run.returncode, json.loads(run.stdout)


def told(remarks, level):
    return [f"{remark['about']}: {remark['said']} {remark['advice']}" for remark in remarks if remark["level"] == level]


def snapshot(user):
    return {path: path.stat().st_mtime_ns for path in (user / "data").rglob("*")}


def test_a_sound_folder_has_no_fault_and_nothing_is_written(user):
    before = snapshot(user)
    status, remarks = doctor(user)
    assert (status, told(remarks, "fault"), told(remarks, "warning")) == (0, [], [])
    assert {remark["about"] for remark in remarks} >= STATES
    assert snapshot(user) == before


def test_a_person_gets_a_line_for_each_thing_and_the_sum(user):
    run = casetally("doctor", cwd=user)
    assert run.returncode == 0, run.stdout
    lines = run.stdout.splitlines()
    assert "ok      warehouse   It opens and holds all 1 committed nights." in lines
    assert lines[-1] == "0 faults, 0 warnings."


def test_fast_leaves_out_what_takes_long(user):
    status, remarks = doctor(user, "--fast")
    assert status == 0
    assert "references" not in {remark["about"] for remark in remarks}


def test_whole_holds_every_published_row_against_every_expectation(user):
    before = snapshot(user)
    status, remarks = doctor(user, "--whole", "--fast")
    [said] = [remark["said"] for remark in remarks if remark["about"] == "published"]
    assert status == 0
    assert said.startswith("All ")
    assert said.endswith(" expectations hold of every row that is published.")
    assert snapshot(user) == before


def test_whole_finds_an_old_row_that_breaks_an_expectation(user):
    with duckdb.connect(str(user / "data/warehouse.duckdb")) as connection:
        connection.execute("UPDATE observations SET char_end = char_end - 1 WHERE rowid = 0")
    assert doctor(user, "--fast")[0] == 0
    status, remarks = doctor(user, "--whole", "--fast")
    [fault] = told(remarks, "fault")
    assert status == 1
    assert "casetally rebuild" in fault


def test_whole_finds_a_kept_table_that_holds_what_is_not_computed(user):
    with duckdb.connect(str(user / "data/warehouse.duckdb")) as connection:
        connection.execute("UPDATE series SET reports_agreeing = 7 WHERE rowid = 0")
    status, remarks = doctor(user, "--whole", "--fast")
    assert status == 1
    assert any(fault.startswith("kept: series holds other rows") for fault in told(remarks, "fault"))


def damage_lake(user):
    path = next((user / "data/lake/observations").rglob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-1])


def lose_warehouse(user):
    (user / "data/warehouse.duckdb").unlink()


def cut_warehouse(user):
    path = user / "data/warehouse.duckdb"
    path.write_bytes(path.read_bytes()[:5000])


def lose_lake(user):
    shutil.rmtree(user / "data/lake")


def lose_inbox(user):
    shutil.rmtree(user / "inbox")


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        pytest.param(damage_lake, "were committed. Restore the lake from a backup", id="lake"),
        pytest.param(lose_warehouse, "nothing is published. `casetally rebuild` makes it again", id="no warehouse"),
        pytest.param(cut_warehouse, "cannot be opened or read. `casetally rebuild` makes it again", id="warehouse cut"),
        pytest.param(lose_lake, "holds commit 1, which the lake (commit 0) does not know", id="lake lost"),
        pytest.param(lose_inbox, "inbox: The inbox inbox does not exist", id="inbox"),
    ],
)
def test_a_fault_is_told_with_what_to_do_and_the_exit_status_is_one(user, harm, sentence):
    harm(user)
    status, remarks = doctor(user)
    assert status == 1
    assert any(sentence in said for said in told(remarks, "fault")), remarks


def mistype_decision(user):
    (user / "data/decisions.csv").write_text("what,is,this\n")


def leave_candidate(user):
    (user / "data" / "work" / "candidate.duckdb").write_bytes(b"")


def leave_stage(user):
    (user / "data" / "work" / "stage" / "n9" / "runs").mkdir(parents=True)


def fill_quarantine(user):
    (user / "data/quarantine").mkdir(exist_ok=True)
    (user / "data/quarantine/x.reason.txt").write_text("x.txt:\nit is binary.\n")


def stray_file(user):
    (next((user / "data/lake/runs").iterdir()) / "stray.parquet").write_bytes(b"")


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        pytest.param(mistype_decision, "line 1: has 3 columns where 11 are wanted", id="decisions"),
        pytest.param(leave_candidate, "candidate.duckdb. `casetally tidy` removes them.", id="candidate"),
        pytest.param(leave_stage, "left rows that are staged", id="stage"),
        pytest.param(fill_quarantine, "1 documents could not be read", id="quarantine"),
        pytest.param(stray_file, "so they do not count", id="stray file"),
    ],
)
def test_what_wants_a_look_is_a_warning_and_no_fault(user, state, sentence):
    state(user)
    status, remarks = doctor(user, "--fast")
    assert (status, told(remarks, "fault")) == (0, [])
    (said,) = told(remarks, "warning")
    assert sentence in said


def test_settings_that_are_wrong_or_mistyped_are_told(user):
    status, remarks = doctor(user, CASETALLY_WORKERS="many", CASETALLY_DATAA="x")
    assert status == 1
    assert any("CASETALLY_WORKERS is 'many', which cannot be used" in said for said in told(remarks, "fault"))
    assert any("did you mean CASETALLY_DATA?" in said for said in told(remarks, "warning"))


def test_a_run_that_is_on_is_told_with_its_process(user):
    code = "import sys\nfrom pathlib import Path\nfrom warehouse.data_folder import DataFolder\n"
    code += "with DataFolder(Path('data')).lock():\n    print('held', flush=True)\n    sys.stdin.read()"
    holder = subprocess.Popen(
        [sys.executable, "-c", code], cwd=user, env=environment(user), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        status, remarks = doctor(user, "--fast")
    finally:
        holder.communicate()
    assert status == 0
    assert any(f"A run is on (process {holder.pid} on " in said for said in told(remarks, "warning"))


def test_before_the_first_run_only_that_is_said(tmp_path):
    (tmp_path / "inbox").mkdir()
    status, remarks = doctor(tmp_path)
    assert status == 0
    assert [said.partition(":")[0] for said in told(remarks, "warning")] == ["data"]
    assert not (tmp_path / "data").exists()
