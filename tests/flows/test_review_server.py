"""The review server: whom it answers, what it shows, what it writes down."""

import csv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest
from invented_review import FINDING, OTHER, RESUMED, UNTOLD, warehouse_file
from starlette.testclient import TestClient

from expectations.decisions import read_decisions
from flows.review_forms import LONGEST_FORM
from flows.review_guard import Session
from flows.review_server import ReviewServer
from flows.settings import Settings

PORT = 8765
EVIL = """"'><svg/onload=alert(1)><script>alert(1)</script><img src=x onerror=alert(1)>"""
OWN = f"http://127.0.0.1:{PORT}"
CARD, DECIDE = f"/findings/{FINDING}.html", f"/findings/{FINDING}/decide"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a published warehouse, and a page that a run wrote."""
    warehouse_file(tmp_path / "data" / "warehouse.duckdb")
    (tmp_path / "data" / "review" / "changes").mkdir(parents=True)
    for name in ("index.html", "changes/index.html", "other.html"):
        (tmp_path / "data" / "review" / name).write_text(f"page {name}", encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    return tmp_path / "data"


@pytest.fixture
def session() -> Session:
    """A session on a port of its own."""
    return Session(PORT)


@pytest.fixture
def stranger(data: Path, session: Session) -> TestClient:
    """A browser that knows the address and not the token."""
    server = ReviewServer(Settings(data=data), session, "王敏")
    return TestClient(server.application(), base_url=OWN, follow_redirects=False)


@pytest.fixture
def browser(stranger: TestClient, session: Session) -> TestClient:
    """A browser that was given the token."""
    assert stranger.get(f"/?token={session.token}").status_code == 303
    return stranger


def form(session: Session, **fields: str) -> dict[str, str]:
    """The form of a card, filled."""
    plain = {"token": session.token, "verdict": "accept", "reviewer": "王敏", "reason": "已核对", "words": ""}
    return {**plain, "seen_hash": "", **fields}


def seen_hash(browser: TestClient, address: str = CARD) -> str:
    """What the card says that it showed."""
    return browser.get(address).text.partition('name="seen_hash" value="')[2].partition('"')[0]


def send(browser: TestClient, session: Session, to: str = DECIDE, **fields: str) -> httpx.Response:
    """Send a card's form from the card."""
    fields = {"seen_hash": seen_hash(browser, to.replace("/decide", ".html").partition("?")[0]), **fields}
    return browser.post(to, data=form(session, **fields), headers={"Origin": OWN})


@pytest.mark.parametrize("path", ["/", "/index.html", "/findings/index.html", CARD, "/changes/index.html"])
def test_nothing_is_shown_without_the_token(stranger: TestClient, path: str) -> None:
    answer = stranger.get(path)
    assert (answer.status_code, "page" in answer.text) == (403, False)


@pytest.mark.parametrize("token", ["", "x", "é", "0" * 43])
def test_a_wrong_token_opens_nothing(stranger: TestClient, token: str) -> None:
    assert stranger.get("/", params={"token": token}).status_code == 403


def test_the_token_leaves_the_address_for_a_cookie_that_no_script_and_no_other_site_gets(
    stranger: TestClient, session: Session
) -> None:
    answer = stranger.get(f"/?token={session.token}")
    assert answer.headers["location"] == "/index.html"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    "host", ["evil.example", f"evil.example:{PORT}", "127.0.0.1", "127.0.0.1:1", f"127.0.0.1.evil.example:{PORT}", ""]
)
def test_another_host_name_is_refused_even_with_the_token(browser: TestClient, host: str) -> None:
    assert browser.get("/index.html", headers={"Host": host}).status_code == 421


ELSEWHERE = [
    pytest.param({"Origin": "http://evil.example"}, id="another site"),
    pytest.param({"Origin": "http://127.0.0.1:1"}, id="another port"),
    pytest.param({"Origin": f"https://127.0.0.1:{PORT}"}, id="another scheme"),
    pytest.param({"Origin": f"http://localhost:{PORT}"}, id="another of our names"),
    pytest.param({"Origin": "null"}, id="a sandboxed page"),
    pytest.param({}, id="no origin"),
    pytest.param({"Origin": OWN, "Sec-Fetch-Site": "cross-site"}, id="the browser says cross-site"),
]


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_a_form_from_elsewhere_writes_nothing(
    browser: TestClient, session: Session, data: Path, headers: dict[str, str]
) -> None:
    sent = form(session, seen_hash=seen_hash(browser))
    assert browser.post(DECIDE, data=sent, headers=headers).status_code == 403
    assert not (data / "decisions.csv").exists()


def test_a_form_without_the_token_writes_nothing(browser: TestClient, session: Session, data: Path) -> None:
    assert send(browser, session, token="").status_code == 403
    assert not (data / "decisions.csv").exists()


