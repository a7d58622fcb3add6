"""The formulas in Python and in SQL are one: what each says of chosen figures, and that both always agree."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_candidates import candidate_with

from expectations.checks import prepare_figures
from expectations.formulas import Interval, judge

SQL = {
    "at_most": "not_above({0}, {1})",
    "meet": "compared({0}, {1})",
    "ratio": "is_ratio({0}, {1}, {2}, 100)",
    "growth": "is_growth({0}, {1}, {2}, 100)",
    "difference": "is_difference({0}, {1}, {2})",
    "no_jump": "no_jump({0}, {1})",
}
ARITY = {"at_most": 2, "meet": 2, "ratio": 3, "growth": 3, "difference": 3, "no_jump": 2}


@pytest.mark.parametrize(
    ("formula", "members", "constants", "outcome"),
    [
        pytest.param("within", [(9819.5, 9820.5)], (0, 100), "failed", id="a share of 9820 percent"),
        pytest.param("within", [(98, None)], (0, 100), "undecided", id="a share over 98 percent"),
        pytest.param("whole_number", [(4.465, 4.475)], (), "failed", id="4.47 cases"),
        pytest.param("at_most", [(310, 310), (309, 311)], (), "passed", id="a part within the rounding of its whole"),
        pytest.param("at_most", [(6, 6), (100, 100)], (0.05,), "failed", id="a fee of 6 on 100, at most 5 percent"),
        pytest.param("meet", [(5, 5), (1, 2), (4, 6)], (), "passed", id="one of several mentions fits"),
        pytest.param("sum", [(10, 10), (4, 4), (5, 5)], (), "failed", id="4 and 5 are not 10"),
        pytest.param("balance", [(7, 7), (5, 5), (9, 9), (3, 3)], (2,), "passed", id="7 and 5 are 9 and 3"),
        pytest.param("balance", [(8, 8), (5, 5), (9, 9), (3, 3)], (2,), "failed", id="8 and 5 are not 9 and 3"),
        pytest.param("sum_is", [(59.5, 60.5), (39.5, 40.5)], (100,), "passed", id="shares of 60 and 40 percent"),
        pytest.param("sum_is", [(59.5, 60.5), (29.5, 30.5)], (100,), "failed", id="shares of 60 and 30 percent"),
        pytest.param("sum_at_most", [(10, 10), (4, 4), (5, 5)], (), "passed", id="4 and 5 are within 10"),
        pytest.param("ratio", [(49.5, 50.5), (1, 1), (2, 2)], (100,), "passed", id="one of two is half"),
        pytest.param("ratio", [(50, 50), (1, 1), (3, 3), (1, 1), (2, 2)], (100,), "passed", id="any of two wholes"),
        pytest.param(
            "growth", [(9.5, 10.5), (110, 110), (100, 100)], (100,), "passed", id="from 100 to 110 is 10 percent"
        ),
        pytest.param("difference", [(3, 3), (5, 5), (1, 1)], (), "failed", id="from 1 to 5 is 4, not 3"),
        pytest.param("no_jump", [(1000, 1000), (100, 100)], (), "failed", id="ten times in a year"),
        pytest.param("no_jump", [(300, 300), (100, 100)], (), "passed", id="three times in a year"),
    ],
)
def test_formula_says_of_figures(
    formula: str, members: list[Interval], constants: tuple[float, ...], outcome: str
) -> None:
    assert judge(formula, members, constants) == outcome


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = candidate_with([])
    prepare_figures(connection, "no run", [])
    return connection


WHOLE = st.integers(0, 400)
INTERVALS = st.tuples(WHOLE, WHOLE, st.sampled_from(["both", "low", "high"])).map(
    lambda drawn: (
        float(min(drawn[:2])) if drawn[2] != "high" else None,
        float(max(drawn[:2])) if drawn[2] != "low" else None,
    )
)


@pytest.mark.parametrize("formula", SQL)
@settings(max_examples=60, deadline=None)
@given(drawn=st.lists(INTERVALS, min_size=3, max_size=3))
def test_python_and_sql_say_the_same(database: duckdb.DuckDBPyConnection, formula: str, drawn: list[Interval]) -> None:
    members = drawn[: ARITY[formula]]
    written = [", ".join("NULL::DOUBLE" if end is None else f"{end}::DOUBLE" for end in member) for member in members]
    in_sql = database.execute("SELECT " + SQL[formula].format(*written)).fetchone()
    assert in_sql == (judge(formula, members, (100,) if formula in ("ratio", "growth") else ()),)
