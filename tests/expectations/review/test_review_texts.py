"""Texts from reports are untrusted: whatever stands in them, a page shows it and obeys none of it."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path

import pytest
from invented_review import DOCUMENT, FINDING, RUN_ID, TEXT, TODAY, warehouse_file

from expectations.review.excerpt import Mark, pieces
from expectations.review.pages import NightToShow, write_review
from expectations.review.text import shown
from expectations.review.wording import contradiction_and_proof

EVIL = """<script>alert(1)</script><img src=x onerror=alert(1)>"'><svg/onload=alert(1)>{{7*7}}</style></title>"""
FIELDS = [
    ("documents", "uri"),
    ("reports", "title"),
    ("observations", "obs_text"),
    ("observations", "sentence"),
    ("observations", "indicator_label"),
    ("observations", "court"),
    ("observations", "breakdown"),
    ("observations", "unit_measure"),
    ("observations", "qualifier"),
    ("findings", "rule"),
    ("findings", "message"),
    ("findings", "suggested_text"),
    ("findings", "reason"),
    ("areas", "name"),
    ("indicators", "name_zh"),
    ("indicators", "name_en"),
    ("runs", "outcome"),
]
FORBIDDEN = {"img", "iframe", "object", "embed", "link", "base", "audio", "video"}


class Tags(HTMLParser):
    """Which elements a page has, how many scripts, and whether anything in it acts or leads elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)
        self.attributes += attrs


def pages(folder: Path, **texts: object) -> dict[str, str]:
    """The review pages of a night on which the texts are these."""
    candidate = warehouse_file(folder / "candidate.duckdb", **texts)
    unreadable = [{"uri": EVIL, "reason": EVIL, "document_id": EVIL}]
    night = NightToShow(RUN_ID, datetime(2026, 2, 3, tzinfo=UTC), TODAY, [], unreadable, [EVIL])
    write_review(candidate, folder / "none.duckdb", folder / "review", night)
    return {
        str(path.relative_to(folder / "review")): path.read_text(encoding="utf-8")
        for path in (folder / "review").rglob("*.html")
    }


@pytest.mark.parametrize(("table", "column"), FIELDS, ids=[".".join(field) for field in FIELDS])
def test_markup_in_a_field_stays_text(tmp_path: Path, table: str, column: str) -> None:
    for name, page in pages(tmp_path, instead=[(table, column, EVIL)]).items():
        tags = Tags()
        tags.feed(page)
        assert tags.found.count("script") == 1, name
        assert FORBIDDEN.isdisjoint(tags.found), name
        assert not [key for key, _ in tags.attributes if key.startswith("on") or key == "style"], name
        assert not [value for key, value in tags.attributes if key in ("href", "src") and "//" in (value or "")], name


def test_markup_in_the_text_of_a_report_is_shown_as_it_stands(tmp_path: Path) -> None:
    card = pages(tmp_path, text=EVIL + TEXT)[f"findings/{FINDING}.html"]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in card
    assert "{{7*7}}" in card


def test_signs_that_turn_or_hide_text_are_named(tmp_path: Path) -> None:
    card = pages(tmp_path, text="\u202e件万\u2066\u200b\x1b[2J\x00" + TEXT)[f"findings/{FINDING}.html"]
    assert "⟦U+202E⟧件万⟦U+2066⟧⟦U+200B⟧⟦U+001B⟧[2J" in card
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00\x1b]", card)


def test_an_endless_field_is_cut(tmp_path: Path) -> None:
    found = pages(tmp_path, instead=[("reports", "title", "长" * 3_000_000), ("findings", "message", "长" * 3_000_000)])
    assert max(len(page) for page in found.values()) < 150_000


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("执结 12.3万件\n\t同比", "执结 12.3万件\n\t同比", id="plain text is left alone"),
        pytest.param("a\u2028b", "a⟦U+2028⟧b", id="line separator"),
        pytest.param("\ud800", "⟦U+D800⟧", id="half a surrogate pair"),
        pytest.param("𠮷", "𠮷", id="beyond the basic plane"),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, seen: str) -> None:
    assert shown(text) == seen


def test_a_page_asks_for_nothing_from_elsewhere(tmp_path: Path) -> None:
    for name, page in pages(tmp_path).items():
        assert "default-src &#39;none&#39;" in page, name
        assert not re.search(r"https?://|@import|url\(", page), name


def test_a_sentence_is_found_across_a_break_and_its_figure_marked() -> None:
    text = "前文。恢复执行\n\n821万\n件。后文821万件。"
    found = pieces(text, [Mark(text.index("821万\n件"), text.index("。后"), "subject")], "恢复执行821万件。")
    assert "".join(piece.text for piece in found) == text
    assert "".join(piece.text for piece in found if piece.in_sentence) == "恢复执行\n\n821万\n件。"
    assert [piece.text for piece in found if piece.kind] == ["821万\n件"]


@pytest.mark.parametrize("lead", [" should be", " may be", ": proposed", ": perhaps"])
def test_the_proof_is_told_apart_from_the_contradiction(lead: str) -> None:
    zh = "“821万件”大于“40.36万件”：部分不会大于整体。", "“821万件”应为“8.21万件”（丢失小数点，97%）。"
    en = '"821万件" is above "40.36万件".', f'"821万件"{lead} "8.21万件" (lost point, 97%).'
    said, proof = contradiction_and_proof("".join(zh) + " / " + " ".join(en))
    assert ((said.zh, said.en), proof and (proof.zh, proof.en)) == ((zh[0], en[0]), (zh[1], en[1]))


def test_where_neither_figure_can_be_accused_the_candidates_are_told_apart_from_the_contradiction() -> None:
    zh = "“24亿元”与“两亿余元”不符。", "孰误尚不能断定：可能“24亿元”应为“2.4亿元”（小数点脱落）。"
    en = (
        '"24亿元" is not "两亿余元".',
        'Which is wrong cannot be told; perhaps "24亿元" should be "2.4亿元" (lost decimal point).',
    )
    said, proof = contradiction_and_proof("".join(zh) + " / " + " ".join(en))
    assert ((said.zh, said.en), proof and (proof.zh, proof.en)) == ((zh[0], en[0]), (zh[1], en[1]))


def test_a_sentence_without_proof_is_the_contradiction() -> None:
    said, proof = contradiction_and_proof("“954%”不在0到100之间。 / 954% is outside.")
    assert (said.en, proof) == ("954% is outside.", None)


def test_the_document_id_of_a_facet_is_the_documents(tmp_path: Path) -> None:
    assert f'<option value="{DOCUMENT}">province/2025.txt (3)</option>' in pages(tmp_path)["findings/index.html"]
