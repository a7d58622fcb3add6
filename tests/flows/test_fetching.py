"""Fetching from servers that behave and servers that do not: what is stored, what is told, how often is asked."""

import base64
import gzip
import hashlib
import shutil
import socket
import struct
from contextlib import closing
from threading import Thread
from urllib.parse import quote

import pytest
import yaml
from feed_server import (
    HTML,
    PAGE,
    XML,
    Server,
    TestTime,
    body,
    errand,
    source,
    status,
    stored,
    with_etag,
    write_certificate,
)

from flows.feeds import storing
from flows.feeds.connection import is_public
from flows.feeds.fetching import fetch_source


@pytest.fixture
def server():
    server = Server()
    yield server
    server.close()


def counts(outcome):
    return outcome.new, outcome.unchanged, len(outcome.failed)


# What is stored


def test_each_page_of_a_feed_is_stored_once_as_it_came(server, tmp_path):
    server.pages("/a", "/b")
    outcome = fetch_source(source(server), errand(tmp_path))
    assert counts(outcome) == (2, 0, 0)
    assert [page for page, _ in stored(tmp_path)] == [PAGE + b"/a", PAGE + b"/b"]


def test_a_page_gets_a_side_file_that_says_where_it_came_from(server, tmp_path):
    server.feed("/a", day="Fri, 17 Jan 2025 00:30:00 +0800")
    server.answers["/a"] = body(PAGE)
    fetch_source(source(server), errand(tmp_path))
    ((_, stated),) = stored(tmp_path)
    assert {key: str(value) for key, value in stated.items()} == {
        "url": f"{server.address}/a",
        "outlet": "某某日报",
        "title": "通报",
        "published_on": "2025-01-17",
    }


def test_a_day_that_is_still_to_come_is_not_taken_for_the_day_of_publication(server, tmp_path):
    server.feed("/a", day="Fri, 21 Mar 2025 12:00:00 +0800")
    server.answers["/a"] = body(PAGE)
    fetch_source(source(server), errand(tmp_path))
    assert "published_on" not in stored(tmp_path)[0][1]


@pytest.mark.parametrize(
    ("content_type", "ending"),
    [
        pytest.param("text/html; charset=gbk", ".html", id="HTML"),
        pytest.param("application/pdf", ".pdf", id="PDF"),
        pytest.param("text/plain", ".txt", id="text"),
        pytest.param("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx", id="DOCX"),
        pytest.param("application/octet-stream", ".html", id="told by its first bytes"),
    ],
)
def test_the_ending_is_that_of_the_content_type(server, tmp_path, content_type, ending):
    server.pages("/a")
    server.answers["/a"] = body(PAGE, {"Content-Type": content_type})
    fetch_source(source(server), errand(tmp_path))
    assert {path.suffix for path in (tmp_path / "inbox").rglob("*") if path.is_file()} == {ending, ".yaml"}


def test_an_image_is_not_kept_and_told(server, tmp_path):
    server.pages("/a")
    server.answers["/a"] = body(b"GIF89a", {"Content-Type": "image/gif"})
    outcome = fetch_source(source(server), errand(tmp_path))
    assert outcome.failed == [f"{server.address}/a: is of the kind image/gif, which is not kept"]


def test_a_page_in_a_charset_that_it_does_not_state_is_stored_as_it_came(server, tmp_path):
    server.pages("/a")
    page = "<p>受理案件3200件</p>".encode("gb18030")
    server.answers["/a"] = body(page)
    fetch_source(source(server), errand(tmp_path))
    assert [content for content, _ in stored(tmp_path)] == [page]


@pytest.mark.parametrize(
    "path", ["/../../../etc/passwd", "/..%2f..%2fx", "/a%00b", "/CON", "/" + "长" * 500, "/a;rm%20-rf", "/%0d%0aX:y"]
)
def test_no_address_leads_out_of_the_folder_of_its_host(server, tmp_path, path):
    server.feed(path)
    server.answers[quote(path, safe="/%;:")] = body(PAGE)
    server.answers["/etc/passwd"] = body(PAGE)
    outcome = fetch_source(source(server), errand(tmp_path))
    assert outcome.new == 1
    files = [path for path in tmp_path.rglob("*") if path.is_file() and "data" not in path.parts]
    assert {path.parent for path in files} == {tmp_path / "inbox" / "feeds" / "127.0.0.1"}
    assert {path.name.partition(".")[0].isalnum() for path in files} == {True}


