"""How far a period reaches: its sentence, paragraph, section or article."""

from datetime import date

import pytest
from reading_texts import figures_in

YEAR = ("2024-01-01", "2024-12-31")
HALF = ("2024-01-01", "2024-06-30")
LAST_QUARTER = ("2024-10-01", "2024-12-31")
REPORT = "2024年，海门法院受理案件9210件。"


def periods(text: str, published: str = "2025-01-20") -> list[tuple[str | None, str | None]]:
    return [
        (each.time_start and str(each.time_start), each.time_end and str(each.time_end))
        for each in figures_in(text, published=date.fromisoformat(published))
    ]


@pytest.mark.parametrize(
    "part",
    [
        pytest.param("其中第四季度收案2310件。", id="其中 begins the sentence"),
        pytest.param("第四季度收案2310件，环比回升。", id="a part of the year"),
        pytest.param("单看第四季度，收案2310件。", id="单看"),
    ],
)
def test_part_of_a_period_ends_with_its_sentence(part: str) -> None:
    assert periods(f"{REPORT}{part}庭审直播87场。") == [YEAR, LAST_QUARTER, YEAR]


def test_part_that_opens_a_paragraph_ends_with_it() -> None:
    assert periods(f"{REPORT}\n上半年，该院拘留31人。罚款12人。\n庭审直播87场。") == [YEAR, HALF, HALF, YEAR]


def test_part_behind_其中_holds_for_its_sentence_though_it_begins_a_paragraph() -> None:
    assert periods(f"{REPORT}\n其中上半年，该院拘留31人。罚款12人。") == [YEAR, HALF, YEAR]


def test_years_told_one_by_one_end_with_their_sentence() -> None:
    text = "2022年至2024年，海门法院受理案件28000件。逐年看，2022年8900件，2023年9890件，2024年9210件。上诉率6.1%。"
    whole = ("2022-01-01", "2024-12-31")
    years = [(f"{year}-01-01", f"{year}-12-31") for year in (2022, 2023, 2024)]
    assert periods(text) == [whole, *years, whole]


def test_what_runs_since_a_day_is_told_in_passing_behind_other_figures() -> None:
    text = f"{REPORT}2023年5月开展清欠专项行动以来，清退案款310万元。庭审直播87场。"
    assert periods(text) == [YEAR, ("2023-05-01", "2025-01-20"), YEAR]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("一、审判工作", "二、司法公开", id="numbers"),
        pytest.param("▌审判工作", "▌司法公开", id="signs"),
        pytest.param("【审判工作】", "【司法公开】", id="names in brackets"),
    ],
)
def test_period_of_a_section_ends_with_it(first: str, second: str) -> None:
    text = f"海门法院工作简报\n{REPORT}\n{first}\n上半年，收案4400件。\n结案4100件。\n{second}\n庭审直播87场。"
    assert periods(text) == [YEAR, HALF, HALF, YEAR]


def test_period_of_a_section_holds_for_the_sections_within_it() -> None:
    text = (
        f"海门法院工作简报\n{REPORT}\n一、上半年工作\n（一）审判\n收案4400件。\n（二）执行\n执结1900件。\n"
        "二、司法公开\n庭审直播87场。"
    )
    assert periods(text) == [YEAR, HALF, HALF, YEAR]


def test_section_that_begins_within_its_paragraph_returns_to_the_report() -> None:
    text = (
        f"海门法院工作简报\n{REPORT}\n一、聚焦审判主业。2021年至2024年，审结商事案件8300件。\n"
        "二、深化司法公开。庭审直播87场。"
    )
    assert periods(text) == [YEAR, ("2021-01-01", "2024-12-31"), YEAR]


def test_period_told_behind_figures_of_its_section_ends_with_its_paragraph() -> None:
    text = f"海门法院工作简报\n{REPORT}\n一、执行工作\n执结1900件。\n上半年，拘留31人。\n罚款12人。"
    assert periods(text) == [YEAR, YEAR, HALF, YEAR]


def test_period_without_figures_gives_way_to_that_of_the_first_figures() -> None:
    text = "2022年以来，海门法院持续深化改革。\n2024年，该院受理案件9210件。\n庭审直播87场。"
    assert periods(text) == [YEAR, YEAR]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("行动从2024年9月1日开始，11月20日结束。", id="开始 and 结束"),
        pytest.param("9月1日打响、11月20日收官的行动成效明显。", id="打响 and 收官"),
        pytest.param("行动于2024年9月1日启动，11月20日落下帷幕。", id="启动 and 落下帷幕"),
    ],
)
def test_campaign_lasts_from_the_day_it_began_to_the_day_it_ended(told: str) -> None:
    days = ("2024-09-01", "2024-11-20")
    text = f"海门法院通报“秋风”专项行动。{told}\n其间，该院执结案件612件。\n拘留31人。"
    assert periods(text) == [days, days]


