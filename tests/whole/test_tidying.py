"""Tidying through the command line and by the night itself."""

from command_line import PROVINCE, casetally, last_run, rows, write_inbox


def pack_names(data):
    return sorted(path.name for path in (data / "lake/_packs").glob("*.json"))


def test_the_night_packs_by_itself_when_it_is_due(second_night, news):
    run = casetally("run", cwd=news, CASETALLY_TIDY_NIGHTS="1")
    assert run.returncode == 0, run.stderr
    assert pack_names(news / "data") == ["pack-000001-000001.json"]
    assert last_run(news / "data")["warnings"] == last_run(second_night / "data")["warnings"]


def test_after_tidying_a_rebuild_gives_the_same_rows_and_the_next_night_goes_on(user):
    write_inbox(user / "inbox", province=PROVINCE)
    assert casetally("run", cwd=user, CASETALLY_TIDY_NIGHTS="0").returncode == 0
    query = "select * from {} order by all"
    tables = ("documents", "reports", "observations", "findings", "rule_results", "confirmations", "publication")
    before = [rows(user / "data", query.format(table)) for table in tables]
    tidied = casetally("tidy", cwd=user, CASETALLY_TIDY_NIGHTS="1")
    assert tidied.returncode == 0, tidied.stderr
    assert tidied.stdout.startswith("Packed the nights 1 to 1: ")
    assert casetally("rebuild", cwd=user).returncode == 0
    assert [rows(user / "data", query.format(table)) for table in tables] == before
    assert casetally("tidy", cwd=user, CASETALLY_TIDY_NIGHTS="1").stdout == "Nothing was to be tidied.\n"
    assert "Nothing is new" in casetally("run", cwd=user).stdout


def test_without_a_lake_a_sentence_says_so(tmp_path):
    run = casetally("tidy", cwd=tmp_path)
    assert run.returncode == 2
    assert run.stderr == "data: there is no lake here to tidy; name the data folder with --data.\n"