def test_the_same_content_under_two_addresses_is_stored_once(server, tmp_path):
    server.feed("/a", "/b")
    server.answers["/a"] = server.answers["/b"] = body(PAGE)
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 1, 0)


def test_an_entry_that_comes_twice_is_asked_for_once(server, tmp_path):
    server.pages("/a", "/a", "/a#part")
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)
    assert server.asked.count("/a") == 1


def test_two_sources_may_store_the_same_page_at_once(tmp_path, monkeypatch):
    page, wrote = tmp_path / "feeds" / "page.html", []

    def write_in_another_thread(_):
        wrote.append(1)
        if len(wrote) == 1:
            other = Thread(target=storing.write_atomically, args=(page, PAGE))
            other.start()
            other.join()

    monkeypatch.setattr("warehouse.storage.sync_file", write_in_another_thread)
    storing.write_atomically(page, PAGE)
    assert (len(wrote), page.read_bytes()) == (2, PAGE)
    assert [path.name for path in page.parent.iterdir()] == ["page.html"]


# The next fetch


def test_an_unchanged_page_is_asked_for_with_what_the_server_gave_and_not_stored_again(server, tmp_path):
    server.feed("/a")
    server.answers["/a"] = with_etag(PAGE, '"v1"')
    fetch_source(source(server), errand(tmp_path))
    before = stored(tmp_path)
    assert counts(fetch_source(source(server), errand(tmp_path))) == (0, 1, 0)
    assert server.headers[-1]["If-None-Match"] == '"v1"'
    assert stored(tmp_path) == before


def test_a_changed_page_is_stored_as_a_new_document(server, tmp_path):
    server.feed("/a")
    server.answers["/a"] = [with_etag(PAGE, '"v1"'), with_etag(PAGE + b"corrected", '"v2"')]
    fetch_source(source(server), errand(tmp_path))
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)
    assert [page for page, _ in stored(tmp_path)] == [PAGE, PAGE + b"corrected"]


def test_a_page_that_failed_is_asked_for_again_though_its_feed_has_not_changed(server, tmp_path):
    server.pages("/a")
    feed = server.answers["/feed"]
    server.answers["/feed"] = [
        lambda handler: body(_content(feed), {**XML, "Last-Modified": "Wed, 19 Mar 2025 00:00:00 GMT"})(handler),
        status(304),
    ]
    server.answers["/a"] = [status(404), body(PAGE)]
    assert counts(fetch_source(source(server), errand(tmp_path))) == (0, 0, 1)
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)
    (second,) = [each for each in server.headers if each["path"] == "/feed" and "If-Modified-Since" in each]
    assert second["If-Modified-Since"] == "Wed, 19 Mar 2025 00:00:00 GMT"


def _content(answer):
    """The bytes that an answer would send."""
    return answer.__closure__[[*answer.__code__.co_freevars].index("content")].cell_contents


def test_nothing_is_stored_twice_when_what_was_remembered_is_deleted(server, tmp_path):
    server.pages("/a", "/b")
    fetch_source(source(server), errand(tmp_path))
    shutil.rmtree(tmp_path / "data")
    assert counts(fetch_source(source(server), errand(tmp_path))) == (0, 2, 0)


def test_a_damaged_memory_is_as_none(server, tmp_path):
    server.pages("/a")
    fetch_source(source(server), errand(tmp_path))
    (tmp_path / "data" / "work" / "feeds" / "court.json").write_text('{"pages": [')
    assert counts(fetch_source(source(server), errand(tmp_path))) == (0, 1, 0)


def test_a_page_that_was_taken_out_of_the_inbox_is_asked_for_whole(server, tmp_path):
    server.feed("/a")
    server.answers["/a"] = with_etag(PAGE, '"v1"')
    fetch_source(source(server), errand(tmp_path))
    shutil.rmtree(tmp_path / "inbox")
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)


