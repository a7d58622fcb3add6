"""Error localisation: a figure planted wrong in a consistent system is told from the others and mended."""

from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from decimal import Decimal
from multiprocessing import get_context

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from expectations.localisation import Case, Figure, Neighbour, Verdict, groups, localise
from expectations.localisation.cases import components, distinct
from expectations.localisation.channels import LOST_POINT, possible_prints
from expectations.localisation.rereading import Reader
from expectations.power import power, tolerances


def count(name: str, value: int) -> Figure:
    return Figure(name, "r", f"{value}件", value, value, value, "exact", "case", False, "s", False)


def rate(name: str, part: int, whole: int) -> Figure:
    text = f"{Decimal(part) * 100 / Decimal(whole):.2f}"
    value = float(text)
    return Figure(name, "r", f"{text}%", value, value - 0.005, value + 0.005, "exact", "percent", False, "s", False)


def judged(*cases: Case, figures: dict[str, Figure]) -> list[Case]:
    return [replace(case, outcome=case.judged([figures[member].interval for member in case.members])) for case in cases]


RELATIONS = (
    Case("sum", "accepted", ("carried", "new"), "", "sum", (), 0.08),
    Case("rest", "accepted", ("closed", "open"), "", "sum", (), 0.08),
    Case("rate", "rate", ("closed", "accepted"), "", "ratio", (100,), 0.06),
    Case("told again", "closed", ("headline",), "", "meet", (), 0.02),
)


def court(carried: int, new: int, closed: int) -> dict[str, Figure]:
    """A court's year: what it carried over, took in, closed, left open; the rate; the headline."""
    accepted = carried + new
    figures = [
        count("carried", carried),
        count("new", new),
        count("accepted", accepted),
        count("closed", closed),
        count("open", accepted - closed),
        count("headline", closed),
        rate("rate", closed, accepted),
    ]
    return {figure.observation_id: figure for figure in figures}


def misprinted(figures: dict[str, Figure], name: str, draw: int) -> tuple[dict[str, Figure], str]:
    """Return the system with one figure spoilt, and the print that was spoilt."""
    true = figures[name]
    spoilt = sorted(
        entry.text
        for entry in possible_prints(true.obs_text)
        if entry.channel in ("digit_replaced", "digits_swapped") and true.obs_text in prints_back(entry.text)
    )
    text = spoilt[draw % len(spoilt)]
    value, (low, high) = Reader(true).reread(text) or (Decimal(0), (None, None))
    wrong = Figure(name, "r", text, float(value), low, high, "exact", true.unit_measure, False, "s", False)
    return {**figures, name: wrong}, true.obs_text


def prints_back(text: str) -> set[str]:
    return {entry.text for entry in possible_prints(text)}


def verdicts_on(figures: dict[str, Figure]) -> dict[Case, Verdict]:
    neighbours = {"r": [Neighbour(figure.observation_id, figure.obs_text, "s") for figure in figures.values()]}
    return localise(judged(*RELATIONS, figures=figures), figures, neighbours)


