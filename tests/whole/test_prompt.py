"""The interactive prompt of `casetally sql`, at a terminal."""

import os
import pty
import subprocess
import sys

import pytest
from command_line import ROOT, TIME_LIMIT, environment

SESSION = [
    "select 41 + 1",
    "as answer;",
    "from serie;",
    "desc runs;",
    ".tables",
    "select 7 as seven",
    "",
    ".quit",
]


@pytest.fixture(scope="module")
def session(first_night, tmp_path_factory):
    """What a terminal showed during the session, the exit status, and the home folder."""
    home = tmp_path_factory.mktemp("home")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "flows", "sql", "--data", str(first_night / "data")],
        cwd=ROOT,
        env={**environment(home), "TERM": "dumb"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, "".join(f"{line}\n" for line in SESSION).encode())
    shown = b""
    while chunk := read(ours):
        shown += chunk
    return shown.decode(), process.wait(timeout=TIME_LIMIT), home


def read(terminal):
    try:
        return os.read(terminal, 65_536)
    except OSError:  # what a terminal says on Linux when the other side has closed it
        return b""


def test_a_query_goes_on_until_its_semicolon_or_an_empty_line(session):
    shown, _, _ = session
    assert "│ 42     │" in shown
    assert "│ 7     │" in shown


def test_a_mistake_gets_its_sentence_and_the_session_goes_on(session):
    shown, status, _ = session
    assert 'The query cannot be run: Table with name serie does not exist! Did you mean "series"?' in shown
    assert status == 0


def test_a_described_table_comes_with_its_comments(session):
    shown, _, _ = session
    assert "When it started, UTC" in shown


def test_the_tables_and_views_are_listed(session):
    shown, _, _ = session
    assert "observations" in shown
    assert "reconciliation" in shown


def test_the_queries_are_remembered(session):
    _, _, home = session
    history = (home / ".local/state/casetally/sql_history").read_text(encoding="utf-8")
    assert "from serie;" in history