def test_after_the_days_of_revisiting_a_page_is_left_alone(server, tmp_path):
    server.pages("/a")
    fetch_source(source(server), errand(tmp_path))
    later = errand(tmp_path, today=errand(tmp_path).today.replace(day=28))
    assert counts(fetch_source(source(server, revisit_days=7), later)) == (0, 1, 0)
    assert server.asked.count("/a") == 1


# Servers that misbehave


def test_a_server_that_fails_once_is_asked_again_after_a_while(server, tmp_path):
    time = TestTime()
    server.pages("/a")
    server.answers["/a"] = [status(500), body(PAGE)]
    assert counts(fetch_source(source(server), errand(tmp_path, time))) == (1, 0, 0)
    assert time.slept == [2.0]


def test_the_waits_grow_until_the_tries_are_used_up(server, tmp_path):
    time = TestTime()
    server.pages("/a")
    server.answers["/a"] = status(500)
    outcome = fetch_source(source(server), errand(tmp_path, time))
    assert outcome.failed == [f"{server.address}/a: answers 500 Internal Server Error"]
    assert (server.asked.count("/a"), time.slept) == (4, [2.0, 4.0, 8.0])


@pytest.mark.parametrize("code", [429, 503])
def test_a_server_that_asks_for_rest_gets_it(server, tmp_path, code):
    time = TestTime()
    server.pages("/a")
    server.answers["/a"] = [status(code, Retry_After="90"), body(PAGE)]
    assert counts(fetch_source(source(server), errand(tmp_path, time))) == (1, 0, 0)
    assert time.slept == [90.0]


def test_rest_until_an_hour_of_the_day_is_counted_from_the_clock_of_the_server(server, tmp_path):
    time = TestTime()
    server.pages("/a")

    def rest(handler):
        handler.send_response_only(429)
        handler.send_header("Date", "Thu, 20 Mar 2025 02:00:00 GMT")
        handler.send_header("Retry-After", "Thu, 20 Mar 2025 02:01:30 GMT")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answers["/a"] = [rest, body(PAGE)]
    assert counts(fetch_source(source(server), errand(tmp_path, time))) == (1, 0, 0)
    assert time.slept == [90.0]


def test_a_server_that_wants_a_long_rest_is_left_alone_until_the_next_fetch(server, tmp_path):
    time = TestTime()
    server.pages("/a", "/b")
    server.answers["/a"] = status(429, Retry_After="7200")
    outcome = fetch_source(source(server), errand(tmp_path, time))
    assert outcome.failed == [f"{server.address}/a: answers 429 Too Many Requests and wants 7200 seconds of rest"]
    assert outcome.notes == ["given up, 1 not asked for"]
    assert (time.slept, "/b" in server.asked) == ([], False)


def test_a_page_that_is_gone_is_asked_for_once(server, tmp_path):
    server.pages("/a", "/b")
    server.answers["/a"] = status(404)
    outcome = fetch_source(source(server), errand(tmp_path))
    assert outcome.line() == f"court: 1 new, 0 unchanged, 1 failed: {server.address}/a: answers 404 Not Found"
    assert server.asked.count("/a") == 1


def test_a_server_that_does_not_answer_is_not_waited_for(server, tmp_path):
    server.pages("/a")
    server.answers["/a"] = lambda handler: server.closing.wait()
    outcome = fetch_source(source(server), errand(tmp_path, read_seconds=0.05, tries=2))
    assert outcome.failed == [f"{server.address}/a: did not answer in time"]
    assert server.asked.count("/a") == 2


@pytest.mark.parametrize("part", ["headers", "body"])
def test_a_server_that_trickles_is_cut_off_when_the_whole_takes_too_long(server, tmp_path, part):
    def trickle(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if part == "body" else b"X-Long: "))
        while not server.closing.wait(0.001):
            handler.wfile.write(b"x")
            handler.wfile.flush()

    server.pages("/a")
    server.answers["/a"] = trickle
    outcome = fetch_source(source(server), errand(tmp_path, TestTime(tick=1.0), whole_seconds=30, tries=1))
    assert outcome.failed == [f"{server.address}/a: did not answer in time"]
    assert stored(tmp_path) == []


