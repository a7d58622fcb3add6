"""What a change measures, by the words of its own clause and of the list it stands in."""

from datetime import date

import pytest
from reading_texts import figures_in, level_of


def test_rate_of_leniency_is_no_level_that_another_came_from() -> None:
    found = figures_in(
        "2025年，全市检察机关认罪认罚从宽适用率92.3%，量刑建议采纳率97.8%，同比分别上升1.2个和0.6个百分点。"
    )
    assert [level_of(found, each) for each in found if each.measure == "change"] == ["92.3%", "97.8%"]


@pytest.mark.parametrize(
    ("words", "value"),
    [("离婚案件三年降两成", "-20"), ("信访量降三成", "-30"), ("收案量增近15%", "15"), ("结案率升5.2个百分点", "5.2")],
)
def test_sign_directly_before_a_rate_makes_it_a_change(words: str, value: str) -> None:
    (found,) = figures_in(f"某区法院通报，{words}。")
    assert (found.measure, str(found.printed_value)) == ("change", value)


@pytest.mark.parametrize("name", ["增幅", "增速"])
def test_changes_of_kinds_measure_what_the_sentence_divides(name: str) -> None:
    found = figures_in(f"2025年，全省法院新收案件9600件。收案中，民事、行政一审案件{name}分别为4.3%、1.1%。")
    assert [each.indicator for each in found[1:]] == ["cases_accepted"] * 2


def test_cases_taken_in_of_all_sorts_have_their_change() -> None:
    found = figures_in("2025年，该院共收各类海商案件5120件，办结4863件，收案数、结案数分别上升12.1%和9.7%。")
    assert [level_of(found, each) for each in found[2:]] == ["5120件", "4863件"]


def test_courts_told_one_by_one_share_the_period_of_the_report() -> None:
    text = "2024年，泸州法院执结案件2160件。\n\n江阳区法院执结430件；泸县法院执结365件。\n\n江阳区法院救助16人。"
    found = figures_in(text, published=date(2025, 1, 20))
    assert [str(each.time_start) for each in found] == ["2024-01-01", "2024-01-01", "2024-01-01", "None"]


def test_years_back_are_those_of_the_title() -> None:
    text = "海淀法院发布《家事审判白皮书（2022—2024）》。三年间该院受理家事案件1680件。"
    found = figures_in(text, published=date(2025, 11, 5))
    assert (str(found[0].time_start), str(found[0].time_end)) == ("2022-01-01", "2024-12-31")


def test_level_reached_behind_its_change_is_no_second_change() -> None:
    change, level = figures_in("2025年，全省法院执行完毕率下降7.9个百分点至33.2%。")
    assert (change.measure, level.measure) == ("change", "level")
    assert level_of([change, level], change) == "33.2%"
    assert level.indicator == change.indicator == "full_enforcement_rate"


def test_change_told_of_one_place_belongs_to_its_level() -> None:
    text = "四川法院成绩单\n2025年，成都、绵阳分别到位162亿元、28亿元，其中成都同比增长22.3%。"
    found = figures_in(text)
    assert level_of(found, found[-1]) == "162亿元"
    assert found[-1].ref_area == "510100"


def test_lines_of_a_list_tell_their_own_comparison() -> None:
    text = "▲调解成功率72.3%，高于去年同期3.6个百分点\n▲收案6.8万件，较2021年的8.1万件减少16%"
    assert figures_in(text, published=date(2025, 1, 15))[-1].comparison == "other"


@pytest.mark.parametrize("link", ["，达到", "，分别达到", "，分别为"])
def test_changes_told_before_a_list_of_levels_belong_to_these_in_order(link: str) -> None:
    text = f"2025年，全市法院执行到位率、执行完毕率同比分别提升5.8个百分点和3.6个百分点{link}49.7%和39.5%。"
    found = figures_in(text)
    assert [level_of(found, each) for each in found[:2]] == ["49.7%", "39.5%"]
    assert [each.indicator for each in found[2:]] == ["enforced_amount_rate", "full_enforcement_rate"]