def test_a_form_without_the_cookie_writes_nothing(stranger: TestClient, session: Session, data: Path) -> None:
    answer = stranger.post(f"{DECIDE}?token={session.token}", data=form(session), headers={"Origin": OWN})
    assert answer.status_code == 403
    assert not (data / "decisions.csv").exists()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(browser: TestClient, method: str) -> None:
    assert browser.request(method, "/index.html").status_code == 405


def test_a_decision_is_not_taken_from_an_address(browser: TestClient, session: Session, data: Path) -> None:
    answer = browser.get(f"{DECIDE}?{urlencode(form(session, seen_hash=seen_hash(browser)))}")
    assert answer.status_code in (303, 404, 405)
    assert not (data / "decisions.csv").exists()


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/changes/..%2f..%2f..%2fsecret.html",
        "/changes/%2e%2e/%2e%2e/%2e%2e/secret.html",
        "//etc/passwd",
        "/..\\secret.html",
        "/warehouse.duckdb",
        "/other.html",
        "/index.html%00",
        "/findings/../index.html/x",
        "/findings/%2e%2e%2fsecret.html",
    ],
)
def test_no_other_file_is_served(browser: TestClient, path: str) -> None:
    answer = browser.get(httpx.URL(OWN).copy_with(raw_path=path.encode()))
    assert answer.status_code in (404, 421)
    assert "secret" not in answer.text


@pytest.mark.parametrize("path", ["/index.html", "/changes/index.html"])
def test_pages_of_the_last_run_are_served(browser: TestClient, path: str) -> None:
    assert browser.get(path).text == f"page {path[1:]}"


@pytest.mark.parametrize("path", ["/findings/index.html", CARD])
def test_every_answer_forbids_foreign_content_and_frames(browser: TestClient, path: str) -> None:
    headers = browser.get(path).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["x-content-type-options"], headers["cache-control"]) == ("nosniff", "no-store")


def test_a_decision_is_written_with_all_findings_on_the_figure(
    browser: TestClient, session: Session, data: Path
) -> None:
    assert send(browser, session, words="p. 4").status_code == 303
    decisions = read_decisions(data / "decisions.csv").standing
    assert set(decisions) == {FINDING, OTHER}
    taken = decisions[FINDING]
    assert (taken.verdict, str(taken.value), taken.reviewer, taken.reason, taken.observation_id) == (
        "accept",
        "82100",
        "王敏",
        "已核对: p. 4",
        RESUMED,
    )


def test_after_a_decision_the_next_finding_is_shown(browser: TestClient, session: Session) -> None:
    answer = send(browser, session, only_this="yes")
    assert answer.headers["location"] == f"/findings/{OTHER}.html?notice=recorded"


def test_a_finding_decided_along_with_another_is_not_shown_next(browser: TestClient, session: Session) -> None:
    assert f'href="{OTHER}.html"' in browser.get(CARD).text.partition("一并及于")[2]
    assert send(browser, session).headers["location"] == f"/findings/{UNTOLD}.html?notice=recorded"


def test_reviewers_who_decide_at_once_lose_nothing(browser: TestClient, session: Session, data: Path) -> None:
    shown = {finding: seen_hash(browser, f"/findings/{finding}.html") for finding in (FINDING, OTHER)}
    wanted = [(f"审{n}", finding) for n in range(8) for finding in shown]

    def decide(reviewer: str, finding: str) -> int:
        sent = form(session, verdict="reject", reviewer=reviewer, seen_hash=shown[finding], only_this="yes")
        return browser.post(f"/findings/{finding}/decide", data=sent, headers={"Origin": OWN}).status_code

    with ThreadPoolExecutor(4) as reviewers:
        answers = list(reviewers.map(decide, *zip(*wanted, strict=True)))
    written = read_decisions(data / "decisions.csv")
    assert answers == [303] * 16
    assert written.damaged == ()
    assert sorted((decision.reviewer, decision.finding_id) for decision in written.decisions) == sorted(wanted)


def test_what_another_reviewer_decided_meanwhile_is_seen_at_once(
    browser: TestClient, session: Session, data: Path
) -> None:
    other_session = Session(PORT)
    server = ReviewServer(Settings(data=data), other_session, "李雷")
    other = TestClient(server.application(), base_url=OWN, follow_redirects=False)
    other.get(f"/?token={other_session.token}")
    assert FINDING in other.get("/findings/index.html").text
    send(browser, session)
    assert FINDING not in other.get("/findings/index.html").text


def test_a_card_tells_what_was_decided_on_the_same_fact_and_on_the_same_rule(
    browser: TestClient, session: Session
) -> None:
    send(browser, session, to=f"/findings/{OTHER}/decide", verdict="reject", reviewer="李雷", only_this="yes")
    same_fact = browser.get(CARD).text.partition('id="history"')[2]
    assert "李雷" in same_fact
    assert OTHER[:12] in same_fact
    own = browser.get(f"/findings/{OTHER}.html").text.partition('id="history"')[2]
    assert "有效" in own
    assert "本规则的其他发现" not in own