def test_first_figures_of_a_raid_hold_for_all_its_days() -> None:
    text = "11月5日6时，海门法院集中执行行动打响，46名干警分成5个小组。\n到7日收兵时，共拘留12人。"
    assert periods(text) == [("2024-11-05", "2024-11-07")] * 3


def test_figures_of_that_day_alone_are_no_figures_of_the_raid() -> None:
    text = "11月5日，海门法院集中执行行动打响。当天拘传9人。\n到7日收兵时，共拘留12人。"
    assert periods(text) == [("2024-11-05", "2024-11-05"), ("2024-11-05", "2024-11-07")]


@pytest.mark.parametrize(
    "since",
    [
        "2023年5月开展清欠专项行动以来",
        "自2023年5月部署开展清欠行动以来",
        "2023年5月清欠机制正式运行以来",
        "2023年5月案款改革全面推开以来",
    ],
)
def test_since_a_deed_runs_from_its_day(since: str) -> None:
    assert periods(f"{since}，海门法院清退案款310万元。") == [("2023-05-01", "2025-01-20")]


def test_months_before_a_campaign_are_what_it_is_held_against() -> None:
    text = "2024年9月至11月，海门法院开展专项行动，执结案件612件，是行动前三个月的1.7倍。"
    assert periods(text) == [("2024-09-01", "2024-11-30")] * 2


def test_days_of_a_campaign_hold_for_each_court_that_took_part() -> None:
    text = "南通两级法院“秋风”专项行动从9月1日开始，11月20日结束。\n海门法院执结案件612件。"
    assert periods(text) == [("2024-09-01", "2024-11-20")]


def test_same_period_of_last_year_is_that_of_the_report_behind_a_part_of_it() -> None:
    text = "2024年1至9月，海门法院收案9210件。\n其中三季度收案3100件。\n调解成功率由去年同期的41%升至47%。"
    whole, before = ("2024-01-01", "2024-09-30"), ("2023-01-01", "2023-09-30")
    assert periods(text) == [whole, ("2024-07-01", "2024-09-30"), before, whole]


def test_figure_of_a_heading_takes_the_period_of_its_article() -> None:
    text = "海门法院十个月惩戒失信316人\n\n2024年1至10月，海门法院限制高消费247人，司法拘留69人。"
    assert periods(text) == [("2024-01-01", "2024-10-31")] * 3


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        pytest.param("三年多来", "2021-03-01", id="the span that the report speaks of"),
        pytest.param("五年多来", "2020-01-01", id="longer than the report"),
    ],
)
def test_years_and_more_back(printed: str, first: str) -> None:
    text = f"2021年3月至2024年12月，海门法院审结案件28000件。{printed}，该院回访家庭640户。"
    assert periods(text)[1] == (first, "2024-12-31" if first == "2021-03-01" else "2025-01-20")


def test_until_the_report_went_to_press_is_a_stock() -> None:
    assert periods(f"{REPORT}截至发稿时，热线已收到线索83条。") == [YEAR, (None, "2025-01-20")]


@pytest.mark.parametrize(
    ("text", "period"),
    [
        pytest.param("平均审理天数58天。", YEAR, id="a time taken"),
        pytest.param("上诉率6.1%。", YEAR, id="a rate"),
        pytest.param("设巡回审判点8个。", (None, "2024-12-31"), id="another stock"),
    ],
)
def test_what_is_done_over_a_time_is_no_stock(text: str, period: tuple[str | None, str]) -> None:
    stock = "截至2024年12月31日，长期未结案14件。"
    assert periods(f"{REPORT}\n{stock}{text}") == [YEAR, (None, "2024-12-31"), period]


@pytest.mark.parametrize(
    ("printed", "begun"),
    [
        pytest.param("揭牌三年来", "2022年3月，海门法院挂牌设立湿地法庭。", id="about as long ago"),
        pytest.param("两年多来", "2022年3月，海门法院湿地法庭投入使用。", id="more than so long ago"),
    ],
)
def test_years_since_an_event_begin_with_it(printed: str, begun: str) -> None:
    assert periods(f"{begun}{printed}，该庭审结案件410件。") == [("2022-03-01", "2025-01-20")]


