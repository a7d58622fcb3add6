"""A short round of the benchmarks of speed: that they work, not how fast anything is."""

from bench.__main__ import measure_all, report, table
from bench.records import Measured, Target
from bench.targets import TITLES


def test_every_benchmark_measures_what_it_says():
    reached = measure_all(short=True)
    assert {target.number for target in reached} == set(TITLES)
    for target in reached:
        assert target.title == TITLES[target.number]
        assert target.measured
        assert all(each.reached is None or each.reached > 0 for each in target.measured)
    assert all(f"| {number} {title} |" in report(reached) for number, title in TITLES.items())


def test_a_ratio_above_its_bar_passes_and_one_below_says_how_far_it_is():
    assert Measured("speed to a scan", wanted=0.05, reached=0.06).outcome == "PASS"
    assert Measured("speed to a scan", wanted=0.05, reached=0.025).outcome == "2.00 times short"


def test_a_cost_below_its_bar_passes_and_one_above_says_how_far_it_is():
    assert Measured("cost", wanted=1.1, reached=1.0, at_least=False).outcome == "PASS"
    assert Measured("cost", wanted=1.1, reached=2.2, at_least=False).outcome == "2.00 times short"


def test_a_ratio_that_could_not_be_measured_is_no_pass():
    target = Target(5, "Validation", (Measured("time", 3, None, at_least=False),), "10 figures of 20")
    assert target.outcome == "not yet"
    assert "| 5 Validation | time | at most 3 times |  | not measured | 10 figures of 20 |" in table([target])
