"""Every field of a figure names the entry or rule that it came from, and every number left out its reason."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_texts import DOCUMENT_ID, PUBLISHED

from extraction import StatedMetadata, extract_document
from extraction.explanation import ExplainedDocument, explain_document
from extraction.left_out import NO_COUNT, NO_UNIT, OUTSIDE

ROOT = Path(__file__).parents[2]
STATED = StatedMetadata(published_on=PUBLISHED)  # 20 January 2026
TEXT = (
    "云岭法院去年办案数据公布\n\n2026-01-19 来源：某报\n\n"
    "去年，江西省法院受理执行案件约48.6万件，同比增长4.7%；其中，涉企案件超2万件。依据《2025年3月方案》，第3条另有规定。"
)


def explained(text: str) -> ExplainedDocument:
    return explain_document(text, document_id=DOCUMENT_ID, uri="report.txt", stated=STATED)


def reasons_of(text: str, printed: str) -> dict[str, tuple[str, str]]:
    """Source and words by field, for the one figure of a text that is printed like this."""
    figures = [figure for report in explained(text).reports for figure in report.figures]
    (figure,) = [each for each in figures if each.observation.obs_text == printed]
    return {reason.field: (reason.source, reason.words) for reason in figure.reasons}


@pytest.mark.parametrize(
    ("printed", "field", "source", "words"),
    [
        pytest.param("48.6万件", "unit_measure", "units.yaml: case", "件", id="unit"),
        pytest.param("48.6万件", "qualifier", "hedges.yaml: before, about", "约", id="hedge before the number"),
        pytest.param("2万件", "qualifier", "hedges.yaml: before, over", "超", id="another hedge"),
        pytest.param("4.7%", "qualifier", "no hedge stands beside the number", "", id="no hedge"),
        pytest.param("4.7%", "value_low, value_high", "rounded: half a step of 0.1 to either side", "", id="rounding"),
        pytest.param("4.7%", "measure", "changes.yaml: rise", "增长", id="word of change"),
        pytest.param("4.7%", "comparison", "changes.yaml: comparisons, yoy", "同比", id="comparison"),
        pytest.param("4.7%", "change_of", "the level that the change belongs to", "48.6万件", id="level changed"),
        pytest.param("48.6万件", "court", "the court or body named for it", "江西省法院", id="court"),
        pytest.param(
            "48.6万件", "time_start, time_end", "named in its sentence, counted from 2026-01-20", "去年", id="time"
        ),
        pytest.param("2万件", "breakdown", "breakdowns.yaml: party, enterprise", "涉企", id="slice"),
        pytest.param("48.6万件", "confidence", "everything was told", "", id="confidence"),
    ],
)
def test_a_field_names_where_it_came_from(printed: str, field: str, source: str, words: str) -> None:
    assert reasons_of(TEXT, printed)[field] == (source, words)


def test_the_indicator_names_its_entry_its_wording_and_the_phrase() -> None:
    source, phrase = reasons_of(TEXT, "48.6万件")["indicator"]
    assert source.startswith("indicators.yaml: enforcement_cases_accepted, wording ")
    assert phrase == "受理执行案件#"


def test_a_figure_that_no_wording_fits_shows_the_phrase_looked_for() -> None:
    source, phrase = reasons_of("去年，该院栽种银杏树312棵。", "312棵")["indicator"]
    assert (source, phrase) == ("no wording of indicators.yaml fits this phrase and unit", "栽种银杏树#")


def test_a_figure_of_one_case_names_the_word_that_says_so() -> None:
    reasons = reasons_of("杨某向信用社借款85万元。", "85万元")
    assert reasons["scope"] == ("stories.yaml: story", "杨某")


@pytest.mark.parametrize(
    ("text", "printed", "reason"),
    [
        pytest.param("截至2025年6月底，受理案件12件。", "截至2025年6月底", "a date or time: ", id="date"),
        pytest.param(TEXT, "《2025年3月方案》", "in the name of a document", id="name of a document"),
        pytest.param(TEXT, "2026-01-19", OUTSIDE, id="imprint"),
        pytest.param("排在楼内3，再议。共受理案件12件。", "3", NO_UNIT, id="no unit"),
        pytest.param("立案满12年，受理案件15件。", "12年", "units.yaml: 年 counts only beside 长达、历时", id="year"),
        pytest.param("江西法院推出12项举措，受理案件15件。", "12项", "not_figures.yaml: ", id="rejection"),
        pytest.param("一家公司起诉，受理案件15件。", "一家", NO_COUNT, id="article"),
    ],
)
def test_a_number_left_out_has_its_reason(text: str, printed: str, reason: str) -> None:
    document = explained(text)
    left_out = [*document.left_out, *(each for report in document.reports for each in report.left_out)]
    told = [each.reason for each in left_out if text[each.start : each.end].startswith(printed)]
    assert [each for each in told if each.startswith(reason)] != [], told


INBOX = sorted((ROOT / "samples").rglob("*.txt")) + sorted((ROOT / "tests" / "annotated" / "reports").glob("*-a0*.txt"))


@pytest.mark.parametrize("path", [path for path in INBOX if "gutian" not in path.name], ids=lambda path: path.stem)
def test_an_explanation_holds_the_observations_of_the_extraction(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    extracted = extract_document(text, document_id=DOCUMENT_ID, uri=path.name, stated=STATED)
    document = explained_at(text, path)
    figures = [figure.observation for report in document.reports for figure in report.figures]
    assert sorted(each.observation_id for each in figures) == sorted(o.observation_id for o in extracted.observations)
    assert [report.report for report in document.reports] == list(extracted.reports)


def explained_at(text: str, path: Path) -> ExplainedDocument:
    return explain_document(text, document_id=DOCUMENT_ID, uri=path.name, stated=STATED)


@pytest.mark.parametrize("path", [path for path in INBOX if "gutian" not in path.name], ids=lambda path: path.stem)
def test_a_number_is_a_figure_or_left_out_and_never_both(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = explained_at(text, path)
    figures = {
        at
        for report in document.reports
        for figure in report.figures
        for at in range(figure.observation.char_start, figure.observation.char_end)
    }
    left_out = [*document.left_out, *(each for report in document.reports for each in report.left_out)]
    others = {at for each in left_out for at in range(each.start, each.end)}
    digits = {at for at, sign in enumerate(text) if sign.isdecimal()}
    assert figures & others == set()
    assert digits - figures - others == set()


@given(
    st.text(alphabet="去年受理约近超案件0123456789.,%万亿元件人同比增长下降，。\n（）《》一二三百杨某", max_size=120)
)
def test_any_text_can_be_explained(text: str) -> None:
    figures = [figure for report in explained(text).reports for figure in report.figures]
    assert all(figure.reasons for figure in figures)
    for figure in figures:
        seen = figure.observation
        assert text[seen.char_start : seen.char_end] == seen.obs_text
