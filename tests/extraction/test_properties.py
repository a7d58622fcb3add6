"""What holds for every text: nothing is lost, nothing is made up, nothing crashes."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printing import full_width, grouped, in_chinese, plain, scaled
from reading_texts import DOCUMENT_ID, figures_in, joined, quantities_in, read

from extraction import extract_document
from extraction.folding import fold
from extraction.numbers import UnreadableNumber, read_number

FEW = settings(max_examples=60, deadline=None, derandomize=True)
MANY = settings(max_examples=300, deadline=None, derandomize=True)

WHOLE = st.integers(min_value=0, max_value=10**12)
EXACT = st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False, allow_infinity=False)
# What a text may hold, surrogates aside: no decoder yields them.
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
SIGNS_OF_REPORTS = st.text(
    "年月日万亿元件人个百分点同比增长下降约近超余多以上以下分别其中第一二三十零两成翻番半全省法院审结执行到位某"
    "，。；：、（）“”《》#*□|\n\r\t 0123456789.,%-—~",
    max_size=160,
)

AREAS = st.sampled_from(["全国", "全省", "四川省", "漯河市", "闽侯县", "该", "鼓楼区"])
TIMES = st.sampled_from(["2025年，", "今年以来，", "截至9月底，", "去年同期，", "近三年，", "自2023年10月以来，", ""])
SUBJECTS = st.sampled_from(["审结案件", "执行到位金额", "新收执行案件", "上诉率为", "惩治拒执犯罪", "平均用时"])
HEDGES = st.sampled_from(["", "约", "近", "超", "逾", "不足", "至少"])
UNITS = st.sampled_from(["件", "万件", "亿元", "万余元", "%", "个百分点", "人", "天", "家", "件次", "余件", "%以上"])
ENDS = st.sampled_from(
    ["，", "。", "；", "、", "，同比增长3.2%，", "（占36%），", "\n", "，分别上升2.1%和3.4%。", "万\n件，"]
)
CLAUSES = st.builds(
    lambda time, area, subject, hedge, number, unit, end: f"{time}{area}法院{subject}{hedge}{number}{unit}{end}",
    *(TIMES, AREAS, SUBJECTS, HEDGES, st.decimals("0.1", 9999, places=1).map(str), UNITS, ENDS),
)
REPORTS = st.lists(CLAUSES, max_size=12).map("".join)
TEXTS = st.one_of(ANY_TEXT, SIGNS_OF_REPORTS, REPORTS)


# --- printing and reading back is the identity


@MANY
@given(EXACT)
def test_number_in_plain_digits_is_read_back(value: Decimal) -> None:
    assert read_number(plain(value)).value == value


@MANY
@given(EXACT)
def test_number_in_grouped_digits_is_read_back(value: Decimal) -> None:
    assert read_number(grouped(value)).value == value


@MANY
@given(WHOLE, st.sampled_from([(4, "万"), (8, "亿"), (12, "万亿")]))
def test_number_in_万_or_亿_is_read_back(value: int, scale: tuple[int, str]) -> None:
    assert read_number(scaled(Decimal(value), *scale)).value == value


@MANY
@given(WHOLE)
def test_number_in_chinese_numerals_is_read_back(value: int) -> None:
    assert read_number(in_chinese(value)).value == value


@MANY
@given(EXACT.filter(lambda value: value > 0), st.sampled_from([plain, grouped]), st.booleans())
def test_printed_amount_is_found_and_read_back(value: Decimal, form, wide: bool) -> None:
    printed = form(value) + "元"
    (quantity,) = quantities_in(f"到位金额{full_width(printed) if wide else printed}。")
    assert quantity.value == value


@MANY
@given(st.integers(min_value=11, max_value=10**11).filter(lambda value: set(in_chinese(value)) - set("十百千万亿")))
def test_count_in_chinese_numerals_that_hold_a_digit_is_found_and_read_back(value: int) -> None:
    (quantity,) = quantities_in(f"审结案件{in_chinese(value)}件。")
    assert quantity.value == value


@MANY
@given(st.integers(min_value=1000, max_value=10**9))
def test_count_printed_with_blanks_for_commas_is_read_back(value: int) -> None:
    (quantity,) = quantities_in(f"审结案件{grouped(Decimal(value)).replace(',', ' ')} 件。")
    assert quantity.value == value


@MANY
@given(EXACT)
def test_printed_value_lies_within_half_a_step_of_itself(value: Decimal) -> None:
    number = read_number(plain(value))
    assert number.step > 0
    assert number.significant_step >= number.step


@MANY
@given(ANY_TEXT)
def test_what_is_no_number_is_refused_and_never_taken_as_nought(text: str) -> None:
    try:
        number = read_number(text)
    except UnreadableNumber:
        return
    assert number.value > 0 or set(text) & set("0零〇") or any(sign.isdecimal() for sign in text)


# --- folding and joining


@MANY
@given(TEXTS)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@MANY
@given(TEXTS)
def test_joining_leaves_out_nothing_but_blanks_and_marks_of_bold_type(text: str) -> None:
    left_out = str.maketrans("", "", " *")
    assert joined(text).translate(left_out) == fold(text).translate(left_out)


# --- whole documents


@FEW
@given(TEXTS)
def test_span_holds_the_text_of_its_figure(text: str) -> None:
    assert all(text[each.char_start : each.char_end] == each.obs_text for each in figures_in(text))


@FEW
@given(REPORTS)
def test_span_holds_the_text_of_its_figure_in_reports(text: str) -> None:
    assert all(text[each.char_start : each.char_end] == each.obs_text for each in figures_in(text))


@FEW
@given(TEXTS)
def test_extracting_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@FEW
@given(TEXTS)
def test_document_without_a_date_is_read_too(text: str) -> None:
    """Nothing is counted from a day of publication that nobody told."""
    for each in extract_document(text, document_id=DOCUMENT_ID, uri="").observations:
        for day in (each.time_start, each.time_end):
            assert day is None or day.year < 2200


@FEW
@given(REPORTS)
def test_ids_are_unique_in_a_document(text: str) -> None:
    document = read(text)
    for ids in (
        [each.observation_id for each in document.observations],
        [each.report_id for each in document.reports],
    ):
        assert len(set(ids)) == len(ids)


@FEW
@given(REPORTS)
def test_references_lead_to_something_in_the_document(text: str) -> None:
    document = read(text)
    observations = {each.observation_id: each for each in document.observations}
    reports = {each.report_id for each in document.reports}
    assert {each.report_id for each in document.observations} <= reports
    assert {each.change_of for each in document.observations if each.change_of} <= set(observations)


@FEW
@given(REPORTS)
def test_value_lies_in_its_interval(text: str) -> None:
    for each in figures_in(text):
        assert each.value_low is None or each.value_low <= each.printed_value
        assert each.value_high is None or each.printed_value <= each.value_high


@FEW
@given(REPORTS)
def test_period_does_not_end_before_it_begins(text: str) -> None:
    for each in figures_in(text):
        assert each.time_start is None or each.time_end is None or each.time_start <= each.time_end


@FEW
@given(REPORTS)
def test_words_are_those_of_the_contract(text: str) -> None:
    for each in figures_in(text):
        assert each.measure in ("level", "change")
        assert each.scope in ("aggregate", "case")
        assert each.qualifier in ("exact", "about", "nearly", "over", "under", "at_least", "at_most")
        assert each.time_basis in ("stated", "inherited", "relative", "none")
        assert each.comparison in ("yoy", "mom", "other", None)
        assert 0 <= each.confidence <= 1


@FEW
@given(REPORTS)
def test_only_a_change_has_a_comparison_and_a_level(text: str) -> None:
    for each in figures_in(text):
        assert each.measure == "change" or (each.comparison is None and each.change_of is None)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("\ufeff", id="a mark of byte order alone"),
        pytest.param("\x00审结\x003件\x00", id="NUL"),
        pytest.param("\x1b[31m审结3件\x07", id="control characters"),
        pytest.param("𠮷" * 50 + "审结3件", id="characters beyond the basic plane"),
        pytest.param("审结3件\r\n执结\r2件\n\r到位5元", id="mixed ends of lines"),
        pytest.param("9" * 5000 + "件", id="five thousand digits"),
        pytest.param("0." + "0" * 5000 + "1%", id="five thousand decimals"),
        pytest.param("一" * 3000 + "件", id="three thousand Chinese digits"),
        pytest.param("十百千万亿" * 500 + "元", id="nothing but multipliers"),
        pytest.param("3点" + "五" * 500 + "件", id="many signs behind 点"),
        pytest.param("0000年00月00日，审结0件", id="noughts"),
        pytest.param("2025年13月32日，审结3件", id="a day that is none"),
        pytest.param("截至99月，审结3件，近99年审结5件", id="a month and years that are none"),
        pytest.param("近九百年，审结3件。过去九千年来审结5件。", id="more years than there were"),
        pytest.param("十九五期间审结3件", id="a plan not yet made"),
        pytest.param("٣件，३件，３件", id="digits of other scripts"),
    ],
)
def test_odd_text_is_read_without_a_crash_and_with_true_spans(text: str) -> None:
    assert all(text[each.char_start : each.char_end] == each.obs_text for each in figures_in(text))
