"""Parquet into the database: in the order of the files, whatever version wrote them."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invented_nights import database

from warehouse.errors import DamagedLake
from warehouse.loading import load_files
from warehouse.schemas import TABLES


def parquet(path: Path, table_name: str, *rows: dict[str, object], without: str | None = None) -> Path:
    """A Parquet file of rows of one table, as a version that knew nothing of the column ``without`` wrote it."""
    content = pa.Table.from_pylist(list(rows), schema=TABLES[table_name].schema)
    pq.write_table(content.drop_columns([without]) if without else content, path)
    return path


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """An empty database of ours."""
    return database()


def test_rows_stand_in_the_order_of_the_files(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    ids = [f"o{number}" for number in range(300)]
    second = parquet(tmp_path / "b.parquet", "observations", *({"observation_id": each} for each in ids[:150]))
    first = parquet(tmp_path / "a.parquet", "observations", *({"observation_id": each} for each in ids[150:]))
    load_files(connection, "observations", [second, first])
    assert [row[0] for row in connection.execute("select observation_id from observations").fetchall()] == ids


def test_of_a_log_the_last_file_counts(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    nights = [
        parquet(tmp_path / "1.parquet", "findings", {"finding_id": "f", "status": "open"}, {"finding_id": "g"}),
        parquet(tmp_path / "2.parquet", "findings", {"finding_id": "f", "status": "waived", "related": ["o1", "o2"]}),
    ]
    load_files(connection, "findings", nights)
    found = connection.execute("select finding_id, status, related from findings").fetchall()
    assert found == [("g", None, None), ("f", "waived", ["o1", "o2"])]


def test_a_log_loaded_night_by_night_is_the_log_loaded_at_once(tmp_path: Path) -> None:
    nights = [
        parquet(tmp_path / f"{night}.parquet", "findings", *({"finding_id": each, "rule": str(night)} for each in ids))
        for night, ids in enumerate(["abc", "bd", "a", "da"])
    ]
    with database() as at_once, database() as by_night:
        load_files(at_once, "findings", nights)
        for night in nights:
            load_files(by_night, "findings", [night])
        found = [each.execute("select finding_id, rule from findings").fetchall() for each in (at_once, by_night)]
    assert found == [[("c", "0"), ("b", "1"), ("d", "3"), ("a", "3")]] * 2


def test_a_column_that_an_older_file_lacks_is_null(connection: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    older = parquet(tmp_path / "older.parquet", "runs", {"run_id": "n1"}, without="version")
    newer = parquet(tmp_path / "newer.parquet", "runs", {"run_id": "n2", "version": "2"})
    load_files(connection, "runs", [older, newer])
    assert connection.execute("select run_id, version from runs").fetchall() == [("n1", None), ("n2", "2")]


def test_no_files_are_no_rows(connection: duckdb.DuckDBPyConnection) -> None:
    load_files(connection, "runs", [])
    assert connection.execute("from runs").fetchall() == []


@pytest.mark.parametrize("content", [b"", b"not Parquet", b"PAR1 and so on PAR1"], ids=["empty", "text", "no footer"])
def test_a_file_that_cannot_be_read_is_named(
    connection: duckdb.DuckDBPyConnection, tmp_path: Path, content: bytes
) -> None:
    whole = parquet(tmp_path / "whole.parquet", "runs", {"run_id": "n1"})
    (tmp_path / "broken.parquet").write_bytes(content)
    with pytest.raises(DamagedLake, match=r"broken\.parquet: this Parquet file cannot be read"):
        load_files(connection, "runs", [whole, tmp_path / "broken.parquet"])