def test_a_page_that_says_it_is_too_large_is_not_read(server, tmp_path):
    server.pages("/a")
    server.answers["/a"] = body(b"x", {**HTML, "Content-Length": "1001"})
    outcome = fetch_source(source(server), errand(tmp_path, page_bytes=1000))
    assert outcome.failed == [f"{server.address}/a: is larger than 1000 bytes"]
    assert server.asked.count("/a") == 1


def test_a_page_without_an_end_is_left_at_the_limit(server, tmp_path):
    sent = []

    def endless(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
        while not server.closing.is_set():
            sent.append(handler.wfile.write(b"x" * 1000))

    server.pages("/a")
    server.answers["/a"] = endless
    outcome = fetch_source(source(server), errand(tmp_path, page_bytes=50_000))
    assert outcome.failed == [f"{server.address}/a: is larger than 50000 bytes"]
    assert stored(tmp_path) == []


def test_a_gzip_bomb_is_not_unpacked_beyond_the_limit(server, tmp_path):
    server.pages("/a")
    bomb = gzip.compress(bytes(50_000_000))
    server.answers["/a"] = body(bomb, {**HTML, "Content-Encoding": "gzip"})
    outcome = fetch_source(source(server), errand(tmp_path, page_bytes=1_000_000))
    assert outcome.failed == [f"{server.address}/a: is larger than 1000000 bytes"]


def test_a_packed_page_is_stored_unpacked(server, tmp_path):
    server.pages("/a")
    server.answers["/a"] = body(gzip.compress(PAGE), {**HTML, "Content-Encoding": "gzip"})
    fetch_source(source(server), errand(tmp_path))
    assert [page for page, _ in stored(tmp_path)] == [PAGE]


@pytest.mark.parametrize(
    "packed",
    [
        pytest.param(gzip.compress(PAGE)[:-9], id="cut short"),
        pytest.param(b"\x1f\x8b" + b"no gzip", id="not gzip"),
    ],
)
def test_a_page_that_is_packed_wrongly_is_not_stored(server, tmp_path, packed):
    server.pages("/a")
    server.answers["/a"] = body(packed, {**HTML, "Content-Encoding": "gzip"})
    assert counts(fetch_source(source(server), errand(tmp_path))) == (0, 0, 1)
    assert stored(tmp_path) == []


def test_a_page_that_breaks_off_is_not_stored_and_asked_for_again(server, tmp_path):
    def cut(handler):
        body(PAGE, {**HTML, "Content-Length": str(len(PAGE) + 1)})(handler)
        handler.close_connection = True

    server.pages("/a")
    server.answers["/a"] = [cut, body(PAGE)]
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)
    assert [page for page, _ in stored(tmp_path)] == [PAGE]


def test_a_connection_that_is_reset_is_made_again(server, tmp_path):
    def reset(handler):
        handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        handler.connection.close()

    server.pages("/a")
    server.answers["/a"] = [reset, body(PAGE)]
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)


def test_what_is_no_http_at_all_is_told(server, tmp_path):
    server.pages("/a")
    server.answers["/a"] = lambda handler: handler.wfile.write(b"220 smtp.example.cn\r\n")
    (said,) = fetch_source(source(server), errand(tmp_path, tries=1)).failed
    assert said.startswith(f"{server.address}/a: broke off: ")


def test_redirects_in_a_circle_are_left(server, tmp_path):
    server.pages("/a")
    server.answers["/a"] = status(302, Location="/b")
    server.answers["/b"] = status(302, Location="/a")
    outcome = fetch_source(source(server), errand(tmp_path))
    assert outcome.failed == [f"{server.address}/a: redirects more than 5 times"]
    assert server.asked.count("/a") + server.asked.count("/b") == 6


