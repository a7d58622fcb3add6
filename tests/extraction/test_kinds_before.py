"""An act alone takes the kind of cases that the clause before it names."""

import pytest
from reading_texts import figures_in

TOLD = "2025年，全省法院审结案件120万件。"


@pytest.mark.parametrize(
    ("clause", "breakdown"),
    [
        pytest.param("严惩毒品犯罪", "subject=毒品", id="an offence"),
        pytest.param("依法从严惩治危害食品安全犯罪", "subject=危害食品安全", id="words of severity before it"),
        pytest.param("对电信网络诈骗零容忍", "offence=telecom_fraud", id="a declared offence"),
        pytest.param("加强金融审判", "field=financial", id="the field of some work"),
        pytest.param("强化知识产权司法保护", "field=intellectual_property", id="what is protected"),
        pytest.param("物业服务合同纠纷仍是大头", "subject=物业服务合同", id="a kind that is said to be large"),
        pytest.param("危险驾驶案件降幅最大", "subject=危险驾驶", id="a kind that moves"),
    ],
)
def test_act_alone_is_on_the_cases_of_the_kind_named_before_it(clause: str, breakdown: str) -> None:
    *_, found = figures_in(f"{TOLD}{clause}，审结3106件。")
    assert (found.indicator, found.breakdown) == ("cases_concluded", breakdown)


def test_persons_and_later_acts_are_of_that_kind_too() -> None:
    found = figures_in("2025年，全省法院严惩毒品犯罪，新收2410件，审结2310件3012人。")
    assert [each.breakdown for each in found[:2]] == ["intake=new;subject=毒品", "subject=毒品"]


@pytest.mark.parametrize(
    "clause",
    [
        "依法惩治犯罪",
        "实质化解矛盾纠纷",
        "全面加强刑事、民事、行政审判",
        "充分发挥审判职能",
        "坚持服务大局",
        "此类案件有所回落",
        "打击犯罪分子嚣张气焰",
        "维护金融安全",
        "推进家事审判改革",
        "有效预防和减少纠纷",
        "优化诉讼服务",
    ],
)
def test_clause_that_names_no_one_kind_leaves_the_whole(clause: str) -> None:
    *_, found = figures_in(f"2025年，全省法院{clause}，审结案件3106件。")
    assert (found.indicator, found.breakdown) == ("cases_concluded", "")


def test_class_alone_before_its_number_is_that_of_the_act_behind_it() -> None:
    found = figures_in(f"{TOLD}刑事一审33417件，审结31206件。")
    assert [each.breakdown for each in found[1:]] == ["case_type=criminal;procedure=first_instance"] * 2
