"""The days that an expression of time covers, worked out against the day of publication."""

from dataclasses import replace
from datetime import date

import pytest
from reading_texts import figures_in

from extraction.anchors import UNDATED, Anchor, Period
from extraction.folding import fold
from extraction.periods import resolve
from extraction.time_expressions import find_time_expressions

PUBLISHED = date(2025, 10, 24)
ANCHOR = Anchor(published=PUBLISHED, told=PUBLISHED)


def period(printed: str, anchor: Anchor = ANCHOR) -> Period:
    (expression,) = find_time_expressions(fold(printed))
    return resolve(expression, anchor)


def days(first: str | None, last: str | None) -> Period:
    return (date.fromisoformat(first) if first else None), (date.fromisoformat(last) if last else None)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        pytest.param("2024年", "2024-01-01", "2024-12-31", id="a year"),
        pytest.param("2024年度", "2024-01-01", "2024-12-31", id="a year with 度"),
        pytest.param("二〇二四年", "2024-01-01", "2024-12-31", id="a year in Chinese numerals"),
        pytest.param("2024年全年", "2024-01-01", "2024-12-31", id="the whole of a year"),
        pytest.param("2024年上半年", "2024-01-01", "2024-06-30", id="first half"),
        pytest.param("2024年下半年", "2024-07-01", "2024-12-31", id="second half"),
        pytest.param("2024年第一季度", "2024-01-01", "2024-03-31", id="first quarter"),
        pytest.param("2024年三季度", "2024-07-01", "2024-09-30", id="third quarter"),
        pytest.param("2024年前三季度", "2024-01-01", "2024-09-30", id="three quarters"),
        pytest.param("2024年前两个季度", "2024-01-01", "2024-06-30", id="two quarters"),
        pytest.param("2024年前11个月", "2024-01-01", "2024-11-30", id="eleven months"),
        pytest.param("2024年头两个月", "2024-01-01", "2024-02-29", id="two months of a leap year"),
        pytest.param("2024年1至10月", "2024-01-01", "2024-10-31", id="months from 1"),
        pytest.param("2024年7-9月份", "2024-07-01", "2024-09-30", id="months with a dash"),
        pytest.param("2024年2月", "2024-02-01", "2024-02-29", id="February of a leap year"),
        pytest.param("2023年2月", "2023-02-01", "2023-02-28", id="February of another"),
        pytest.param("2024年十二月", "2024-12-01", "2024-12-31", id="a month in Chinese numerals"),
        pytest.param("2024年3月28日", "2024-03-28", "2024-03-28", id="a day"),
        pytest.param("2024-03-28", "2024-03-28", "2024-03-28", id="a day in digits"),
        pytest.param("2021年至2024年", "2021-01-01", "2024-12-31", id="years"),
        pytest.param("2021—2024年", "2021-01-01", "2024-12-31", id="years with one 年"),
        pytest.param("2023年11月至2024年10月", "2023-11-01", "2024-10-31", id="months of two years"),
        pytest.param("2024年3月至6月", "2024-03-01", "2024-06-30", id="months of one year"),
        pytest.param("2024年3月15日至6月20日", "2024-03-15", "2024-06-20", id="days of one year"),
        pytest.param("2024年3月1日至15日", "2024-03-01", "2024-03-15", id="days of one month"),
        pytest.param("十三五期间", "2016-01-01", "2020-12-31", id="the thirteenth plan"),
        pytest.param("“十二五”时期", "2011-01-01", "2015-12-31", id="the twelfth plan in quotes"),
    ],
)
def test_stated_period(printed: str, first: str, last: str) -> None:
    assert period(printed) == days(first, last)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        pytest.param("去年", "2024-01-01", "2024-12-31", id="去年"),
        pytest.param("前年", "2023-01-01", "2023-12-31", id="前年"),
        pytest.param("去年上半年", "2024-01-01", "2024-06-30", id="a half of last year"),
        pytest.param("今年前三季度", "2025-01-01", "2025-09-30", id="three quarters of this year"),
        pytest.param("前三季度", "2025-01-01", "2025-09-30", id="three quarters: the year they ended in"),
        pytest.param("上半年", "2025-01-01", "2025-06-30", id="a half that is over"),
        pytest.param("1至9月", "2025-01-01", "2025-09-30", id="months that are over"),
        pytest.param("11月", "2024-11-01", "2024-11-30", id="a month not yet begun is last year's"),
        pytest.param("9月", "2025-09-01", "2025-09-30", id="a month that is over is this year's"),
        pytest.param("10月23日", "2025-10-23", "2025-10-23", id="yesterday by name"),
        pytest.param("11月3日", "2024-11-03", "2024-11-03", id="a day still to come is last year's"),
        pytest.param("今天", "2025-10-24", "2025-10-24", id="今天"),
        pytest.param("昨日", "2025-10-23", "2025-10-23", id="昨日"),
        pytest.param("上月", "2025-09-01", "2025-09-30", id="上月"),
        pytest.param("上季度", "2025-07-01", "2025-09-30", id="上季度"),
    ],
)
def test_relative_period_is_counted_from_the_publication(printed: str, first: str, last: str) -> None:
    assert period(printed) == days(first, last)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        pytest.param("今年以来", "2025-01-01", "2025-10-24", id="今年以来"),
        pytest.param("2023年10月以来", "2023-10-01", "2025-10-24", id="since a month"),
        pytest.param("2021年至今", "2021-01-01", "2025-10-24", id="至今"),
        pytest.param("自2024年3月15日起", "2024-03-15", "2025-10-24", id="自 a day"),
        pytest.param("“十四五”以来", "2021-01-01", "2025-10-24", id="since a five-year plan"),
    ],
)
def test_what_began_and_lasts_reaches_the_publication(printed: str, first: str, last: str) -> None:
    assert period(printed) == days(first, last)


