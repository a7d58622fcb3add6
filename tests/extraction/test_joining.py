"""Pieces of a page become running text, and every sign of it knows where it came from."""

import pytest
from reading_texts import joined

from extraction.articles import join_article, read_articles
from extraction.folding import fold
from extraction.joining import JoinedText


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        pytest.param("541 342件", "541342件", id="inside a number"),
        pytest.param("1 541 342件", "1541342件", id="twice inside a number"),
        pytest.param("12 件", "12件", id="before the unit"),
        pytest.param("13.3万 件", "13.3万件", id="between 万 and the unit"),
        pytest.param("297.84  %", "297.84%", id="two blanks before the percent sign"),
        pytest.param("2023 年 5 月", "2023年5月", id="inside a date"),
        pytest.param("审结 36件", "审结36件", id="before the number"),
        pytest.param("审结36件 ，执结", "审结36件，执结", id="before a comma"),
        pytest.param("审结36件， 执结", "审结36件，执结", id="behind a comma"),
    ],
)
def test_stray_blank_is_left_out(printed: str, text: str) -> None:
    assert joined(printed) == text


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("本报记者 王某 李某", id="between names"),
        pytest.param("3 000", id="a number that nothing follows"),
        pytest.param("3 000 kg", id="a number before Latin words"),
        pytest.param("Data 2026", id="Latin words"),
    ],
)
def test_blank_that_may_mean_something_stays(printed: str) -> None:
    assert joined(printed) == printed


def test_span_of_the_joined_text_leads_back_to_the_source() -> None:
    source = "共审结541 342件案件"
    text = JoinedText()
    text.append(source, 0, len(source))
    start = text.text.index("541342件")
    assert text.source_span(start, start + len("541342件")) == (3, 11)
    assert source[3:11] == "541 342件"


def test_offsets_survive_several_pieces_and_breaks() -> None:
    source = "甲乙丙|丁 戊|己12 件庚"
    text = JoinedText()
    text.append(source, 0, 3)
    text.append_break(3)
    text.append(source, 4, 7)
    text.append(source, 8, len(source))
    assert text.text == "甲乙丙\n丁 戊己12件庚"
    for at, sign in enumerate(text.text.replace("\n", "|")):
        assert source[text.source_offset(at)] == sign


def test_figure_cut_by_a_column_break_leads_back_over_the_break() -> None:
    page = fold("某县法院晒出成绩单\n去年以来，该县法院把办案放在首位。全年审结案件13.3万\n件，同比增长2%。")
    (article,) = read_articles(page)
    text, _ = join_article(page, article)
    start = text.text.index("13.3万件")
    low, high = text.source_span(start, start + len("13.3万件"))
    assert page[low:high] == "13.3万\n件"
