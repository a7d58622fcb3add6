"""What a sentence says of its figures in words is held against them. All texts and figures are invented."""

from datetime import date

import pytest

from bench.night import Night, Text, reconcile_texts
from extraction.records import StatedMetadata


def yearly(year: int, sentence: str) -> Text:
    text = f"湖北法院{year}年工作情况\n\n{year}年，{sentence}\n"
    return Text(f"{year}.txt", text, StatedMetadata(published_on=date(year + 1, 1, 20)))


def night_of(*sentences: str) -> Night:
    """Return the night over yearly reports up to that of 2025, one sentence each."""
    return reconcile_texts([yearly(2026 - len(sentences) + at, text) for at, text in enumerate(sentences)])


def rules_that_find(night: Night) -> set[str]:
    return {entry["rule"] for entry in night.findings if entry["severity"] != "info"}


def suggestions(night: Night) -> set[str]:
    return {entry["suggested_text"] for entry in night.findings if entry["suggested_text"]}


FLOWS = {
    "divided by 其中": "全省法院全年共受理各类案件{0}件，其中旧存8123件、新收86161件。",
    "new ones first": "全省法院新收案件86161件，加上旧存8123件，共受理案件{0}件。",
    "carried over from last year": "全省法院受理案件{0}件，其中新收86161件，上年结转8123件；审结81203件。",
    "pending when last year ended": "全省法院受理案件{0}件，上年末未结8123件，新收86161件。",
    "named as cases each": "全市法院旧存案件8123件，新收案件86161件，受理案件{0}件，结案81203件。",
    "in brackets": "全省法院受理案件{0}件（含旧存8123件），其中新收86161件。",
    "closed and pending": "全省法院受理案件{0}件，审结81203件，年末未结13081件。",
}


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in FLOWS.items()])
def test_flow_of_cases_that_balances_raises_nothing(text: str) -> None:
    assert rules_that_find(night_of(text.format(94284))) == set()


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in FLOWS.items()])
def test_digit_doubled_in_cases_accepted_is_mended_by_the_flow(text: str) -> None:
    night = night_of(text.format(942284))
    assert "case_flow_balances" in rules_that_find(night)
    assert suggestions(night) == {"94284件"}


def test_flow_without_cases_accepted_balances_by_its_four_members() -> None:
    assert rules_that_find(night_of("全省法院执行案件新收28123件，上年旧存2310件，执结29011件，未结1422件。")) == set()
    spoilt = night_of("全省法院执行案件新收281233件，上年旧存2310件，执结29011件，未结1422件。")
    assert rules_that_find(spoilt) == {"case_flow_balances"}


