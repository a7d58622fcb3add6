"""`series` as SDMX-CSV 2.0: periods, codes and header as the specification writes them."""

import re
from datetime import date

import duckdb
import pytest

from warehouse.sdmx import DESCRIPTIONS, DIMENSIONS, SERIES_QUERY

SERIES = """
create table series as select
    'cases_accepted' as indicator, $breakdown as breakdown, '350000' as ref_area, $start::date as time_start,
    $end::date as time_end, 'case' as unit_measure, 1205000.5::decimal(28,6) as obs_value,
    1204500::decimal(28,6) as value_low, null::decimal(28,6) as value_high, 'over' as qualifier,
    $status as obs_status, 2 as reports_agreeing, 1 as reports_disagreeing, 3 as checked_by,
    date '2025-05-20' as published_on, 'o1' as observation_id
"""


def written(start: str | None, end: str | None, breakdown: str = "", status: str = "normal") -> dict[str, object]:
    """The one row of SDMX-CSV for a figure of ``series``."""
    connection = duckdb.connect()
    connection.execute(SERIES, {"start": start, "end": end, "breakdown": breakdown, "status": status})
    result = connection.execute(SERIES_QUERY)
    (row,) = result.fetchall()
    return dict(zip([column[0] for column in result.description or ()], row, strict=True))


@pytest.mark.parametrize(
    ("start", "end", "frequency", "period"),
    [
        pytest.param("2025-01-01", "2025-12-31", "A", "2025", id="a year"),
        pytest.param("2025-01-01", "2025-06-30", "S", "2025-S1", id="the first half"),
        pytest.param("2025-07-01", "2025-12-31", "S", "2025-S2", id="the second half"),
        pytest.param("2025-01-01", "2025-03-31", "Q", "2025-Q1", id="the first quarter"),
        pytest.param("2025-10-01", "2025-12-31", "Q", "2025-Q4", id="the last quarter"),
        pytest.param("2024-02-01", "2024-02-29", "M", "2024-02", id="a leap month"),
        pytest.param("2025-12-01", "2025-12-31", "M", "2025-12", id="a month"),
        pytest.param("2025-11-05", "2025-11-05", "D", "2025-11-05", id="a day"),
        pytest.param("2025-01-01", "2025-09-30", "_O", "2025-01-01/P9M", id="the first three quarters"),
        pytest.param("2025-02-01", "2025-04-30", "_O", "2025-02-01/P3M", id="three months that are no quarter"),
        pytest.param("2024-07-01", "2025-06-30", "_O", "2024-07-01/P1Y", id="a year that is no calendar year"),
        pytest.param("2021-01-01", "2025-12-31", "_O", "2021-01-01/P5Y", id="five years"),
        pytest.param("2024-12-21", "2025-01-19", "_O", "2024-12-21/P30D", id="thirty days"),
        pytest.param(None, "2025-09-30", "_U", "2025-09-30", id="until a day"),
        pytest.param("2023-05-01", None, "_Z", "2023-05-01", id="since a day"),
    ],
)
def test_a_period_is_written_as_sdmx_writes_it(start: str, end: str, frequency: str, period: str) -> None:
    row = written(start, end)
    assert (row["FREQ"], row["TIME_PERIOD"]) == (frequency, period)


def test_the_header_begins_as_sdmx_csv_wants_it_and_every_column_is_described() -> None:
    names = list(written("2025-01-01", "2025-12-31"))
    assert names[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert names[3:9] == list(DIMENSIONS)
    assert names[9:11] == ["OBS_VALUE", "OBS_STATUS"]
    assert names == list(DESCRIPTIONS)


def test_the_structure_is_a_dataflow_with_agency_and_version() -> None:
    row = written("2025-01-01", "2025-12-31")
    assert (row["STRUCTURE"], row["ACTION"]) == ("dataflow", "I")
    assert re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*:[A-Za-z0-9_@$-]+\(\d+\.\d+\.\d+\)", str(row["STRUCTURE_ID"]))


def test_a_value_is_written_without_the_zeros_of_its_column_and_an_open_end_is_empty() -> None:
    row = written("2025-01-01", "2025-12-31")
    assert (row["OBS_VALUE"], row["VALUE_LOW"], row["VALUE_HIGH"]) == ("1205000.5", "1204500", None)


@pytest.mark.parametrize(("status", "code"), [("normal", "A"), ("corrected", "I")])
def test_a_status_is_a_code_of_sdmx(status: str, code: str) -> None:
    assert written("2025-01-01", "2025-12-31", status=status)["OBS_STATUS"] == code


@pytest.mark.parametrize(("breakdown", "code"), [("", "_T"), ("case_type=criminal", "case_type=criminal")])
def test_the_whole_is_the_total_of_a_breakdown(breakdown: str, code: str) -> None:
    assert written("2025-01-01", "2025-12-31", breakdown=breakdown)["BREAKDOWN"] == code


def test_days_are_dates() -> None:
    row = written("2025-01-01", "2025-12-31")
    assert (row["TIME_START"], row["PUBLISHED_ON"]) == (date(2025, 1, 1), date(2025, 5, 20))
