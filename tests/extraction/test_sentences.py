"""Sentences and clauses of running text."""

import pytest

from extraction.sentences import Clauses, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("甲。乙！丙？", ["甲。", "乙！", "丙？"], id="stop, exclamation, question"),
        pytest.param("甲\n乙", ["甲\n", "乙"], id="a paragraph ends a sentence"),
        pytest.param("他说：“甲。”乙。", ["他说：“甲。”", "乙。"], id="a closing quote belongs to the sentence"),
        pytest.param("甲（乙。）丙。", ["甲（乙。）", "丙。"], id="a closing bracket belongs to the sentence"),
        pytest.param("甲；乙，丙", ["甲；乙，丙"], id="semicolon and comma end none"),
        pytest.param("执结率97.25%。", ["执结率97.25%。"], id="a decimal point ends none"),
        pytest.param("甲！！！乙", ["甲！！！", "乙"], id="several signs end one"),
        pytest.param("甲。\n\n乙。", ["甲。\n\n", "乙。"], id="blank lines make no sentence"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n ", [], id="blanks only"),
    ],
)
def test_text_is_divided_at_the_ends_of_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_clauses_begin_behind_commas_colons_and_stops() -> None:
    text = "审结3件，执结2件：到位5元。"
    clauses = Clauses(text)
    assert [clauses.start(text.index(each)) for each in ("3件", "2件", "5元")] == [0, 5, 10]


def test_clause_ends_where_the_next_begins() -> None:
    assert Clauses("审结3件，执结2件").end(2) == 5


def test_clauses_are_numbered_from_nought() -> None:
    clauses = Clauses("甲，乙，丙")
    assert [clauses.number(at) for at in (0, 2, 4)] == [0, 1, 2]
