"""Reading the published warehouse: nothing can be written, no other file can be reached."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from warehouse.data_folder import DataFolder
from warehouse.errors import NoWarehouse, UnreadableWarehouse
from warehouse.reading import connect, published_commit


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file beside the data folder that no query may read or write."""
    path = tmp_path / "secret.csv"
    path.write_text("word\nhidden\n")
    return path


def test_without_a_publication_a_sentence_says_what_to_do(data: DataFolder) -> None:
    with pytest.raises(NoWarehouse, match="no warehouse is published here yet; publish one with `casetally run`"):
        connect(data)
    assert published_commit(data) == 0


def test_a_file_that_is_no_database_is_told(data: DataFolder) -> None:
    data.create()
    data.warehouse.write_bytes(b"not a database at all")
    with pytest.raises(UnreadableWarehouse, match="cannot be opened; `casetally rebuild` makes it again"):
        connect(data)
    with pytest.raises(UnreadableWarehouse):
        published_commit(data)


def test_a_database_that_is_not_ours_holds_no_commit(data: DataFolder) -> None:
    data.create()
    duckdb.connect(str(data.warehouse)).close()
    assert published_commit(data) == 0


@pytest.mark.parametrize(
    "query",
    [
        "insert into observations (observation_id) values ('x')",
        "update observations set obs_value = 0",
        "delete from findings",
        "drop view series",
        "create table warehouse.notes (note text)",
        "from read_csv('{secret}')",
        "from read_text('{secret}')",
        "from '{secret}'",
        "from glob('{folder}/*')",
        "copy (select 1) to '{folder}/out.csv'",
        "export database '{folder}/out'",
        "attach '{folder}/other.duckdb'",
        "attach '{warehouse}' as again",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "reset enable_external_access",
        "set temp_directory = '{folder}'",
        "set lock_configuration = false",
        "pragma database_list; copy (select 1) to '{folder}/out.csv'",
        "from secret",
    ],
)
def test_a_query_that_would_write_or_reach_out_is_refused(published_once: DataFolder, secret: Path, query: str) -> None:
    before = published_once.warehouse.read_bytes()
    statement = query.format(
        secret=secret, folder=secret.parent, warehouse=str(published_once.warehouse).replace("'", "''")
    )
    with connect(published_once) as connection, pytest.raises(duckdb.Error):
        connection.execute(statement).fetchall()
    assert published_once.warehouse.read_bytes() == before
    assert sorted(path.name for path in secret.parent.iterdir()) == ["secret.csv"]


def test_a_query_does_not_reach_the_tables_of_the_program_that_asks(published_once: DataFolder) -> None:
    settings_of_the_program = pa.table({"word": ["hidden"]})
    with connect(published_once) as connection, pytest.raises(duckdb.CatalogException):
        connection.execute("from settings_of_the_program")
    assert settings_of_the_program.num_rows == 1


def test_many_readers_read_at_once(published_once: DataFolder) -> None:
    with connect(published_once) as one, connect(published_once) as other:
        assert one.execute("from series").fetchall() == other.execute("from series").fetchall()


def test_tables_and_views_need_no_prefix_and_describe_themselves(published_once: DataFolder) -> None:
    with connect(published_once) as connection:
        assert connection.execute("select obs_value from series limit 5").fetchall() == [(100,)]
        shown = {name for (name,) in connection.execute("show tables").fetchall()}
    assert {"documents", "observations", "series", "reconciliation"} <= shown
