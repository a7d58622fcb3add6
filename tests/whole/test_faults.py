"""A short round of the benchmarks of faults and of fuzzing: each kind of fault once or twice, some hundred inputs."""

import random

import pytest

from bench.faults.__main__ import make_world
from bench.faults.trials import FAULTS
from bench.fuzz.inputs import WORDS, text_of
from bench.fuzz.invariants import check_decoding, check_extraction, check_paging, check_work, read


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    return make_world(tmp_path_factory.mktemp("faults"), seed=2)


@pytest.mark.parametrize("fault", FAULTS)
def test_after_a_fault_nothing_is_lost_and_nothing_is_there_twice(world, fault):
    attempt, _, in_short = FAULTS[fault]
    trials = list(attempt(world, in_short))
    assert trials
    assert {trial.detail: trial.problems for trial in trials if trial.problems} == {}


def inputs(count, longest):
    draw = random.Random(2)
    return [draw.randbytes(draw.randint(0, longest)) for _ in range(count)]


def test_decoding_keeps_its_promises_on_any_bytes():
    for content in inputs(2000, 80):
        check_decoding(content)


def test_paging_and_reading_keep_their_promises_on_words_of_reports_in_any_order():
    read("2025年审结案件36件。")  # the catalogues are read once
    for number, words in enumerate(inputs(300, 60)):
        text = text_of(b"\x01" + words)
        check_paging(text)
        check_extraction(text)
        if number % 20 == 0:
            check_work(text)


@pytest.mark.parametrize("word", sorted({word for word in WORDS if len(word) > 1}))
def test_no_word_said_over_and_over_keeps_the_reader_for_ever(word):
    check_extraction("审结" + word * 400 + "，3件")