@pytest.mark.parametrize(
    ("printed", "first"),
    [
        pytest.param("今年", "2025-01-01", id="今年"),
        pytest.param("本月", "2025-10-01", id="本月"),
        pytest.param("本季度", "2025-10-01", id="本季度"),
        pytest.param("“十四五”时期", "2021-01-01", id="a five-year plan"),
    ],
)
def test_period_that_still_runs_ends_with_the_publication(printed: str, first: str) -> None:
    assert period(printed) == days(first, "2025-10-24")


@pytest.mark.parametrize(
    ("printed", "last"),
    [
        pytest.param("截至2025年3月31日", "2025-03-31", id="a day"),
        pytest.param("截至9月底", "2025-09-30", id="the end of a month"),
        pytest.param("截至2024年底", "2024-12-31", id="the end of a year"),
        pytest.param("截至12月底", "2024-12-31", id="the end of a month not yet begun is last year's"),
        pytest.param("截至目前", "2025-10-24", id="截至目前"),
        pytest.param("目前", "2025-10-24", id="目前"),
    ],
)
def test_what_only_ends_has_no_beginning(printed: str, last: str) -> None:
    assert period(printed) == days(None, last)


@pytest.mark.parametrize(
    ("printed", "first", "last"),
    [
        pytest.param("近三年", "2022-01-01", "2024-12-31", id="近三年"),
        pytest.param("过去5年", "2020-01-01", "2024-12-31", id="过去5年"),
        pytest.param("五年来", "2020-01-01", "2024-12-31", id="五年来"),
        pytest.param("连续三年", "2022-01-01", "2024-12-31", id="连续三年"),
        pytest.param("过去一年", "2024-01-01", "2024-12-31", id="过去一年"),
    ],
)
def test_years_back_end_with_the_last_full_year(printed: str, first: str, last: str) -> None:
    spring = Anchor(published=date(2025, 3, 20), told=date(2025, 3, 20))
    assert period(printed, spring) == days(first, last)


def test_no_years_back_are_no_period() -> None:
    assert period("近〇年") == (None, None)


def test_years_back_told_late_in_a_year_take_it_in() -> None:
    assert period("近三年") == days("2023-01-01", "2025-10-24")


