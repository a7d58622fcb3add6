"""``series``: one best value a key, from the newest report, with how many agree."""

from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from invented_nights import (
    APRIL,
    FEBRUARY,
    FUJIAN,
    MARCH,
    add_rows,
    derived,
    document,
    finding,
    level,
    one_report,
    one_row,
    report,
)

from warehouse.series import fill_series


def series(connection: duckdb.DuckDBPyConnection, columns: str = "observation_id") -> list[tuple[Any, ...]]:
    """Some columns of ``series``, sorted."""
    return connection.execute(f"select {columns} from series order by all").fetchall()


def test_series_tells_the_value_with_its_interval_source_and_names() -> None:
    connection = derived(one_report("r1", level("o1", 1200, value_low="1150", value_high="1250", qualifier="about")))
    add_rows(
        connection, "indicators", [{"indicator": "cases_accepted", "name_zh": "受理案件", "name_en": "Cases accepted"}]
    )
    add_rows(connection, "areas", [{"ref_area": FUJIAN, "name": "福建省"}])
    fill_series(connection)
    assert one_row(connection.execute("from series")) == {
        "indicator": "cases_accepted",
        "indicator_name_zh": "受理案件",
        "indicator_name_en": "Cases accepted",
        "breakdown": "",
        "ref_area": "350000",
        "area_name": "福建省",
        "time_start": date(2023, 1, 1),
        "time_end": date(2023, 12, 31),
        "unit_measure": "case",
        "obs_value": Decimal(1200),
        "value_low": Decimal(1150),
        "value_high": Decimal(1250),
        "qualifier": "about",
        "obs_status": "normal",
        "reports_agreeing": 1,
        "reports_disagreeing": 0,
        "checked_by": 0,
        "published_on": FEBRUARY,
        "observation_id": "o1",
        "report_id": "r1",
        "document_id": one_report("r1").source.document_id,
        "uri": "2024/r1.txt",
        "sentence": "全省法院受理案件1200件。",
    }


def test_series_takes_the_newest_report() -> None:
    older = one_report("r1", level("o1", 100), published_on=FEBRUARY)
    newer = one_report("r2", level("o2", 101), published_on=MARCH)
    assert series(derived(newer, older)) == [("o2",)]


def test_series_takes_a_dated_report_before_one_of_unknown_date() -> None:
    undated = one_report("r1", level("o1", 100), published_on=None)
    dated = one_report("r2", level("o2", 101), published_on=FEBRUARY)
    assert series(derived(undated, dated)) == [("o2",)]


@pytest.mark.parametrize(
    "hedged",
    [
        pytest.param({"qualifier": "over", "value_low": "141000", "value_high": None}, id="an open one"),
        pytest.param({"qualifier": "about", "value_low": "141990", "value_high": "142010"}, id="even a narrower one"),
    ],
)
def test_series_takes_the_exact_print_of_a_report_before_the_hedged_one(hedged: dict[str, Any]) -> None:
    headline = level("o1", 142000, **hedged)
    body = level("o2", 142000, value_low="141500", value_high="142500")
    assert series(derived(one_report("r1", headline, body))) == [("o2",)]


def test_series_takes_the_finer_of_two_exact_prints() -> None:
    coarse = level("o1", 142000, value_low="141500", value_high="142500")
    fine = level("o2", 141800, value_low="141750", value_high="141850")
    assert series(derived(one_report("r1", coarse, fine))) == [("o2",)]


def test_series_takes_the_lesser_id_when_nothing_else_tells_two_prints_apart() -> None:
    assert series(derived(one_report("r1", level("o2", 100), level("o1", 100)))) == [("o1",)]


@pytest.mark.parametrize(
    "stated",
    [
        pytest.param({"measure": "change"}, id="a change"),
        pytest.param({"scope": "case"}, id="a single case"),
        pytest.param({"indicator": None}, id="no indicator"),
        pytest.param({"ref_area": None}, id="area unknown"),
        pytest.param({"time_start": None, "time_end": None}, id="period unknown"),
    ],
)
def test_series_leaves_out_what_has_no_place_in_it(stated: dict[str, Any]) -> None:
    assert series(derived(one_report("r1", level("o1", 100, **stated)))) == []


def test_series_keeps_a_stock_of_which_only_the_day_is_known() -> None:
    assert series(derived(one_report("r1", level("o1", 100, time_start=None))), "time_start, time_end") == [
        (None, date(2023, 12, 31))
    ]


