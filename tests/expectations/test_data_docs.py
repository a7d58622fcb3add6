"""Data Docs open from disk with no network, show what failed in words, and hold the last run only."""

import re
from html.parser import HTMLParser
from pathlib import Path

import duckdb
import pytest
from invented_candidates import RUN_ID

from expectations.data_docs import PageView, ResultRenderer
from expectations.suites import declared_expectations
from expectations.validation import validate

LOADING = {"src", "href", "srcset", "poster", "data", "action", "formaction", "background", "xlink:href"}
REMOTE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
REMOTE_STYLE = re.compile(r"@import|url\(\s*['\"]?\s*(?:[a-z]+:)?//", re.IGNORECASE)


class Page(HTMLParser):
    """Collects what a browser would load or follow, the styles, the scripts and the text of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.styles: list[str] = []
        self.words: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in LOADING]
        self.styles += [value or "" for name, value in attrs if name == "style"]

    def handle_data(self, data: str) -> None:
        (self.styles if self.tags and self.tags[-1] == "style" else self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def docs(sound_candidate: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data 数据") / "docs"
    validate(sound_candidate, folder, RUN_ID)
    return folder


def pages(docs: Path) -> list[Path]:
    return sorted(docs.rglob("*.html"))


def test_there_is_an_index_and_a_page_a_table(docs: Path) -> None:
    tables = {entry.table for entry in declared_expectations(RUN_ID)}
    assert {path.relative_to(docs).parts[1] for path in pages(docs) if path.name != "index.html"} == tables
    assert (docs / "index.html").is_file()


def test_no_page_loads_or_links_to_anything_remote(docs: Path) -> None:
    for path in pages(docs):
        page = Page(path)
        assert [address for address in page.addresses if REMOTE.match(address)] == [], path
        assert [style for style in page.styles if REMOTE_STYLE.search(style)] == [], path
        assert "script" not in page.tags, path


def test_nothing_but_pages_is_in_the_folder(docs: Path) -> None:
    assert [path for path in docs.rglob("*") if path.is_file() and path.suffix != ".html"] == []


def test_every_link_leads_to_a_page_or_a_place_in_it(docs: Path) -> None:
    for path in pages(docs):
        for address in Page(path).addresses:
            target, _, place = address.partition("#")
            linked = path.parent / target if target else path
            assert linked.is_file(), (path, address)
            assert not place or f'id="{place}"' in linked.read_text(encoding="utf-8")


def test_index_names_the_run_every_rule_and_the_verdict(docs: Path) -> None:
    text = Page(docs / "index.html").text
    assert RUN_ID in text
    assert "可以发布" in text
    assert "部分不大于整体" in text
    assert "未判定" in text


def test_page_of_the_rules_shows_the_failing_figures_in_both_languages(docs: Path) -> None:
    [path] = docs.glob("validations/rule_results/**/*.html")
    text = Page(path).text
    assert "“821万件”（恢复执行案件）大于“40.36万件”" in text
    assert '"821万件" (Enforcement cases resumed) is above "40.36万件"' in text


def test_index_of_a_refused_night_says_why(candidate: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(candidate)) as connection:
        connection.execute("UPDATE observations SET confidence = 1.5")
    validate(candidate, tmp_path / "docs", RUN_ID)
    text = Page(tmp_path / "docs" / "index.html").text
    assert "不予发布" in text
    assert "observations_confidence_is_a_share failed" in text


def test_markup_in_a_report_is_shown_and_never_becomes_markup(candidate: Path, tmp_path: Path) -> None:
    with duckdb.connect(str(candidate)) as connection:
        connection.execute("UPDATE findings SET message = '<img src=x onerror=alert(1)>{{ 7 * 7 }}'")
    validate(candidate, tmp_path / "docs", RUN_ID)
    [path] = (tmp_path / "docs").glob("validations/rule_results/**/*.html")
    page = Page(path)
    assert "img" not in page.tags
    assert "<img src=x onerror=alert(1)>{{ 7 * 7 }}" in page.text


def test_only_the_last_run_is_kept(candidate: Path, tmp_path: Path) -> None:
    few = [entry for entry in declared_expectations(RUN_ID) if entry.table == "runs"]
    for run_id in ("20260127T170011Z-000001", "20260128T170011Z-000002"):
        validate(candidate, tmp_path / "docs", run_id, expected=few)
    assert [path.name for path in (tmp_path / "docs" / "validations" / "runs").iterdir()] == ["20260128T170011Z-000002"]
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["docs"]


def test_the_work_of_writing_the_pages_does_not_grow_with_the_nights(
    candidate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = [entry for entry in declared_expectations(RUN_ID) if entry.table in ("runs", "series")]
    steps: list[str] = []

    def count(owner: type) -> None:
        render = owner.render
        monkeypatch.setattr(owner, "render", lambda *given, **named: steps.append("") or render(*given, **named))

    count(PageView)
    count(ResultRenderer)
    work = []
    for day in range(1, 5):
        steps.clear()
        validate(candidate, tmp_path / "docs", f"202601{day:02d}T170011Z-000001", expected=few)
        work.append((len(steps), len(pages(tmp_path / "docs"))))
    assert work == [(2 + 3, 3)] * 4


def test_each_page_declares_its_language_and_encoding(docs: Path) -> None:
    for path in pages(docs):
        html = path.read_text(encoding="utf-8")
        assert '<html lang="zh-Hans">' in html
        assert '<meta charset="utf-8">' in html
