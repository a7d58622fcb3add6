"""What may have been printed: the inverse of every way in which a scan spoils a number."""

import pytest

from expectations.localisation.channels import WEIGHTS, possible_prints
from expectations.localisation.rereading import Figure, Reader, decimals_of, suffix_of


@pytest.mark.parametrize(
    ("read", "printed", "channel"),
    [
        pytest.param("1723万件", "17.23万件", "lost_point", id="lost point"),
        pytest.param("47.23万件", "17.23万件", "digit_replaced", id="look-alike digit"),
        pytest.param("1.23万件", "17.23万件", "digit_lost", id="digit lost"),
        pytest.param("177.23万件", "17.23万件", "digit_added", id="digit doubled"),
        pytest.param("17.23件", "17.23万件", "scale", id="万 lost"),
        pytest.param("17.23亿元", "17.23万元", "scale", id="亿 for 万"),
        pytest.param("2.2万元", "2.2万亿元", "scale", id="亿 lost behind 万"),
        pytest.param("71.23万件", "17.23万件", "digits_swapped", id="neighbours swapped"),
        pytest.param("172.3万件", "17.23万件", "point_shifted", id="point shifted"),
        pytest.param("１７２３万件", "17.23万件", "lost_point", id="full-width digits"),
        pytest.param("三亿余元", "三万余元", "scale", id="Chinese numerals"),
    ],
)
def test_true_print_is_among_the_possible_ones(read: str, printed: str, channel: str) -> None:
    found = {entry.text: entry.channel for entry in possible_prints(read)}
    assert found[printed] == channel


@pytest.mark.parametrize("read", ["1723万件", "98.20%", "310件", "40余万元", "2.2万亿元"])
def test_every_possible_print_is_well_formed_and_another(read: str) -> None:
    prints = possible_prints(read)
    assert read not in {entry.text for entry in prints}
    assert not [entry.text for entry in prints if entry.text.startswith(".") or ".." in entry.text]
    assert not [entry.text for entry in prints if entry.text[0] == "0" and entry.text[1] != "."]


def test_channels_share_all_probability() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def figure(obs_text: str, value: float, unit_measure: str = "case", **stated: object) -> Figure:
    given: dict[str, object] = {"low": value, "high": value, "qualifier": "exact", "mean": False, **stated}
    return Figure("o", "r", obs_text, value, unit_measure=unit_measure, sentence="", decided=False, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("read", "text", "interval"),
    [
        pytest.param(figure("1723万件", 17230000), "17.23万件", (172250, 172350), id="rounded in 万"),
        pytest.param(figure("310件", 310), "3100件", (3100, 3100), id="an exact count"),
        pytest.param(figure("1836%", -1836, "percent"), "18.36%", (-18.365, -18.355), id="a fall stays a fall"),
        pytest.param(figure("31亿余元", 3.1e9, "CNY", qualifier="over"), "3亿余元", (3e8, 4e8), id="余 cuts off"),
        pytest.param(figure("60%", 60, "percent", qualifier="over"), "6%", (6, None), id="over has no top"),
    ],
)
def test_print_is_reread_as_the_figure_was(read: Figure, text: str, interval: tuple[float, float | None]) -> None:
    reading = Reader(read).reread(text)
    assert reading is not None
    assert reading[1] == pytest.approx(interval)


def test_count_without_scale_is_never_reread_with_a_fraction() -> None:
    assert Reader(figure("1723件", 1723)).reread("17.23件") is None
    assert Reader(figure("1723件", 1723, mean=True)).reread("17.23件") is not None


@pytest.mark.parametrize("text", ["1.2345678%", "12345678901234万亿元"])
def test_print_that_no_row_can_hold_is_not_reread(text: str) -> None:
    assert Reader(figure("12345678%", 12345678, "percent")).reread(text) is None


def test_decimals_and_suffix_of_a_print() -> None:
    assert (decimals_of("17.23万件"), suffix_of("17.23万件")) == (2, "万件")
    assert (decimals_of("310件"), suffix_of("310件")) == (0, "件")
