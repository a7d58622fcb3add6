"""What the figures of a heading take from the text below, and what they say themselves."""

from datetime import date

import pytest
from reading_texts import figures_in, level_of

BODY = "2024年，海门法院审结知识产权案件8831件，同比增长30.1%。"


@pytest.mark.parametrize(
    ("heading", "value"),
    [
        ("海门法院知产案件五年增三成", "30"),
        ("海门法院知产案件一年升近三成", "30"),
        ("海门法院上诉率降5个百分点", "-5"),
        ("海门法院收案减两成", "-20"),
    ],
)
def test_sign_before_a_share_tells_which_way_it_went(heading: str, value: str) -> None:
    found = figures_in(f"{heading}\n\n2024年，海门法院工作平稳。")[0]
    assert (found.measure, str(found.printed_value)) == ("change", value)


def test_change_of_a_heading_is_that_of_the_level_in_the_text() -> None:
    found = figures_in(f"海门法院知产案件增三成\n\n{BODY}", published=date(2025, 1, 20))
    assert (level_of(found, found[0]), found[0].indicator) == ("8831件", "cases_concluded")
    assert str(found[0].time_start) == "2024-01-01"


def test_heading_that_tells_no_comparison_has_none() -> None:
    assert figures_in(f"海门法院知产案件增三成\n\n{BODY}")[0].comparison is None


def test_within_one_year_is_a_yearly_comparison() -> None:
    assert figures_in(f"海门法院知产案件一年增三成\n\n{BODY}")[0].comparison == "yoy"


def test_numbered_section_leaves_the_kind_of_the_one_before() -> None:
    *_, found = figures_in("（一）审结企业破产案件1106件。\n（二）着力解决执行难。执结案件29351件。")
    assert (found.indicator, found.breakdown) == ("enforcement_cases_concluded", "")
