"""What the warehouse derives: the status of figures, the catalogue's tables."""

from decimal import Decimal
from typing import Any

import duckdb
import pytest
from invented_nights import add_rows, database, finding, level, one_report, publish_night

from extraction.catalogue.areas import Area
from extraction.catalogue.indicators import Indicator
from warehouse.candidate import rebuild
from warehouse.data_folder import DataFolder
from warehouse.status import derive_observation_status, refresh_catalogue


def status_after(*findings: dict[str, Any]) -> tuple[str, Decimal]:
    """Status and value of a figure printed as 14180000, after these findings."""
    with database(one_report("r1", level("o1", 14180000))) as connection:
        add_rows(
            connection, "publication", [{"commit_number": 1, "run_id": "n1"}, {"commit_number": 2, "run_id": "n0"}]
        )
        add_rows(connection, "findings", findings)
        derive_observation_status(connection)
        (row,) = connection.execute("select obs_status, obs_value from observations").fetchall()
    return row


PRINTED, RIGHT = Decimal(14180000), Decimal(141800)


@pytest.mark.parametrize(
    ("findings", "status", "value"),
    [
        pytest.param([], "normal", PRINTED, id="no finding"),
        pytest.param([finding("f", "o1", "n1")], "suspect", PRINTED, id="open"),
        pytest.param([finding("f", None, "n1")], "normal", PRINTED, id="open, but on no figure in particular"),
        pytest.param(
            [finding("f", None, "n1", severity="critical", related=["o1", "o2"])],
            "suspect",
            PRINTED,
            id="a critical contradiction in which nobody can tell the wrong figure",
        ),
        pytest.param(
            [finding("f", None, "n1", severity="warning", related=["o1", "o2"])],
            "normal",
            PRINTED,
            id="a warning in which nobody can tell the wrong figure",
        ),
        pytest.param(
            [
                finding("f", None, "n1", severity="critical", related=["o1", "o2"]),
                finding("g", "o2", "n1", status="accepted"),
            ],
            "normal",
            PRINTED,
            id="a contradiction of which a reviewer found the wrong figure to be another",
        ),
        pytest.param(
            [finding("f", "o1", "n1", status="rejected", suggested_value=141800)],
            "rejected",
            PRINTED,
            id="a reviewer rejected the figure, whatever was suggested",
        ),
        pytest.param(
            [finding("f", "o1", "n1", status="waived")], "normal", PRINTED, id="a reviewer waived the finding"
        ),
        pytest.param(
            [finding("f", "o1", "n1", status="accepted", suggested_value=141800)],
            "corrected",
            RIGHT,
            id="a reviewer accepted the suggestion",
        ),
        pytest.param(
            [finding("f", "o1", "n1", status="accepted")],
            "rejected",
            PRINTED,
            id="accepted as wrong, right value unknown",
        ),
        pytest.param(
            [finding("f", "o1", "n1", status="accepted", suggested_value=141800), finding("g", "o1", "n1")],
            "corrected",
            RIGHT,
            id="a decision counts before what is still open",
        ),
        pytest.param(
            [finding("f", "o1", "n1", status="waived"), finding("g", "o1", "n1")],
            "suspect",
            PRINTED,
            id="one waived, one open",
        ),
        pytest.param(
            [
                finding("f", "o1", "n1", status="accepted", suggested_value=1),
                finding("g", "o1", "n0", status="accepted", suggested_value=141800),
            ],
            "corrected",
            RIGHT,
            id="of two decisions that of the later commit, whatever the runs are called",
        ),
        pytest.param(
            [
                finding("f", "o1", "n0", status="accepted", suggested_value=1),
                finding("g", "o1", "tonight", status="accepted", suggested_value=141800),
            ],
            "corrected",
            RIGHT,
            id="tonight's decision is the newest",
        ),
    ],
)
def test_status_and_value_follow_the_findings(findings: list[dict[str, Any]], status: str, value: Decimal) -> None:
    assert status_after(*findings) == (status, value)


@pytest.fixture
def corrected() -> duckdb.DuckDBPyConnection:
    """A database in which one figure is corrected, one rejected, one suspect."""
    connection = database(one_report("r1", level("o1", 10), level("o2", 20), level("o3", 30)))
    add_rows(
        connection,
        "findings",
        [
            finding("f1", "o1", "n1", status="accepted", suggested_value=11),
            finding("f2", "o2", "n1", status="accepted"),
            finding("f3", "o3", "n1"),
        ],
    )
    derive_observation_status(connection)
    return connection


STATUSES = "select observation_id, obs_status, obs_value, printed_value from observations order by observation_id"


def test_the_printed_value_is_kept(corrected: duckdb.DuckDBPyConnection) -> None:
    assert corrected.execute(STATUSES).fetchall() == [
        ("o1", "corrected", 11, 10),
        ("o2", "rejected", 20, 20),
        ("o3", "suspect", 30, 30),
    ]


