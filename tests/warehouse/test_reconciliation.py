"""``reconciliation``: each total beside its parts."""

from typing import Any

import duckdb
from invented_nights import FUJIAN, NATION, YEAR_BEFORE, add_rows, derived, finding, level, one_report


def reconciliation(connection: duckdb.DuckDBPyConnection, columns: str) -> list[tuple[Any, ...]]:
    """Some columns of ``reconciliation``, sorted."""
    return connection.execute(f"select {columns} from reconciliation order by all").fetchall()


def test_a_total_stands_beside_the_slices_of_each_breakdown_and_their_sum() -> None:
    connection = derived(
        one_report(
            "r1",
            level("o1", 2313),
            level("o2", 139, breakdown="case_type=criminal"),
            level("o3", 2129, breakdown="case_type=civil"),
            level("o4", 44, breakdown="case_type=administrative"),
            level("o5", 500, breakdown="procedure=simplified"),
        )
    )
    columns = "dimension, part_breakdown, whole_value, part_value, parts, parts_value, remainder, parts_equal_whole"
    # 139 + 2129 + 44 = 2312, one of 2313 is of another kind
    assert reconciliation(connection, columns) == [
        ("breakdown:case_type", "case_type=administrative", 2313, 44, 3, 2312, 1, False),
        ("breakdown:case_type", "case_type=civil", 2313, 2129, 3, 2312, 1, False),
        ("breakdown:case_type", "case_type=criminal", 2313, 139, 3, 2312, 1, False),
        ("breakdown:procedure", "procedure=simplified", 2313, 500, 1, 500, 1813, False),
    ]


def test_parts_equal_their_whole_when_the_sum_of_their_intervals_meets_it() -> None:
    connection = derived(
        one_report(
            "r1",
            level("o1", 100),
            level("o2", 61, breakdown="case_type=criminal", value_low="60.5", value_high="61.5"),
            level("o3", 38, breakdown="case_type=civil", value_low="37.5", value_high="38.5"),
        )
    )
    columns = "parts_low, parts_high, parts_within_whole, parts_equal_whole"
    assert reconciliation(connection, columns) == [(98, 100, True, True)] * 2


def test_a_part_above_its_whole_is_told() -> None:
    connection = derived(one_report("r1", level("o1", 100), level("o2", 110, breakdown="case_type=civil")))
    columns = "part_within_whole, parts_within_whole, parts_equal_whole, remainder"
    assert reconciliation(connection, columns) == [(False, False, False, -10)]


def test_an_open_part_leaves_the_sum_open() -> None:
    connection = derived(
        one_report(
            "r1",
            level("o1", 100),
            level("o2", 60, breakdown="case_type=civil", qualifier="over", value_high=None),
            level("o3", 20, breakdown="case_type=criminal", qualifier="at_most", value_low=None),
        )
    )
    assert reconciliation(connection, "parts_low, parts_high, parts_equal_whole") == [(60, None, True)] * 2


def test_a_part_that_is_open_below_counts_nothing_at_least() -> None:
    at_most = level("o2", 20, breakdown="case_type=criminal", qualifier="at_most", value_low=None)
    connection = derived(one_report("r1", level("o1", 100), at_most))
    assert reconciliation(connection, "parts_low, parts_high, part_within_whole") == [(0, 20, True)]


def test_a_slice_of_two_keys_is_part_of_both_slices_of_one() -> None:
    connection = derived(
        one_report(
            "r1",
            level("o1", 50, breakdown="case_type=civil"),
            level("o2", 40, breakdown="procedure=simplified"),
            level("o3", 30, breakdown="case_type=civil;procedure=simplified"),
        )
    )
    assert reconciliation(connection, "breakdown, dimension, part_value") == [
        ("case_type=civil", "breakdown:procedure", 30),
        ("procedure=simplified", "breakdown:case_type", 30),
    ]


def test_an_indicator_stands_beside_those_that_are_part_of_it() -> None:
    connection = derived(one_report("r1", level("o1", 100), level("o2", 30, indicator="appeals_accepted")))
    add_rows(connection, "indicator_parts", [{"indicator": "appeals_accepted", "part_of": "cases_accepted"}])
    columns = "dimension, indicator, part_indicator, whole_value, part_value, part_within_whole"
    assert reconciliation(connection, columns) == [("indicator", "cases_accepted", "appeals_accepted", 100, 30, True)]


def test_an_area_stands_beside_those_within_it() -> None:
    connection = derived(one_report("r1", level("o1", 500, ref_area=NATION), level("o2", 300, ref_area=FUJIAN)))
    add_rows(connection, "areas", [{"ref_area": NATION}, {"ref_area": FUJIAN, "parent": NATION}])
    assert reconciliation(connection, "dimension, ref_area, part_ref_area, remainder") == [
        ("area", NATION, FUJIAN, 200)
    ]


def test_rates_are_not_summed() -> None:
    rate = {"indicator": "enforcement_rate", "unit_measure": "percent"}
    connection = derived(
        one_report("r1", level("o1", 97, **rate), level("o2", 95, breakdown="case_type=civil", **rate))
    )
    assert reconciliation(connection, "*") == []


def test_parts_of_another_period_or_area_are_not_beside_a_total() -> None:
    civil = {"breakdown": "case_type=civil"}
    connection = derived(
        one_report(
            "r1", level("o1", 100), level("o2", 30, **civil, **YEAR_BEFORE), level("o3", 30, ref_area="350100", **civil)
        )
    )
    assert reconciliation(connection, "*") == []


def test_parts_come_from_series_so_suspects_do_not_count() -> None:
    connection = derived(
        one_report("r1", level("o1", 100), level("o2", 3000, breakdown="case_type=civil")),
        findings=[finding("f", "o2", "n1")],
    )
    assert reconciliation(connection, "*") == []
