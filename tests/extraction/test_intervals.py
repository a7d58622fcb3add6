"""The interval that a print stands for: the table of rounding and hedges."""

from decimal import Decimal

import pytest
from reading_texts import quantities_in


def interval(printed: str) -> tuple[Decimal | None, Decimal | None]:
    (quantity,) = quantities_in(printed)
    return quantity.interval


def bounds(low: str | None, high: str | None) -> tuple[Decimal | None, Decimal | None]:
    return (None if low is None else Decimal(low)), (None if high is None else Decimal(high))


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        pytest.param("61.01%", "61.005", "61.015", id="two decimals of a percent"),
        pytest.param("97.2%", "97.15", "97.25", id="one decimal of a percent"),
        pytest.param("97.20%", "97.195", "97.205", id="a printed zero narrows it"),
        pytest.param("14.18万件", "141750", "141850", id="two decimals of 万"),
        pytest.param("2.2万亿元", "2150000000000", "2250000000000", id="one decimal of 万亿"),
        pytest.param("36.5天", "36.45", "36.55", id="one decimal of a day"),
        pytest.param("300万元", "2995000", "3005000", id="whole 万"),
    ],
)
def test_a_rounded_print_allows_half_its_last_place_either_way(printed: str, low: str, high: str) -> None:
    assert interval(printed) == bounds(low, high)


@pytest.mark.parametrize("printed", ["2313件", "8400件", "12人", "36家", "1,204件"])
def test_a_whole_count_without_hedge_is_exact(printed: str) -> None:
    (quantity,) = quantities_in(printed)
    assert quantity.interval == (quantity.value, quantity.value)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        pytest.param("1.8万余件", "18000", "19000", id="余 behind 万: one more of the last place"),
        pytest.param("30多件", "30", "40", id="多 behind tens"),
        pytest.param("1800余件", "1800", "1900", id="余 behind hundreds"),
        pytest.param("40余万元", "400000", "500000", id="余 before 万"),
        pytest.param("九百多万件", "9000000", "10000000", id="多 in Chinese numerals"),
        pytest.param("两亿余元", "200000000", "300000000", id="余 behind 亿 in Chinese numerals"),
    ],
)
def test_a_number_cut_off_by_余_or_多_reaches_up_to_one_more_of_its_last_place(
    printed: str, low: str, high: str
) -> None:
    assert interval(printed) == bounds(low, high)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        pytest.param("约300件", "200", "400", id="约: one hundred either way"),
        pytest.param("15天左右", "14", "16", id="左右: one day either way"),
        pytest.param("大约2.5万元", "24000", "26000", id="大约: one tenth of 万 either way"),
    ],
)
def test_about_allows_the_last_place_that_is_not_zero_either_way(printed: str, low: str, high: str) -> None:
    assert interval(printed) == bounds(low, high)


@pytest.mark.parametrize(
    ("printed", "low", "high"),
    [
        pytest.param("近300件", "200", "300", id="the last place is wider than a tenth"),
        pytest.param("近1234件", "1110.6", "1234", id="a tenth is wider than the last place"),
        pytest.param("接近五成", "40", "50", id="接近 before 成"),
        pytest.param("将近2.5万元", "22500", "25000", id="将近: a tenth of it"),
    ],
)
def test_nearly_stays_below_the_number_by_a_tenth_or_its_last_place(printed: str, low: str, high: str) -> None:
    assert interval(printed) == bounds(low, high)


@pytest.mark.parametrize("printed", ["超2万亿元", "超过2万亿元", "逾2万亿元", "突破2万亿元"])
def test_over_is_open_above(printed: str) -> None:
    assert interval(printed) == bounds("2000000000000", None)


@pytest.mark.parametrize("printed", ["20%以上", "至少20%", "不低于20%"])
def test_at_least_begins_at_the_number_and_is_open_above(printed: str) -> None:
    assert interval(printed) == bounds("20", None)


@pytest.mark.parametrize("printed", ["20%以下", "不超过20%", "20%以内"])
def test_at_most_ends_at_the_number_and_is_open_below(printed: str) -> None:
    assert interval(printed) == bounds(None, "20")


@pytest.mark.parametrize("printed", ["不足20%", "低于20%", "不到20%"])
def test_under_ends_at_the_number_and_is_open_below(printed: str) -> None:
    assert interval(printed) == bounds(None, "20")


@pytest.mark.parametrize("printed", ["翻了一番", "翻番"])
def test_a_doubling_is_exactly_a_hundred_percent_more(printed: str) -> None:
    assert interval(printed) == bounds("100", "100")
