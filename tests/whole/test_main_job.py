"""The main job through the command line: read, publish, say so; once more, and nothing changes."""

import shutil

import duckdb
import pytest
from command_line import (
    COUNTY,
    MISPRINT,
    PROVINCE,
    casetally,
    figures,
    findings,
    lake_files,
    last_run,
    rows,
    write_inbox,
)


def test_a_night_publishes_every_document_of_the_inbox(first_night):
    assert rows(first_night / "data", "select uri from documents order by uri") == [("county.txt",), ("misprint.txt",)]


def test_every_figure_stands_where_it_says(first_night):
    wrong = """
        select * from observations join documents using (document_id)
        where substring(documents.text, char_start + 1, char_end - char_start) <> obs_text
    """
    assert len(figures(first_night / "data")) > 0
    assert rows(first_night / "data", wrong) == []


def test_a_day_to_come_in_a_side_file_is_told_and_not_used(tmp_path):
    write_inbox(tmp_path / "inbox", county=COUNTY)
    (tmp_path / "inbox/county.meta.yaml").write_text("published_on: 2999-01-02\noutlet: Daily\n", encoding="utf-8")
    run = casetally("run", cwd=tmp_path)
    assert "county.meta.yaml: published_on is 2999-01-02, later than the day it is read, " in run.stdout
    assert rows(tmp_path / "data", "select count(*) from documents where published_on > date '2900-01-01'") == [(0,)]


def test_a_wrong_figure_withholds_itself_and_not_the_night(first_night):
    statuses = "select obs_status from observations where obs_text = '982%'"
    in_series = "select * from series where obs_value = 982"
    assert rows(first_night / "data", statuses) == [("suspect",)]
    assert rows(first_night / "data", in_series) == []


def test_the_side_file_gives_the_day_of_publication(first_night):
    query = "select published_on::varchar, published_basis from documents where uri = 'county.txt'"
    assert rows(first_night / "data", query) == [("2025-01-17", "metadata")]


def test_the_summary_says_what_was_published_and_where_to_look(first_night):
    shown = (first_night / "output.txt").read_text(encoding="utf-8")
    for words in ("Published.", "2 new documents", "data/warehouse.duckdb", "data/docs/index.html"):
        assert words in shown
    assert 'casetally sql "from series limit 5" --data data' in shown


def test_the_reports_it_names_are_there(first_night):
    assert (first_night / "data/docs/index.html").is_file()


def test_the_summary_is_kept(first_night):
    kept = last_run(first_night / "data")
    assert (kept["outcome"], kept["documents"], kept["exit_status"]) == ("published", 2, 0)


def test_every_declared_expectation_was_evaluated(first_night):
    kept = last_run(first_night / "data")
    assert kept["expectations_evaluated"] == kept["expectations_declared"] > 0


def test_a_second_run_changes_nothing_and_says_so(user):
    data = user / "data"
    before = lake_files(data), (data / "warehouse.duckdb").read_bytes()
    run = casetally("run", cwd=user)
    assert (run.returncode, "Nothing is new" in run.stdout) == (0, True)
    assert (lake_files(data), (data / "warehouse.duckdb").read_bytes()) == before
    assert last_run(data)["outcome"] == "nothing_new"


def test_a_copy_under_another_name_is_nothing_new(user):
    write_inbox(user / "inbox/copies", other=COUNTY)
    run = casetally("run", cwd=user)
    assert "Nothing is new" in run.stdout
    assert "1 more of the same content" in run.stdout


def test_the_same_texts_give_the_same_figures_whoever_reads_them_and_in_what_order(second_night, tmp_path):
    write_inbox(tmp_path / "inbox", county=COUNTY, misprint=MISPRINT, province=PROVINCE)
    shutil.copy(second_night / "inbox/county.meta.yaml", tmp_path / "inbox")
    casetally("run", cwd=tmp_path, CASETALLY_WORKERS="1")
    assert figures(tmp_path / "data") == figures(second_night / "data")
    assert findings(tmp_path / "data") == findings(second_night / "data")


def test_readers_keep_what_they_opened_and_new_readers_see_the_new(news):
    data = news / "data"
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as reader:
        assert casetally("run", cwd=news).returncode == 0
        assert reader.execute("select count(*) from documents").fetchone() == (2,)
    assert rows(data, "select count(*) from documents") == [(3,)]


def test_rebuilding_from_the_lake_gives_the_same_rows(user):
    data = user / "data"
    names = [name for (name,) in rows(data, "select table_name from duckdb_tables() order by all")]
    before = {name: rows(data, f"select * from {name} order by all") for name in names}
    (data / "warehouse.duckdb").unlink()
    run = casetally("rebuild", cwd=user)
    assert run.returncode == 0, run.stderr
    assert {name: rows(data, f"select * from {name} order by all") for name in names} == before


def test_a_warehouse_that_was_lost_comes_back_with_the_next_run(user):
    before = figures(user / "data")
    (user / "data/warehouse.duckdb").unlink()
    assert casetally("run", cwd=user).returncode == 0
    assert figures(user / "data") == before


def test_an_empty_inbox_is_no_mistake(tmp_path):
    (tmp_path / "inbox").mkdir()
    run = casetally("run", cwd=tmp_path)
    assert (run.returncode, "inbox holds no document that can be read" in run.stdout) == (0, True)


@pytest.mark.parametrize("command", [("run",), ("sql", "from series limit 5"), ("status",), ("--help",)])
def test_what_needs_neither_prefect_nor_great_expectations_loads_neither(first_night, command):
    report = "import atexit\natexit.register(lambda: print(sorted({'prefect', 'great_expectations'} & {*sys.modules})))"
    run = casetally(*command, cwd=first_night, code=report)
    assert (run.returncode, run.stdout.splitlines()[-1]) == (0, "[]")
