"""The list of sources: what it may hold, and the one sentence for what it may not."""

from pathlib import Path

import pytest

from flows.errors import UsageError
from flows.feeds.sources import Source, load_sources

EXAMPLE = Path(__file__).parents[2] / "sources.example.yaml"
FEED = "{name: court, outlet: 日报, feed: 'https://www.example.cn/rss'"
INDEX = "{name: court, outlet: 日报, index: 'https://www.example.cn/'"


def load(folder, text):
    path = folder / "sources.yaml"
    path.write_text(text, encoding="utf-8")
    return load_sources(path)


def test_the_example_is_a_list_that_can_be_used():
    feed, index = load_sources(EXAMPLE)
    assert (feed.name, feed.at_most, feed.seconds_between, feed.revisit_days) == ("example-court", 50, 2, 7)
    assert index.allowed_hosts == {"daily.example.cn", "files.example.cn"}


def test_the_example_shows_every_key():
    text = EXAMPLE.read_text(encoding="utf-8")
    assert [key for key in Source.model_fields if f" {key}:" not in text] == []


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        pytest.param("{name: court}", "outlet: field required", id="a key is missing"),
        pytest.param(FEED + ", speed: 3}", "speed: no such key", id="a key too many"),
        pytest.param("{name: court, outlet: 日报}", "it needs either feed or index", id="neither feed nor index"),
        pytest.param(INDEX + "}", "an index needs links (a CSS selector) or matching", id="index without links"),
        pytest.param(FEED + ", links: a}", "links belongs to an index", id="feed with links"),
        pytest.param(INDEX + ", links: 'a['}", "links: it is no CSS selector", id="selector"),
        pytest.param(FEED + ", matching: '('}", "matching: it is no regular expression", id="expression"),
        pytest.param("{name: a, outlet: b, feed: 'ftp://x.cn/'}", "feed: an address such as", id="scheme"),
        pytest.param("{name: a, outlet: b, feed: 'http://u:p@x.cn/'}", "an address with a name", id="password"),
        pytest.param("{name: ../x, outlet: b, feed: 'http://x.cn/'}", "name: string should match", id="name"),
        pytest.param(FEED + ", hosts: ['https://x.cn']}", "hosts: the name of a host such as", id="host"),
        pytest.param(FEED + ", at_most: 0}", "at_most: input should be greater", id="at_most"),
        pytest.param(FEED + ", seconds_between: .nan}", "seconds_between: ", id="not a number"),
        pytest.param("court", "input should be a valid dictionary", id="no entry"),
    ],
)
def test_a_wrong_entry_is_told_in_one_sentence(tmp_path, entry, sentence):
    with pytest.raises(UsageError) as raised:
        load(tmp_path, f"sources: [{entry}]")
    assert sentence in str(raised.value)
    assert str(raised.value).startswith(f"{tmp_path / 'sources.yaml'}: source 1")
    assert str(raised.value).endswith("; mend the entry.")
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "must hold one list named sources", id="empty"),
        pytest.param("sources: 3", "must hold one list named sources", id="no list"),
        pytest.param("feeds: []", "must hold one list named sources", id="another name"),
        pytest.param("sources:\n  - [", "is not valid YAML in line", id="no YAML"),
    ],
)
def test_a_wrong_file_is_told_in_one_sentence(tmp_path, text, sentence):
    with pytest.raises(UsageError) as raised:
        load(tmp_path, text)
    assert sentence in str(raised.value)
    assert "sources.example.yaml" in str(raised.value)


def test_a_missing_file_is_told_with_what_to_do(tmp_path):
    with pytest.raises(UsageError, match=r"There is no list of sources at .*: copy sources.example.yaml there"):
        load_sources(tmp_path / "sources.yaml")


def test_two_sources_of_one_name_are_refused(tmp_path):
    with pytest.raises(UsageError, match="two sources are named court; give one of them another name"):
        load(tmp_path, f"sources: [{FEED}}}, {FEED}}}]")


def test_an_empty_list_is_a_list(tmp_path):
    assert load(tmp_path, "sources: []") == ()