def test_deriving_again_changes_nothing(corrected: duckdb.DuckDBPyConnection) -> None:
    before = corrected.execute(STATUSES).fetchall()
    derive_observation_status(corrected)
    assert corrected.execute(STATUSES).fetchall() == before


def test_a_decision_taken_back_gives_the_figure_as_printed(corrected: duckdb.DuckDBPyConnection) -> None:
    taken_back = [finding(f"f{number}", f"o{number}", "n2", status="waived") for number in (1, 2, 3)]
    add_rows(corrected, "findings", taken_back)
    derive_observation_status(corrected)
    assert corrected.execute(STATUSES).fetchall() == [
        ("o1", "normal", 10, 10),
        ("o2", "normal", 20, 20),
        ("o3", "normal", 30, 30),
    ]


BOUNDS = "select value_low, value_high from observations"
MISPRINT = level("o1", 14180000, value_low="14175000", value_high="14185000")


def accepted(text: str | None, run_id: str = "n1", **stated: Any) -> dict[str, Any]:
    return finding("f", "o1", run_id, status="accepted", suggested_value=141800, suggested_text=text, **stated)


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        pytest.param("14.18万件", (141750, 141850), id="an accepted print is rounded"),
        pytest.param(None, (141800, 141800), id="a value of the reviewer's own is exact"),
        pytest.param("14.2万件", (141800, 141800), id="a print of another value says nothing"),
    ],
)
def test_bounds_follow_the_accepted_value(text: str | None, bounds: tuple[int, int]) -> None:
    with database(one_report("r1", MISPRINT)) as connection:
        add_rows(connection, "findings", [accepted(text)])
        derive_observation_status(connection)
        derive_observation_status(connection)
        assert connection.execute(BOUNDS).fetchall() == [bounds]
        assert connection.execute("from printed_bounds").fetchall() == [("o1", 14175000, 14185000)]


def test_a_correction_taken_back_gives_the_printed_bounds_back() -> None:
    with database(one_report("r1", MISPRINT)) as connection:
        add_rows(connection, "findings", [accepted("14.18万件")])
        derive_observation_status(connection)
        add_rows(connection, "findings", [finding("f", "o1", "n2", status="waived")])
        derive_observation_status(connection)
        assert connection.execute(BOUNDS).fetchall() == [(14175000, 14185000)]
        assert connection.execute("from printed_bounds").fetchall() == []


def test_rebuild_gives_corrected_figures_the_same_bounds(data: DataFolder) -> None:
    publish_night(data, [one_report("r1", MISPRINT)], run_id="n1", findings=[finding("f", "o1", "n1")])
    publish_night(data, [], run_id="n2", findings=[accepted("14.18万件", "n2")])
    before = published(data)
    rebuild(data)
    assert before == published(data) == [("corrected", 141800, 14180000, 141750, 141850)]


def published(data: DataFolder) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(data.warehouse), read_only=True) as connection:
        return connection.execute(
            "select obs_status, obs_value, printed_value, value_low, value_high from observations"
        ).fetchall()


def test_of_findings_with_one_id_the_last_counts() -> None:
    with database() as connection:
        add_rows(connection, "findings", [finding("f", "o1", "n1"), finding("g", "o1", "n1")])
        add_rows(connection, "findings", [finding("f", "o1", "n2"), finding("f", "o1", "n3", status="waived")])
        found = connection.execute("select finding_id, last_run_id, status from findings").fetchall()
    assert found == [("g", "n1", "open"), ("f", "n3", "waived")]


def indicator(code: str, *part_of: str) -> Indicator:
    """An entry of the catalogue."""
    return Indicator(
        code, "受理案件", "Cases", "case", "count", Decimal(0), None, "Cases.", "通报", part_of, (), (), False
    )


def test_the_catalogue_is_written_anew_sorted_by_code() -> None:
    nation = Area("100000", "全国", "nation", None, None, None, None)
    fujian = Area("350000", "福建省", "province", "100000", None, None, None)
    indicators = [indicator("retrials", "cases_accepted", "appeals"), indicator("cases_accepted")]
    with database() as connection:
        refresh_catalogue(connection, indicators, [fujian, nation])
        refresh_catalogue(connection, indicators, [fujian, nation])
        assert connection.execute("from areas").fetchall() == [
            ("100000", "全国", "nation", None),
            ("350000", "福建省", "province", "100000"),
        ]
        assert connection.execute("from indicators").fetchall() == [
            ("cases_accepted", "受理案件", "Cases", "case", 0, None, "Cases.", "通报"),
            ("retrials", "受理案件", "Cases", "case", 0, None, "Cases.", "通报"),
        ]
        assert connection.execute("from indicator_parts").fetchall() == [
            ("retrials", "appeals"),
            ("retrials", "cases_accepted"),
        ]


def test_the_catalogue_that_ships_has_one_row_a_code() -> None:
    with database() as connection:
        refresh_catalogue(connection)
        for table, key in (("indicators", "indicator"), ("areas", "ref_area")):
            (row,) = connection.execute(f"select count(*), count(distinct {key}) from {table}").fetchall()
            assert row[0] == row[1] > 0
