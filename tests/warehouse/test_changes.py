"""``changes``: each growth beside its level and that of a year before, printed and computed."""

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from invented_nights import MARCH, YEAR_BEFORE, derived, finding, growth, level, one_report, one_row


def change(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The one row of ``changes``."""
    return one_row(connection.execute("from changes"))


def test_changes_set_a_growth_beside_its_level_and_that_of_a_year_before() -> None:
    before = one_report("r0", level("o0", 2296, **YEAR_BEFORE), published_on=date(2023, 2, 1))
    now = one_report("r1", level("o1", 2313), growth("g1", "0.7", "o1"))
    found = change(derived(before, now))
    # 2313 / 2296 = 1.00740418...
    assert (found["printed_growth"], found["computed_growth"]) == (Decimal("0.7"), Decimal("0.740418"))
    assert (found["level_value"], found["base_value"]) == (2313, 2296)
    assert (found["level_observation_id"], found["base_observation_id"]) == ("o1", "o0")
    assert found["agrees"] is True


def test_a_computed_growth_is_an_interval_of_both_prints() -> None:
    before = one_report("r0", level("o0", 100, value_low="99", value_high="101", **YEAR_BEFORE))
    now = one_report("r1", level("o1", 110, value_low="109", value_high="111"), growth("g1", "12.6", "o1"))
    found = change(derived(before, now))
    # 109 / 101 = 1.0792079..., 111 / 99 = 1.1212121...; printed 12.55 to 12.65
    assert (found["computed_low"], found["computed_high"]) == (Decimal("7.920792"), Decimal("12.121212"))
    assert found["agrees"] is False


def test_a_fall_is_negative() -> None:
    before = one_report("r0", level("o0", 200, **YEAR_BEFORE))
    found = change(derived(before, one_report("r1", level("o1", 150), growth("g1", "-25", "o1"))))
    assert (found["computed_growth"], found["agrees"]) == (Decimal(-25), True)


def test_points_are_the_difference_of_two_rates() -> None:
    rate = {"indicator": "enforcement_rate", "unit_measure": "percent"}
    before = one_report("r0", level("o0", "96.5", **rate, **YEAR_BEFORE))
    points = growth("g1", "0.5", "o1", unit_measure="percentage_point")
    found = change(derived(before, one_report("r1", level("o1", "97.0", **rate), points)))
    assert (found["computed_growth"], found["agrees"]) == (Decimal("0.5"), True)


def test_a_difference_is_an_interval_of_both_prints() -> None:
    rate = {"indicator": "enforcement_rate", "unit_measure": "percent"}
    before = one_report("r0", level("o0", "96.5", value_low="96.45", value_high="96.55", **rate, **YEAR_BEFORE))
    now = level("o1", "97.0", value_low="96.95", value_high="97.05", **rate)
    found = change(derived(before, one_report("r1", now, growth("g1", "0.7", "o1", unit_measure="percentage_point"))))
    # 96.95 - 96.55 and 97.05 - 96.45; printed 0.65 to 0.75
    assert (found["computed_low"], found["computed_high"]) == (Decimal("0.4"), Decimal("0.6"))
    assert found["agrees"] is False


def test_a_growth_in_cases_is_the_difference_of_two_levels() -> None:
    before = one_report("r0", level("o0", 100, **YEAR_BEFORE))
    more = growth("g1", "12", "o1", unit_measure="case", value_low="12", value_high="12")
    found = change(derived(before, one_report("r1", level("o1", 112), more)))
    assert (found["computed_growth"], found["agrees"]) == (Decimal(12), True)


def test_a_growth_by_a_multiple_is_the_ratio_less_one() -> None:
    before = one_report("r0", level("o0", 100, **YEAR_BEFORE))
    found = change(
        derived(before, one_report("r1", level("o1", 320), growth("g1", "2.2", "o1", unit_measure="multiple")))
    )
    assert (found["computed_growth"], found["agrees"]) == (Decimal("2.2"), True)


@pytest.mark.parametrize(
    ("end", "end_before"),
    [
        pytest.param(date(2024, 2, 29), date(2023, 2, 28), id="February of a leap year"),
        pytest.param(date(2025, 2, 28), date(2024, 2, 29), id="February after a leap year"),
        pytest.param(date(2024, 6, 15), date(2023, 6, 15), id="a day within a month"),
    ],
)
def test_a_year_before_ends_on_the_same_day_or_the_end_of_the_same_month(end: date, end_before: date) -> None:
    start, start_before = date(end.year, 1, 1), date(end.year - 1, 1, 1)
    before = one_report("r0", level("o0", 100, time_start=start_before, time_end=end_before))
    now = one_report("r1", level("o1", 110, time_start=start, time_end=end), growth("g1", "10", "o1"))
    assert change(derived(before, now))["base_value"] == 100


@pytest.mark.parametrize(
    ("stated", "before"),
    [
        pytest.param({"comparison": "mom"}, 100, id="compared with the month before"),
        pytest.param({"comparison": None}, 100, id="compared with who knows what"),
        pytest.param({}, 0, id="nothing the year before"),
        pytest.param({"unit_measure": "person"}, 100, id="another unit"),
    ],
)
def test_what_cannot_be_computed_is_left_open(stated: dict[str, Any], before: int) -> None:
    base = one_report("r0", level("o0", before, **YEAR_BEFORE))
    found = change(derived(base, one_report("r1", level("o1", 110), growth("g1", "10", "o1", **stated))))
    assert (found["computed_growth"], found["agrees"]) == (None, None)


def test_a_growth_without_level_or_base_is_still_told() -> None:
    found = change(derived(one_report("r1", growth("g1", "10", None))))
    assert (found["indicator"], found["printed_growth"]) == ("cases_accepted", 10)
    assert (found["level_value"], found["base_value"], found["agrees"]) == (None, None, None)


def test_a_suspect_level_of_a_year_before_is_no_base() -> None:
    before = one_report("r0", level("o0", 1000, **YEAR_BEFORE))
    now = one_report("r1", level("o1", 110), growth("g1", "10", "o1"))
    assert change(derived(before, now, findings=[finding("f", "o0", "n1")]))["base_value"] is None


def test_changes_leave_out_rejected_growths_reprints_and_single_cases() -> None:
    connection = derived(
        one_report("r1", growth("g1", "10", None), growth("g2", "10", None, scope="case"), text="通稿"),
        one_report("r2", growth("g3", "10", None), published_on=MARCH, text="通稿"),
        findings=[finding("f", "g1", "n1", status="accepted")],
    )
    assert connection.execute("from changes").fetchall() == []
