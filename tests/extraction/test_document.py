"""Whole small texts: what each figure measures, where, when, and what changes what."""

from datetime import date
from decimal import Decimal

import pytest
from reading_texts import DOCUMENT_ID, PUBLISHED, figure, figures_in, level_of, read

from extraction import Observation, StatedMetadata, extract_document

HEADING = "法院晒出年度成绩单\n"


def pairs(text: str) -> list[tuple[str, str | None]]:
    """Each change of a text with what is printed at its level."""
    found = figures_in(HEADING + text)
    return [(each.obs_text, level_of(found, each)) for each in found if each.measure == "change"]


def period_of(text: str, printed: str) -> tuple[str | None, str | None]:
    found = figure(HEADING + text, printed)
    return (str(found.time_start) if found.time_start else None), (str(found.time_end) if found.time_end else None)


# --- changes and their levels


def test_change_belongs_to_the_level_before_it() -> None:
    assert pairs("2025年，全省法院审结案件30.6万件，同比增长4.5%。") == [("4.5%", "30.6万件")]


def test_change_reaches_over_an_intervening_share() -> None:
    text = "2025年，全省法院新收民事案件770.7万件，占36%，同比增长41.5%。"
    assert pairs(text) == [("41.5%", "770.7万件")]


def test_share_between_is_a_level() -> None:
    text = "2025年，全省法院新收民事案件770.7万件，占36%，同比增长41.5%。"
    assert figure(HEADING + text, "36%").measure == "level"


def test_changes_of_one_list_belong_to_the_levels_of_another() -> None:
    text = "2025年，该市法院新收案件4120件，审结案件3986件，同比分别增长65.5%、82.2%。"
    assert pairs(text) == [("65.5%", "4120件"), ("82.2%", "3986件")]


def test_three_changes_belong_to_three_levels() -> None:
    text = "2025年，全市法院审结刑事案件216件、民事案件2745件、行政案件58件，同比分别上升1.2%、3.4%和5.6%。"
    assert pairs(text) == [("1.2%", "216件"), ("3.4%", "2745件"), ("5.6%", "58件")]


def test_change_in_points_belongs_to_its_rate() -> None:
    text = "2025年，全市法院一审案件上诉率为8.96%，同比下降0.42个百分点。"
    assert pairs(text) == [("0.42个百分点", "8.96%")]


def test_each_rate_has_its_own_change() -> None:
    text = "2025年，全市法院上诉率为8.96%，同比下降0.42个百分点；自动履行率为61.3%，同比提高1.9个百分点。"
    assert pairs(text) == [("0.42个百分点", "8.96%"), ("1.9个百分点", "61.3%")]


def test_from_and_to_are_levels_and_the_share_of_the_fall_is_a_change() -> None:
    text = "2025年，该院长期未结案件由36件降至10件，降幅72.22%。"
    found = figures_in(HEADING + text)
    assert [(each.obs_text, each.measure, str(each.printed_value)) for each in found] == [
        ("36件", "level", "36"),
        ("10件", "level", "10"),
        ("72.22%", "change", "-72.22"),
    ]
    assert level_of(found, found[2]) == "10件"


def test_change_told_before_its_level_belongs_to_it() -> None:
    assert pairs("2025年，全省法院执行到位金额同比增长23%，达1.2万亿元。") == [("23%", "1.2万亿元")]


def test_fall_is_negative_and_so_is_its_interval() -> None:
    found = figure(HEADING + "2025年，全省法院审结案件30.6万件，同比下降4.5%。", "4.5%")
    assert (str(found.printed_value), str(found.value_low), str(found.value_high)) == ("-4.5", "-4.55", "-4.45")


def test_fall_of_more_than_a_number_is_open_below() -> None:
    found = figure(HEADING + "2025年，全省法院信访案件36件，同比下降超过20%。", "20%")
    assert (str(found.printed_value), found.value_low, str(found.value_high)) == ("-20", None, "-20")


