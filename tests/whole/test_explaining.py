"""`casetally explain` as a user calls it."""

import json

import pytest
from command_line import COUNTY, casetally, write_inbox


@pytest.fixture
def folder(tmp_path):
    write_inbox(tmp_path, county=COUNTY)
    return tmp_path


def test_explain_shows_a_document(folder):
    run = casetally("explain", "county.txt", cwd=folder)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.startswith("county.txt: 1 reports, 4 figures\n")


def test_explain_gives_json(folder):
    run = casetally("explain", "county.txt", "--json", cwd=folder)
    assert run.returncode == 0
    assert [figure["obs_text"] for figure in json.loads(run.stdout)["reports"][0]["figures"]] == [
        "3200件",
        "6.5%",
        "3008件",
        "2.4亿元",
    ]


def test_explain_writes_a_page(folder):
    run = casetally("explain", "county.txt", "--html", "page.html", cwd=folder)
    assert (run.returncode, run.stdout) == (0, "page.html: 1 reports, 4 figures explained; open it in a browser.\n")
    assert (folder / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_explain_loads_neither_prefect_nor_great_expectations(folder):
    code = (
        "import atexit\n"
        "atexit.register(lambda: print(*sorted({name.split('.')[0] for name in sys.modules} & "
        "{'prefect', 'great_expectations', 'pandas'}), 'loaded'))"
    )
    assert casetally("explain", "county.txt", cwd=folder, code=code).stdout.endswith("\nloaded\n")


def test_the_document_itself_is_never_written_over(folder):
    run = casetally("explain", "county.txt", "--html", "county.txt", cwd=folder)
    assert (run.returncode, run.stderr) == (
        2,
        "county.txt is the document itself; name another file with --html.\n",
    )
    assert (folder / "county.txt").read_text(encoding="utf-8") == COUNTY


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [
        pytest.param(["nowhere.txt"], 2, "nowhere.txt does not exist; name one report text.", id="missing"),
        pytest.param(["county.txt", "--html", "no/page.html"], 2, "no/page.html cannot be written", id="no folder"),
        pytest.param(["empty.txt"], 1, "empty.txt cannot be read: it holds no text", id="unreadable"),
    ],
)
def test_a_mistake_gets_one_plain_sentence(folder, words, status, sentence):
    write_inbox(folder, empty="")
    run = casetally("explain", *words, cwd=folder)
    assert (run.returncode, run.stdout) == (status, "")
    assert run.stderr.startswith(sentence)
    assert run.stderr.count("\n") == 1