@settings(max_examples=25, deadline=None)
@given(
    carried=st.integers(1000, 9999),
    new=st.integers(10000, 99999),
    share=st.integers(60, 95),
    name=st.sampled_from(["accepted", "closed"]),
    draw=st.integers(0, 999),
)
def test_planted_misprint_is_accused_and_mended(carried: int, new: int, share: int, name: str, draw: int) -> None:
    figures, true = misprinted(court(carried, new, (carried + new) * share // 100), name, draw)
    verdicts = verdicts_on(figures)
    assume(len(verdicts) >= 2)  # a last digit may lie within the rounding of the rate
    for verdict in verdicts.values():
        assert list(verdict.accused) == [name]
        assert verdict.candidates[0].text == true


def test_consistent_system_has_nothing_to_localise() -> None:
    assert verdicts_on(court(1204, 30211, 27005)) == {}


def test_repair_that_two_independent_checks_ask_for_is_proposed() -> None:
    figures = court(1204, 30211, 27005)
    wrong = Figure("accepted", "r", "37415件", 37415, 37415, 37415, "exact", "case", False, "s", False)
    [verdict, *_] = verdicts_on({**figures, "accepted": wrong}).values()
    assert verdict.proposed
    assert verdict.candidates[0].text == "31415件"


def test_of_two_figures_that_only_contradict_each_other_neither_is_accused() -> None:
    figures = {"one": count("one", 27005), "other": count("other", 21005)}
    neighbours = {"r": [Neighbour(name, figure.obs_text, "s") for name, figure in figures.items()]}
    cases = judged(Case("told again", "one", ("other",), "", "meet", (), 0.02), figures=figures)
    [verdict] = localise(cases, figures, neighbours).values()
    assert not verdict.accused
    assert {candidate.observation_id for candidate in verdict.candidates} == {"one", "other"}
    assert verdict.misprint > 0.8


def test_verdicts_are_the_same_whoever_explains_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "CASES_OF_A_PART", 1)
    told = [
        count(f"{side}{place}", 20005 + 1000 * place + turn) for place in range(12) for turn, side in enumerate("ab")
    ]
    figures = {figure.observation_id: figure for figure in told}
    neighbours = {"r": [Neighbour(name, figure.obs_text, "s") for name, figure in figures.items()]}
    cases = [Case("told again", f"a{place}", (f"b{place}",), "failed", "meet") for place in range(12)]
    alone = localise(cases, figures, neighbours)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as helper:
        assert list(localise(cases, figures, neighbours, helper).items()) == list(alone.items())
    assert list(alone) == cases


def test_figure_that_a_reviewer_decided_on_is_not_doubted() -> None:
    decided = Figure("one", "r", "27005件", 27005, 27005, 27005, "exact", "case", False, "s", True)
    figures = {"one": decided, "other": count("other", 21005)}
    neighbours = {"r": [Neighbour(name, figure.obs_text, "s") for name, figure in figures.items()]}
    cases = judged(Case("told again", "one", ("other",), "", "meet", (), 0.02), figures=figures)
    [verdict] = localise(cases, figures, neighbours).values()
    assert list(verdict.accused) == ["other"]


def test_lost_point_is_the_first_candidate_where_others_have_decimals() -> None:
    whole = Figure("whole", "r", "31.41万件", 314100, 314050, 314150, "exact", "case", False, "s", False)
    part = Figure("part", "r", "1723万件", 17230000, 17225000, 17235000, "exact", "case", False, "s", False)
    figures = {"whole": whole, "part": part, "fitting": count("fitting", 9000)}
    neighbours = {"r": [Neighbour(name, figure.obs_text, "s") for name, figure in figures.items()]}
    relations = (
        Case("part", "part", ("whole",), "", "at_most", (), 0.2),
        Case("part", "fitting", ("whole",), "", "at_most", (), 0.2),
    )
    [verdict] = localise(judged(*relations, figures=figures), figures, neighbours).values()
    first = verdict.candidates[0]
    assert (first.observation_id, first.text, first.channel) == ("part", "17.23万件", LOST_POINT)


def test_groups_of_cases_share_no_figure() -> None:
    cases = [Case("r", "a", ("b",), "failed"), Case("r", "c", ("d",), "failed"), Case("r", "d", ("b",), "failed")]
    assert [len(group) for group in components(cases)] == [3]
    assert [len(group) for group in components(cases[:2])] == [1, 1]


def test_rules_that_say_the_same_of_the_same_figures_count_once() -> None:
    cases = [
        Case("headline", "a", ("b",), "failed", "meet", (), 0.02),
        Case("mention", "b", ("a",), "failed", "meet", (), 0.1),
    ]
    assert [case.rule for case in distinct(cases)] == ["headline"]


def test_sum_of_exact_counts_sees_every_misprint_and_a_rate_not_the_last_digits() -> None:
    assert tolerances("sum", [(10, 10), (4, 4), (6, 6)]) == [0, 0, 0]
    assert power("31415件", 31415, 0) == 1
    loose = tolerances("ratio", [(85.95, 86.05), (27005, 27005), (31415, 31415)], (100,))
    assert loose is not None
    assert power("31415件", 31415, loose[2]) < 0.9
