"""Patterns stand in the SQL of checks as literals, which DuckDB compiles once, and mean what was declared."""

import duckdb
import pytest

from expectations.checks.query import Query, matches, written_out


def test_a_text_parameter_is_written_into_the_query_and_a_list_stays_a_parameter():
    query = written_out(Query("SELECT $word || '', $words[1]", {"word": "it's", "words": ["first"]}))

    assert query.sql == "SELECT 'it''s' || '', $words[1]"
    assert query.parameters == {"words": ["first"]}
    assert duckdb.execute(query.sql, query.parameters).fetchall() == [("it's", "first")]


def test_a_text_that_looks_like_a_parameter_is_not_filled_in_again():
    query = written_out(Query("SELECT $one, $two", {"one": "$two", "two": "2"}))

    assert duckdb.execute(query.sql).fetchall() == [("$two", "2")]


@pytest.mark.parametrize(
    ("text", "pattern", "matched"), [("较去年", "^较", True), ("比较", "^较", False), ("it's", "'", True)]
)
def test_a_text_is_held_against_the_pattern_that_stands_in_its_row(text, pattern, matched):
    told = matches("text", "pattern", ["^较", "'", "^较"])

    assert duckdb.execute(f"SELECT {told} FROM (SELECT $1 AS text, $2 AS pattern)", [text, pattern]).fetchall() == [
        (matched,)
    ]


def test_without_patterns_nothing_matches():
    assert duckdb.execute(f"SELECT {matches('1', '2', [])}").fetchall() == [(False,)]
