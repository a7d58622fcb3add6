"""A printed number is read exactly, or not at all."""

from decimal import Decimal

import pytest

from extraction.numbers import UnreadableNumber, read_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        pytest.param("7", "7", id="one digit"),
        pytest.param("120.5万", "1205000", id="decimal with 万"),
        pytest.param("2.2万亿", "2200000000000", id="万亿"),
        pytest.param("1944979.52万", "19449795200", id="many digits before 万"),
        pytest.param("0.07亿", "7000000", id="less than one 亿"),
        pytest.param("1亿2000万", "120000000", id="亿 and 万"),
        pytest.param("1,234", "1234", id="grouped thousands"),
        pytest.param("1,234,567.89", "1234567.89", id="grouped millions with decimals"),
        pytest.param("3千万", "30000000", id="digit with 千万"),
        pytest.param("1800余", "1800", id="余 behind the digits"),
        pytest.param("40余万", "400000", id="余 before 万"),
        pytest.param("5.6万余", "56000", id="余 behind 万"),
        pytest.param("007", "7", id="leading zeros"),
        pytest.param("0", "0", id="a printed zero"),
    ],
)
def test_number_in_digits_is_read_exactly(printed: str, value: str) -> None:
    assert read_number(printed).value == Decimal(value)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        pytest.param("十", "10", id="ten"),
        pytest.param("十五", "15", id="teens without 一"),
        pytest.param("二十", "20", id="tens"),
        pytest.param("两百", "200", id="两 for two"),
        pytest.param("一百零八", "108", id="零 for an empty place"),
        pytest.param("一千零一十", "1010", id="零 and ten"),
        pytest.param("三万一千", "31000", id="万 and 千"),
        pytest.param("一百二十三万四千五百六十七", "1234567", id="every place"),
        pytest.param("三万零五", "30005", id="万 and ones"),
        pytest.param("五千六百亿", "560000000000", id="thousands of 亿"),
        pytest.param("一万亿", "1000000000000", id="万亿"),
        pytest.param("三亿二千万", "320000000", id="亿 and 千万"),
        pytest.param("二〇二五", "2025", id="digit by digit with 〇"),
        pytest.param("三十五点六", "35.6", id="with 点"),
        pytest.param("一点五万", "15000", id="点 before 万"),
        pytest.param("两亿余", "200000000", id="余 behind 亿"),
        pytest.param("九百多万", "9000000", id="多 before 万"),
        pytest.param("十几亿", "1000000000", id="几 before 亿"),
        pytest.param("百亿", "10000000000", id="百亿 without a digit"),
        pytest.param("三万五", "35000", id="spoken: a digit behind 万 counts thousands"),
        pytest.param("两千五", "2500", id="spoken: a digit behind 千 counts hundreds"),
        pytest.param("一百二", "120", id="spoken: a digit behind 百 counts tens"),
    ],
)
def test_number_in_chinese_numerals_is_read_exactly(printed: str, value: str) -> None:
    assert read_number(printed).value == Decimal(value)


@pytest.mark.parametrize(
    ("printed", "step"),
    [
        pytest.param("61.01", "0.01", id="two decimals"),
        pytest.param("97.50", "0.01", id="a printed zero carries precision"),
        pytest.param("14.18万", "100", id="two decimals of 万"),
        pytest.param("3000", "1", id="plain digits"),
        pytest.param("2.2万亿", "100000000000", id="one decimal of 万亿"),
        pytest.param("三万", "10000", id="万 in Chinese numerals"),
        pytest.param("三十五点六", "0.1", id="one decimal behind 点"),
        pytest.param("九百多万", "1000000", id="hundreds of 万"),
    ],
)
def test_step_is_the_value_of_the_last_printed_place(printed: str, step: str) -> None:
    assert read_number(printed).step == Decimal(step)


@pytest.mark.parametrize(
    ("printed", "significant_step"),
    [
        pytest.param("3000", "1000", id="thousands"),
        pytest.param("1800余", "100", id="hundreds"),
        pytest.param("1944", "1", id="ones"),
        pytest.param("2.50万", "1000", id="a zero behind the decimal point"),
        pytest.param("40余万", "100000", id="tens of 万"),
        pytest.param("九百多万", "1000000", id="hundreds of 万 in Chinese numerals"),
        pytest.param("0", "1", id="zero has no such place: the last printed one"),
    ],
)
def test_significant_step_is_the_value_of_the_last_place_that_is_not_zero(printed: str, significant_step: str) -> None:
    assert read_number(printed).significant_step == Decimal(significant_step)


@pytest.mark.parametrize(
    "printed", ["", "件", "x12", "12x", "1.2.3", "1万x", "三点", "点五", "一点十", "一点x", "三x", "1，5"]
)
def test_what_is_no_number_is_refused(printed: str) -> None:
    with pytest.raises(UnreadableNumber):
        read_number(printed)


def test_the_refusal_quotes_what_was_printed() -> None:
    with pytest.raises(UnreadableNumber, match="12x"):
        read_number("12x")
