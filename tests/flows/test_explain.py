"""What `casetally explain` shows: everything escaped, nothing from outside, nothing without bound."""

import base64
import hashlib
import io
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest

from flows import explain_fields, explain_page, explain_terminal
from flows.errors import UsageError
from flows.explain import UnreadableFile, as_plain, read_explained
from flows.explain_page import page_of
from flows.explain_terminal import print_explained

TEXT = "2025年，云和县人民法院受理执行案件约3200件，同比增长6.5%。该院推出12项举措。\n"
HOSTILE = (
    "2025年，<script>alert(x)</script>\"'&云和县人民法院受理案件\x1b[31m3200件\x07\u202e，同比增长6.5%。"
    + "该院继续努力。" * 40
)
MAXIMUM = 1_000_000
TODAY = date(2026, 11, 23)


@pytest.fixture
def explain(tmp_path):
    """Write a text as a document and explain it."""

    def explained(text, name="report.txt", encoding="utf-8", side_file=None):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        if side_file is not None:
            (tmp_path / "report.meta.yaml").write_text(side_file, encoding="utf-8")
        return read_explained(path, MAXIMUM, TODAY)

    return explained


def in_terminal(explained):
    out = io.StringIO()
    print_explained(explained, out)
    return out.getvalue()


class Page(HTMLParser):
    """The elements of a page with their attributes, and its text by element."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.texts, self.opened = [], {}, []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.opened.append(tag)

    def handle_endtag(self, tag):
        while self.opened and self.opened.pop() != tag:
            pass

    def handle_data(self, data):
        self.texts.setdefault(self.opened[-1] if self.opened else "", []).append(data)


def test_the_terminal_shows_the_figure_in_its_text_with_fields_and_sources(explain):
    shown = in_terminal(explain(TEXT))
    assert "受理执行案件约[3200件]，同比" in shown
    assert "enforcement_cases_accepted  indicators.yaml: enforcement_cases_accepted, wording " in shown
    assert "about  hedges.yaml: before, about «约»" in shown
    assert "331125 云和县" in shown
    assert "left out " in shown
    assert "not_figures.yaml: a part of a plan" in shown


def test_the_terminal_gets_no_sign_that_steers_it(explain):
    shown = in_terminal(explain(HOSTILE))
    assert "3200件" in shown
    assert not [sign for sign in shown if not sign.isprintable() and sign != "\n"]


def test_json_holds_every_observation_with_its_reasons(explain):
    plain = json.loads(json.dumps(as_plain(explain(TEXT)), default=str))
    (report,) = plain["reports"]
    cases, growth = report["figures"]
    assert (cases["obs_text"], cases["qualifier"], growth["change_of"]) == ("3200件", "about", cases["observation_id"])
    assert {"field": "qualifier", "source": "hedges.yaml: before, about", "words": "约"} in cases["reasons"]
    (twelve,) = [each for each in report["left_out"] if each["text"].startswith("12项")]
    assert TEXT[twelve["char_start"] : twelve["char_end"]] == twelve["text"]


def test_the_page_holds_the_whole_text_with_every_figure_marked(explain):
    explained = explain(TEXT)
    page = page_of(explained)
    article = re.search(r'<article class="text" lang="zh">(.*?)</article>', page, re.DOTALL)[1]
    assert re.sub(r"<[^>]*>", "", article) == TEXT
    assert re.findall(r'class="figure[^>]*>([^<]*)</a>', article) == ["3200件", "6.5%"]


def test_each_mark_leads_to_its_fields_and_back(explain):
    links = [attributes for tag, attributes in Page(page_of(explain(TEXT))).elements if tag == "a"]
    ids = {attributes.get("id") for _, attributes in Page(page_of(explain(TEXT))).elements}
    assert {link["href"].removeprefix("#") for link in links} <= ids
    assert len(links) == 4


def test_nothing_in_a_text_becomes_markup(explain):
    page = page_of(explain(HOSTILE, name="<b>report.txt"))
    assert "<script" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;alert(x)&lt;/script&gt;" in page


def test_the_page_needs_nothing_else_and_runs_nothing(explain):
    page = page_of(explain(TEXT))
    elements = Page(page).elements
    assert not {tag for tag, _ in elements} & {"script", "link", "img", "iframe", "object", "form", "base"}
    assert not [attributes for _, attributes in elements if {"style", "src", "onclick", "onload"} & set(attributes)]
    assert "url(" not in page
    assert "@import" not in page


def test_the_policy_allows_the_pages_own_style_and_nothing_else(explain):
    page = page_of(explain(TEXT))
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = [each["content"] for tag, each in Page(page).elements if "content-security" in str(each).lower()]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_what_lies_beyond_the_bound_is_left_to_json(explain, monkeypatch):
    for module in (explain_fields, explain_page, explain_terminal):
        monkeypatch.setattr(module, "MAXIMUM_CHARACTERS", len(TEXT))
    explained = explain(TEXT + TEXT.replace("3200", "4700"))
    for shown in (page_of(explained), in_terminal(explained)):
        assert "3200件" in shown
        assert "4700件" not in shown
        assert f"Only the first {len(TEXT)} characters are shown; --json gives all." in shown
    assert "4700件" in json.dumps(as_plain(explained), ensure_ascii=False, default=str)


def test_a_document_in_gb18030_is_read_as_in_the_inbox(explain):
    assert explain(TEXT, encoding="gb18030").text == TEXT


def test_the_side_file_states_the_day_of_publication(explain):
    explained = explain(TEXT, side_file="published_on: 2026-01-17\n")
    assert (explained.document.published_on, explained.document.published_basis) == ("2026-01-17", "metadata")


def test_what_is_wrong_in_the_side_file_is_remarked(explain):
    (remark,) = explain(TEXT, side_file="publishd: 2026\n").remarks
    assert remark.endswith(
        "report.meta.yaml: 'publishd' is not one of published_on, outlet, url, title and was passed over."
    )


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(b"\xff\xfe1", "it is UTF-16 but broken at byte 2; save it as UTF-8.", id="broken UTF-16"),
        pytest.param(b" \n", "it holds no text", id="nothing in it"),
        pytest.param(b"1" * (MAXIMUM + 1), "it is larger than 1000000 bytes", id="too large"),
    ],
)
def test_a_document_that_cannot_be_read_gets_a_sentence(explain, content, sentence):
    with pytest.raises(UnreadableFile, match=r"report\.txt cannot be read: ") as told:
        explain(content)
    assert sentence in str(told.value)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        pytest.param("nowhere.txt", "nowhere.txt does not exist; name one report text.", id="missing"),
        pytest.param(".", "is no file; name one report text.", id="folder"),
        pytest.param("report.meta.yaml", "is a side file; name the document beside it.", id="side file"),
    ],
)
def test_a_name_that_is_no_document_gets_a_sentence(tmp_path, name, sentence):
    with pytest.raises(UsageError) as told:
        read_explained(tmp_path / name, MAXIMUM, TODAY)
    assert str(told.value).endswith(sentence)
