"""Which numbers of a text are figures, with which value, unit and hedge."""

from dataclasses import replace
from decimal import Decimal

import pytest
from reading_texts import figures_in, joined, quantities_in, values_in

from extraction.quantities import find_quantities, why_no_figure

# --- units


@pytest.mark.parametrize(
    ("printed", "value", "unit_measure"),
    [
        pytest.param("2.2万亿元", "2200000000000", "CNY", id="元"),
        pytest.param("1944979.52万元", "19449795200", "CNY", id="万元"),
        pytest.param("5000元人民币", "5000", "CNY", id="元人民币"),
        pytest.param("97.25%", "97.25", "percent", id="percent sign"),
        pytest.param("3.6‰", "0.36", "percent", id="per mille is a tenth of a percent"),
        pytest.param("三成", "30", "percent", id="成 is ten percent"),
        pytest.param("6成", "60", "percent", id="成 behind a digit"),
        pytest.param("百分之十五", "15", "percent", id="百分之"),
        pytest.param("百分之三点五", "3.5", "percent", id="百分之 with 点"),
        pytest.param("2.3个百分点", "2.3", "percentage_point", id="个百分点"),
        pytest.param("1.5百分点", "1.5", "percentage_point", id="百分点 without 个"),
        pytest.param("541件", "541", "case", id="件"),
        pytest.param("12起", "12", "case", id="起"),
        pytest.param("12宗", "12", "case", id="宗"),
        pytest.param("58案", "58", "case", id="案"),
        pytest.param("14人", "14", "person", id="人"),
        pytest.param("14名", "14", "person", id="名"),
        pytest.param("5.6万人次", "56000", "person_time", id="人次"),
        pytest.param("3200件次", "3200", "case_time", id="件次"),
        pytest.param("36次", "36", "occurrence", id="次"),
        pytest.param("120场次", "120", "occurrence", id="场次"),
        pytest.param("305家", "305", "organization", id="家"),
        pytest.param("42户", "42", "organization", id="户"),
        pytest.param("36.5天", "36.5", "day", id="天"),
        pytest.param("7个工作日", "7", "day", id="工作日"),
        pytest.param("3个月", "3", "month", id="个月"),
        pytest.param("历时12年", "12", "year", id="年 where a word of duration says so"),
        pytest.param("1200平方米", "1200", "square_metre", id="平方米"),
        pytest.param("2公顷", "20000", "square_metre", id="公顷 is 10000 square metres"),
        pytest.param("2.5倍", "2.5", "multiple", id="倍"),
        pytest.param("38份", "38", "item", id="份"),
        pytest.param("19项", "19", "item", id="项"),
        pytest.param("26辆", "26", "item", id="辆"),
    ],
)
def test_number_with_a_unit_is_a_quantity_in_base_units(printed: str, value: str, unit_measure: str) -> None:
    assert values_in(printed) == [(Decimal(value), unit_measure)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        pytest.param("１２０．５万件", "1205000", id="full-width digits and stop"),
        pytest.param("1,234,567件", "1234567", id="grouped"),
        pytest.param("三万一千件", "31000", id="Chinese numerals"),
        pytest.param("九百多万件", "9000000", id="Chinese numerals with 多"),
        pytest.param("两亿余件", "200000000", id="两 with 余"),
        pytest.param("1.2万件", "12000", id="万 with one decimal"),
        pytest.param("541 342件", "541342", id="a blank for the comma"),
        pytest.param("1 541 342件", "1541342", id="two blanks for commas"),
        pytest.param("12 件", "12", id="a blank before the unit"),
        pytest.param("13.3万\u3000件", "133000", id="an ideographic blank before the unit"),
    ],
)
def test_number_of_cases_is_read_in_every_print(printed: str, value: str) -> None:
    assert values_in(printed) == [(Decimal(value), "case")]


@pytest.mark.parametrize(
    ("printed", "value", "unit_measure"),
    [
        pytest.param("297.84  %", "297.84", "percent", id="blanks before the percent sign"),
        pytest.param("36.5％", "36.5", "percent", id="full-width percent sign"),
        pytest.param("36.5﹪", "36.5", "percent", id="small percent sign"),
        pytest.param("3.2個百分點", "3.2", "percentage_point", id="traditional characters"),
        pytest.param("2.5萬億元", "2500000000000", "CNY", id="traditional 萬億"),
    ],
)
def test_odd_signs_are_read_like_plain_ones(printed: str, value: str, unit_measure: str) -> None:
    assert values_in(printed) == [(Decimal(value), unit_measure)]


# --- hedges


