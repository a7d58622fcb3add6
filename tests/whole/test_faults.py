"""A short round of the benchmark of faults: each kind once or twice."""

import pytest

from bench.faults.__main__ import make_world
from bench.faults.trials import FAULTS


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return make_world(tmp_path_factory.mktemp("faults"), seed=2)


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_fault_nothing_is_lost_and_nothing_is_there_twice(world, fault):
    attempt, _, in_short = FAULTS[fault]
    trials = list(attempt(world, in_short))
    assert trials
    assert {trial.detail: trial.problems for trial in trials if trial.problems} == {}