def test_change_takes_indicator_area_and_period_of_its_level() -> None:
    text = HEADING + "2025年，四川省法院执行到位金额1.26亿元，同比增长4.5%。"
    level, change = figures_in(text)

    def context(each: Observation) -> tuple[object, ...]:
        return each.indicator, each.ref_area, each.time_start, each.time_end, each.scope

    assert context(change) == context(level)


# --- periods


def test_stated_period_holds_for_its_figure() -> None:
    text = "2024年，全省法院审结案件30.6万件。"
    assert period_of(text, "30.6万件") == ("2024-01-01", "2024-12-31")
    assert figure(HEADING + text, "30.6万件").time_basis == "stated"


def test_period_is_inherited_by_the_next_sentence() -> None:
    text = "2024年，全省法院审结案件30.6万件。执行到位金额126亿元。"
    assert period_of(text, "126亿元") == ("2024-01-01", "2024-12-31")
    assert figure(HEADING + text, "126亿元").time_basis == "inherited"


def test_inherited_period_ends_where_another_is_stated() -> None:
    text = "2024年，全省法院审结案件30.6万件。2025年上半年，执行到位金额126亿元。上诉率为8.2%。"
    assert period_of(text, "8.2%") == ("2025-01-01", "2025-06-30")


def test_period_so_far_ends_with_the_publication() -> None:
    found = figure(HEADING + "今年以来，全省法院审结案件30.6万件。", "30.6万件", published=date(2025, 10, 24))
    assert (found.time_start, found.time_end, found.time_basis) == (date(2025, 1, 1), date(2025, 10, 24), "relative")


def test_stand_has_no_beginning() -> None:
    assert period_of("截至2025年9月30日，全省法院未结案件1273件。", "1273件") == (None, "2025-09-30")


def test_base_of_a_comparison_is_no_period_of_the_figure() -> None:
    text = "2025年，全省法院审结案件30.6万件，较2024年增长4.5%。"
    assert period_of(text, "4.5%") == ("2025-01-01", "2025-12-31")


def test_figure_without_any_time_has_no_period() -> None:
    found = figure(HEADING + "全省法院审结案件30.6万件。", "30.6万件")
    assert (found.time_start, found.time_end, found.time_basis) == (None, None, "none")


def test_day_of_a_press_conference_is_no_period() -> None:
    text = "1月15日，省法院召开新闻发布会通报，2025年全省法院审结案件30.6万件。"
    assert period_of(text, "30.6万件") == ("2025-01-01", "2025-12-31")


# --- areas


def test_area_of_the_court_is_that_of_its_figure() -> None:
    found = figure(HEADING + "2025年，四川省法院审结案件30.6万件。", "30.6万件")
    assert found.ref_area == "510000"


def test_nation_cited_in_a_provincial_story_and_back() -> None:
    text = (
        "四川法院晒出年度成绩单\n2025年，四川省法院审结案件30.6万件。"
        "2025年，全国法院审结案件4600万件。四川法院执行到位金额126亿元。"
    )
    areas = {each.obs_text: each.ref_area for each in figures_in(text)}
    assert areas == {"30.6万件": "510000", "4600万件": "100000", "126亿元": "510000"}


def test_whole_province_is_that_of_the_article() -> None:
    text = "四川法院晒出年度成绩单\n2025年，全省法院审结案件30.6万件。"
    assert figure(text, "30.6万件").ref_area == "510000"


def test_city_named_with_its_province_is_the_city() -> None:
    assert figure(HEADING + "2025年，河南省漯河市法院审结案件3.6万件。", "3.6万件").ref_area == "411100"


def test_figures_in_brackets_belong_to_the_cities_before_them() -> None:
    text = "江苏法院晒出年度成绩单\n2025年，审结破产案件数居前的两家法院中，宿迁(915件)、苏州(747件)均超上年。"
    areas = {each.obs_text: each.ref_area for each in figures_in(text)}
    assert areas == {"915件": "321300", "747件": "320500"}


