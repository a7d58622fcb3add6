"""The queue: what presses most stands first, and a night's pages are bounded however much is open."""

from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from invented_review import ACCEPTED, FINDING, OTHER, RESUMED, RUN_ID, TODAY, UNTOLD, finding, insert, warehouse

from expectations.review import pages
from expectations.review.pages import NightToShow, write_review
from expectations.review.queue import Wanted, list_findings

ONE = "a" * 64
MANY = 20


def order(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The ids of the open findings as the queue has them."""
    return [row["finding_id"] for row in list_findings(connection, Wanted())]


def test_a_figure_surely_wrong_stands_before_one_perhaps_wrong_and_a_warning_last() -> None:
    assert order(warehouse()) == [FINDING, OTHER, UNTOLD]


def test_several_findings_on_a_figure_make_it_press_more_than_a_single_one() -> None:
    connection = warehouse()
    insert(connection, "findings", [finding(ONE, observation_id=ACCEPTED, related=[ACCEPTED])])
    assert order(connection).index(OTHER) < order(connection).index(ONE)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("ref_area", "510104", id="a county's figure"),
        pytest.param("ref_area", None, id="a figure of no known area"),
        pytest.param("breakdown", "case_type=criminal", id="a slice"),
        pytest.param("scope", "case", id="one case's story"),
    ],
)
def test_what_reaches_less_far_presses_less(column: str, value: str | None) -> None:
    connection = warehouse()
    connection.execute("delete from findings where finding_id <> ?", [OTHER])
    insert(connection, "findings", [finding(ONE, observation_id=ACCEPTED, related=[ACCEPTED])])
    connection.execute(f"update observations set {column} = ? where observation_id = ?", [value, ACCEPTED])
    assert order(connection) == [OTHER, ONE]


def test_a_warning_on_the_nations_figure_presses_more_than_a_critical_one_on_a_case_story() -> None:
    connection = warehouse()
    connection.execute("delete from findings")
    insert(connection, "findings", [finding(OTHER), finding(ONE, observation_id=ACCEPTED, severity="warning")])
    connection.execute(f"update observations set scope = 'case', ref_area = null where observation_id = '{RESUMED}'")
    connection.execute(f"update observations set ref_area = '100000' where observation_id = '{ACCEPTED}'")
    assert order(connection) == [ONE, OTHER]


def test_a_night_writes_cards_for_what_presses_most_and_tells_how_much_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "OPEN_SHOWN", 5)
    connection = warehouse(str(tmp_path / "candidate.duckdb"))
    insert(connection, "findings", [finding(f"{n:064x}", severity="info") for n in range(MANY)])
    connection.close()
    night = NightToShow(RUN_ID, datetime(2026, 2, 3, tzinfo=UTC), TODAY)
    write_review(tmp_path / "candidate.duckdb", tmp_path / "none.duckdb", tmp_path / "review", night)
    cards = {path.stem for path in (tmp_path / "review/findings").iterdir()} - {"index"}
    assert len(cards) == 5
    assert {FINDING, OTHER, UNTOLD} <= cards
    listed = (tmp_path / "review/findings/index.html").read_text(encoding="utf-8")
    assert "另有 18 条待审" in listed
