"""Front matter states what a side file does, and is no part of the text."""

from datetime import date

import pytest

from flows.inbox.formats import read_text
from flows.inbox.kinds import MARKDOWN, TEXT


@pytest.mark.parametrize("media_type", [MARKDOWN, TEXT])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["line feed", "Windows"])
def test_front_matter_is_stated_and_taken_off(media_type, end):
    text = end.join(["---", "published_on: 2025-01-17", "outlet: 某报", "tags: [a]", "---", "# 报告", "受理12件。"])
    read = read_text(text.encode(), media_type)
    assert read.entries == {"published_on": date(2025, 1, 17), "outlet": "某报"}
    assert read.text == end.join(["# 报告", "受理12件。"])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("---\n受理12件。\n---\n审结11件。\n", id="rules around a paragraph"),
        pytest.param("---\nauthor: someone\n---\n受理12件。\n", id="nothing that we know"),
        pytest.param("---\noutlet: 某报\n受理12件。\n", id="no end"),
        pytest.param("受理12件。\n---\noutlet: 某报\n---\n", id="not at the beginning"),
        pytest.param("---\noutlet: 某报\n---\n", id="nothing behind it"),
        pytest.param("---\n: : [\n---\n受理12件。\n", id="no YAML"),
        pytest.param("---\n" + "[" * 5000 + "\n---\n受理12件。\n", id="nested without end"),
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(text):
    read = read_text(text.encode(), MARKDOWN)
    assert (read.text, read.entries) == (text, {})