def test_days_of_a_part_of_a_campaign_are_no_figure() -> None:
    assert len(periods("海门法院开展百日行动。前50天，执结案件610件；后50天，执结810件。")) == 2


def test_years_back_are_those_of_the_report_though_it_begins_within_a_year() -> None:
    text = "2019年7月至2024年6月，海门法院审结案件28000件。\n五年来，该院回访家庭640户。"
    assert periods(text) == [("2019-07-01", "2024-06-30")] * 2


def test_time_of_what_a_figure_is_held_against_ends_with_its_clause() -> None:
    text = f"{REPORT}上诉率6.1%，低于去年同期0.2个百分点；调撤率51%。"
    assert periods(text) == [YEAR] * 4


def test_whole_year_is_that_of_the_report_behind_what_runs_on_into_the_next() -> None:
    text = "海门法院2024年执行工作报告\n\n2022年以来，该院执结案件9000件。\n全年罚款12人。"
    assert periods(text, published="2025-05-28") == [("2022-01-01", "2025-05-28"), YEAR]


def test_quarter_spoken_of_is_the_last_of_the_period() -> None:
    text = "2024年1至9月，海门法院收案9210件。当季结案3100件。"
    assert periods(text)[1] == ("2024-07-01", "2024-09-30")


def test_stock_since_a_rule_took_effect_begins_with_it() -> None:
    text = "2019年5月1日起，海门法院集中管辖环资案件。截至2024年11月底，收案2810件。"
    assert periods(text) == [("2019-05-01", "2024-11-30")]


def test_since_one_programme_began_is_told_in_passing_though_it_opens_a_section() -> None:
    text = f"{REPORT}\n一、惩治犯罪。2023年5月开展清欠行动以来，清退案款310万元。罚款12人。"
    assert periods(text) == [YEAR, ("2023-05-01", "2025-01-20"), YEAR]


def test_those_who_came_to_an_announcement_are_counted_on_its_day() -> None:
    text = f"{REPORT}\n12月6日，海门法院召开新闻发布会，15家媒体应邀参加。"
    assert periods(text) == [YEAR, ("2024-12-06", "2024-12-06")]


def test_time_apart_from_a_campaign_is_not_its_own() -> None:
    text = (
        "2024年11月1日至12月10日，海门法院开展清欠专项行动，清退案款310万元。\n"
        "专项行动之外，全年结案9100件。\n专项行动期间，拘留12人。"
    )
    campaign = ("2024-11-01", "2024-12-10")
    assert periods(text) == [campaign, YEAR, campaign]


def test_years_back_inside_a_clause_hold_for_all_of_it() -> None:
    text = "2022年至2024年，海门法院审结案件2800件。\n2024年，结案900件。该院三年来帮助29名工人追回63万元。"
    whole = ("2022-01-01", "2024-12-31")
    assert periods(text) == [whole, YEAR, whole, whole]


def period(text: str, printed: str) -> tuple[str, str]:
    (found,) = [each for each in figures_in(text) if each.obs_text == printed]
    return str(found.time_start), str(found.time_end)


@pytest.mark.parametrize("document", ["白皮书", "商事审判绿皮书", "全区法院工作报告", "十大典型案例"])
def test_year_in_the_name_of_a_document_is_no_period_beside_a_stated_one(document: str) -> None:
    text = f"该院通报2018年11月至2019年10月商事审判情况，晒出2019年度{document}。\n统计周期内，该院受理案件3120件。"
    assert period(text, "3120件") == ("2018-11-01", "2019-10-31")


def test_year_in_the_name_of_a_document_is_the_period_where_no_other_is_stated() -> None:
    assert period("6月28日，该院公布了2016年度海事审判白皮书。\n该院受理案件3120件。", "3120件") == (
        "2016-01-01",
        "2016-12-31",
    )


@pytest.mark.parametrize("named", ["统计期间", "报告期间", "上述期间", "这一时期"])
def test_period_spoken_of_is_the_one_told_before(named: str) -> None:
    text = f"2019年11月至2020年10月，该院受理案件3120件。{named}，审结案件2980件。"
    assert period(text, "2980件") == ("2019-11-01", "2020-10-31")