def test_figure_without_any_place_has_no_area() -> None:
    assert figure(HEADING + "2025年，审结案件3.6万件。", "3.6万件").ref_area is None


def test_report_is_about_the_area_of_its_heading() -> None:
    (report,) = read("四川法院晒出年度成绩单\n2025年，全省法院审结案件30.6万件。").reports
    assert report.ref_area == "510000"


# --- scope


def test_story_of_one_case_among_statistics_has_case_figures() -> None:
    text = HEADING + (
        "2025年，四川省法院执行到位金额126亿元。\n"
        "去年5月，成都某建材公司拖欠货款35万元，法官上门调解后当场付清。\n2025年，四川省法院审结案件30.6万件。"
    )
    scopes = {each.obs_text: each.scope for each in figures_in(text)}
    assert scopes == {"126亿元": "aggregate", "35万元": "case", "30.6万件": "aggregate"}


# --- headlines


def test_figure_of_a_headline_takes_what_the_body_says_of_it() -> None:
    text = "四川法院去年审结案件30.6万件\n2025年，四川省法院审结案件30.6万件，同比增长4.5%。"
    headline, body, _ = figures_in(text)
    assert (headline.obs_text, body.obs_text) == ("30.6万件", "30.6万件")
    assert headline.char_start < body.char_start
    for field in ("indicator", "ref_area", "time_start", "time_end", "scope", "measure"):
        assert getattr(headline, field) == getattr(body, field)


def test_rounded_figure_of_a_headline_takes_what_the_body_says_of_it() -> None:
    text = "四川法院执行到位超126亿元\n2025年，四川省法院执行到位金额126.35亿元，同比增长4.5%。"
    headline = figures_in(text)[0]
    assert (headline.indicator, headline.time_start) == ("enforced_amount", date(2025, 1, 1))


# --- the document


def test_two_articles_of_a_page_are_two_reports() -> None:
    page = (
        "# 果园里的巡回审判\n□ 本报记者 王某\n2025年，成都市法院审结案件3.6万件。\n"
        "# 渔船上的立案窗口\n□ 本报记者 李某\n2025年，漯河市法院审结案件1.2万件。"
    )
    document = read(page)
    assert [report.title for report in document.reports] == ["果园里的巡回审判", "渔船上的立案窗口"]
    assert [each.report_id for each in document.observations] == [report.report_id for report in document.reports]


def test_body_of_a_report_has_its_span() -> None:
    page = HEADING + "2025年，全省法院审结案件30.6万件。"
    (report,) = read(page).reports
    assert page[report.char_start : report.char_end] == report.text == "2025年，全省法院审结案件30.6万件。"


def test_figure_torn_by_a_column_break_is_read_whole() -> None:
    page = HEADING + "去年以来，全省法院把办案放在首位。2025年全省法院共审结各类案件13.3万\n件，同比增长4.5%。"
    found = figures_in(page)[0]
    assert (found.obs_text, str(found.printed_value)) == ("13.3万\n件", "133000.0")
    assert found.sentence == "2025年全省法院共审结各类案件13.3万件，同比增长4.5%。"


def test_figure_with_stray_blanks_is_quoted_as_printed() -> None:
    found = figures_in(HEADING + "2025年，全省法院审结案件541 342 件。")[0]
    assert (found.obs_text, found.printed_value) == ("541 342 件", 541342)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_ends_of_lines_change_no_figure(ends: str) -> None:
    text = "四川法院晒出年度成绩单\n2025年，四川省法院审结案件30.6万件。\n执行到位金额126亿元。"
    found = figures_in(text.replace("\n", ends))
    assert [(each.obs_text, each.ref_area, each.indicator) for each in found] == [
        ("30.6万件", "510000", "cases_concluded"),
        ("126亿元", "510000", "enforced_amount"),
    ]


