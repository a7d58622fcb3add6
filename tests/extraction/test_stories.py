"""Whether a figure belongs to the story of one case or to a statistic."""

import re
from pathlib import Path

import pytest
from reading_texts import figure

from extraction.catalogue.measures import read_yaml

ANNOTATED = Path(__file__).parents[1] / "annotated"

BEFORE = "记者走进法官的办公室。\n"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("张某拖欠货款35万元。", "35万元", id="a person whose name is withheld"),
        pytest.param("某建材公司欠款120万元。", "120万元", id="a firm whose name is withheld"),
        pytest.param("该公司名下有房产12套。", "12套", id="该公司"),
        pytest.param("在该案中，法院划扣存款18万元。", "18万元", id="该案"),
        pytest.param("被告人李某退赔26万元。", "26万元", id="a defendant"),
        pytest.param("“终于拿到了8万元。”申请执行人王某激动地说。", "8万元", id="a quote before its speaker"),
    ],
)
def test_figure_of_one_case_is_a_case_figure(text: str, printed: str) -> None:
    assert figure(BEFORE + text, printed).scope == "case"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("全省法院执行到位金额35亿元。", "35亿元", id="a province's courts"),
        pytest.param("该院执结案件1200件。", "1200件", id="the court told of"),
        pytest.param("今年以来，全县共审结案件1200件。", "1200件", id="a county"),
    ],
)
def test_figure_of_courts_is_an_aggregate(text: str, printed: str) -> None:
    assert figure(text, printed).scope == "aggregate"


def test_story_goes_on_through_its_paragraph() -> None:
    text = "张某拖欠货款。法官多次上门。最终，双方约定分期支付35万元。"
    assert figure(text, "35万元").scope == "case"


def test_story_ends_with_its_paragraph() -> None:
    text = "张某拖欠货款35万元。\n全市法院执行到位金额12亿元。"
    assert figure(text, "12亿元").scope == "aggregate"


def test_statistic_behind_a_story_in_one_paragraph_is_an_aggregate() -> None:
    text = BEFORE + "张某还清货款35万元。今年以来，全市法院共执结案件1200件。"
    assert (figure(text, "35万元").scope, figure(text, "1200件").scope) == ("case", "aggregate")


def test_alias_given_in_brackets_goes_on_telling_of_the_case() -> None:
    text = "某纺织有限公司（以下简称“锦绣公司”）资不抵债。\n锦绣公司负债3亿元。"
    assert figure(text, "3亿元").scope == "case"


@pytest.mark.parametrize("kind", ["story", "statistics"])
def test_the_declared_beginnings_lose_no_cue_in_our_texts(kind: str) -> None:
    declared = read_yaml("stories.yaml")
    everywhere = re.compile("|".join(declared[kind]))
    only_there = re.compile(f"(?={declared['beginnings'][kind]})(?:{everywhere.pattern})")
    texts = [path.read_text(encoding="utf-8") for path in sorted(ANNOTATED.rglob("*.txt"))]
    assert texts
    for text in texts:
        assert [each.span() for each in only_there.finditer(text)] == [
            each.span() for each in everywhere.finditer(text)
        ]
