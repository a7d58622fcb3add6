"""``revisions``: every value ever reported for a key, in order of publication."""

from typing import Any

import duckdb
from invented_nights import APRIL, FEBRUARY, MARCH, derived, finding, level, one_report


def revisions(connection: duckdb.DuckDBPyConnection, columns: str) -> list[tuple[Any, ...]]:
    """Some columns of ``revisions`` in the order of publication."""
    return connection.execute(f"select {columns} from revisions order by revision").fetchall()


def test_revisions_tell_every_value_in_order_of_publication() -> None:
    connection = derived(
        one_report("r3", level("o3", 104), published_on=APRIL),
        one_report("r1", level("o1", 100, value_low="95", value_high="105"), published_on=FEBRUARY),
        one_report("r2", level("o2", 101), published_on=MARCH),
    )
    columns = "revision, published_on, obs_value, previous_value, difference, agrees_with_previous"
    assert revisions(connection, columns) == [
        (1, FEBRUARY, 100, None, None, None),
        (2, MARCH, 101, 100, 1, True),
        (3, APRIL, 104, 101, 3, False),
    ]


def test_revisions_begin_with_reports_of_unknown_date() -> None:
    connection = derived(
        one_report("r1", level("o1", 100), published_on=FEBRUARY), one_report("r2", level("o2", 99), published_on=None)
    )
    assert revisions(connection, "revision, observation_id") == [(1, "o2"), (2, "o1")]


def test_revisions_name_a_value_once_for_each_report_however_often_it_is_printed() -> None:
    twice = one_report("r1", level("o1", 100, qualifier="about", value_low="90", value_high="110"), level("o2", 100))
    assert revisions(derived(twice), "revision, observation_id") == [(1, "o2")]


def test_revisions_show_suspects_and_rejected_figures_as_such() -> None:
    connection = derived(
        one_report("r1", level("o1", 1000), level("o2", 100), level("o3", 10)),
        findings=[finding("f", "o1", "n1"), finding("g", "o3", "n1", status="accepted")],
    )
    assert revisions(connection, "obs_value, obs_status") == [(10, "rejected"), (100, "normal"), (1000, "suspect")]


def test_revisions_leave_reprints_out() -> None:
    original = one_report("r1", level("o1", 100), published_on=FEBRUARY, text="通稿")
    reprint = one_report("r2", level("o2", 100), published_on=MARCH, text="通稿")
    assert revisions(derived(original, reprint), "observation_id") == [("o1",)]


def test_revisions_of_one_key_do_not_follow_another() -> None:
    connection = derived(one_report("r1", level("o1", 100), level("o2", 60, ref_area="350100")))
    found = connection.execute("select ref_area, revision, previous_value from revisions order by all").fetchall()
    assert found == [("350000", 1, None), ("350100", 1, None)]
