"""What nights keep, `series` by the keys that they touch, is at any time what its definition says."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from invented_nights import (
    FEBRUARY,
    MARCH,
    InventedDocument,
    finding,
    level,
    one_report,
    publish_night,
    published,
)

from warehouse.candidate import open_candidate, rebuild
from warehouse.data_folder import DataFolder
from warehouse.kept import unlike_their_definitions
from warehouse.lake import Lake
from warehouse.publishing import publish
from warehouse.reading import connect
from warehouse.series import KEY, fill_series

ROW = "select observation_id, obs_value, reports_agreeing, reports_disagreeing, checked_by from series order by all"
AREAS, INDICATORS, YEARS = ("350000", "350100", "100000"), ("cases_accepted", "cases_concluded"), (2021, 2022, 2023)


KEPT = {
    "series": "series_computed()",
    "known_levels": "known_levels_computed(0)",
    "figure_places": "figure_places_computed(0)",
    "marked_figures": "marked_figures_computed()",
}


def kept_and_computed(data: DataFolder) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """The rows of the kept tables, and as their definitions compute them."""
    with connect(data) as connection:
        kept, computed = (
            {name: connection.execute(f"from {rows} order by all").fetchall() for name, rows in source}
            for source in (zip(KEPT, KEPT, strict=True), KEPT.items())
        )
        assert list(unlike_their_definitions(connection)) == []
    return kept, computed


def test_a_night_adds_the_rows_of_its_figures_and_renews_those_of_their_keys(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100), level("p1", 7, ref_area="350100"))], run_id="n1")
    publish_night(data, [one_report("r2", level("o2", 101), published_on=MARCH)], run_id="n2")
    assert published(data, ROW) == [("o2", 101, 1, 1, 0), ("p1", 7, 1, 0, 0)]


def test_a_whole_series_computed_in_portions_has_the_same_rows_in_the_same_order(data: DataFolder) -> None:
    figures = [
        level(f"{area}-{indicator}", 100, ref_area=area, indicator=indicator)
        for area in AREAS
        for indicator in INDICATORS
    ]
    publish_night(data, [one_report("r1", *figures)], run_id="n1")
    with duckdb.connect(str(data.warehouse)) as connection:
        at_once = connection.execute("from series").fetchall()
        fill_series(connection, rows_at_once=2)
        assert connection.execute("from series").fetchall() == at_once
    assert [row[0] for row in at_once] == ["cases_accepted"] * 3 + ["cases_concluded"] * 3


def test_a_night_computes_the_rows_of_no_other_key(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100), level("p1", 7, ref_area="350100"))], run_id="n1")
    spoil(data, "update series set obs_value = obs_value + 1000")
    publish_night(data, [one_report("r2", level("o2", 101), published_on=MARCH)], run_id="n2")
    assert published(data, ROW) == [("o2", 101, 1, 1, 0), ("p1", 1007, 1, 0, 0)]


def test_a_finding_takes_an_old_figure_out_and_its_waiver_brings_it_back(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100), level("o2", 9, ref_area="350100"))], run_id="n1")
    publish_night(data, [], run_id="n2", findings=[finding("f", "o1", "n2")])
    assert [row[0] for row in published(data, ROW)] == ["o2"]
    publish_night(data, [], run_id="n3", findings=[finding("f", "o1", "n3", status="waived")])
    assert [row[0] for row in published(data, ROW)] == ["o1", "o2"]


def test_a_correction_of_an_old_figure_counts_and_so_does_its_withdrawal(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 14180000))], run_id="n1")
    accepted = finding("f", "o1", "n2", status="accepted", suggested_value=Decimal(141800), suggested_text="14.18万件")
    publish_night(data, [], run_id="n2", findings=[accepted])
    bounds = "select obs_value, value_low, value_high, obs_status from series"
    assert published(data, bounds) == [(141800, 141750, 141850, "corrected")]
    # the same value, but no longer as somebody would print it
    publish_night(data, [], run_id="n3", findings=[{**accepted, "suggested_text": None, "last_run_id": "n3"}])
    assert published(data, bounds) == [(141800, 141800, 141800, "corrected")]
    publish_night(data, [], run_id="n4", findings=[{**accepted, "status": "waived", "last_run_id": "n4"}])
    assert published(data, bounds) == [(14180000, 14180000, 14180000, "normal")]


def test_an_old_report_that_turns_out_to_be_a_reprint_counts_no_longer(data: DataFolder) -> None:
    publish_night(data, [one_report("r2", level("o2", 100), published_on=MARCH, text="通稿")], run_id="n1")
    publish_night(data, [one_report("r1", level("o1", 100), published_on=FEBRUARY, text="通稿")], run_id="n2")
    assert published(data, ROW) == [("o1", 100, 1, 0, 0)]


def test_a_check_of_tonight_confirms_an_old_figure(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    held = {"confirmation_id": "c", "observation_id": "o1", "rule": "headline_told_by_body", "run_id": "n2"}
    publish_night(data, [], run_id="n2", confirmations=[held])
    assert published(data, ROW) == [("o1", 100, 1, 0, 1)]


def test_nights_that_were_committed_but_not_published_are_made_up_for(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    before = data.warehouse.read_bytes()
    publish_night(data, [one_report("r2", level("o2", 101), published_on=MARCH)], run_id="n2")
    data.warehouse.write_bytes(before)
    publish_night(data, [one_report("r3", level("o3", 7, ref_area="350100"))], run_id="n3")
    assert published(data, ROW) == [("o2", 101, 1, 1, 0), ("o3", 7, 1, 0, 0)]


def test_a_name_that_changed_in_the_catalogue_changes_in_every_row(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    spoil(data, "update areas set name = '旧名'", "update series set area_name = '旧名'")
    publish_night(data, [], run_id="n2")
    assert published(data, "select area_name from series") == [("福建省",)]


@pytest.mark.parametrize(
    "before",
    [
        pytest.param(
            ("drop table series", "create view series as from reported_levels", "drop macro table series_computed"),
            id="a view, as up to version 0.1.0",
        ),
        pytest.param(
            ("alter table series drop column checked_by", "comment on macro table series_computed is 'another'"),
            id="fewer columns",
        ),
    ],
)
def test_a_warehouse_whose_series_was_made_otherwise_gets_it_with_the_next_night(
    data: DataFolder, before: Sequence[str]
) -> None:
    publish_night(data, [one_report("r1", level("o1", 100))], run_id="n1")
    spoil(data, *before)
    publish_night(data, [one_report("r2", level("o2", 7, ref_area="350100"))], run_id="n2")
    assert published(data, ROW) == [("o1", 100, 1, 0, 0), ("o2", 7, 1, 0, 0)]
    assert published(data, "select count(*) from duckdb_columns() where table_name = 'series' and comment is null") == [
        (0,)
    ]


def test_a_table_that_is_not_what_its_definition_says_is_named(data: DataFolder) -> None:
    accused = [finding("f", "o1", "n1")]
    publish_night(data, [one_report("r1", level("o1", 100), level("o2", 101))], run_id="n1", findings=accused)
    spoil(data, "update known_levels set obs_text = '一' where observation_id = 'o2'", "delete from marked_figures")
    with connect(data) as connection:
        assert list(unlike_their_definitions(connection)) == ["known_levels", "marked_figures"]


def test_levels_that_nights_added_one_by_one_are_put_in_one_order(data: DataFolder) -> None:
    for night, area in enumerate(("350000", "100000", "350000", "100000")):
        publish_night(data, [one_report(f"r{night}", level(f"o{night}", 7, ref_area=area))], run_id=f"n{night}")
    lying = "select ref_area from known_levels"
    assert published(data, lying) == [("350000",), ("100000",), ("350000",), ("100000",)]
    lake = Lake(data.lake)
    with open_candidate(data, lake) as candidate:
        candidate.sort()
        candidate.seal(lake.last_commit())
        publish(candidate, data)
    assert published(data, lying) == [("100000",), ("100000",), ("350000",), ("350000",)]


def spoil(data: DataFolder, *statements: str) -> None:
    """Change what is published, as no night does."""
    lake = Lake(data.lake)
    with open_candidate(data, lake) as candidate:
        candidate.seal(lake.last_commit())
        for statement in statements:
            candidate.connection.execute(statement)
        publish(candidate, data)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_nights_each_table_is_its_definition_and_a_rebuild_gives_the_same(
    data: DataFolder, seed: int
) -> None:
    chance = random.Random(seed)
    figures: list[str] = []
    for night in range(6):
        run_id = f"n{night}"
        documents = [invented(chance, f"{night}-{place}", figures) for place in range(chance.randrange(1, 4))]
        findings = [changed(chance, figures, run_id) for _ in range(3)]
        confirmed = {"confirmation_id": run_id, "observation_id": chance.choice(figures), "run_id": run_id}
        publish_night(data, documents, run_id=run_id, findings=findings, confirmations=[confirmed])
        kept, computed = kept_and_computed(data)
        assert kept == computed
    assert all(kept.values())
    with data.lock():
        rebuild(data)
    assert kept_and_computed(data) == (kept, kept)


def invented(chance: random.Random, name: str, figures: list[str]) -> InventedDocument:
    """A report of some figures under few keys; its text may be that of another, and it may be older than that."""
    observed = []
    for place in range(chance.randrange(1, 5)):
        year, end = chance.choice(YEARS), chance.choice((12, 6))
        figures.append(f"o{name}-{place}")
        observed.append(
            level(
                figures[-1],
                chance.randrange(100, 104),
                indicator=chance.choice(INDICATORS),
                ref_area=chance.choice(AREAS),
                time_start=chance.choice((date(year, 1, 1), None)),
                time_end=date(year, end, 30),
            )
        )
    day = chance.choice((None, FEBRUARY + timedelta(days=chance.randrange(60))))
    text = chance.choice((None, "一份通稿：全省法院工作稳步推进。", "又一份通稿：各级法院收案数量上升。"))
    return one_report(f"r{name}", *observed, published_on=day, text=text)


def changed(chance: random.Random, figures: list[str], run_id: str) -> dict[str, Any]:
    """A finding on some figure, new or decided otherwise than before."""
    accused = chance.choice(figures)
    status = chance.choice(("open", "accepted", "rejected", "waived"))
    value = chance.choice((None, Decimal(102)))
    return finding(f"f-{accused}", accused, run_id, status=status, suggested_value=value)


def test_the_key_of_series_is_the_one_that_the_contract_names() -> None:
    assert KEY == ("indicator", "breakdown", "ref_area", "time_start", "time_end", "unit_measure")
