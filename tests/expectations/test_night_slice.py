"""What a night touched, under the names of the whole tables, and nothing else."""

from collections.abc import Iterator

import duckdb
import pytest
from invented_candidates import RUN_ID, add_figures, candidate_with, figure, insert

from expectations.night_slice import slice_night
from warehouse.figure_places import add_places
from warehouse.series import fill_series

EARLIER = "20260126T170011Z-0a1b2c"


@pytest.fixture
def sliced() -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, list[str]]]]:
    """A night that prints 4817 closed cases where an earlier one printed 4816, sliced; the ids of both nights."""
    tonight = [figure("4817件", "4817", indicator="cases_closed", label="审结案件")]
    earlier = [
        figure("4816件", "4816", indicator="cases_closed", label="审结案件", report="same key"),
        figure("9000件", "9000", indicator="cases_received", label="受理案件", report="another key"),
        figure("77件", "77", indicator="cases_received", label="受理案件", report="accused", ref_area="110000"),
    ]
    with candidate_with([]) as connection:
        ids = {"earlier": add_figures(connection, earlier, EARLIER), "tonight": add_figures(connection, tonight)}
        accused = ids["earlier"][2]
        finding = {"finding_id": "f", "observation_id": accused, "related": [accused], "report_id": accused[:16]}
        insert(connection, "findings", [{**finding, "first_run_id": EARLIER, "last_run_id": RUN_ID}])
        add_places(connection)
        fill_series(connection)
        whole = connection.execute("FROM series ORDER BY ALL").fetchall()
        slice_night(connection.execute, "memory", RUN_ID)
        assert len(whole) == 3
        yield connection, ids


def ids_in(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    return [name for (name,) in connection.execute(f"SELECT observation_id FROM {table} ORDER BY 1").fetchall()]


def test_slice_holds_tonights_figures_those_in_series_under_their_keys_and_those_that_tonights_findings_name(
    sliced: tuple[duckdb.DuckDBPyConnection, dict[str, list[str]]],
) -> None:
    connection, ids = sliced
    _, another_key, accused = ids["earlier"]
    assert ids_in(connection, "observations") == sorted({*ids["tonight"], *ids_in(connection, "series"), accused})
    assert "cases_closed" in [name for (name,) in connection.execute("SELECT indicator FROM series").fetchall()]
    assert another_key not in ids_in(connection, "series")


def test_a_key_that_tonight_touched_has_its_whole_row_of_series(
    sliced: tuple[duckdb.DuckDBPyConnection, dict[str, list[str]]],
) -> None:
    connection, _ = sliced
    told = "SELECT reports_agreeing, reports_disagreeing FROM series WHERE indicator = 'cases_closed'"
    assert connection.execute(told).fetchall() == [(1, 1)]


def test_the_slice_of_series_refers_to_no_figure_outside_it(
    sliced: tuple[duckdb.DuckDBPyConnection, dict[str, list[str]]],
) -> None:
    connection, ids = sliced
    accused = ids["earlier"][2]
    better = "UPDATE memory.main.series SET observation_id = 'of a newer report' WHERE observation_id = $accused"
    connection.execute(better, {"accused": accused})
    slice_night(connection.execute, "memory", RUN_ID)
    assert accused in ids_in(connection, "observations")
    assert connection.execute(
        "SELECT count(*) FROM series ANTI JOIN observations USING (observation_id)"
    ).fetchone() == (0,)
    assert len(ids_in(connection, "series")) == 1


def test_what_the_slice_refers_to_is_in_it(
    sliced: tuple[duckdb.DuckDBPyConnection, dict[str, list[str]]],
) -> None:
    connection, _ = sliced
    missing = "SELECT count(*) FROM observations ANTI JOIN {} USING ({})"
    assert connection.execute(missing.format("reports", "report_id")).fetchone() == (0,)
    assert connection.execute(missing.format("documents", "document_id")).fetchone() == (0,)
    held = connection.execute("SELECT count(DISTINCT document_id) FROM observations").fetchone()
    assert connection.execute("SELECT count(*) FROM documents").fetchone() == held
