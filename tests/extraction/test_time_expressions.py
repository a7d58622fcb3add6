"""Expressions of time: where they stand and what they say, before any date is worked out."""

from itertools import pairwise

import pytest

from extraction.folding import fold
from extraction.time_expressions import Point, TimeKind, find_time_expressions


def expressions(text: str) -> list[tuple[str, TimeKind]]:
    return [(each.text, each.kind) for each in find_time_expressions(fold(text))]


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        pytest.param("2025年", TimeKind.SPAN, id="a year"),
        pytest.param("2025年度", TimeKind.SPAN, id="a year with 度"),
        pytest.param("二〇二五年", TimeKind.SPAN, id="a year in Chinese numerals"),
        pytest.param("2025年上半年", TimeKind.SPAN, id="a half"),
        pytest.param("下半年", TimeKind.SPAN, id="a half without its year"),
        pytest.param("2025年第三季度", TimeKind.SPAN, id="a quarter"),
        pytest.param("前三季度", TimeKind.SPAN, id="three quarters"),
        pytest.param("前10个月", TimeKind.SPAN, id="ten months"),
        pytest.param("1至9月", TimeKind.SPAN, id="months"),
        pytest.param("1-10月份", TimeKind.SPAN, id="months with a dash"),
        pytest.param("2025年3月", TimeKind.SPAN, id="a month"),
        pytest.param("2025年3月28日", TimeKind.DAY, id="a day"),
        pytest.param("2025-03-28", TimeKind.DAY, id="a day in digits"),
        pytest.param("3月28日", TimeKind.DAY, id="a day without its year"),
        pytest.param("2025年底", TimeKind.UNTIL, id="the end of a year"),
        pytest.param("全年", TimeKind.SPAN, id="全年"),
        pytest.param("去年", TimeKind.SPAN, id="去年"),
        pytest.param("今年以来", TimeKind.SINCE, id="今年以来"),
        pytest.param("2023年10月以来", TimeKind.SINCE, id="since a month"),
        pytest.param("自2023年10月", TimeKind.SINCE, id="自 a month"),
        pytest.param("2020年至今", TimeKind.SINCE, id="至今"),
        pytest.param("截至10月底", TimeKind.UNTIL, id="截至 the end of a month"),
        pytest.param("截至目前", TimeKind.UNTIL, id="截至目前"),
        pytest.param("去年同期", TimeKind.SPAN, id="去年同期"),
        pytest.param("近三年", TimeKind.BACK, id="近三年"),
        pytest.param("三年来", TimeKind.BACK, id="三年来"),
        pytest.param("过去5年", TimeKind.BACK, id="过去5年"),
        pytest.param("连续三年", TimeKind.BACK, id="连续三年"),
        pytest.param("2021年至2025年", TimeKind.SPAN, id="years"),
        pytest.param("2021—2025年", TimeKind.SPAN, id="years with a dash"),
        pytest.param("2024年11月至2025年10月", TimeKind.SPAN, id="months of two years"),
        pytest.param("十三五期间", TimeKind.SPAN, id="a five-year plan"),
        pytest.param("“十四五”以来", TimeKind.SINCE, id="since a five-year plan"),
        pytest.param("实施以来", TimeKind.EVENT, id="since an event"),
        pytest.param("近年来", TimeKind.VAGUE, id="近年来"),
        pytest.param("日前", TimeKind.VAGUE, id="日前"),
        pytest.param("今天", TimeKind.DAY, id="今天"),
        pytest.param("当日", TimeKind.DAY, id="当日"),
        pytest.param("目前", TimeKind.NOW, id="目前"),
        pytest.param("春节期间", TimeKind.NAMED, id="a time known by a name"),
    ],
)
def test_expression_of_time_has_its_kind(printed: str, kind: TimeKind) -> None:
    found = expressions(printed)
    assert [each for _, each in found] == [kind]


@pytest.mark.parametrize(
    ("text", "base"),
    [
        pytest.param("较2024年增长", "2024年", id="较"),
        pytest.param("比去年同期增长", "去年同期", id="比"),
        pytest.param("与2024年相比", "2024年", id="与…相比"),
        pytest.param("高于2024年", "2024年", id="高于"),
        pytest.param("是2024年的两倍", "2024年", id="是…倍"),
    ],
)
def test_what_is_compared_with_is_a_base(text: str, base: str) -> None:
    assert expressions(text) == [(base, TimeKind.BASE)]


@pytest.mark.parametrize("text", ["位于2024年", "与2024年的做法一样", "是2024年的事"])
def test_the_same_word_without_a_comparison_makes_no_base(text: str) -> None:
    assert [kind for _, kind in expressions(text)] == [TimeKind.SPAN]


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        pytest.param("2025年3月28日", Point(2025, 3, 28), Point(2025, 3, 28), id="a day"),
        pytest.param("十二月", Point(None, 12), Point(None, 12), id="a month in Chinese numerals"),
        pytest.param("2021年至2025年", Point(2021), Point(2025), id="years"),
        pytest.param("2025年3月8日至6月2日", Point(2025, 3, 8), Point(2025, 6, 2), id="the year holds for both days"),
        pytest.param("3月1日至15日", Point(None, 3, 1), Point(None, 3, 15), id="the month holds for both days"),
        pytest.param("十三五期间", Point(2016), Point(2020), id="the thirteenth plan"),
        pytest.param("去年", Point("去"), Point("去"), id="a relative year"),
    ],
)
def test_points_hold_what_is_said_and_no_more(printed: str, first: Point, last: Point) -> None:
    (found,) = find_time_expressions(printed)
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("printed", ["去年", "3月", "近三年", "今天", "上半年", "全年"])
def test_expression_that_needs_the_publication_date_is_relative(printed: str) -> None:
    (found,) = find_time_expressions(printed)
    assert found.relative


@pytest.mark.parametrize("printed", ["2025年", "2025年3月", "2021年至2025年", "十三五期间"])
def test_expression_that_says_its_year_is_not_relative(printed: str) -> None:
    (found,) = find_time_expressions(printed)
    assert not found.relative


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2025件", id="a count"),
        pytest.param("12025年", id="too many digits for a year"),
        pytest.param("第12月", id="an ordinal"),
        pytest.param("1.5年", id="a duration"),
        pytest.param("判处有期徒刑", id="no number at all"),
        pytest.param("13月", id="no such month"),
        pytest.param("统一部署", id="一 inside a word"),
    ],
)
def test_number_that_is_no_time_is_left_alone(text: str) -> None:
    assert expressions(text) == []


def test_expressions_stand_in_order_and_apart() -> None:
    found = find_time_expressions("2025年，审结3件；今年1月至3月，审结2件；截至3月底，尚有1件。")
    assert [each.text for each in found] == ["2025年", "今年1月至3月", "截至3月底"]
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_span_leaves_out_the_word_of_comparison() -> None:
    text = "较2024年增长"
    (found,) = find_time_expressions(text)
    assert text[found.start : found.end] == found.text == "2024年"


@pytest.mark.parametrize("printed", ["2025-61-28", "2025.00.14", "2025/11/00"])
def test_a_day_that_no_calendar_has_is_no_day(printed: str) -> None:
    assert find_time_expressions(printed) == []