def test_a_redirect_on_the_same_host_is_followed(server, tmp_path):
    server.feed("/a")
    server.answers["/a"] = status(301, Location="/b")
    server.answers["/b"] = body(PAGE)
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        pytest.param("http://localhost:{port}/b", "leads to the host localhost; name it under hosts", id="other host"),
        pytest.param("http://169.254.169.254/latest", "leads to the host 169.254.169.254", id="cloud metadata"),
        pytest.param("file:///etc/passwd", "is no plain http or https address", id="file"),
        pytest.param("http://user:secret@127.0.0.1:{port}/b", "is no plain http or https address", id="password"),
        pytest.param("http://[::1", "Invalid URL in location header", id="nonsense"),
    ],
)
def test_a_redirect_to_elsewhere_is_not_followed(server, tmp_path, location, reason):
    server.pages("/a")
    port = server.address.rpartition(":")[2]
    server.answers["/a"] = status(302, Location=location.format(port=port))
    server.answers["/b"] = body(PAGE)
    (said,) = fetch_source(source(server), errand(tmp_path)).failed
    assert reason in said
    assert "/b" not in server.asked


def test_a_redirect_to_a_declared_host_is_followed(server, tmp_path):
    server.feed("/a")
    server.answers["/a"] = status(302, Location=f"{server.address.replace('127.0.0.1', 'localhost')}/b")
    server.answers["/b"] = body(PAGE)
    assert counts(fetch_source(source(server, hosts=["localhost"]), errand(tmp_path))) == (1, 0, 0)


def test_a_server_that_fails_page_after_page_is_given_up(server, tmp_path):
    server.feed("/a", "/b", "/c", "/d", "/e")
    for path in ("/a", "/b", "/c", "/d", "/e"):
        server.answers[path] = status(502)
    outcome = fetch_source(source(server), errand(tmp_path))
    assert (counts(outcome), outcome.notes) == ((0, 0, 3), ["given up, 2 not asked for"])
    assert outcome.passing


# Addresses


def test_a_private_address_is_not_connected_to(server, tmp_path):
    server.pages("/a")
    outcome = fetch_source(source(server), errand(tmp_path, allow_private=False))
    what = "leads to the private address 127.0.0.1; set CASETALLY_FETCH_PRIVATE=true if that is meant"
    assert outcome.failed == [f"{server.address}/feed: {what}"]
    assert server.asked == []


def test_a_name_that_leads_to_a_private_address_is_not_connected_to(server, tmp_path):
    feed = f"{server.address.replace('127.0.0.1', 'localhost')}/feed"
    (said,) = fetch_source(source(server, feed=feed), errand(tmp_path, allow_private=False)).failed
    assert "leads to the private address" in said
    assert server.asked == []


def test_a_name_that_cannot_be_resolved_is_told(server, tmp_path):
    (said,) = fetch_source(source(server, feed="http://court.invalid/feed"), errand(tmp_path, tries=1)).failed
    assert "its name court.invalid cannot be resolved" in said


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff0e::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::808:808", True),
        ("2002:7f00:1::", False),
    ],
)
def test_an_address_is_public_only_if_what_it_carries_is(address, public):
    assert is_public(address) is public


