"""From text to finding: an invented page with scanning errors, and two yearly reports. All figures are invented."""

from datetime import date
from typing import Any

import pytest

from bench.night import Night, Text, reconcile_texts
from expectations.rules import Rule, declared_rules
from extraction.records import StatedMetadata

STATED = StatedMetadata(published_on=date(2026, 1, 20))
PAGE = """# 湖北法院晒出年度执行账单

2025年，全省法院共受理各类执行案件41.36万件，执结38.72万件，执行到位金额902.4亿元。全省法院恢复执行{resumed}，执行到位金额211.35亿元。

武汉市中级人民法院在执行前为118家企业扣划被保全财产2.36亿元，还为企业节约执行费用{fee}。该院涉企案件执行到位率58.40%，结案平均用时{days}。

襄阳某机械公司因经营不善停产，公司负债达{debt}，被债权人申请执行。襄阳市中级人民法院引导各方达成重整方案，三亿余元债务悉数化解。
"""
RIGHT = {"resumed": "7.28万件", "fee": "214.60万元", "days": "57.32天", "debt": "3.4亿元"}
WRONG = {"resumed": "728万件", "fee": "21460万元", "days": "5732天", "debt": "34亿元"}


def night_of(**prints: str) -> Night:
    return reconcile_texts([Text("page.txt", PAGE.format(**prints), STATED)])


def accusations(night: Night) -> dict[str, str | None]:
    """Return what is suggested for every accused print."""
    accusing = [entry for entry in night.findings if entry["observation_id"] is not None]
    return {night.figures[entry["observation_id"]].obs_text: entry["suggested_text"] for entry in accusing}


def test_page_without_misprints_raises_nothing() -> None:
    assert [entry["message"] for entry in night_of(**RIGHT).findings if entry["severity"] != "info"] == []


@pytest.mark.parametrize("name", RIGHT)
def test_lost_point_is_the_only_accusation_and_its_repair_comes_first(name: str) -> None:
    assert accusations(night_of(**{**RIGHT, name: WRONG[name]})) == {WRONG[name]: RIGHT[name]}


def test_four_lost_points_at_once_are_told_apart() -> None:
    assert accusations(night_of(**WRONG)) == {WRONG[name]: RIGHT[name] for name in RIGHT}


def test_finding_carries_value_candidates_and_its_proof_in_both_languages() -> None:
    [finding] = [entry for entry in night_of(**{**RIGHT, "resumed": "728万件"}).findings if entry["observation_id"]]
    chinese, english = finding["message"].split(" / ")
    assert int(finding["suggested_value"]) == 72800
    assert finding["candidates"][0] == "7.28万件"
    assert "“728万件”可能是“7.28万件”（小数点脱落" in chinese
    assert 'may be "7.28万件" (lost decimal point' in english


def test_finding_on_a_rate_names_the_base_of_its_own_subject() -> None:
    page = (
        "湖北法院通报\n\n2025年，全省法院新收民事案件81.25万件，受理执行案件41.36万件，执结38.72万件，执结率9362%。\n"
    )
    findings = {entry["rule"]: entry for entry in reconcile_texts([Text("a.txt", page, STATED)]).findings}
    message = findings["rate_equals_part_of_whole"]["message"]
    assert "“38.72万件”除以“41.36万件”不符" in message


def yearly(year: int, sentence: str) -> Text:
    text = f"湖北法院{year}年工作情况\n\n{year}年，全省法院{sentence}\n"
    return Text(f"{year}.txt", text, StatedMetadata(published_on=date(year + 1, 1, 20)))


LAST_YEAR = yearly(2024, "受理各类案件86.42万件，审结81.05万件，同比分别上升3.21%、2.87%。")


def test_two_yearly_reports_that_fit_raise_nothing() -> None:
    this_year = yearly(2025, "受理各类案件91.28万件，审结86.33万件，同比分别上升5.62%、6.51%。")
    night = reconcile_texts([LAST_YEAR, this_year])
    assert [entry["message"] for entry in night.findings if entry["severity"] != "info"] == []
    assert confirmed(night, "91.28万件") == 1


def confirmed(night: Night, obs_text: str) -> int:
    [figure] = [figure for figure in night.figures.values() if figure.obs_text == obs_text]
    return figure.checked_by


def test_lost_point_in_the_second_yearly_report_is_caught_by_the_back_cast() -> None:
    this_year = yearly(2025, "受理各类案件9128万件，审结86.33万件，同比分别上升5.62%、6.51%。")
    findings = {entry["rule"]: entry for entry in reconcile_texts([LAST_YEAR, this_year]).findings}
    finding: dict[str, Any] = findings["growth_fits_last_year"]
    assert (finding["suggested_text"], finding["severity"]) == ("91.28万件", "critical")
    assert finding["confidence"] > 0.9


BACK_CAST = "growth_fits_last_year"
BY_SIZE = {rule.id for rule in declared_rules() if rule.check.kind in ("no_jump", "peers")}


@pytest.mark.parametrize(
    "rules",
    [
        pytest.param([rule for rule in declared_rules() if rule.id == BACK_CAST], id="no other rule is there"),
        pytest.param([rule for rule in declared_rules() if rule.id not in BY_SIZE], id="none looks at sizes"),
        pytest.param(list(declared_rules()), id="all are there"),
    ],
)
def test_back_cast_alone_catches_a_lost_point_in_the_second_yearly_report(rules: list[Rule]) -> None:
    last_year = yearly(2024, "受理各类案件6.65万件。")
    this_year = yearly(2025, "受理各类案件702万件，同比上升5.56%。")
    night = reconcile_texts([last_year, this_year], rules)
    assert accusations(night) == {"702万件": "7.02万件"}
    assert [entry["rule"] for entry in night.findings if entry["severity"] == "critical"] == [BACK_CAST]


def test_shifted_point_may_be_that_of_either_year() -> None:
    last_year = yearly(2024, "受理各类案件6.65万件。")
    this_year = yearly(2025, "受理各类案件70.2万件，同比上升5.56%。")
    night = reconcile_texts([last_year, this_year])
    assert accusations(night) == {}
    assert {tuple(entry["candidates"]) for entry in night.findings} == {("7.02万件", "66.5万件")}


def test_revised_figure_of_last_year_is_no_misprint() -> None:
    this_year = yearly(2025, "受理各类案件91.28万件，审结86.33万件，同比分别上升7.93%、6.51%。")
    assert accusations(reconcile_texts([LAST_YEAR, this_year])) == {}
