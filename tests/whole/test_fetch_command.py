"""`casetally fetch` and its flow, as an operator runs them, from a server on loopback."""

import signal
from datetime import date

import pytest
from command_line import COUNTY, PROVINCE, casetally, rows
from feed_server import Server, body, status
from receivers import web_receiver

from warehouse.data_folder import DataFolder

TEXT = {"Content-Type": "text/plain; charset=utf-8"}

UNDER_PREFECT = """
from functools import partial
from flows import fetch as fetching
from flows.feeds import errands
errands.Limits = partial(errands.Limits, tries=1)
fetching.RETRY_AFTER_SECONDS[:] = [0, 0]
if __name__ == "__main__":
    state = fetching.fetch(return_state=True)
    print(state.type.value, state.name)
    print(state.message)
    sys.exit()
"""

KILL_BEFORE_THE_PAGE = """
import os, signal
from flows.feeds import storing
write = storing.write_atomically
def kill_before_the_page(path, content):
    if path.suffix == ".txt":
        os.kill(os.getpid(), signal.SIGKILL)
    write(path, content)
storing.write_atomically = kill_before_the_page
"""


@pytest.fixture
def server():
    server = Server()
    server.feed("/county", day="Fri, 17 Jan 2025 09:00:00 +0800")
    server.answers["/county"] = body(COUNTY.encode(), TEXT)
    yield server
    server.close()


def declare(folder, server, **feeds):
    """Write a list of sources: their names with the paths of their feeds."""
    entry = "  - {{name: {}, outlet: 某某日报, feed: '{}{}', seconds_between: 0}}\n"
    entries = "".join(entry.format(name, server.address, path) for name, path in feeds.items())
    (folder / "sources.yaml").write_text(f"sources:\n{entries}" if feeds else "sources: []\n", encoding="utf-8")


def fetch(folder, *arguments, **settings):
    return casetally("fetch", *arguments, cwd=folder, CASETALLY_FETCH_PRIVATE="true", **settings)


def test_what_was_fetched_is_read_by_the_next_night(server, tmp_path):
    declare(tmp_path, server, court="/feed")
    run = fetch(tmp_path)
    assert (run.returncode, run.stdout) == (0, "court: 1 new, 0 unchanged, 0 failed\n")
    assert casetally("run", cwd=tmp_path).returncode == 0
    read = rows(tmp_path / "data", "select uri.split('/')[:-2], text, published_on, published_basis from documents")
    assert read == [(["feeds", "127.0.0.1"], COUNTY, date(2025, 1, 17), "metadata")]


def test_a_source_that_fails_does_not_stop_the_others(server, tmp_path):
    declare(tmp_path, server, gone="/nowhere", court="/feed")
    run = fetch(tmp_path)
    assert run.returncode == 1
    assert run.stdout.splitlines() == [
        f"gone: 0 new, 0 unchanged, 1 failed: {server.address}/nowhere: answers 404 Not Found",
        "court: 1 new, 0 unchanged, 0 failed",
    ]


def test_a_second_fetch_finds_nothing_new(server, tmp_path):
    declare(tmp_path, server, court="/feed")
    fetch(tmp_path)
    assert fetch(tmp_path).stdout == "court: 0 new, 1 unchanged, 0 failed\n"


def test_a_list_without_sources_is_no_fault(server, tmp_path):
    declare(tmp_path, server)
    run = fetch(tmp_path)
    assert (run.returncode, run.stdout) == (0, "sources.yaml names no source.\n")


def test_without_a_list_of_sources_nothing_is_begun(tmp_path):
    run = fetch(tmp_path)
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == (
        "There is no list of sources at sources.yaml: "
        "copy sources.example.yaml there, or name another with --sources.\n"
    )
    assert not (tmp_path / "data").exists()


def test_an_inbox_in_object_storage_is_refused(server, tmp_path):
    declare(tmp_path, server, court="/feed")
    run = fetch(tmp_path, CASETALLY_INBOX="s3://bucket/reports")
    assert run.returncode == 2
    assert "name one with --inbox" in run.stderr