@pytest.mark.parametrize(
    ("printed", "qualifier"),
    [
        pytest.param("到位300万元", "exact", id="none"),
        pytest.param("约300万元", "about", id="约"),
        pytest.param("大约300万元", "about", id="大约"),
        pytest.param("约为300万元", "about", id="约为"),
        pytest.param("300万元左右", "about", id="左右"),
        pytest.param("近300万元", "nearly", id="近"),
        pytest.param("将近300万元", "nearly", id="将近"),
        pytest.param("接近300万元", "nearly", id="接近"),
        pytest.param("几乎300万元", "nearly", id="几乎"),
        pytest.param("跌破300万元", "under", id="跌破"),
        pytest.param("多达300万元", "exact", id="多达"),
        pytest.param("超300万元", "over", id="超"),
        pytest.param("超过300万元", "over", id="超过"),
        pytest.param("超过了300万元", "over", id="超过了"),
        pytest.param("逾300万元", "over", id="逾"),
        pytest.param("突破300万元", "over", id="突破"),
        pytest.param("300余万元", "over", id="余 inside"),
        pytest.param("300多万元", "over", id="多 inside"),
        pytest.param("300万余元", "over", id="余 before the unit"),
        pytest.param("300万元以上", "at_least", id="以上"),
        pytest.param("至少300万元", "at_least", id="至少"),
        pytest.param("不低于300万元", "at_least", id="不低于"),
        pytest.param("不少于300万元", "at_least", id="不少于"),
        pytest.param("300万元以下", "at_most", id="以下"),
        pytest.param("300万元以内", "at_most", id="以内"),
        pytest.param("不超过300万元", "at_most", id="不超过"),
        pytest.param("不足300万元", "under", id="不足"),
        pytest.param("主要证据不足300万元", "exact", id="证据不足 is a fault"),
        pytest.param("低于300万元", "under", id="低于"),
        pytest.param("不到300万元", "under", id="不到"),
    ],
)
def test_hedge_before_inside_or_behind_gives_the_qualifier(printed: str, qualifier: str) -> None:
    (quantity,) = quantities_in(printed)
    assert (quantity.value, quantity.qualifier) == (Decimal(3000000), qualifier)


@pytest.mark.parametrize(
    ("printed", "quote"),
    [
        pytest.param("约300件", "300件", id="not the hedge before"),
        pytest.param("达到300件", "300件", id="not the verb"),
        pytest.param("300余件", "300余件", id="the hedge inside"),
        pytest.param("40余万元", "40余万元", id="the hedge before 万"),
        pytest.param("20%以上", "20%以上", id="the hedge behind"),
        pytest.param("5.6万余人次", "5.6万余人次", id="the hedge between 万 and the unit"),
        pytest.param("2.3个百分点", "2.3个百分点", id="个 of 个百分点"),
    ],
)
def test_span_holds_the_number_its_unit_and_the_hedges_inside_and_behind(printed: str, quote: str) -> None:
    text = joined(printed)
    (quantity,) = quantities_in(printed)
    assert text[quantity.start : quantity.end] == quote


# --- bare multipliers, doublings


@pytest.mark.parametrize(
    ("printed", "value", "qualifier"),
    [
        pytest.param("百亿元", "10000000000", "exact", id="百亿元"),
        pytest.param("近亿元", "100000000", "nearly", id="近亿元"),
        pytest.param("近百亿元", "10000000000", "nearly", id="近百亿元"),
        pytest.param("逾千万元", "10000000", "over", id="逾千万元"),
        pytest.param("上亿元", "100000000", "over", id="上亿元"),
    ],
)
def test_multiplier_without_a_digit_counts_as_one(printed: str, value: str, qualifier: str) -> None:
    (quantity,) = quantities_in(printed)
    assert (quantity.value, quantity.qualifier) == (Decimal(value), qualifier)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        pytest.param("翻番", "100", id="翻番"),
        pytest.param("翻了番", "100", id="翻了番"),
        pytest.param("翻一番", "100", id="翻一番"),
        pytest.param("翻了一番", "100", id="翻了一番"),
        pytest.param("翻两番", "300", id="twice doubled is four times"),
        pytest.param("翻三番", "700", id="three times doubled is eight times"),
    ],
)
def test_doubling_is_a_growth_in_percent(printed: str, value: str) -> None:
    assert values_in(printed) == [(Decimal(value), "percent")]


# --- several numbers


