"""Counts divided into kinds, rates that went from one number to another, and cases told after their name."""

import pytest
from reading_texts import figure, figures_in, level_of


def test_kinds_divide_the_count_that_they_add_up_to() -> None:
    text = "2025年，全市法院民商事案件收案960件，结案812件。其中家事、合同、侵权类分别为312件、436件、212件。"
    assert [each.indicator for each in figures_in(text)[2:]] == ["cases_accepted"] * 3


@pytest.mark.parametrize("clause", ["全院共收涉企案件206件", "其中，收诉讼案件206件", "收行政一审案件206件"])
def test_cases_that_came_in_are_accepted(clause: str) -> None:
    found = figures_in(f"2025年，{clause}，办结192件。")
    assert [each.indicator for each in found] == ["cases_accepted", "cases_concluded"]


@pytest.mark.parametrize(
    ("held", "start"), [("与2024年相比", "2024-01-01"), ("较2023年", "2023-01-01")], ids=["year before", "two years"]
)
def test_rate_led_on_from_is_that_of_the_year_it_is_held_against(held: str, start: str) -> None:
    text = f"2025年，该院结案900件。{held}，执行案件到位率从48.6%提高到57.3%。"
    assert [str(each.time_start) for each in figures_in(text)[1:]] == [start, "2025-01-01"]


@pytest.mark.parametrize("words", ["低于去年1.6个百分点", "高于上年1.6个百分点"])
def test_above_or_below_last_year_is_yearly(words: str) -> None:
    assert figure(f"2025年，全市法院调撤率58.3%，{words}。", "1.6个百分点").comparison == "yoy"


@pytest.mark.parametrize("case", ["审理盗伐林木案，", "办理一起盗伐林木案，"])
def test_case_told_by_its_name_is_a_case(case: str) -> None:
    assert figure(f"2025年，该院结案900件。\n去年，海门法院{case}6名被告人盗伐云杉。", "6名").scope == "case"


def test_changes_of_the_rest_are_those_of_the_counts_not_spoken_of_yet() -> None:
    text = (
        "2025年，民事、刑事、行政新收案件分别为421件、32件、9件，"
        "除刑事案件下降18.7%外，其余两类同比分别上升4.8%、6.2%。"
    )
    found = figures_in(text)
    assert [level_of(found, each) for each in found[3:]] == ["32件", "421件", "9件"]


@pytest.mark.parametrize("rank", ["居首", "位居第一", "排名第一"])
def test_rank_behind_a_count_is_not_what_it_measures(rank: str) -> None:
    text = f"2025年，厦门、泉州法院执结数分别为53件、68件，福州法院71件{rank}。"
    assert figure(text, "71件").indicator == "enforcement_cases_concluded"


def test_what_a_mediation_centre_takes_in_is_no_case_of_a_court() -> None:
    assert figure("2025年，全省行政争议审前和解中心受理案件1832件。", "1832件").indicator is None


@pytest.mark.parametrize("told", ["均提高3个百分点以上", "稳中有升", "居全省前列"])
def test_names_of_a_list_may_stand_in_the_clause_before(told: str) -> None:
    text = f"2025年，全市法院执行完毕率、执行到位率{told}，分别达41.2%、52.6%。"
    assert [each.indicator for each in figures_in(text)[-2:]] == ["full_enforcement_rate", "enforced_amount_rate"]