def test_a_killed_fetch_leaves_no_half_page_and_the_next_one_goes_on(server, tmp_path):
    declare(tmp_path, server, court="/feed")
    killed = casetally("fetch", cwd=tmp_path, code=KILL_BEFORE_THE_PAGE, CASETALLY_FETCH_PRIVATE="true")
    assert killed.returncode == -signal.SIGKILL
    assert list((tmp_path / "inbox").rglob("*.txt")) == []
    assert fetch(tmp_path).stdout == "court: 1 new, 0 unchanged, 0 failed\n"


def test_two_fetches_at_once_are_one_too_many(server, tmp_path):
    declare(tmp_path, server, court="/feed")
    with DataFolder(tmp_path / "data").lock_feeds():
        run = fetch(tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == "data: another fetch is on with this data folder; wait for it to end and run again\n"


def test_the_flow_tries_a_source_again_and_ends_as_the_command_does(server, tmp_path):
    server.feed("/county", "/city")
    server.answers["/city"] = [status(503), body(PROVINCE.encode(), TEXT)]
    declare(tmp_path, server, court="/feed", gone="/nowhere")
    run = casetally("fetch", cwd=tmp_path, code=UNDER_PREFECT, CASETALLY_FETCH_PRIVATE="true", **prefect(tmp_path))
    assert run.stdout.splitlines() == [
        "FAILED Unfetched",
        "court: 2 new, 0 unchanged, 0 failed",
        f"gone: 0 new, 0 unchanged, 1 failed: {server.address}/nowhere: answers 404 Not Found",
    ], run.stderr


def test_a_source_that_stays_unfetched_is_told_once_and_its_cure_once(server, tmp_path):
    server.feed("/county", "/gone")
    declare(tmp_path, server, court="/feed")
    with web_receiver() as web:
        runs = [fetch(tmp_path, CASETALLY_ALERT_WEBHOOK=web.address) for _ in range(2)]
        shown = casetally("alerts", cwd=tmp_path).stdout
        server.answers["/gone"] = body(PROVINCE.encode(), TEXT)
        runs += [fetch(tmp_path, CASETALLY_ALERT_WEBHOOK=web.address) for _ in range(2)]
    assert [run.returncode for run in runs] == [1, 1, 0, 0]
    assert [message["title"] for message in web.messages] == [
        "Casetally 告警 alert: 来源无法抓取 / sources not fetched",
        "Casetally 恢复 cured: 来源无法抓取 / sources not fetched",
    ]
    told = f"court: http：//{server.address.removeprefix('http://')}/gone: answers 404 Not Found"
    assert f"- {told}" in web.messages[0]["text"].splitlines()
    assert "来源无法抓取 / sources not fetched, since" in shown


def test_another_page_that_is_gone_is_told_and_the_first_is_not_told_again(server, tmp_path):
    declare(tmp_path, server, court="/feed")
    with web_receiver() as web:
        for pages in (["/county", "/gone"], ["/county", "/gone", "/lost"]):
            server.feed(*pages)
            fetch(tmp_path, CASETALLY_ALERT_WEBHOOK=web.address)
    texts = [message["text"] for message in web.messages]
    assert [("/gone" in text, "/lost" in text) for text in texts] == [(True, False), (False, True)]


def test_a_list_that_cannot_be_used_is_told_once(server, tmp_path):
    declare(tmp_path, server, court="/feed")
    fetch(tmp_path)
    (tmp_path / "sources.yaml").write_text("sources: 5", encoding="utf-8")
    with web_receiver() as web:
        for _ in range(2):
            assert fetch(tmp_path, CASETALLY_ALERT_WEBHOOK=web.address).returncode == 2
    [message] = web.messages
    assert "sources.yaml" in message["text"]


def prefect(folder):
    """The environment of a temporary server in a folder of its own."""
    return {
        "PREFECT_HOME": str(folder / "prefect"),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "60",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
    }
