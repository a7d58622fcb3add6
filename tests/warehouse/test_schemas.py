"""The declared schemas against the public contract, which is written down here by hand."""

import duckdb
import pytest

from warehouse.data_folder import DataFolder
from warehouse.ddl import create_tables, create_views, holds_declared_tables
from warehouse.reading import connect
from warehouse.schemas import TABLES

TEXT, DATE, INTEGER, FIGURE = "VARCHAR", "DATE", "INTEGER", "DECIMAL(28,6)"
INSTANT, DOUBLE, TEXTS = "TIMESTAMP WITH TIME ZONE", "DOUBLE", "VARCHAR[]"

CONTRACT = {
    "documents": [
        ("document_id", TEXT),
        ("uri", TEXT),
        ("media_type", TEXT),
        ("encoding", TEXT),
        ("published_on", DATE),
        ("published_basis", TEXT),
        ("text", TEXT),
        ("ingested_at", INSTANT),
        ("run_id", TEXT),
    ],
    "reports": [
        ("report_id", TEXT),
        ("document_id", TEXT),
        ("article_no", INTEGER),
        ("kind", TEXT),
        ("title", TEXT),
        ("subtitle", TEXT),
        ("byline", TEXT),
        ("dateline_place", TEXT),
        ("dateline_date", DATE),
        ("published_on", DATE),
        ("ref_area", TEXT),
        ("char_start", INTEGER),
        ("char_end", INTEGER),
        ("text", TEXT),
        ("duplicate_of", TEXT),
        ("run_id", TEXT),
    ],
    "observations": [
        ("observation_id", TEXT),
        ("report_id", TEXT),
        ("document_id", TEXT),
        ("run_id", TEXT),
        ("char_start", INTEGER),
        ("char_end", INTEGER),
        ("obs_text", TEXT),
        ("sentence", TEXT),
        ("indicator", TEXT),
        ("indicator_label", TEXT),
        ("breakdown", TEXT),
        ("measure", TEXT),
        ("obs_value", FIGURE),
        ("printed_value", FIGURE),
        ("value_low", FIGURE),
        ("value_high", FIGURE),
        ("unit_measure", TEXT),
        ("qualifier", TEXT),
        ("ref_area", TEXT),
        ("court", TEXT),
        ("time_start", DATE),
        ("time_end", DATE),
        ("time_basis", TEXT),
        ("comparison", TEXT),
        ("change_of", TEXT),
        ("scope", TEXT),
        ("confidence", DOUBLE),
        ("obs_status", TEXT),
    ],
    "findings": [
        ("finding_id", TEXT),
        ("rule", TEXT),
        ("severity", TEXT),
        ("report_id", TEXT),
        ("observation_id", TEXT),
        ("related", TEXTS),
        ("message", TEXT),
        ("suggested_value", FIGURE),
        ("suggested_text", TEXT),
        ("confidence", DOUBLE),
        ("candidates", TEXTS),
        ("status", TEXT),
        ("decided_by", TEXT),
        ("reason", TEXT),
        ("first_run_id", TEXT),
        ("last_run_id", TEXT),
    ],
    "rule_results": [
        ("run_id", TEXT),
        ("rule", TEXT),
        ("level", INTEGER),
        ("severity", TEXT),
        ("checked", INTEGER),
        ("passed", INTEGER),
        ("failed", INTEGER),
        ("undecided", INTEGER),
        ("errored", INTEGER),
    ],
    "confirmations": [
        ("confirmation_id", TEXT),
        ("observation_id", TEXT),
        ("rule", TEXT),
        ("held_against", TEXTS),
        ("power", DOUBLE),
        ("run_id", TEXT),
    ],
    "indicators": [
        ("indicator", TEXT),
        ("name_zh", TEXT),
        ("name_en", TEXT),
        ("unit_measure", TEXT),
        ("minimum", FIGURE),
        ("maximum", FIGURE),
        ("definition", TEXT),
        ("source", TEXT),
    ],
    "areas": [("ref_area", TEXT), ("name", TEXT), ("level", TEXT), ("parent", TEXT)],
    "runs": [
        ("run_id", TEXT),
        ("started_at", INSTANT),
        ("finished_at", INSTANT),
        ("documents", INTEGER),
        ("reports", INTEGER),
        ("observations", INTEGER),
        ("findings", INTEGER),
        ("outcome", TEXT),
        ("version", TEXT),
    ],
}
INTERNAL = {
    "fingerprints": [
        ("report_id", TEXT),
        ("arrival", INTEGER),
        ("text_id", TEXT),
        ("keys", "BIGINT[]"),
        ("alike", "INTEGER[]"),
        ("prints", "BIGINT"),
    ],
    "indicator_parts": [("indicator", TEXT), ("part_of", TEXT)],
    "printed_bounds": [("observation_id", TEXT), ("printed_low", FIGURE), ("printed_high", FIGURE)],
    "publication": [
        ("commit_number", INTEGER),
        ("run_id", TEXT),
        ("published_at", INSTANT),
        ("version", TEXT),
    ],
}
VIEWS = ("series", "revisions", "changes", "reconciliation")


