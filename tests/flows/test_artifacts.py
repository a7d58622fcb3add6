"""What a run leaves in Prefect: texts of documents are shown and never obeyed, and nothing of it spoils a night."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows import artifacts
from flows.settings import Settings
from flows.summary import NightSummary

INJECTION = "[click](javascript:alert(1)) <img src=x onerror=alert(1)> ![](http://x.example/)\n# heading\r\n| a | b |"


def summary(**facts):
    return NightSummary("20250101T000000Z-abcdef", datetime(2025, 1, 1, tzinfo=UTC), "1", "inbox", "data", **facts)


def settings(**given):
    return Settings(data=Path("/srv/casetally"), **given)


def plain_signs(text):
    """The signs that Markdown may obey: those that no backslash stands before."""
    shown, escape = [], False
    for sign in text:
        if escape or sign != "\\":
            shown.append(sign if not escape and not (sign.isalnum() or sign == " ") else "")
            escape = False
        else:
            escape = True
    return "".join(shown)


def test_no_sign_of_a_strangers_text_is_obeyed():
    assert plain_signs(artifacts.escaped(INJECTION)) == ""


def test_a_text_becomes_one_bounded_line():
    line = artifacts.escaped("报\n" * 1000)
    assert "\n" not in line
    assert len(line) <= 501


def test_chinese_names_stay_as_they_are():
    assert artifacts.escaped("浙江高院２０２５") == "浙江高院２０２５"


def test_the_page_leads_to_review_pages_and_data_docs():
    page = artifacts.report_page(summary(), settings())
    assert "[Review pages](<file:///srv/casetally/review/index.html>)" in page
    assert "[Data Docs](<file:///srv/casetally/docs/index.html>)" in page


def test_the_links_follow_the_address_at_which_the_pages_are_served():
    page = artifacts.report_page(summary(), settings(pages_url="https://statistics.example/court/"))
    assert "<https://statistics.example/court/review/index.html>" in page


def test_the_page_lists_what_could_not_be_read_escaped():
    entry = {"uri": "<b>.txt", "reason": "it holds *no* text", "document_id": ""}
    page = artifacts.report_page(summary(unreadable=[entry]), settings())
    assert r"\<b\>\.txt\: it holds \*no\* text" in page


def test_a_long_list_is_cut_and_says_how_much_more_there_is():
    page = artifacts.report_page(summary(warnings=["x"] * 60), settings())
    assert page.count("\n- x") == 50
    assert "… and 10 more" in page


@pytest.fixture
def unreachable(monkeypatch):
    def refuse(*_, **__):
        raise ConnectionError("the server is gone")

    for name in ("create_table_artifact", "create_markdown_artifact", "create_progress_artifact"):
        monkeypatch.setattr(artifacts, name, refuse)


def test_a_server_that_takes_no_artifact_spoils_no_night(unreachable, caplog):
    artifacts.leave_night(summary(), settings())
    assert list(artifacts.with_progress("read documents", iter("ab"), 2)) == ["a", "b"]
    assert [record.message.split(" ")[0] for record in caplog.records] == ["artifact_missing"] * 3
