"""A short round of what the fuzzer does: what must hold for every input holds for some thousand of them."""

import random

import pytest

from bench.fuzz.inputs import WORDS, text_of
from bench.fuzz.invariants import check_decoding, check_extraction, check_paging, check_work, read


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
    check_extraction("审结" + word * 150 + "，3件")