@pytest.mark.parametrize("told", ["而在2020年，这个数字是11.2天", "2020年该数据为11.2天", "而2020年是11.2天"])
def test_earlier_year_told_behind_a_figure_is_that_of_one_number(told: str) -> None:
    text = f"2021年，该院立案平均用时6.5天，{told}。全年执结案件7345件。"
    assert (period(text, "11.2天"), period(text, "7345件")) == (
        ("2020-01-01", "2020-12-31"),
        ("2021-01-01", "2021-12-31"),
    )


def test_level_reached_from_the_first_year_of_a_period_is_that_of_its_last() -> None:
    text = "2020年至2024年，海门法院受理案件4260件，涉执信访由2020年的81件降至23件。审结案件4210件。"
    whole = ("2020-01-01", "2024-12-31")
    assert periods(text) == [whole, ("2020-01-01", "2020-12-31"), YEAR, whole]


def test_figures_until_a_day_begin_with_the_campaign_told_in_the_sentence_before() -> None:
    text = "自2024年8月15日启动“秋季风暴”行动以来，海门法院战果明显。截至10月31日，执结案件112件，拘留30人。"
    assert periods(text) == [("2024-08-15", "2024-10-31")] * 2


def test_year_that_figures_lead_to_is_a_year_of_its_own() -> None:
    text = "五年来，海门法院审结案件726件；其中，2020年为73件，到2024年已达173件。"
    assert periods(text) == [("2020-01-01", "2024-12-31"), ("2020-01-01", "2020-12-31"), YEAR]


def test_years_back_that_open_a_sentence_hold_for_all_of_it() -> None:
    text = f"{REPORT}据统计，五年来海门法院共办理公益诉讼案件210件，提起诉讼112件。"
    assert periods(text)[1:] == [("2020-01-01", "2024-12-31")] * 2


def test_yearly_growth_over_years_of_its_own_is_that_of_these() -> None:
    assert periods(f"{REPORT[:-1]}，近三年年均增长8%。")[1:] == [("2022-01-01", "2024-12-31")]


@pytest.mark.parametrize("act", ["起诉", "起获"])
def test_word_that_begins_with_起_is_no_since(act: str) -> None:
    assert periods(f"2023年{act}602人。", "2025-01-20") == [("2023-01-01", "2023-12-31")]


def test_number_that_a_level_came_from_keeps_its_year_to_itself() -> None:
    text = f"{REPORT}一审案件由2017年最高峰的近900件，降到2024年的615件。化解纠纷641件。"
    assert periods(text)[1:] == [("2017-01-01", "2017-12-31"), YEAR, YEAR]


def test_levels_told_side_by_side_with_a_dated_pair_are_of_its_years() -> None:
    text = "2020年至2024年，海门法院收案数从2020年的800件增至2024年的950件，用时由58天缩短至46天。"
    assert periods(text)[2:] == [("2020-01-01", "2020-12-31"), YEAR]


@pytest.mark.parametrize("months", ["前5月", "前五个月", "前5个月", "1至5月"])
def test_first_months_of_a_year(months: str) -> None:
    assert periods(f"2024年{months}，海门法院收案110件。") == [("2024-01-01", "2024-05-31")]


def test_days_within_which_something_was_done_are_no_figure() -> None:
    assert len(figures_in("2024年6月以来，海门法院开展行动，15天内出动干警260人次，拘留21人。")) == 2


def test_this_year_is_the_year_named_last_though_the_report_speaks_of_another_period() -> None:
    text = (
        "2024年3月1日至2025年2月28日，该院收到申请310件。\n\n2024年，该院审结破产案件42件。\n\n这一年，企业退出17家。"
    )
    assert periods(text, "2025-03-20")[1:] == [YEAR, YEAR]


def test_part_of_a_year_in_brackets_lies_in_the_year_before_it() -> None:
    text = "2022年（4月8日至年底）收案632件，2023年收案1519件。"
    assert periods(text) == [("2022-04-08", "2022-12-31"), ("2023-01-01", "2023-12-31")]


@pytest.mark.parametrize("has", ["现有", "现共有", "现设有"])
def test_what_there_is_now_is_a_stock_of_the_day(has: str) -> None:
    assert periods(f"{REPORT}该院{has}巡回法庭17个。", "2025-01-20")[1] == (None, "2025-01-20")


@pytest.mark.parametrize("word", ["发现有", "呈现有", "现有的"])
def test_other_words_with_现有_tell_no_day(word: str) -> None:
    assert periods(f"{REPORT}该院{word}问题案件17件。", "2025-01-20")[1] == YEAR


