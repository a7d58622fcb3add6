"""Asking the warehouse: queries in three forms, from the command and from a pipe; the status in one screen."""

import itertools
import json

import pytest
from command_line import casetally, rows

from warehouse.schemas import TABLES

VALUES = "select 1.50::decimal(28,6) as value, '件, 家' as unit, null as nothing"
INDICATOR_COMMENTS = {field.name: field.metadata[b"comment"].decode() for field in TABLES["indicators"].schema}


def test_series_can_be_asked_without_select(first_night):
    run = casetally("sql", "from series limit 5", cwd=first_night)
    assert run.returncode == 0, run.stderr
    assert "obs_value" in run.stdout


def test_a_narrow_result_is_a_table_and_a_wide_one_a_block_a_row(first_night):
    narrow = casetally("sql", VALUES, cwd=first_night).stdout
    wide = casetally("sql", "from observations", cwd=first_night).stdout
    assert "│ 1.500000 │ 件, 家 │" in narrow
    assert wide.startswith("row 1\nobservation_id")


def test_csv_is_for_programs(first_night):
    assert (
        casetally("sql", VALUES, "--format", "csv", cwd=first_night).stdout
        == 'value,unit,nothing\n1.500000,"件, 家",\n'
    )


def test_json_gives_one_object_a_line(first_night):
    lines = casetally("sql", VALUES, "--format", "json", cwd=first_night).stdout.splitlines()
    assert [json.loads(line) for line in lines] == [{"value": "1.500000", "unit": "件, 家", "nothing": None}]


@pytest.mark.parametrize("query", ["describe indicators", "DESC main.Indicators;", 'show "indicators"'])
def test_a_described_column_comes_with_its_comment(first_night, query):
    lines = casetally("sql", query, "--format", "json", cwd=first_night).stdout.splitlines()
    assert {entry["column_name"]: entry["comment"] for entry in map(json.loads, lines)} == INDICATOR_COMMENTS


def test_a_described_view_has_a_comment_for_every_column(first_night):
    shown = casetally("sql", "describe series", "--format", "csv", cwd=first_night).stdout.splitlines()
    assert shown[0] == "column_name,column_type,null,key,default,extra,comment"
    assert [line for line in shown if line.endswith(",")] == []


def test_a_person_sees_the_comments_beside_the_columns_in_one_table(first_night):
    shown = casetally("sql", "describe indicators", cwd=first_night).stdout
    assert "column_name" in shown
    assert "row 1" not in shown
    assert all(comment.split()[0] in shown for comment in INDICATOR_COMMENTS.values())


def test_a_list_of_tables_is_no_description(first_night):
    shown = casetally("sql", "show tables", "--format", "csv", cwd=first_night).stdout.splitlines()
    assert (shown[0], "series" in shown) == ("name", True)


def test_markup_in_a_text_is_shown_and_not_obeyed(first_night):
    assert "[bold red]件[/]" in casetally("sql", "select '[bold red]件[/]' as text", cwd=first_night).stdout


def test_a_long_result_is_cut_for_people_and_whole_for_programs(first_night):
    query = "from range(201)"
    assert "(first 200 rows; --format csv gives all)" in casetally("sql", query, cwd=first_night).stdout
    assert casetally("sql", query, "--format", "csv", cwd=first_night).stdout.count("\n") == 202


def test_a_query_may_come_through_a_pipe(first_night):
    assert casetally("sql", "--format", "csv", cwd=first_night, stdin="select 42 as answer").stdout == "answer\n42\n"


def test_the_status_shows_holdings_runs_and_open_findings(first_night):
    shown = casetally("status", cwd=first_night).stdout
    assert "2 documents, 2 reports" in shown
    assert "published" in shown
    assert "share_within_0_100" in shown


def test_an_open_finding_takes_three_lines_at_most_and_is_told_in_one_language(first_night):
    shown = casetally("status", cwd=first_night, COLUMNS="60").stdout
    lines = shown.partition("Open findings\n")[2].splitlines()
    place = lines.index("critical share_within_0_100: 1 open")
    told = list(itertools.takewhile(lambda line: line.startswith("  "), lines[place + 1 :]))
    assert told[0].startswith('  "982%" (')
    assert 1 <= len(told) <= 2
    assert "“" not in "".join(told)
    assert max(map(len, told)) <= 60


def test_the_status_ends_with_what_to_do_next(user):
    def ending():
        return casetally("status", cwd=user).stdout.splitlines()[-1]

    count = rows(user / "data", "select count(*) from findings where status = 'open'")[0][0]
    assert ending().endswith(f"casetally review --data data (open and not decided: {count})")
    for finding in rows(user / "data", "select finding_id from findings where status = 'open'"):
        given = ["--value", "98.2%", "--reason", "checked", "--only-this"]
        assert casetally("review", "edit", *finding, *given, cwd=user).returncode == 0
    assert ending().endswith(f"casetally run applies what was decided (findings: {count})")
    assert casetally("run", cwd=user).returncode == 0
    assert ending().endswith("nothing; the next run takes what is new in the inbox")


def test_a_first_night_that_published_nothing_has_a_status_too(tmp_path):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/scan.txt").write_bytes(b"\0")
    casetally("run", cwd=tmp_path)
    run = casetally("status", cwd=tmp_path)
    assert run.returncode == 0
    assert "nothing yet" in run.stdout
    assert "scan.txt: it is binary" in run.stdout


def test_a_publication_that_nobody_renewed_is_shown_as_stale(user):
    record = user / "data/last_run.json"
    entries = json.loads(record.read_text(encoding="utf-8"))
    record.write_text(json.dumps(entries | {"finished_at": "2020-01-01 00:00:00+00:00"}), encoding="utf-8")
    assert "no run for more than 36 hours; see that the schedule is on" in casetally("status", cwd=user).stdout


def test_the_version_is_told(first_night):
    assert casetally("--version", cwd=first_night).stdout.startswith("casetally ")
