"""The days of a campaign, and of the parts of it that a text tells of."""

from datetime import date

import pytest
from reading_texts import figures_in

CAMPAIGN = ("2025-09-01", "2025-12-09")


def periods(text: str) -> list[tuple[str | None, str | None]]:
    return [
        (each.time_start and str(each.time_start), each.time_end and str(each.time_end))
        for each in figures_in(text, published=date(2025, 12, 20))
    ]


@pytest.mark.parametrize(
    ("told", "last"),
    [
        pytest.param("9月1日，海门法院启动为期100天的专项行动，", "2025-12-09", id="days"),
        pytest.param("海门法院自9月1日起开展为期三个月的专项行动，", "2025-11-30", id="months"),
        pytest.param("9月1日，海门法院开展为期两周的专项行动，", "2025-09-14", id="weeks"),
        pytest.param("9月1日，海门法院开展为期一年的专项行动，", "2025-12-20", id="until the report"),
    ],
)
def test_campaign_lasts_as_long_as_is_said(told: str, last: str) -> None:
    assert periods(f"{told}执结案件312件。行动期间，拘留30人。") == [("2025-09-01", last)] * 2


@pytest.mark.parametrize(
    ("part", "first", "last"),
    [
        ("前50天", "2025-09-01", "2025-10-20"),
        ("前两周", "2025-09-01", "2025-09-14"),
        ("后50天", "2025-10-21", "2025-12-09"),
        ("最后10天", "2025-11-30", "2025-12-09"),
        ("行动首周", "2025-09-01", "2025-09-07"),
        ("首月", "2025-09-01", "2025-09-30"),
        ("第一个月", "2025-09-01", "2025-09-30"),
    ],
)
def test_part_of_a_campaign_has_its_own_days(part: str, first: str, last: str) -> None:
    text = f"9月1日至12月9日，海门法院开展清欠专项行动，执结案件912件。{part}，执结案件312件。行动期间，拘留30人。"
    assert periods(text) == [CAMPAIGN, (first, last), CAMPAIGN]


def test_first_month_of_a_rule_counts_from_the_day_it_took_effect() -> None:
    text = "2025年5月1日，新规开始施行。首月，海门法院受理案件212件。"
    assert periods(text) == [("2025-05-01", "2025-05-31")]


def test_part_of_no_campaign_tells_no_days_of_its_own() -> None:
    assert periods("2025年上半年，海门法院受理案件900件，首周立案12件。") == [("2025-01-01", "2025-06-30")] * 2


def test_what_was_done_until_a_day_of_a_campaign_was_done_since_it_began() -> None:
    text = "9月1日至12月9日，海门法院开展清欠专项行动。截至11月30日，执结案件812件。"
    assert periods(text) == [("2025-09-01", "2025-11-30")]


def test_how_long_a_campaign_lasts_is_no_figure() -> None:
    assert periods("9月1日，海门法院启动专项行动，为期100天。") == []


def test_stages_of_a_campaign_leave_it_its_own_days() -> None:
    text = (
        "9月1日至12月9日，海门法院开展清欠专项行动。行动分两个阶段，第一阶段（9月1日至9月30日）执结412件；"
        "第二阶段（10月1日至12月9日）执结718件。\n行动期间，拘留30人。"
    )
    assert periods(text) == [("2025-09-01", "2025-09-30"), ("2025-10-01", "2025-12-09"), CAMPAIGN]


def test_raid_lasts_until_it_is_told_to_end() -> None:
    text = "11月27日晚，海门法院拘传26人，拘留11人；截至28日凌晨2时收队，促成和解5件。"
    assert periods(text)[2] == ("2025-11-27", "2025-11-28")


@pytest.mark.parametrize("clock", ["至中午12时，", "截至上午10点30分，", "下午三时许，", "到晚上九点，"])
def test_clock_alone_in_a_later_paragraph_is_that_of_the_day_told_by_the_clock(clock: str) -> None:
    text = f"11月27日凌晨5时，海门法院干警集结出发。\n周某当场还清欠款。\n{clock}拘传26人，拘留11人。"
    assert periods(text) == [("2025-11-27", "2025-11-27")] * 2


def test_clock_alone_tells_no_day_where_none_was_told_by_the_clock() -> None:
    assert periods("11月27日，海门法院通报工作。\n上午9时，窗口接待80人。")[-1] == (None, None)


@pytest.mark.parametrize(
    ("clause", "slice_"),
    [
        ("开展涉民生执行专项行动", "creditor=livelihood;programme=special_campaign"),
        ("组织“江南利剑”集中执行行动", "programme=special_campaign"),
        ("打好“百日清案”攻坚战", "programme=special_campaign"),
    ],
)
def test_campaign_within_the_year_of_a_report_is_a_slice_of_it(clause: str, slice_: str) -> None:
    whole, *of_campaign = figures_in(f"2024年，全省法院执行到位金额1437亿元。{clause}，执结案件2万件，执行到位38亿元。")
    assert whole.breakdown == ""
    assert [each.breakdown for each in of_campaign] == [slice_] * 2


def test_campaign_with_days_of_its_own_is_no_slice() -> None:
    (found,) = figures_in("3月12日，海门法院开展集中执行行动，执结案件9件。")
    assert found.breakdown == ""


@pytest.mark.parametrize("whole", ["全年共受理执行案件5万件", "全市法院共受理执行案件5万件"])
def test_whole_year_behind_a_campaign_is_no_part_of_it(whole: str) -> None:
    found = figures_in(f"2024年，全市法院开展涉民生专项行动，执结涉民生案件1200件，{whole}。")
    assert found[-1].breakdown == ""