def test_month_without_a_year_lies_in_the_year_spoken_of() -> None:
    text = "2024年，海门法院简易程序适用率从1月的48.9%上升到12月的88.4%。"
    assert periods(text) == [("2024-01-01", "2024-01-31"), ("2024-12-01", "2024-12-31")]


def test_number_of_a_year_before_in_lines_above_the_text_is_that_of_the_year_before() -> None:
    lines = "海门法院半年数读\n\n执行完毕率 41.3%（去年同期37.9%）\n平均用时 58天\n\n"
    text = f"{lines}2024年上半年，海门法院执行完毕率41.3%，平均用时58天。"
    assert periods(text, "2024-08-09")[:3] == [HALF, ("2023-01-01", "2023-06-30"), HALF]


@pytest.mark.parametrize("days", ["15天内", "15天时间", "15天时间里"])
def test_days_that_an_action_took_are_no_figure(days: str) -> None:
    assert len(figures_in(f"2024年11月，海门法院开展行动，{days}执结案件126件，拘留21人。")) == 2


def test_same_time_of_last_year_that_opens_a_sentence_holds_for_it_alone() -> None:
    text = "2024年上半年，海门法院执结案件910件。去年同期，该院执结812件，到位3亿元。庭审直播87场。"
    before = ("2023-01-01", "2023-06-30")
    assert periods(text) == [HALF, before, before, HALF]


def test_paragraph_that_begins_with_其中_goes_on_with_the_one_before() -> None:
    text = "2024年12月，海门法院收案910件。\n上半年，该院收案4120件。\n其中，民事案件2310件。"
    assert periods(text) == [("2024-12-01", "2024-12-31"), HALF, HALF]


def test_share_of_cases_not_closed_is_that_of_the_stock() -> None:
    text = f"{REPORT}\n海门法院现有未结案件310件，标的额3亿元，占全部未结案件的四成。"
    assert periods(text) == [YEAR, *[(None, "2025-01-20")] * 3]


def test_years_of_old_cases_are_no_period_of_what_was_done_with_them() -> None:
    text = f"{REPORT}集中清理2015年至2020年的执行积案，共执结310件。截至12月底，执结率98%。"
    assert periods(text)[1] == YEAR


@pytest.mark.parametrize("point", ["高峰时", "最低点", "峰值"])
def test_number_of_a_point_of_an_earlier_year_is_that_of_its_year(point: str) -> None:
    text = f"2024年，海门法院信访案件312件，较2019年{point}的820件下降62%。"
    assert periods(text) == [YEAR, ("2019-01-01", "2019-12-31"), YEAR]


def test_this_quarter_is_the_one_that_the_report_speaks_of() -> None:
    text = "第四季度，海门法院结案910件。\n本季度，一审服判息诉率91.2%，较上季度提高0.8个百分点。"
    assert periods(text) == [LAST_QUARTER] * 3


def test_this_month_is_the_one_that_the_report_speaks_of() -> None:
    text = "2024年11月，海门法院结案910件。\n本月，该院发出建议3份。"
    assert periods(text) == [("2024-11-01", "2024-11-30")] * 2


def test_years_at_the_head_of_a_sentence_are_the_last_ones() -> None:
    last_three = ("2022-01-01", "2024-12-31")
    assert periods("三年，一千多个日夜，海门法院受理案件9210件。庭审直播87场。") == [last_three] * 2


def test_number_that_has_changed_since_is_told_of_the_later_time() -> None:
    text = "2023年，海门法院受理案件9210件。2024年，这一数字又有变化：受理案件9870件。"
    assert periods(text) == [("2023-01-01", "2023-12-31"), YEAR]


def test_year_that_a_text_enters_is_that_of_what_follows() -> None:
    text = "2016年至2020年，全国法院审结案件24035件。\n进入2021年，新法于6月1日施行。上半年新收案件2871件。"
    *_, last = figures_in(text)
    assert (str(last.time_start), str(last.time_end)) == ("2021-01-01", "2021-06-30")


def test_year_of_a_campaign_against_old_cases_is_its_own() -> None:
    *_, last = figures_in("五年来，全省法院执结案件31万件。2009年集中清理执行积案活动中，清结积案6.3万件。")
    assert str(last.time_start) == "2009-01-01"


@pytest.mark.parametrize("manner", ["当天立案、当天调解的", "当日申请当日保全的", "当月受理、当月办结的"])
def test_how_fast_cases_were_handled_is_no_day(manner: str) -> None:
    assert periods(f"2024年，海门法院受理案件9210件，{manner}达到320件，撤诉81件。") == [YEAR] * 3
