"""What is done over a time though 目前 stands before it, and growth over the years of a list."""

import pytest
from reading_texts import figure, figures_in

REPORT = "2025年，海门法院受理案件3168件。"


def test_mean_behind_what_there_is_now_is_of_the_report() -> None:
    found = figures_in(f"{REPORT}目前，全院员额法官12人，人均结案253件。")
    assert [each.time_start and str(each.time_start) for each in found] == ["2025-01-01", None, "2025-01-01"]


def test_yearly_fall_behind_years_told_one_by_one_is_that_of_all() -> None:
    found = figures_in("2023年海门法院收案386件，2024年321件，2025年降至178件，3年降幅达53.9%，年均下降32.1%。")
    assert [(str(each.time_start), each.comparison) for each in found[3:]] == [
        ("2025-01-01", "other"),
        ("2023-01-01", "other"),
    ]


@pytest.mark.parametrize("others", ["高于同期全部案件重刑率16.2个百分点", "高于全省平均16.2个百分点"])
def test_distance_from_all_of_the_same_time_is_a_level(others: str) -> None:
    assert figure(f"2025年，全省法院重刑率26.5%，{others}。", "16.2个百分点").measure == "level"


@pytest.mark.parametrize("who", ["某酒店的31名员工", "某医院的31名护工"])
def test_house_that_goes_unnamed_is_that_of_a_case(who: str) -> None:
    assert figure(f"{REPORT}12月27日，{who}领到了工资。", "31名").scope == "case"


def test_one_who_leads_a_firm_is_no_official() -> None:
    assert figure(f"{REPORT}酒店负责人王某转移财产10万元。", "10万元").scope == "case"


def test_what_is_to_be_ensured_is_no_figure() -> None:
    assert len(figures_in(f"{REPORT}\n今年工作思路：确保结案率达到90%以上。")) == 1


def test_what_there_is_now_ends_with_its_semicolon() -> None:
    found = figures_in(f"{REPORT}公布失信名单176人次，现有失信被执行人71人；94人次主动履行。")
    assert [each.time_start and str(each.time_start) for each in found] == [
        "2025-01-01",
        "2025-01-01",
        None,
        "2025-01-01",
    ]


@pytest.mark.parametrize("goal", ["今年目标30亿元", "全年目标为30亿元"])
def test_goal_of_a_year_is_no_figure(goal: str) -> None:
    assert [each.obs_text for each in figures_in(f"2025年，海门法院执行到位28.6亿元；{goal}。")] == ["28.6亿元"]