@pytest.mark.parametrize(
    ("printed", "values", "unit_measure"),
    [
        pytest.param("提高0.7个和3个百分点", ["0.7", "3"], "percentage_point", id="0.7个和3个百分点"),
        pytest.param("提高3.6、2.6个百分点", ["3.6", "2.6"], "percentage_point", id="3.6、2.6个百分点"),
        pytest.param("提高1.2、3.6和2.6个百分点", ["1.2", "3.6", "2.6"], "percentage_point", id="three of them"),
        pytest.param("提高8至17个百分点", ["8", "17"], "percentage_point", id="a range of points"),
        pytest.param("占比为20%至30%", ["20", "30"], "percent", id="a range with both units"),
        pytest.param("用时20—30天", ["20", "30"], "day", id="a range with a dash"),
        pytest.param("金额3至5万元", ["30000", "50000"], "CNY", id="a range shares 万 too"),
        pytest.param("金额8000至1.2万元", ["8000", "12000"], "CNY", id="a range from a plain number to 万"),
        pytest.param("金额3.2、2.6万元", ["32000", "26000"], "CNY", id="a list of decimals shares 万"),
        pytest.param("分别受理120、80和36件", ["120", "80", "36"], "case", id="a list of counts"),
    ],
)
def test_shared_unit_holds_for_every_number_before_it(printed: str, values: list[str], unit_measure: str) -> None:
    assert values_in(printed) == [(Decimal(value), unit_measure) for value in values]


def test_year_that_shares_its_年_is_no_count() -> None:
    assert values_in("2024和2025年共审结3万件") == [(Decimal(30000), "case")]


def test_two_counts_that_run_on_are_two_quantities() -> None:
    assert values_in("13件14人") == [(Decimal(13), "case"), (Decimal(14), "person")]


def test_numbers_in_brackets_each_keep_their_own_unit() -> None:
    assert values_in("宿迁(915件)、苏州(747件)") == [(Decimal(915), "case"), (Decimal(747), "case")]


# --- what is no figure


@pytest.mark.parametrize(
    "printed",
    [
        pytest.param("1，000件", id="a number torn apart: 000 is no nought"),
        pytest.param("1∶3", id="a proportion"),
        pytest.param("比例为1:3", id="a proportion with a half-width colon"),
        pytest.param("第3号", id="an ordinal"),
        pytest.param("第12件", id="an ordinal with a unit"),
        pytest.param("第一百二十件", id="an ordinal in Chinese numerals"),
        pytest.param("〔2025〕12号", id="the number of a document"),
        pytest.param("2025年10月24日", id="a date"),
        pytest.param("2026年1月", id="a month"),
        pytest.param("一家企业", id="一 as an article"),
        pytest.param("两起案件", id="two as a pronoun"),
        pytest.param("12368热线", id="a telephone number"),
        pytest.param("3批准", id="批 of 批准"),
        pytest.param("5人民法院", id="人 of 人民"),
        pytest.param("成立", id="成 without a number"),
        pytest.param("万元", id="a unit without a number"),
        pytest.param("一成立", id="成 of 成立"),
        pytest.param("G20、5G", id="names with digits"),
        pytest.param("", id="nothing"),
    ],
)
def test_number_without_a_unit_of_measure_is_no_quantity(printed: str) -> None:
    assert values_in(printed) == []


@pytest.mark.parametrize(
    ("before", "printed", "after", "reason"),
    [
        pytest.param("规范", "27个", "环节", "a part of a plan, a programme or a document", id="27个环节 of a plan"),
        pytest.param("发布", "10件", "典型案例", "published model cases or documents", id="model cases"),
        pytest.param("标的额", "500万元以上", "的案件", "a limit that defines a class of cases", id="以上的"),
        pytest.param("须在", "30天", "内履行", "a limit in days", id="天内"),
        pytest.param("连续", "3个月", "居首", "a streak", id="连续"),
        pytest.param("跻身前", "20名", "", "a rank", id="前20名"),
        pytest.param("每", "10件", "中有", "the base of a ratio", id="每"),
    ],
)
def test_number_that_is_no_statistic_is_left_out_with_its_reason(
    before: str, printed: str, after: str, reason: str
) -> None:
    (alone,) = quantities_in(printed)
    shift = len(before)
    there = replace(alone, start=alone.start + shift, end=alone.end + shift, before=alone.before + shift)
    assert why_no_figure(before + printed + after, there) == reason
    assert values_in(before + printed + after) == []


def test_number_inside_a_taken_span_is_left_out() -> None:
    assert find_quantities("《关于12件案件的意见》共30件", [(0, 12)])[0].value == Decimal(30)


def test_number_that_no_column_can_hold_is_left_out() -> None:
    assert values_in("9" * 30 + "件") == []


