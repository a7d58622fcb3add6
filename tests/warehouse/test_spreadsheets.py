"""Texts in CSV that no spreadsheet takes for a formula."""

import duckdb
import pytest

from warehouse.spreadsheets import guarded, guarded_sql, unguarded

GUARDED = ["=1+1", "+1", "-3%", "@sum", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1", "\n=1", "'s", "''", "="]
PLAIN = ["", "件", " =1", "3-1", "1", '"', ";=1"]


@pytest.mark.parametrize("text", GUARDED)
def test_a_text_that_begins_like_a_formula_gets_one_apostrophe(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("text", PLAIN)
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert guarded(text) == text


@pytest.mark.parametrize("text", GUARDED + PLAIN)
def test_what_was_written_guarded_is_read_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", GUARDED + PLAIN)
def test_the_database_guards_the_same_texts(text: str) -> None:
    assert duckdb.execute(f"select {guarded_sql('text')} from (select ? as text)", [text]).fetchall() == [
        (guarded(text),)
    ]


def test_a_text_that_is_missing_stays_missing() -> None:
    assert duckdb.execute(f"select {guarded_sql('null::varchar')}").fetchall() == [(None,)]