@pytest.mark.parametrize("name", [*CONTRACT, *INTERNAL])
def test_published_table_has_the_columns_and_types_of_the_contract(published_once: DataFolder, name: str) -> None:
    with connect(published_once) as connection:
        described = connection.execute(f"describe {name}").fetchall()
    assert [(column[0], column[1]) for column in described] == {**CONTRACT, **INTERNAL}[name]


def test_no_table_is_declared_beyond_the_contract_and_the_internal_ones() -> None:
    assert set(TABLES) == set(CONTRACT) | set(INTERNAL)


def test_every_table_column_view_and_view_column_is_explained(published_once: DataFolder) -> None:
    with connect(published_once) as connection:
        unexplained = connection.execute(
            """
            select table_name, '' from duckdb_tables() where coalesce(comment, '') = ''
            union all
            select view_name, '' from duckdb_views() where not internal and coalesce(comment, '') = ''
            union all
            select table_name, column_name from duckdb_columns() where not internal and coalesce(comment, '') = ''
            """
        ).fetchall()
    assert unexplained == []


def test_every_view_of_the_contract_is_published(published_once: DataFolder) -> None:
    with connect(published_once) as connection:
        views = {
            name for (name,) in connection.execute("select view_name from duckdb_views() where not internal").fetchall()
        }
        tables = {name for (name,) in connection.execute("select table_name from duckdb_tables()").fetchall()}
    assert views == {*VIEWS, "reported_levels"} - {"series"}
    assert tables == {*TABLES, "series", "known_levels", "figure_places", "marked_figures"}


def test_renewed_views_are_the_same_views() -> None:
    with duckdb.connect() as connection:
        create_tables(connection)
        assert create_views(connection)
        first = connection.execute("select view_name, sql, comment from duckdb_views() where not internal").fetchall()
        assert not create_views(connection)
        again = connection.execute("select view_name, sql, comment from duckdb_views() where not internal").fetchall()
    assert again == first
    assert {name for name, _, _ in first} == {*VIEWS, "reported_levels"} - {"series"}


@pytest.mark.parametrize(
    "alteration",
    [
        pytest.param("alter table series_notes add column more integer", id="a table of another making"),
        pytest.param("alter table findings drop column reason", id="a column is missing"),
        pytest.param("alter table findings alter confidence type decimal(28, 6)", id="a column has another type"),
        pytest.param("drop table publication", id="a table is missing"),
    ],
)
def test_tables_of_another_version_are_told_from_ours(alteration: str) -> None:
    with duckdb.connect() as connection:
        create_tables(connection)
        create_views(connection)
        assert holds_declared_tables(connection)
        connection.execute(
            "create table if not exists series_notes (note text)" if "series_notes" in alteration else ""
        )
        connection.execute(alteration)
        assert not holds_declared_tables(connection)