def test_a_quantity_that_stands_is_no_rejection() -> None:
    (quantity,) = quantities_in("审结300件")
    assert why_no_figure("审结300件", quantity) is None


# --- how long something took


@pytest.mark.parametrize(
    ("text", "value", "unit_measure"),
    [
        pytest.param("被判处有期徒刑八个月", "8", "month", id="a term of imprisonment in months"),
        pytest.param("被判处有期徒刑三年", "3", "year", id="a term of imprisonment in years"),
        pytest.param("宣告缓刑两年", "2", "year", id="a suspended sentence"),
        pytest.param("厂房闲置五年", "5", "year", id="a state that lasted"),
        pytest.param("外出躲债4年", "4", "year", id="a person who hid"),
        pytest.param("被决定拘留十五日", "15", "day", id="detention in Chinese numerals"),
        pytest.param("被决定拘留15日", "15", "day", id="detention in digits"),
        pytest.param("9个月后复工", "9", "month", id="months later"),
        pytest.param("21天后付清", "21", "day", id="days later"),
    ],
)
def test_how_long_something_took_is_a_quantity(text: str, value: str, unit_measure: str) -> None:
    assert values_in(text) == [(Decimal(value), unit_measure)]


@pytest.mark.parametrize(
    "text",
    [
        "判处五年以上有期徒刑",
        "被拖欠一年半工资",
        "三年前借款",
        "分三年付清",
        "第2、4、8个月回访",
        "“4个70%”",
        "东里、西山等8个人民法庭",
    ],
)
def test_no_quantity_of_its_own(text: str) -> None:
    assert values_in(text) == []


@pytest.mark.parametrize("printed", ["制定司法解释16件", "发布指导性案例21件", "出台规范性文件12件"])
def test_documents_counted_behind_their_name_are_a_figure(printed: str) -> None:
    assert [unit for _, unit in values_in(printed)] == ["case"]


@pytest.mark.parametrize(
    ("text", "printed", "qualifier"),
    [
        pytest.param("接近受理总数的三成", "三成", "nearly", id="接近"),
        pytest.param("几乎占到总数的三成", "三成", "nearly", id="几乎"),
        pytest.param("超过同类案件的60%", "60%", "over", id="超过"),
        pytest.param("不足全部收案的5%", "5%", "under", id="不足"),
        pytest.param("是上年的3倍多", "3倍多", "over", id="多 behind 倍"),
    ],
)
def test_hedge_may_stand_apart_from_its_share(text: str, printed: str, qualifier: str) -> None:
    (found,) = quantities_in(text)
    assert (joined(text)[found.start : found.end], found.qualifier) == (printed, qualifier)


@pytest.mark.parametrize("text", ["40天里", "三个月间", "5天时间里"])
def test_span_in_which_something_was_done_is_no_quantity(text: str) -> None:
    assert values_in(text) == []


@pytest.mark.parametrize("text", ["计划新设2个巡回法庭", "拟于年内办结36件"])
def test_what_is_planned_is_no_quantity(text: str) -> None:
    assert values_in(text) == []


@pytest.mark.parametrize("text", ["批准重整计划用了217天", "原计划用时90天，实际用了217天"])
def test_a_plan_that_was_carried_out_leaves_what_it_took(text: str) -> None:
    assert values_in(text)[-1:] == [(Decimal(217), "day")]


@pytest.mark.parametrize("printed", ["01 案件情况", "（02）件件有回音", "007件"])
def test_number_that_begins_with_nought_counts_nothing(printed: str) -> None:
    assert values_in(printed) == []


@pytest.mark.parametrize(
    ("printed", "qualifier"),
    [
        ("破3万件", "over"),
        ("首破3万件", "over"),
        ("侦破3万件", "exact"),
        ("节约三成", "exact"),
        ("网上预约300次", "exact"),
        ("线上300次", "exact"),
        ("约有一成", "about"),
    ],
)
def test_sign_that_ends_another_word_is_no_hedge(printed: str, qualifier: str) -> None:
    assert [quantity.qualifier for quantity in quantities_in(printed)] == [qualifier]


@pytest.mark.parametrize("rate", ["3个月内办理过程或结果答复率", "30天内回复率"])
def test_term_in_the_name_of_a_rate_is_no_figure(rate: str) -> None:
    assert [unit for _, unit in values_in(f"{rate}99.6%")] == ["percent"]


@pytest.mark.parametrize("reached", ["压缩至", "缩短到", "压减至", "下降至"])
def test_days_that_were_reached_are_no_limit(reached: str) -> None:
    assert [each.obs_text for each in figures_in(f"平均审理周期{reached}36天以内。")] == ["36天以内"]