def test_years_back_end_with_the_full_year_that_the_report_speaks_of() -> None:
    anchor = replace(ANCHOR, published=date(2026, 1, 20), year=2025, period=days("2025-01-01", "2025-12-31"))
    assert period("三年来", anchor) == days("2023-01-01", "2025-12-31")


def test_same_period_of_last_year_is_the_last_period_a_year_before() -> None:
    anchor = replace(ANCHOR, year=2025, period=days("2025-01-01", "2025-09-30"))
    assert period("去年同期", anchor) == days("2024-01-01", "2024-09-30")


def test_same_period_ends_on_the_last_day_of_a_shorter_february() -> None:
    anchor = replace(ANCHOR, year=2024, period=days("2024-01-01", "2024-02-29"))
    assert period("去年同期", anchor) == days("2023-01-01", "2023-02-28")


def test_same_period_without_one_before_is_unknown() -> None:
    assert period("同期") == (None, None)


def test_whole_year_told_in_january_is_the_year_before() -> None:
    anchor = Anchor(published=date(2026, 1, 20), told=date(2026, 1, 20))
    assert period("全年", anchor) == days("2025-01-01", "2025-12-31")


def test_half_told_in_january_is_that_of_the_year_before() -> None:
    anchor = Anchor(published=date(2026, 1, 20), told=date(2026, 1, 20))
    assert period("下半年", anchor) == days("2025-07-01", "2025-12-31")


def test_last_month_of_january_is_december() -> None:
    anchor = Anchor(published=date(2026, 1, 20), told=date(2026, 1, 20))
    assert period("上月", anchor) == days("2025-12-01", "2025-12-31")


def test_last_quarter_of_january_is_the_fourth_of_the_year_before() -> None:
    anchor = Anchor(published=date(2026, 1, 20), told=date(2026, 1, 20))
    assert period("上季度", anchor) == days("2025-10-01", "2025-12-31")


def test_part_of_a_year_lies_in_the_year_spoken_of() -> None:
    assert period("上半年", replace(ANCHOR, year=2023)) == days("2023-01-01", "2023-06-30")


def test_that_year_is_the_one_spoken_of() -> None:
    assert period("当年", replace(ANCHOR, year=2019)) == days("2019-01-01", "2019-12-31")


def test_that_day_is_the_day_last_named() -> None:
    assert period("当日", replace(ANCHOR, day=date(2025, 10, 20))) == days("2025-10-20", "2025-10-20")


def test_since_the_event_begins_on_its_day() -> None:
    assert period("实施以来", replace(ANCHOR, event=date(2024, 3, 15))) == days("2024-03-15", "2025-10-24")


@pytest.mark.parametrize("printed", ["近年来", "日前", "春节期间", "实施以来"])
def test_what_tells_no_days_has_no_period(printed: str) -> None:
    assert period(printed) == (None, None)


def test_day_that_a_month_does_not_have_is_its_last() -> None:
    assert period("2025年2月30日") == days("2025-02-28", "2025-02-28")


@pytest.mark.parametrize("printed", ["去年", "今年前三季度", "近三年", "截至目前", "昨天", "3月5日", "到上月底"])
def test_nothing_is_counted_from_an_unknown_day_of_publication(printed: str) -> None:
    assert period(printed, Anchor(UNDATED, UNDATED)) == (None, None)


def test_what_was_stated_holds_without_a_day_of_publication() -> None:
    undated = Anchor(UNDATED, UNDATED)
    assert period("2024年上半年", undated) == days("2024-01-01", "2024-06-30")
    assert period("2023年以来", undated) == days("2023-01-01", None)


def test_until_the_end_of_last_month_has_no_beginning_of_its_own() -> None:
    assert period("到上月底") == days(None, "2025-09-30")


def test_since_a_day_still_to_come_has_no_end() -> None:
    assert period("2027年3月以来") == days("2027-03-01", None)
    assert period("实施以来", replace(ANCHOR, event=date(2026, 3, 15))) == days("2026-03-15", None)


def test_a_period_never_begins_after_its_end() -> None:
    (found,) = figures_in("2025年3月判处到去年执结36件。", published=PUBLISHED)
    assert (found.time_start, found.time_end) == days(None, "2024-12-31")