def test_title_of_the_side_file_stands_in_for_a_missing_one() -> None:
    stated = StatedMetadata(published_on=PUBLISHED, title="法院晒出年度成绩单")
    document = extract_document(
        "□ 本报记者 王某\n2025年，四川省法院审结案件30.6万件。", document_id=DOCUMENT_ID, uri="a.txt", stated=stated
    )
    assert document.reports[0].title == "法院晒出年度成绩单"


def test_ids_begin_with_that_of_the_document() -> None:
    document = read(HEADING + "2025年，全省法院审结案件30.6万件。")
    ids = [document.reports[0].report_id, document.observations[0].observation_id]
    assert all(each.startswith(DOCUMENT_ID[:16]) for each in ids)


def test_document_without_figures_has_reports_and_no_observations() -> None:
    document = read(HEADING + "全省法院工作有序推进，群众满意。")
    assert (len(document.reports), document.observations) == (1, ())


def test_empty_document_has_neither() -> None:
    document = read("")
    assert (document.reports, document.observations) == ((), ())


def test_certainty_falls_with_what_was_not_said() -> None:
    said = figure("四川法院晒出年度成绩单\n2025年，四川省法院审结案件30.6万件。", "30.6万件")
    unsaid = figure(HEADING + "另有其他事项36件。", "36件")
    assert said.confidence == 1
    assert unsaid.confidence < said.confidence


def test_figure_cut_at_the_end_of_the_first_line_is_read_whole() -> None:
    found = figures_in("数据通报\n2025年，青禾县法院执行到位金额达1.2亿\n元，惠及企业56\n家，同比增长13.\n5%。")
    assert [(each.obs_text, each.printed_value) for each in found] == [
        ("1.2亿\n元", 120_000_000),
        ("56\n家", 56),
        ("13.\n5%", Decimal("13.5")),
    ]


def test_grouped_digits_before_a_cut_are_one_number() -> None:
    found = figures_in("2025年，青禾县法院受理商事案件12 345 \n件，执结9 748\n件，案件量居前。")
    assert [each.printed_value for each in found] == [12345, 9748]


def test_headline_keeps_its_own_indicator() -> None:
    found = figures_in("青禾法院审结案件四千余件\n\n2025年，青禾县人民法院受理各类案件4832件，审结4201件。")
    assert [each.indicator for each in found] == ["cases_concluded", "cases_accepted", "cases_concluded"]


def test_shares_told_in_order_belong_to_the_levels_before() -> None:
    found = figures_in(
        "2025年，全市法院审结民事案件5万件、刑事案件1万件、行政案件0.5万件，占比分别为76.9%、15.4%、7.7%。"
    )
    assert [each.breakdown for each in found if each.unit_measure == "percent"] == [
        "case_type=civil",
        "case_type=criminal",
        "case_type=administrative",
    ]


def test_growth_belongs_to_the_level_reached_and_not_to_the_mark_passed() -> None:
    found = figures_in("2025年，全省法院执行到位金额达512.6亿元，首次突破500亿元大关，同比增加38.4亿元，增幅为8.1%。")
    assert [level_of(found, each) for each in found if each.measure == "change"] == ["512.6亿元", "512.6亿元"]


def test_amount_of_change_goes_on_with_the_change_before() -> None:
    found = figures_in("2025年，全省法院涉诉信访案件同比减少312件，降幅11.7%。")
    assert [(each.indicator, each.printed_value) for each in found] == [
        ("petitions", -312),
        ("petitions", Decimal("-11.7")),
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("较全国平均水平低1.1个百分点", "-1.1", id="低"),
        pytest.param("比上年高0.3个百分点", "0.3", id="高"),
        pytest.param("低于去年同期0.6个百分点", "-0.6", id="低于"),
    ],
)
def test_comparison_has_its_sign(words: str, value: str) -> None:
    found = figures_in(f"2025年，全省法院改判发回率为8.7%，{words}。")
    assert found[-1].printed_value == Decimal(value)


