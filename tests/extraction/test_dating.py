"""Which time a figure is told of, where its own words say more than the report's period does."""

from datetime import date

import pytest
from reading_texts import figure, figures_in

YEAR = ("2024-01-01", "2024-12-31")
REPORT = "2024年，海门法院受理案件9210件。"
RAID = "9月14日清晨，海门法院广场警灯闪烁。58名干警分赴各镇，为期三天的“秋风”集中执行行动打响。\n\n"
THREE_DAYS = ("2024-09-14", "2024-09-16")


def period_of(text: str, printed: str, published: str = "2025-01-20") -> tuple[str | None, str | None]:
    found = figure(text, printed, published=date.fromisoformat(published))
    return found.time_start and str(found.time_start), found.time_end and str(found.time_end)


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("行动结束时的战果写在白板上：拘留11人。", id="at its end"),
        pytest.param("此次集中执行行动共拘留11人。", id="this action"),
        pytest.param("整个行动中，拘留11人。", id="the whole action"),
    ],
)
def test_action_that_lasts_so_many_days_holds_for_what_is_told_of_it(told: str) -> None:
    assert period_of(f"{RAID}{told}搜查8次。", "11人", "2024-09-20") == THREE_DAYS
    assert period_of(f"{RAID}{told}搜查8次。", "8次", "2024-09-20") == THREE_DAYS


def test_action_that_is_not_over_when_told_has_no_days_yet() -> None:
    assert period_of(f"{RAID}此次集中执行行动共拘留11人。", "11人", "2024-09-14") != THREE_DAYS


def test_figures_told_of_no_action_are_not_of_its_days() -> None:
    text = f"{RAID}今年1至8月，该院新收执行案件2914件。"
    assert period_of(text, "2914件", "2024-09-20") == ("2024-01-01", "2024-08-31")


@pytest.mark.parametrize(
    "clause",
    [
        pytest.param("重新犯罪率由试点前的3.8%降至1.4%", id="before a trial"),
        pytest.param("办案周期从改革前的3.8%回落", id="before a reform"),
        pytest.param("这类案件一度占到3.8%", id="once"),
    ],
)
def test_number_of_a_time_that_nothing_tells_has_no_period(clause: str) -> None:
    assert period_of(f"{REPORT}{clause}。", "3.8%") == (None, None)


@pytest.mark.parametrize(
    ("clause", "printed"),
    [
        pytest.param("危险驾驶案件142件，只有上年同期的七成", "七成", id="a share in words"),
        pytest.param("危险驾驶案件142件，是2020年的四分之三", "四分之三", id="a fraction"),
        pytest.param("危险驾驶案件142件，相当于2020年的76%", "76%", id="a share in digits"),
    ],
)
def test_share_of_what_was_told_at_another_time_is_of_this_time(clause: str, printed: str) -> None:
    assert period_of(f"{REPORT}{clause}。", printed) == YEAR


def test_rate_of_another_year_is_of_that_year() -> None:
    assert period_of(f"{REPORT}执结率为2020年的76%。", "76%") == ("2020-01-01", "2020-12-31")


def test_part_of_a_stock_is_a_stock() -> None:
    text = f"{REPORT}累计有7200人被纳入失信名单，其中2600人主动履行义务。"
    assert period_of(text, "2600人") == period_of(text, "7200人") == (None, "2024-12-31")


@pytest.mark.parametrize("clause", ["该院37名干警去年获表彰", "该院37名干警2023年受到嘉奖"])
def test_time_behind_the_last_number_of_a_clause_is_that_of_its_subject(clause: str) -> None:
    published = "2024-06-20"
    assert period_of(f"2019年至2023年，海门法院受理案件9210件。{clause}。", "37名", published) == (
        "2023-01-01",
        "2023-12-31",
    )


def test_time_behind_a_number_that_says_which_cases_is_not_that_of_the_number() -> None:
    assert period_of(f"{REPORT}12件为2020年受理的旧案。", "12件") == YEAR


def test_those_who_came_to_the_press_conference_are_counted_on_its_day() -> None:
    text = f"1月16日上午，海门法院召开新闻发布会。{REPORT}\n\n发布会由院长主持，30余家媒体参加。"
    assert period_of(text, "30余家") == ("2025-01-16", "2025-01-16")


def test_since_a_mechanism_was_set_up_with_others_begins_then() -> None:
    text = "去年6月，该院与协会共建评估机制，一年多来已有34件积案借此化解。"
    (found,) = figures_in(text, published=date(2024, 9, 19))
    assert (str(found.time_start), str(found.time_end)) == ("2023-06-01", "2024-09-19")


def test_same_period_is_the_report_s_again_behind_figures_of_all_of_it() -> None:
    text = f"{REPORT}其中第三季度收案2310件。\n起诉以危险驾驶居多，达310人。\n同期，受理申诉86件。"
    assert period_of(text, "86件") == YEAR


def test_action_whose_end_lies_behind_the_report_runs_until_it() -> None:
    text = "此次行动自11月26日开始，至12月10日结束。行动期间，海门法院拘留19人。"
    assert period_of(text, "19人", "2025-12-02") == ("2025-11-26", "2025-12-02")


def test_since_an_action_began_is_its_days_where_these_were_told() -> None:
    text = "今年3月至11月，海门法院开展“利剑”专项执行行动。行动启动以来，该院拘留19人。"
    assert period_of(text, "19人", "2024-12-04") == ("2024-03-01", "2024-11-30")


def test_total_of_a_report_of_several_years_is_of_all_of_these() -> None:
    text = "2020年至2024年，海门法院受理案件9210件。累计公布失信被执行人487人次。"
    assert period_of(text, "487人次") == ("2020-01-01", "2024-12-31")


def test_until_now_runs_from_what_began_before() -> None:
    text = f"{REPORT}\n去年7月，该院在全省率先出台信用修复办法，至今已为213名被执行人出具证明。"
    assert period_of(text, "213名", "2024-10-16") == ("2023-07-01", "2024-10-16")


def test_until_now_without_a_beginning_says_nothing() -> None:
    assert period_of(f"{REPORT}该办法至今已为213名被执行人出具证明。", "213名") == YEAR