def test_a_decided_finding_leaves_the_queue_and_can_be_found_as_pending(browser: TestClient, session: Session) -> None:
    send(browser, session)
    assert FINDING not in browser.get("/findings/index.html").text
    assert FINDING in browser.get("/findings/index.html?status=pending").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("", {FINDING, OTHER, UNTOLD}, id="all that is open"),
        pytest.param("?rule=part_not_above_whole", {FINDING}, id="rule"),
        pytest.param("?severity=warning", {UNTOLD}, id="severity"),
        pytest.param("?status=waived", set(), id="status"),
        pytest.param("?indicator=enforcement_resumed_cases", {FINDING, OTHER, UNTOLD}, id="indicator"),
        pytest.param("?document=" + "d0" * 32, {FINDING, OTHER, UNTOLD}, id="document"),
        pytest.param("?text=" + FINDING[:12], {FINDING}, id="text"),
        pytest.param("?rule='%20or%201=1--", set(), id="SQL in a facet"),
        pytest.param("?page=9", set(), id="a page beyond the last"),
        pytest.param("?page=-1&severity=warning", {UNTOLD}, id="a page that is none"),
    ],
)
def test_facets_in_the_address_choose_findings(browser: TestClient, query: str, found: set[str]) -> None:
    page = browser.get(f"/findings/index.html{query}").text
    assert {finding for finding in (FINDING, OTHER, UNTOLD) if f'href="{finding}.html' in page} == found


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        pytest.param({"verdict": "maybe"}, "Choose one", id="unknown verdict"),
        pytest.param({"reason": ""}, "wants a reason", id="no reason"),
        pytest.param({"verdict": "edit", "value": "many"}, "is no value", id="no value"),
        pytest.param({"verdict": "waive", "until": "soon"}, "is no day", id="no day"),
        pytest.param({"verdict": "waive", "until": "2001-01-01"}, "before today", id="a day long past"),
        pytest.param({"seen_hash": "0" * 32}, "has changed since", id="the finding changed meanwhile"),
        pytest.param({"words": "长" * LONGEST_FORM}, "too long", id="an endless form"),
    ],
)
def test_what_cannot_be_taken_is_said_on_the_card_and_not_written(
    browser: TestClient, session: Session, data: Path, fields: dict[str, str], why: str
) -> None:
    answer = send(browser, session, **fields)
    assert answer.status_code == 422
    assert why in answer.text
    assert not (data / "decisions.csv").exists()


def test_what_a_reviewer_typed_is_shown_as_text(browser: TestClient, session: Session) -> None:
    send(browser, session, words="<script>alert(1)</script>", reviewer='"><img src=x>')
    card = browser.get(CARD).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in card
    assert "<img" not in card


@pytest.mark.parametrize("field", ["verdict", "value", "reviewer", "reason", "words", "until", "seen_hash"])
def test_markup_in_any_field_of_the_form_is_shown_as_text_or_not_at_all(
    browser: TestClient, session: Session, field: str
) -> None:
    answer = send(browser, session, **{field: EVIL})
    pages = [answer.text, browser.get(CARD).text, browser.get("/findings/index.html").text]
    assert [page for page in pages if "<svg" in page or "<script>alert" in page or "<img src" in page] == []


@pytest.mark.parametrize("facet", ["rule", "severity", "status", "indicator", "document", "text", "page", "notice"])
def test_markup_in_any_facet_of_the_address_is_shown_as_text_or_not_at_all(browser: TestClient, facet: str) -> None:
    for path in ("/findings/index.html", CARD):
        page = browser.get(path, params={facet: EVIL}).text
        assert not any(sign in page for sign in ("<svg", "<script>alert", "<img src"))


def test_an_end_of_line_in_the_address_adds_no_header(browser: TestClient, session: Session) -> None:
    answer = send(browser, session, to=DECIDE + "?rule=x%0d%0aSet-Cookie:%20a=b")
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers
    assert "\n" not in answer.headers["location"]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_that_a_reviewer_typed_is_no_formula_in_the_file(
    browser: TestClient, session: Session, data: Path, sign: str
) -> None:
    send(browser, session, words=f"{sign}HYPERLINK(1)", reason=f"{sign}1+1")
    with (data / "decisions.csv").open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert cells
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_a_link_in_the_place_of_a_page_leads_nowhere_else(browser: TestClient, data: Path) -> None:
    (data / "review" / "findings").mkdir()
    (data / "review" / "findings" / "secret.html").symlink_to(data.parent / "secret.html")
    assert "secret" not in browser.get("/findings/secret.html").text


def test_an_unknown_finding_is_no_page(browser: TestClient, session: Session) -> None:
    assert browser.get(f"/findings/{'0' * 64}.html").status_code == 404
    answer = browser.post(f"/findings/{'0' * 64}/decide", data=form(session), headers={"Origin": OWN})
    assert answer.status_code == 404
