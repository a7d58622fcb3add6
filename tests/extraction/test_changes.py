"""Whether a figure is a level or a change, its sign, and what it is compared with."""

from decimal import Decimal

import pytest
from reading_texts import figure, figures_in, level_of

from extraction.changes import read_change, read_comparison


@pytest.mark.parametrize("word", ["增长", "上升", "提升", "增加", "提高", "上涨", "攀升", "增幅", "涨幅", "净增"])
def test_word_of_rise_makes_a_positive_change(word: str) -> None:
    change = read_change(f"同比{word}", "3.2%", "percent")
    assert change is not None
    assert change.sign == 1


@pytest.mark.parametrize("word", ["下降", "减少", "降低", "回落", "缩短", "下滑", "压降", "降幅", "收窄", "锐减"])
def test_word_of_fall_makes_a_negative_change(word: str) -> None:
    change = read_change(f"同比{word}", "3.2%", "percent")
    assert change is not None
    assert change.sign == -1


@pytest.mark.parametrize(
    ("lead", "printed", "unit_measure", "sign"),
    [
        pytest.param("同比增长了", "3.2%", "percent", 1, id="增长了"),
        pytest.param("同比下降近", "3.2%", "percent", -1, id="a hedge between"),
        pytest.param("降幅达", "72.22%", "percent", -1, id="降幅达"),
        pytest.param("增幅为", "6.5%", "percent", 1, id="增幅为 names the change itself"),
        pytest.param("同比分别增长", "65.5%", "percent", 1, id="分别 before the word"),
        pytest.param("同比增长-", "2.3%", "percent", -1, id="a printed minus"),
        pytest.param("较上年减少", "12件", "case", -1, id="a count directly behind the word"),
        pytest.param("同比提高", "1.9个百分点", "percentage_point", 1, id="points"),
        pytest.param("比上年多", "2个百分点", "percentage_point", 1, id="points are a change by nature"),
        pytest.param("", "翻了一番", "percent", 1, id="a doubling"),
    ],
)
def test_change_is_told_by_the_words_before_the_number(lead: str, printed: str, unit_measure: str, sign: int) -> None:
    change = read_change(lead, printed, unit_measure)
    assert change is not None
    assert change.sign == sign


@pytest.mark.parametrize(
    ("lead", "printed", "unit_measure"),
    [
        pytest.param("执行完毕率为", "38.6%", "percent", id="a rate"),
        pytest.param("占全部案件的", "36%", "percent", id="a share"),
        pytest.param("同比上升至", "90.8%", "percent", id="上升至: the level reached"),
        pytest.param("由36件降至", "10件", "case", id="降至: the level reached"),
        pytest.param("增加到", "12家", "organization", id="增加到: the level reached"),
        pytest.param("提升为", "90.8%", "percent", id="提升为: the level reached"),
        pytest.param("审结", "12件", "case", id="a plain count"),
        pytest.param("增长点达", "12个", "item", id="a word of change that is part of another"),
        pytest.param("用于减少噪音的设备", "12台", "item", id="a word of change far from the count"),
    ],
)
def test_level_is_no_change(lead: str, printed: str, unit_measure: str) -> None:
    assert read_change(lead, printed, unit_measure) is None


@pytest.mark.parametrize(
    ("words", "comparison"),
    [
        pytest.param("同比增长", "yoy", id="同比"),
        pytest.param("较上年增长", "yoy", id="较上年"),
        pytest.param("比上一年增长", "yoy", id="比上一年"),
        pytest.param("比去年同期增长", "yoy", id="比去年同期"),
        pytest.param("与去年同期相比下降", "yoy", id="与去年同期相比"),
        pytest.param("较上年同期提高", "yoy", id="较上年同期"),
        pytest.param("环比下降", "mom", id="环比"),
        pytest.param("较上月下降", "mom", id="较上月"),
        pytest.param("比上季度增长", "mom", id="比上季度"),
        pytest.param("较10年前增长", "other", id="较10年前"),
        pytest.param("较年初减少", "other", id="较年初"),
        pytest.param("与改革前相比缩短", "other", id="与…相比"),
        pytest.param("年均增长", "other", id="年均"),
    ],
)
def test_comparison_is_read_from_its_words(words: str, comparison: str) -> None:
    found = read_comparison(words)
    assert found is not None
    assert found[0] == comparison


@pytest.mark.parametrize("words", ["增长", "占比为", "比例达", "上诉率下降", ""])
def test_nothing_said_is_no_comparison(words: str) -> None:
    assert read_comparison(words) is None


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit_measure", "comparison"),
    [
        ("2025年，全省法院审结案件30万件，同比增长4.5%。", "4.5%", "4.5", "percent", "yoy"),
        ("2025年，全省法院审结案件30万件，较上年减少4.5%。", "4.5%", "-4.5", "percent", "yoy"),
        ("2025年，全省法院上诉率为8.9%，环比下降0.4个百分点。", "0.4个百分点", "-0.4", "percentage_point", "mom"),
        ("2025年，全省法院信访案件36件，比年初减少12件。", "12件", "-12", "case", "other"),
    ],
    ids=["rise in percent", "fall in percent", "fall in points", "fall in cases"],
)
def test_change_in_a_text_has_sign_unit_and_basis(
    text: str, printed: str, value: str, unit_measure: str, comparison: str
) -> None:
    found = figure(text, printed)
    assert (found.measure, str(found.printed_value), found.unit_measure, found.comparison) == (
        "change",
        value,
        unit_measure,
        comparison,
    )