@pytest.mark.parametrize(
    ("rule", "right", "wrong"),
    [
        pytest.param(
            "change_between_levels_told",
            "全省法院收案由2020年的19852件增至2024年的31286件，增长57.6%。",
            "全省法院收案由2020年的19852件增至2024年的31286件，增长576%。",
            id="from one level to another",
        ),
        pytest.param(
            "change_between_levels_told",
            "全省法院超审限案件1702件，较上年末的4105件下降58.54%。",
            "全省法院超审限案件1702件，较上年末的44105件下降58.54%。",
            id="against last year's level",
        ),
        pytest.param(
            "change_between_levels_told",
            "全省法院服判息诉率为91.25%，去年同期为88.11%，同比上升3.14个百分点。",
            "全省法院服判息诉率为91.25%，去年同期为88.11%，同比上升31.4个百分点。",
            id="points between two rates",
        ),
        pytest.param(
            "multiple_of_level_told",
            "全省法院执行到位12.06亿元，是五年前4.02亿元的3.00倍。",
            "全省法院执行到位1206亿元，是五年前4.02亿元的3.00倍。",
            id="multiple of a level told",
        ),
        pytest.param(
            "multiple_of_level_told",
            "法院审结环境民事公益诉讼128.0万件、行政公益诉讼384.0万件，后者为前者的3.0倍。",
            "法院审结环境民事公益诉讼128.0万件、行政公益诉讼3840万件，后者为前者的3.0倍。",
            id="the latter and the former",
        ),
        pytest.param(
            "growth_fits_levels_told",
            "全省法院共受理破产案件1206件，是上年的3.0倍，2024年受理破产案件402件。",
            "全省法院共受理破产案件1206件，是上年的30倍，2024年受理破产案件402件。",
            id="multiple of last year's level",
        ),
        pytest.param(
            "growth_fits_levels_told",
            "全省法院共受理破产案件1206件，同比增长2.00倍，2024年受理破产案件402件。",
            "全省法院共受理破产案件1206件，同比增长200倍，2024年受理破产案件402件。",
            id="growth by multiples",
        ),
        pytest.param(
            "shares_add_up_to_100",
            "全省法院审结三类案件，分别占62.3%、20.1%和17.6%。",
            "全省法院审结三类案件，分别占623%、20.1%和17.6%。",
            id="shares of a closed list",
        ),
        pytest.param(
            "first_is_not_below_others",
            "武汉市法院收案32.34万件，居全省首位，襄阳市法院收案14.20万件，宜昌市法院收案13.20万件。",
            "武汉市法院收案32.34万件，居全省首位，襄阳市法院收案14.20万件，宜昌市法院收案1320万件。",
            id="the first of all areas",
        ),
        pytest.param(
            "quarters_add_up",
            "一季度结案1203件，二季度结案1304件，三季度结案1100件，四季度结案1400件，全年结案5007件。",
            "一季度结案1203件，二季度结案1304件，三季度结案1100件，四季度结案1400件，全年结案50077件。",
            id="four quarters",
        ),
        pytest.param(
            "quarters_add_up",
            "前三季度结案3607件，四季度结案1400件，全年结案5007件。",
            "前三季度结案3607件，四季度结案1400件，全年结案50077件。",
            id="three quarters and the fourth",
        ),
    ],
)
def test_rule_lets_the_right_text_be_and_finds_the_misprint(rule: str, right: str, wrong: str) -> None:
    assert rules_that_find(night_of(right)) == set()
    assert rule in rules_that_find(night_of(wrong))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("服判息诉率92.13%，高于上年的91.02%。", "服判息诉率92.13%，高于上年的97.02%。"),
        ("平均用时50.1天，低于上年的62.3天。", "平均用时50.1天，低于上年的42.3天。"),
        (
            "214人次通过信用修复移出名单，多于同期新纳入的189人次。",
            "214人次通过信用修复移出名单，多于同期新纳入的289人次。",
        ),
        ("收案由2020年的3852件增至2024年的4286件。", "收案由2020年的3852件增至2024年的2286件。"),
        ("未结案件由年初的54件降至9件。", "未结案件由年初的54件降至91件。"),
        (
            "2023年至2025年受理专利案件分别为3201件、3398件、4102件，连续三年上升。",
            "2023年至2025年受理专利案件分别为3201件、3098件、4102件，连续三年上升。",
        ),
        (
            "2023年至2025年受理专利案件分别为4201件、3398件、3102件，逐年下降。",
            "2023年至2025年受理专利案件分别为4201件、3398件、8102件，逐年下降。",
        ),
        (
            "排名前三的案由依次为离婚纠纷3203件、民间借贷2100件、买卖合同1800件。",
            "排名前三的案由依次为离婚纠纷3203件、民间借贷4100件、买卖合同1800件。",
        ),
        ("数量最多的是离婚纠纷3203件，其次是民间借贷2100件。", "数量最多的是离婚纠纷3203件，其次是民间借贷8100件。"),
    ],
    ids=["高于", "低于", "多于", "增至", "降至", "连续三年上升", "逐年下降", "前三", "其次"],
)
def test_order_told_in_words_is_held_against_the_figures(right: str, wrong: str) -> None:
    assert rules_that_find(night_of(f"全省法院{right}")) == set()
    assert rules_that_find(night_of(f"全省法院{wrong}")) == {"worded_order_holds"}


def test_rate_and_its_change_in_points_fit_the_rate_published_last_year() -> None:
    last_year = "全省法院一审服判息诉率为88.11%。"
    assert rules_that_find(night_of(last_year, "全省法院一审服判息诉率为91.25%，同比上升3.14个百分点。")) == set()
    spoilt = night_of(last_year, "全省法院一审服判息诉率为91.25%，同比上升31.4个百分点。")
    assert rules_that_find(spoilt) == {"growth_fits_last_year"}


@pytest.mark.parametrize(
    ("streak", "finding"), [("连续三年上升", set()), ("连续三年下降", {"streak_goes_on"})], ids=["goes on", "is broken"]
)
def test_streak_is_held_against_what_was_published_last_year(streak: str, finding: set[str]) -> None:
    last_year = "全省法院受理破产案件14.04万件。"
    night = night_of(last_year, f"全省法院受理破产案件1320万件，{streak}。")
    assert rules_that_find(night) & {"streak_goes_on"} == finding