@pytest.mark.parametrize(("words", "qualifier"), [("翻了近一番", "nearly"), ("翻倍", "exact"), ("翻了一番多", "over")])
def test_doubling_is_a_change_of_a_hundred_percent(words: str, qualifier: str) -> None:
    found = figure(f"2025年，全省法院新收案件比2021年{words}。", words)
    assert (found.printed_value, found.qualifier, found.measure) == (100, qualifier, "change")


def test_days_of_detention_are_no_date() -> None:
    found = figure("2025年11月，李某被拘留15日后主动履行20万元。", "20万元")
    assert found.time_start is None


def test_campaign_of_stated_days_holds_for_the_figures_told_later() -> None:
    found = figures_in(
        "8月1日拉开序幕、11月18日鸣金收兵，青禾县人民法院的专项执行行动历时数月。昨日该院盘点战果：执结案件256件。\n\n"
        "行动不手软，司法拘留93人。",
        published=date(2025, 11, 25),
    )
    days = {(each.time_start, each.time_end) for each in found}
    assert days == {(date(2025, 8, 1), date(2025, 11, 18))}


def test_year_of_a_story_is_not_that_of_the_statistics_behind_it() -> None:
    found = figure(
        "去年丁某因给人担保背上37万元债务。\n\n丁某不是个例。1至8月，青禾县人民法院修复信用216人。",
        "216人",
        published=date(2025, 9, 8),
    )
    assert (found.time_start, found.time_end) == (date(2025, 1, 1), date(2025, 8, 31))


def test_second_number_of_a_range_measures_what_the_first_does() -> None:
    found = figures_in("2025年，全市法院案件平均办理时间缩短12至15天，收案1.5-2.0万件。")
    assert [(each.indicator, each.measure) for each in found] == [
        ("average_days", "change"),
        ("average_days", "change"),
        ("cases_accepted", "level"),
        ("cases_accepted", "level"),
    ]


def test_figures_of_places_that_come_first_are_named_by_what_they_lead_in() -> None:
    found = figures_in("2025年，河南、山东、江苏执行到位金额位列前三，依次为2145亿元、2000亿元、1900亿元。")
    assert {(each.indicator, each.indicator_label, each.breakdown) for each in found} == {
        ("enforced_amount", "执行到位金额", "")
    }
    assert [each.ref_area for each in found] == ["410000", "370000", "320000"]


@pytest.mark.parametrize(
    "passing",
    [
        pytest.param("均达到最高法院“4个80%”的要求", id="a demand of another court"),
        pytest.param("均高于最高人民法院规定的标准", id="a standard"),
        pytest.param("入选最高检典型案例", id="a prize"),
    ],
)
def test_court_named_in_passing_takes_no_figures(passing: str) -> None:
    text = f"海南法院工作报告\n2025年，全省法院执结率98.7%，{passing}。发布失信名单1.2万人次。"
    assert figure(text, "1.2万人次").ref_area == "460000"


@pytest.mark.parametrize(
    "named",
    ["长江流域11省市法院", "沿淮四省法院", "黄河流域9个省区法院", "长三角地区法院", "京津冀法院"],
)
def test_courts_of_several_provinces_are_those_of_no_single_area(named: str) -> None:
    text = f"最高人民法院通报2025年工作\n2025年，全国法院审结案件900件。\n{named}审结环境案件36件。"
    assert figure(text, "36件").ref_area is None


def test_place_first_named_is_the_innermost_of_its_chain() -> None:
    text = "调解中心七年化解纠纷1.3万起\n\n走进浙江省诸暨市枫桥镇，锦旗挂满了墙。今年，中心受理纠纷860起。"
    assert figure(text, "860起").ref_area == "330681"


def test_rank_within_a_city_takes_no_figures_to_it() -> None:
    text = "夷陵区人民法院通报\n2025年，全院结案率57%，全市排名第十一位，略低于全市平均水平；人均结案77件。"
    assert figure(text, "77件").ref_area == "420506"
