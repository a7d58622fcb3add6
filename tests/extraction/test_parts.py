"""Kinds of case told behind a count: what was done with them is what was done with the whole."""

import pytest
from reading_texts import figures_in


def indicators_of(text: str) -> list[str | None]:
    return [each.indicator for each in figures_in(text)]


@pytest.mark.parametrize(
    ("whole", "kind", "indicator"),
    [
        pytest.param("新收案件9348件", "执行1940件", "enforcement_cases_accepted", id="enforcement taken in"),
        pytest.param("审结案件9348件", "执行案件1940件", "enforcement_cases_concluded", id="enforcement closed"),
        pytest.param("审结案件9348件", "破产案件52件", "bankruptcy_concluded", id="bankruptcy closed"),
        pytest.param("新收案件9348件", "破产案件52件", "cases_accepted", id="bankruptcy taken in"),
    ],
)
def test_kind_that_is_an_indicator_of_its_own_is_no_slice_of_the_whole(whole: str, kind: str, indicator: str) -> None:
    assert indicators_of(f"2025年，全市法院{whole}，其中民商事5205件、行政187件，{kind}。")[-1] == indicator


def test_kinds_are_those_of_the_count_whose_sum_they_are() -> None:
    text = "2025年，全市法院受理案件900件，审结800件。其中，刑事案件300件，民事案件400件，行政案件100件。"
    assert indicators_of(text)[2:] == ["cases_concluded"] * 3


def test_kinds_that_add_up_to_no_count_are_those_of_the_first() -> None:
    text = "2025年，全市法院受理案件900件，审结800件。其中，刑事案件300件，民事案件390件，行政案件100件。"
    assert indicators_of(text)[2:] == ["cases_accepted"] * 3


def test_kinds_of_which_one_tells_an_act_of_its_own_add_up_to_nothing() -> None:
    text = "2025年，全市法院受理案件900件，审结800件。其中，刑事案件300件，民事案件500件，新收行政案件100件。"
    assert indicators_of(text)[2:] == ["cases_accepted"] * 3


def test_places_ranked_by_what_they_took_in_have_their_count_each() -> None:
    found = figures_in("贵州法院成绩单\n2025年，全省法院审结案件2480件。黔南、毕节收案最多，分别为486件、455件。")
    assert [each.indicator for each in found[1:]] == ["cases_accepted"] * 2
    assert [each.ref_area for each in found[1:]] == ["522700", "520500"]


def test_semicolon_behind_parts_leads_back_to_the_whole() -> None:
    text = "2025年，全市法院新收执行案件286件，其中首次执行案件241件、恢复执行案件45件；执结279件。"
    assert indicators_of(text)[2:] == ["enforcement_resumed_cases", "enforcement_cases_concluded"]


@pytest.mark.parametrize("act", ["出清19件", "出清终本案件19件"])
def test_act_alone_is_done_with_the_cases_told_before(act: str) -> None:
    text = f"2025年，全省法院核查终本案件863件，恢复执行62件，{act}。"
    assert indicators_of(text)[1:] == ["enforcement_resumed_cases", "terminated_cases_cleared"]


@pytest.mark.parametrize("moves", ["持续下降", "连续三年下降", "稳中有升"])
def test_what_moves_in_the_clause_before_is_what_a_number_counts(moves: str) -> None:
    (found,) = figures_in(f"新收一审民商事案件{moves}，2025年为6.8万件。")
    assert (found.indicator, found.breakdown) == (
        "cases_accepted",
        "case_type=civil;intake=new;procedure=first_instance",
    )


def test_sentence_that_divides_by_kinds_speaks_of_the_paragraph_before() -> None:
    text = "2025年，两级法院审结行政案件1126件，败诉86件。\n从管理领域看，资源规划类312件；人社类102件。"
    assert indicators_of(text)[2:] == ["cases_concluded"] * 2


@pytest.mark.parametrize("clause", ["参审案件1046件", "排查案件1046件", "评查案件1046件"])
def test_other_act_than_taking_in_is_none_of_the_act_before(clause: str) -> None:
    assert indicators_of(f"2025年，该院受理涉外案件1600件，累计{clause}。")[1] is None


def test_act_alone_is_done_in_the_campaign_that_its_sentence_opens_with() -> None:
    text = "2025年，在终本清仓行动中，全市法院恢复执行案件986件，出清523件。"
    assert indicators_of(text) == ["enforcement_resumed_cases", "terminated_cases_cleared"]


def test_act_between_two_numbers_is_told_of_the_second() -> None:
    assert indicators_of("2025年，该院列入行动的3218件案件执结2588件。") == [None, "enforcement_cases_concluded"]