def test_cases_carried_over_are_those_pending_a_year_before() -> None:
    last_year = "全省法院审结案件81203件，年末未结8123件。"
    assert rules_that_find(night_of(last_year, "全省法院旧存8123件，审结案件82110件。")) == set()
    spoilt = night_of(last_year, "全省法院旧存81233件，审结案件82110件。")
    assert rules_that_find(spoilt) == {"stock_is_carried_over"}


@pytest.mark.parametrize(
    "text",
    [
        "全省法院受理案件9128件，其中民事案件旧存812件，刑事案件新收5161件。",
        "全省法院受理案件9128件，新收民事案件4161件、旧存民事案件812件，审结8801件。",
        "全省法院受理执行案件9128件，其中旧存812件；新收刑事案件1203件。",
        "全省法院受理案件9128件，比上年增加312件，审结8801件，上升2.2%。",
        "全省法院审结案件8128件，超过去年全年；新收9120件，超过三成为网上立案。",
        "全省法院平均用时50天，低于全省平均1.2天。",
        "全省法院案件数量最多的甲县法院受理民事案件300件、刑事案件400件。",
        "全省法院女干警、党员、硕士分别占41%、72%、35%。",
        "全省法院收案4128件，较去年同期的4001件上升明显，结案3901件，上升8.1%。",
        "全省法院审结案件由3个基层法院的1203件和2个中级法院的841件组成，增长8.1%。",
        "全省法院受理专利案件1203件、商标案件2310件、著作权案件801件，调解率逐年上升。",
        "全省法院受理破产案件1204件，是2016年的3.1倍，2024年受理破产案件1102件。",
        "全省法院一季度结案1203件，二季度结案1304件，全年结案5007件。",
        "全省法院在册法警1800余人，较2023年底的1640人增加一成。",
        "全省法院受理案件超过9000件，比上年的8120件多，审结8801件。",
        "武汉、襄阳、宜昌法院受理案件居前三位，分别为6203件、7104件、5401件。",
    ],
    ids=lambda text: text[4:16],
)
def test_other_base_or_narrower_scope_raises_nothing(text: str) -> None:
    assert rules_that_find(night_of(text)) == set()


@pytest.mark.parametrize(("printed", "suggested"), [("113%", {"11.3%"}), ("11.3%", set())], ids=["above all", "within"])
def test_share_of_an_unnamed_whole_is_at_most_all_of_it(printed: str, suggested: set[str]) -> None:
    night = night_of(f"全省法院判处罪犯3020人，其中女性罪犯341人，占{printed}。")
    assert ("unnamed_share_within_0_100" in rules_that_find(night)) == bool(suggested)
    assert suggestions(night) == suggested


def test_number_of_a_crime_named_for_embezzlement_may_more_than_double() -> None:
    assert rules_that_find(night_of("全省法院职务侵占案件升幅113%。")) == set()


@pytest.mark.parametrize(
    "text",
    [
        "全省法院受理案件21.2万件，审结18.6万件，新收17.5万件，调解150万余件。",
        "全省法院执行到位11.2亿元、8.6亿元、7.5亿元，化解债务120亿元、130亿元、140亿元。",
    ],
    ids=["a hedged number has no decimals", "as many have none"],
)
def test_decimals_are_missed_only_of_an_exact_number_among_many_that_have_some(text: str) -> None:
    assert {entry["rule"] for entry in night_of(text).findings} & {"decimals_as_around"} == set()


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        pytest.param("审结环境资源案件1432件，其中刑事211件，民事8090件，行政412件。", {"809件"}, id="whole list told"),
        pytest.param("审结环境资源案件1432件，其中刑事211件、民事8090件。", set(), id="list left open"),
        pytest.param("审结环境资源案件1432件，同比上升12.34%，其中民事8090件。", set(), id="behind a growth"),
        pytest.param("执行到位金额3.24亿元。其中，涉民生案款1560亿元。", {"1.560亿元"}, id="a sentence of its own"),
        pytest.param("判处罪犯1203人，其中判处五年以上有期徒刑3410人。", set(), id="people"),
    ],
)
def test_part_that_其中_divides_off_is_at_most_the_whole(text: str, suggested: set[str]) -> None:
    night = night_of(f"全省法院{text}")
    assert "divided_part_within_whole" in rules_that_find(night)
    assert suggestions(night) == suggested


def test_of_two_habits_as_frequent_the_one_told_first_counts() -> None:
    text = "全省法院受理民事案件45.2万件、刑事案件48.6万件、行政案件8.46万件、执行案件1.28万件、赔偿案件2137万件。"
    [found] = [entry for entry in night_of(text).findings if entry["rule"] == "decimals_as_around"]
    assert "45.2万件、48.6万件" in str(found["message"])