@pytest.mark.parametrize(
    ("words", "measure", "value"),
    [
        pytest.param("低于全市平均水平1.2个百分点", "level", "1.2", id="below others"),
        pytest.param("高于合理区间下限1.2个百分点", "level", "1.2", id="above a limit"),
        pytest.param("低于上年同期1.2个百分点", "change", "-1.2", id="below the year before"),
        pytest.param("高于去年1.2个百分点", "change", "1.2", id="above the year before"),
    ],
)
def test_distance_is_a_level_and_goes_neither_way(words: str, measure: str, value: str) -> None:
    found = figure(f"2025年，全市法院上诉率6.1%，{words}。", "1.2个百分点")
    assert (found.measure, found.printed_value) == (measure, Decimal(value))


def test_change_in_persons_is_that_of_the_persons_counted() -> None:
    found = figures_in("2025年，检察机关起诉甲类案件182件247人、乙类案件51件69人，人数同比分别上升12.8%和9.5%。")
    assert [level_of(found, each) for each in found if each.measure == "change"] == ["247人", "69人"]


def test_change_in_points_is_that_of_the_share_before_it() -> None:
    found = figures_in("2025年，检察机关接收信访67件，其中重复信访26件，占38.8%，同比下降3.2个百分点。")
    assert level_of(found, found[-1]) == "38.8%"


def test_stock_held_against_that_of_a_year_before_is_yearly() -> None:
    assert figure("截至2025年底，全市设法庭86个，比2024年底增加7个。", "7个").comparison == "yoy"


def test_stock_held_against_that_of_years_before_is_not_yearly() -> None:
    assert figure("截至2025年底，全市设法庭86个，比2022年底增加7个。", "7个").comparison == "other"


def test_growth_all_of_which_lies_in_a_range_is_a_change() -> None:
    found = figure("2025年，全市法院收案、结案较前两年增长均在三成以上。", "三成以上")
    assert (found.measure, found.comparison) == ("change", "other")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("同比仅增3%", "3", id="仅增"),
        pytest.param("环比再降3%", "-3", id="再降"),
        pytest.param("较上月则升3%", "3", id="则升"),
    ],
)
def test_one_sign_behind_a_comparison_is_a_change(words: str, value: str) -> None:
    found = figure(f"2025年，全市法院新收案件1200件，{words}。", "3%")
    assert (found.measure, found.printed_value) == ("change", Decimal(value))


def test_changes_listed_behind_as_many_levels_belong_to_these_in_order() -> None:
    found = figures_in("2025年，全市法院新收案件1200件，审结1100件，同比下降8.6%、8.1%。")
    assert [level_of(found, each) for each in found if each.measure == "change"] == ["1200件", "1100件"]


def test_so_many_more_sent_than_the_year_before_is_a_change() -> None:
    found = figure("2025年，全市法院发出司法建议512份，同比多发96份。", "96份")
    assert (found.measure, found.comparison) == ("change", "yoy")


def test_mark_set_for_next_year_is_no_figure() -> None:
    assert figures_in("2026年，力争一审改判率降下来，执行到位率不低于50%。") == []


@pytest.mark.parametrize(("word", "value"), [("涨幅最大，达", "27.5"), ("降幅居前，均在", "-27.5")])
def test_amount_of_a_change_named_in_the_clause_before(word: str, value: str) -> None:
    found = figure(f"2025年，全市法院审结案件900件，物业纠纷收案同比{word}27.5%。", "27.5%")
    assert (found.measure, found.printed_value, found.comparison) == ("change", Decimal(value), "yoy")


def test_change_behind_the_level_of_the_year_before_is_that_of_this_year() -> None:
    found = figures_in("2025年1至6月，全市法院新收案件1300件，去年同期为1200件，同比增长8.3%。")
    assert level_of(found, found[-1]) == "1300件"
    assert str(found[-1].time_start) == "2025-01-01"


@pytest.mark.parametrize("words", ["保险类增势最猛，同比增长8%", "保险收案则同比增长8%"])
def test_change_finds_the_level_of_what_it_names_in_the_sentence_before(words: str) -> None:
    label = words.split("收案")[0].split("增势")[0]
    found = figures_in(f"2025年，全市法院新收金融案件900件，其中信托30件、{label}纠纷60件。{words}。")
    assert found[-1].measure == "change"
    assert level_of(found, found[-1]) == "60件"


def test_reason_of_a_change_is_not_what_changes() -> None:
    found = figures_in("2025年，全市法院新收案件1200件，受停工影响同比下降8%。")
    assert level_of(found, found[-1]) == "1200件"


def test_mean_of_others_is_no_word_for_several_levels() -> None:
    found = figures_in("2025年，全市法院改发率2.1%，高出全省均值0.4个百分点。")
    assert level_of(found, found[-1]) == "2.1%"
