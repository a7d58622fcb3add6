"""A paper on one kind of cases counts these, also where it does not say so again."""

import pytest
from reading_texts import figures_in

from extraction.papers import slice_of_paper


@pytest.mark.parametrize(
    ("heading", "slice_"),
    [
        ("青岛中院发布金融审判白皮书", "field=financial"),
        ("2024年度知识产权司法保护状况（白皮书）", "field=intellectual_property"),
        ("绍兴法院2025年度行政审判白皮书", "case_type=administrative"),
        ("全省法院环境资源审判工作情况报告（白皮书）", "field=environment"),
        ("北京金融法院2024年白皮书", ""),
        ("加强金融审判 服务实体经济", ""),
        ("民事、行政审判白皮书", ""),
    ],
)
def test_heading_of_a_paper_tells_its_kind(heading: str, slice_: str) -> None:
    assert slice_of_paper(heading) == slice_


def test_figures_of_a_paper_are_of_its_kind() -> None:
    text = "青岛法院2024年度金融审判白皮书\n2024年，全市法院新收案件8126件，审结7893件。\n调撤率38.9%。"
    assert [each.breakdown for each in figures_in(text)] == [
        "field=financial;intake=new",
        "field=financial",
        "field=financial",
    ]


def test_count_beyond_that_of_the_kind_is_of_all_cases() -> None:
    text = "青岛法院2024年度金融审判白皮书\n2024年，全市法院受理案件32126件，其中金融案件8126件。"
    assert [each.breakdown for each in figures_in(text)] == ["", "field=financial"]


def test_figures_of_another_text_are_left_alone() -> None:
    (found,) = figures_in("青岛法院加强金融审判\n2024年，全市法院新收案件8126件。")
    assert found.breakdown == "intake=new"