@pytest.mark.parametrize(
    "stated",
    [
        {"indicator": "cases_concluded"},
        {"breakdown": "case_type=criminal"},
        {"ref_area": "350100"},
        {"time_start": date(2023, 7, 1)},
        {"time_end": date(2023, 6, 30)},
        {"time_start": None},
        {"unit_measure": "person"},
    ],
    ids=lambda stated: next(iter(stated)),
)
def test_series_has_a_row_for_each_key(stated: dict[str, Any]) -> None:
    connection = derived(one_report("r1", level("o1", 100), level("o2", 100, **stated)))
    assert series(connection, "observation_id, reports_agreeing") == [("o1", 1), ("o2", 1)]


def test_a_suspect_is_left_out_and_the_report_before_it_stands() -> None:
    older = one_report("r1", level("o1", 100), published_on=FEBRUARY)
    newer = one_report("r2", level("o2", 1000), published_on=MARCH)
    connection = derived(older, newer, findings=[finding("f", "o2", "n1")])
    assert series(connection, "observation_id, reports_agreeing, reports_disagreeing") == [("o1", 1, 1)]


def test_a_key_of_suspects_only_is_left_out() -> None:
    assert series(derived(one_report("r1", level("o1", 100)), findings=[finding("f", "o1", "n1")])) == []


def test_a_corrected_figure_counts_with_the_accepted_value_exactly() -> None:
    accepted = finding("f", "o1", "n1", status="accepted", suggested_value=141800)
    connection = derived(one_report("r1", level("o1", 14180000)), findings=[accepted])
    assert series(connection, "obs_status, obs_value, value_low, value_high") == [("corrected", 141800, 141800, 141800)]


def test_a_rejected_figure_neither_counts_nor_disagrees() -> None:
    older = one_report("r1", level("o1", 100), published_on=FEBRUARY)
    newer = one_report("r2", level("o2", 1000), published_on=MARCH)
    connection = derived(older, newer, findings=[finding("f", "o2", "n1", status="accepted")])
    assert series(connection, "observation_id, reports_agreeing, reports_disagreeing") == [("o1", 1, 0)]


def test_a_reprint_is_not_counted() -> None:
    original = one_report("r1", level("o1", 100), published_on=FEBRUARY, text="通稿")
    reprint = one_report("r2", level("o2", 100), published_on=MARCH, text="通稿")
    connection = derived(original, reprint)
    assert series(connection, "observation_id, reports_agreeing, reports_disagreeing") == [("o1", 1, 0)]


def test_reports_agree_when_their_intervals_meet_and_disagree_when_they_do_not() -> None:
    connection = derived(
        one_report("r1", level("o1", 141800, value_low="141750", value_high="141850"), published_on=APRIL),
        one_report("r2", level("o2", 140000, qualifier="over", value_high=None), published_on=MARCH),
        one_report("r3", level("o3", 142000, value_low="141500", value_high="142500"), published_on=MARCH),
        one_report("r4", level("o4", 1418), published_on=FEBRUARY),
        one_report("r5", level("o5", 141851), published_on=FEBRUARY),
    )
    assert series(connection, "observation_id, reports_agreeing, reports_disagreeing") == [("o1", 3, 2)]


def test_a_report_that_prints_a_figure_twice_counts_once_and_agrees_if_either_does() -> None:
    connection = derived(
        one_report("r1", level("o1", 100), published_on=MARCH),
        one_report("r2", level("o2", 100), level("o3", 1000), published_on=FEBRUARY),
    )
    assert series(connection, "observation_id, reports_agreeing, reports_disagreeing") == [("o1", 2, 0)]


def test_two_articles_of_one_page_are_two_reports() -> None:
    page = document(
        "page", (report("r1"), [level("o1", 100)]), (report("r2"), [level("o2", 1000, time_end=date(2023, 12, 31))])
    )
    assert series(derived(page), "observation_id, reports_agreeing, reports_disagreeing") == [("o1", 1, 1)]


def test_a_value_tells_how_many_checks_confirm_it() -> None:
    connection = derived(one_report("r1", level("o1", 1200), level("o2", 900, indicator="cases_concluded")))
    held = [
        {"confirmation_id": name, "observation_id": "o1", "rule": "headline_told_by_body"}
        for name in ("first", "second")
    ]
    add_rows(connection, "confirmations", held)
    fill_series(connection)
    assert series(connection, "observation_id, checked_by") == [("o1", 2), ("o2", 0)]