# Certificates


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate for localhost that nobody vouches for, with its key."""
    return write_certificate(tmp_path_factory.mktemp("certificate") / "localhost.pem", "localhost")


def test_a_server_whose_certificate_nobody_vouches_for_is_not_read_and_asked_once(certificate, tmp_path):
    with closing(Server(certificate)) as server:
        time = TestTime()
        (said,) = fetch_source(source(server), errand(tmp_path, time)).failed
        assert "certificate verify failed" in said
        assert (server.asked, time.slept) == ([], [])


def test_a_certificate_that_the_operator_vouches_for_counts_for_its_name(certificate, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with closing(Server(certificate)) as server:
        server.pages("/a")
        assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)


def test_a_certificate_for_another_name_does_not_count(certificate, tmp_path, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with closing(Server(certificate)) as server:
        feed = server.address.replace("localhost", "127.0.0.1")
        (said,) = fetch_source(source(server, feed=feed), errand(tmp_path)).failed
        assert "certificate verify failed" in said


# Politeness


def test_what_robots_txt_disallows_is_not_asked_for(server, tmp_path):
    server.pages("/open/a", "/closed/b")
    server.answers["/robots.txt"] = body(b"User-agent: *\nDisallow: /closed/\n", {"Content-Type": "text/plain"})
    outcome = fetch_source(source(server), errand(tmp_path))
    assert outcome.new == 1
    assert outcome.failed == [f"{server.address}/closed/b: its robots.txt does not allow it"]
    assert "/closed/b" not in server.asked


def test_robots_txt_is_asked_for_once_and_first(server, tmp_path):
    server.pages("/a", "/b")
    fetch_source(source(server), errand(tmp_path))
    assert server.asked == ["/robots.txt", "/feed", "/a", "/b"]


def test_rules_for_casetally_by_name_come_before_those_for_all(server, tmp_path):
    server.pages("/a")
    server.answers["/robots.txt"] = body(b"User-agent: *\nDisallow:\n\nUser-agent: Casetally\nDisallow: /\n")
    assert counts(fetch_source(source(server), errand(tmp_path))) == (0, 0, 1)


def test_a_server_that_cannot_tell_its_rules_for_now_is_not_asked(server, tmp_path):
    server.pages("/a")
    server.answers["/robots.txt"] = status(503)
    (said,) = fetch_source(source(server), errand(tmp_path)).failed
    assert said == f"{server.address}/feed: its robots.txt cannot be had: it answers 503 Service Unavailable"
    assert set(server.asked) == {"/robots.txt"}


def test_requests_to_one_host_are_kept_apart(server, tmp_path):
    time = TestTime()
    server.pages("/a", "/b")
    fetch_source(source(server, seconds_between=5), errand(tmp_path, time))
    assert time.slept == [5.0, 5.0, 5.0]


def test_two_sources_of_one_host_share_its_pace(server, tmp_path):
    time = TestTime()
    server.feed(path="/feed")
    server.feed(path="/other")
    shared = errand(tmp_path, time)
    fetch_source(source(server, seconds_between=5), shared)
    fetch_source(source(server, name="other", feed=f"{server.address}/other", seconds_between=5), shared)
    assert time.slept == [5.0, 5.0, 5.0]


def test_a_crawl_delay_is_kept_up_to_a_minute(server, tmp_path):
    time = TestTime()
    server.pages("/a")
    server.answers["/robots.txt"] = body(b"User-agent: *\nCrawl-delay: 86400\n")
    fetch_source(source(server, seconds_between=5), errand(tmp_path, time))
    assert time.slept == [5.0, 60.0]


def test_every_request_says_who_asks(server, tmp_path):
    server.pages("/a")
    fetch_source(source(server), errand(tmp_path))
    assert {each["User-Agent"] for each in server.headers} == {"casetally/1 (test@example.cn)"}


# Faults of our own


def test_a_fault_in_a_parser_costs_one_source_and_leaves_its_details(server, tmp_path, monkeypatch):
    def fault(*_):
        raise RecursionError("too deep")

    server.pages("/a")
    monkeypatch.setattr("flows.feeds.fetching.read_listing", fault)
    details = tmp_path / "data" / "work" / "feeds" / "court.fault.txt"
    (said,) = fetch_source(source(server), errand(tmp_path)).failed
    told = f"met a fault of Casetally (RecursionError); please report it with {details}"
    assert said == f"{server.address}/feed: {told}"
    assert "too deep" in details.read_text()


# Killed


def test_a_fetch_that_is_killed_before_the_page_is_in_place_leaves_no_page(server, tmp_path, monkeypatch):
    server.pages("/a")
    write = storing.write_atomically

    def killed_at_the_page(path, content):
        if path.suffix == ".html":
            raise KeyboardInterrupt
        write(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(storing, "write_atomically", killed_at_the_page)
        with pytest.raises(KeyboardInterrupt):
            fetch_source(source(server), errand(tmp_path))
    assert list((tmp_path / "inbox").rglob("*.html")) == []
    assert counts(fetch_source(source(server), errand(tmp_path))) == (1, 0, 0)


def test_a_page_is_named_by_its_content(server, tmp_path):
    server.pages("/a")
    fetch_source(source(server), errand(tmp_path))
    (page,) = (tmp_path / "inbox").rglob("*.html")
    digest = base64.b32encode(hashlib.sha256(page.read_bytes()).digest()).decode().lower()
    assert page.stem == digest[:24]
    assert yaml.safe_load(page.with_suffix(".meta.yaml").read_text())["url"] == f"{server.address}/a"
