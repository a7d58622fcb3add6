"""Times that something is held against: their days, and what the comparison is."""

from datetime import date

import pytest
from reading_texts import figures_in


def told(text: str, published: str = "2026-01-20") -> list[tuple[str, str | None, str | None]]:
    """What is printed, the first day and the comparison of each figure."""
    return [
        (each.obs_text, each.time_start and str(each.time_start), each.comparison)
        for each in figures_in(text, published=date.fromisoformat(published))
    ]


@pytest.mark.parametrize(
    ("base", "printed", "start"),
    [
        ("比三年前的63%", "63%", "2022-01-01"),
        ("比三年前的六成三", "六成三", "2022-01-01"),
        ("较10年前的48%", "48%", "2015-01-01"),
    ],
)
def test_years_ago_are_counted_from_the_year_spoken_of(base: str, printed: str, start: str) -> None:
    assert told(f"2025年，全市法院调撤率58.5%，{base}已明显收窄。")[1] == (printed, start, None)


def test_five_years_before_are_those_before_the_report_s() -> None:
    text = "2018年至2022年，全省法院上诉率9.6%，较上一个五年的10.8%下降1.2个百分点。"
    assert told(text, "2023-02-20") == [
        ("9.6%", "2018-01-01", None),
        ("10.8%", "2013-01-01", None),
        ("1.2个百分点", "2018-01-01", "other"),
    ]


def test_years_ago_in_a_story_are_no_period() -> None:
    assert told("2025年，该院收案900件。三年前，李某购房，花费30万元。")[1] == ("30万元", None, None)


@pytest.mark.parametrize("base", ["较7月（1702件）", "较上月（1702件）"])
def test_month_before_told_in_brackets_makes_a_monthly_comparison(base: str) -> None:
    text = f"2025年8月，全国法院执结1786件，{base}多84件。"
    assert told(text, "2025-10-20") == [
        ("1786件", "2025-08-01", None),
        ("1702件", "2025-07-01", None),
        ("84件", "2025-08-01", "mom"),
    ]


def test_provinces_that_are_counted_lie_in_the_area_of_the_article() -> None:
    text = "全国法院毒品审判\n2025年，全国法院收案900件。广东、云南两省收案最多；有9个省份收案增幅超过三成。"
    found = next(each for each in figures_in(text) if each.obs_text == "9个")
    assert found.ref_area == "100000"


@pytest.mark.parametrize("words", ["都在", "均在"])
def test_least_that_all_reach_is_a_figure(words: str) -> None:
    assert [each[0] for each in told(f"2025年，三省收案{words}1万件以上。")] == ["1万件以上"]


@pytest.mark.parametrize("lead", ["由", "从"])
def test_years_ago_that_a_number_came_from_are_a_year(lead: str) -> None:
    found = told(f"2025年，全省法院征收类案件占比{lead}三年前的24.3%降至15.8%。")
    assert [start for _, start, _ in found] == ["2022-01-01", "2025-01-01"]
