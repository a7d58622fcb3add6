"""A user's mistake gets one plain sentence and exit status 2; nothing is begun, no traceback is shown."""

import pytest
from command_line import casetally

MISTAKES = [
    pytest.param(["rn"], "casetally: no such command 'rn'. Did you mean 'run'? See `casetally --help`.", id="command"),
    pytest.param(["run", "--inbx", "x"], "no such option: --inbx (did you mean --inbox)", id="option"),
    pytest.param(["run", "--inbox"], "option '--inbox' requires an argument", id="option without its value"),
    pytest.param(["run", "--inbox", "nowhere"], "The inbox nowhere does not exist; name a folder", id="missing inbox"),
    pytest.param(["run", "--inbox", "output.txt"], "The inbox output.txt is not a folder", id="inbox that is a file"),
    pytest.param(["run", "--inbox", "data"], "The inbox data is part of the data folder data", id="inbox is the data"),
    pytest.param(["run", "--inbox", "data/docs"], "is part of the data folder data; keep them", id="inbox in the data"),
    pytest.param(["run", "--data", "output.txt"], "The data folder output.txt is a file", id="data that is a file"),
    pytest.param(["sql", "from", "series"], "Put the whole query in quotes", id="query without quotes"),
    pytest.param(["sql", "selec 1"], 'The query cannot be run: syntax error at or near "selec".', id="SQL"),
    pytest.param(["sql", "from serie"], 'Did you mean "series"?\n', id="table"),
    pytest.param(["sql", "select indicatr from series"], '"indicatr" not found', id="column"),
    pytest.param(["sql", " ; "], "The query is empty; try `from series limit 5`.", id="empty query"),
    pytest.param(["sql", "/* nothing */"], "The query is empty; try `from series limit 5`.", id="only a remark"),
    pytest.param(["sql", "select 1; select 2"], "These are 2 queries, and only one is answered", id="two queries"),
    pytest.param(["sql", "from series", "--format", "xml"], "--format takes table, csv, json", id="format"),
    pytest.param(["sql", "from series", "--data", "nowhere"], "no warehouse is published here yet", id="sql elsewhere"),
    pytest.param(["sql", "drop table documents"], "The warehouse can only be read", id="writing"),
    pytest.param(["sql", "from read_text('output.txt')"], "The warehouse can only be read", id="reading another file"),
    pytest.param(["sql", "copy documents to 'x.csv'"], "The warehouse can only be read", id="writing another file"),
    pytest.param(["status", "--data", "nowhere"], "no warehouse is published here yet", id="status elsewhere"),
    pytest.param(["rebuild", "--data", "nowhere"], "there is no lake here to build from", id="rebuild elsewhere"),
]


@pytest.mark.parametrize(("words", "sentence"), MISTAKES)
def test_a_mistake_gets_one_plain_sentence(first_night, words, sentence):
    run = casetally(*words, cwd=first_night)
    assert (run.returncode, run.stdout) == (2, "")
    assert sentence in run.stderr
    assert run.stderr.count("\n") == 1


def test_a_bad_setting_is_named(first_night):
    run = casetally("status", cwd=first_night, CASETALLY_WORKERS="many")
    assert run.returncode == 2
    assert run.stderr.startswith("CASETALLY_WORKERS is 'many', which cannot be used:")


def test_a_mistyped_setting_is_told_and_the_command_goes_on(first_night):
    run = casetally("sql", "select 1 as one", "--format", "csv", cwd=first_night, CASETALLY_DATAA="x")
    assert (run.returncode, run.stdout) == (0, "one\n1\n")
    assert run.stderr == "CASETALLY_DATAA is no setting and was passed over; did you mean CASETALLY_DATA?\n"


def test_a_mistake_makes_no_data_folder(tmp_path):
    casetally("run", "--inbox", "nowhere", "--data", "data", cwd=tmp_path)
    assert not (tmp_path / "data").exists()


def test_a_prefect_server_that_does_not_answer_is_named(news):
    server = "http://127.0.0.1:9/api"
    run = casetally("run", cwd=news, CASETALLY_RUNNER="prefect", PREFECT_API_URL=server)
    assert run.returncode == 1
    assert f"The Prefect server at {server} does not answer: start it, or unset PREFECT_API_URL" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_password_in_the_address_of_a_server_is_not_repeated(news):
    run = casetally("run", cwd=news, CASETALLY_RUNNER="prefect", PREFECT_API_URL="http://night:pass-77@127.0.0.1:9/api")
    assert "The Prefect server at http://127.0.0.1:9/api does not answer" in run.stderr
    assert "pass-77" not in run.stderr
