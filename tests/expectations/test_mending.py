"""Where a figure must lie to mend a failed check: bounds by hand, and that no mending value lies outside them."""

from math import inf

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from expectations.formulas import FORMULAS, Interval, judge
from expectations.localisation.channels import possible_prints
from expectations.localisation.mending import ANYWHERE, BOUNDS, mending_bounds
from expectations.localisation.rereading import Figure, Reader

ARITY = {"within": 1, "at_most": 2, "meet": 3, "sum": 3, "balance": 4, "sum_is": 3, "ratio": 5, "growth": 3}
CONSTANTS: dict[str, tuple[float, ...]] = {
    "within": (0, 100),
    "balance": (2,),
    "sum_is": (100,),
    "ratio": (100,),
    "growth": (100,),
}


@pytest.mark.parametrize(
    ("formula", "members", "at", "bounds"),
    [
        pytest.param("within", [(954, 954)], 0, (0, 100), id="a share lies between 0 and 100"),
        pytest.param("at_most", [(50, 50), (9, 11)], 0, (-inf, 11), id="a part is at most its whole"),
        pytest.param("at_most", [(50, 50), (9, 11)], 1, (50, inf), id="a whole is at least its part"),
        pytest.param("meet", [(5, 5), (1, 2), (8, 9)], 0, (1, 9), id="one of several mentions"),
        pytest.param("sum", [(20, 20), (4, 4), (5, 6)], 0, (9, 10), id="a whole is the sum of its parts"),
        pytest.param("sum", [(20, 20), (4, 4), (5, 6)], 1, (14, 15), id="a part is what the others leave"),
        pytest.param("balance", [(1, 1), (2, 2), (9, 9), (5, 5)], 3, (-6, -6), id="a flow is what balances"),
        pytest.param("sum_is", [(30, 30), (60, 60), (40, 40)], 0, (0, 0), id="shares of a whole"),
        pytest.param("ratio", [(50, 50), (10, 10), (40, 40)], 0, (25, 25), id="a rate of part and whole"),
        pytest.param("ratio", [(50, 50), (10, 10), (40, 40)], 1, (20, 20), id="the part that a rate needs"),
        pytest.param("ratio", [(50, 50), (10, 10), (40, 40)], 2, (20, 20), id="the whole that a rate needs"),
        pytest.param("growth", [(10, 10), (150, 150), (100, 100)], 0, (50, 50), id="a growth of two levels"),
        pytest.param("growth", [(50, 50), (110, 110), (100, 100)], 1, (150, 150), id="the level that has grown"),
        pytest.param("growth", [(50, 50), (110, 110), (100, 100)], 2, (73.333333, 73.333333), id="what it grew from"),
        pytest.param("difference", [(3, 3), (5, 5), (1, 1)], 0, (4, 4), id="a change between two levels"),
        pytest.param("whole_number", [(4.47, 4.47)], 0, ANYWHERE, id="whole numbers lie everywhere"),
    ],
)
def test_bounds_of_what_mends(formula: str, members: list[Interval], at: int, bounds: tuple[float, float]) -> None:
    assert mending_bounds(formula, members, at, CONSTANTS.get(formula, ())) == pytest.approx(bounds, abs=1e-5)


def intervals() -> st.SearchStrategy[Interval]:
    ends = st.tuples(st.integers(-20, 300), st.integers(0, 5), st.sampled_from((1, 10, 10_000)))
    closed = ends.map(lambda drawn: (float(drawn[0] * drawn[2]), float((drawn[0] + drawn[1]) * drawn[2])))
    return closed.flatmap(lambda pair: st.sampled_from([pair, pair, pair, (pair[0], None), (None, pair[1])]))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BOUNDS)), st.data())
def test_what_mends_lies_within_the_bounds(formula: str, data: st.DataObject) -> None:
    count, constants = ARITY.get(formula, 3), CONSTANTS.get(formula, ())
    members = data.draw(st.lists(intervals(), min_size=count, max_size=count))
    at = data.draw(st.integers(0, count - 1))
    changes = data.draw(st.lists(intervals(), min_size=40, max_size=40))
    assume(judge(formula, members, constants) == "failed")
    low, high = mending_bounds(formula, members, at, constants)
    outside = [
        one
        for one in changes
        if (-inf if one[0] is None else one[0]) > high or (inf if one[1] is None else one[1]) < low
    ]
    assert {judge(formula, [*members[:at], one, *members[at + 1 :]], constants) for one in outside} <= {"failed"}


def test_formulas_without_bounds_are_those_that_hold_far_and_near() -> None:
    assert set(FORMULAS) - set(BOUNDS) == {"whole_number", "sum_at_most", "no_jump"}


@pytest.mark.parametrize(
    ("obs_text", "value", "unit"),
    [
        ("593.0万件", 5_930_000, "case"),
        ("-2.6%", -2.6, "percent"),
        ("1,204件", 1_204, "case"),
        ("2万亿元", 2e12, "CNY"),
    ],
)
def test_print_that_is_read_within_bounds_is_never_passed_over(obs_text: str, value: float, unit: str) -> None:
    reader = Reader(Figure("f", "r", obs_text, value, None, None, "exact", unit, False, "s", False))
    for entry in possible_prints(obs_text):
        read = reader.reread(entry.text)
        if read is not None:
            ends = [end for end in read[1] if end is not None]
            assert [entry in reader.near([(end, end)]) for end in ends] == [True, True]


def test_print_far_off_is_passed_over() -> None:
    reader = Reader(Figure("f", "r", "593.0万件", 5_930_000, None, None, "exact", "case", False, "s", False))
    near = {entry.text for entry in reader.near([(5_000_000.0, 6_000_000.0)])}
    assert "59.30万件" not in near
    assert "539.0万件" in near
