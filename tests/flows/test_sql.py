"""`casetally sql` answers queries: whatever would write, reach out or change the session is refused."""

import io
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from flows.errors import UsageError
from flows.sql import run_query
from warehouse.candidate import rebuild
from warehouse.data_folder import DataFolder
from warehouse.reading import connect

ANSWERED = [
    "from indicators limit 1",
    "select 1",
    "with one as (select 1) from one",
    "values (1)",
    "table runs",
    "describe series",
    "show tables",
    "summarize indicators",
    "pivot areas on level using count(*)",
    "from (pivot areas on level using count(*))",
    "explain select 1",
    "explain analyze from areas",
    "pragma table_info('runs')",
    "/* a remark */ select 1 -- and another",
]
ATTACKS = [
    "from read_csv('/etc/passwd')",
    "from read_csv_auto('/etc/passwd')",
    "from sniff_csv('/etc/passwd')",
    "from read_json('/etc/passwd')",
    "from read_ndjson_objects('/etc/passwd')",
    "from read_parquet('{folder}/secret.parquet')",
    "from parquet_metadata('{folder}/secret.parquet')",
    "from read_text('/etc/passwd')",
    "from read_text('file:///etc/passwd')",
    "from read_text(['{folder}/secret.txt'])",
    "from read_blob('/etc/passwd')",
    "from read_duckdb('{folder}/other.duckdb')",
    "from glob('/etc/*')",
    "from '/etc/passwd'",
    'from "{folder}/secret.txt"',
    "from read_csv('/dev/stdin')",
    "from read_csv('https://127.0.0.1:9/x.csv')",
    "from read_parquet('s3://bucket/x.parquet')",
    "from query('from read_text(''/etc/passwd'')')",
    "from query_table('/etc/passwd')",
    "from json_execute_serialized_sql(json_serialize_sql('from read_text(''/etc/passwd'')'))",
    "from sqlite_scan('{folder}/x.db', 'x')",
    "select getenv('HOME')",
    "attach '{folder}/other.duckdb'",
    "attach ':memory:' as other",
    "attach '{data}/warehouse.duckdb' as again (read_only)",
    "attach 'https://127.0.0.1:9/x.duckdb'",
    "detach warehouse",
    "copy areas to '{folder}/out.csv'",
    "copy (select 1) to '/dev/stdout'",
    "copy areas from '/etc/passwd'",
    "copy from database warehouse to memory",
    "export database '{folder}/out'",
    "import database '{folder}/out'",
    "explain analyze copy areas to '{folder}/out.csv'",
    "explain analyze insert into areas from areas",
    "explain analyze create table notes as select 1",
    "install httpfs",
    "force install httpfs from '{folder}'",
    "load httpfs",
    "load '{folder}/x.duckdb_extension'",
    "update extensions",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set allowed_paths = ['/etc/passwd']",
    "set temp_directory = '{folder}'",
    "set home_directory = '/etc'",
    "set log_query_path = '{folder}/log'",
    "set search_path = 'memory'",
    "set variable answer = 42",
    "reset all",
    "use memory",
    "pragma enable_profiling",
    "pragma import_database('{folder}')",
    "call enable_logging(storage = 'file', storage_path = '{folder}/logs')",
    "from enable_logging(storage = 'file', storage_path = '{folder}/logs')",
    "from ENABLE_PROFILING(format = 'json', save_location = '{folder}/profile')",
    "create table notes (note text)",
    "create temp table notes as select 1",
    "create view notes as select 1",
    "create or replace temp macro notes() as 1",
    "create secret (type http)",
    "insert into areas from areas",
    "update areas set name = ''",
    "delete from areas",
    "truncate areas",
    "merge into areas using areas other on false when not matched then insert",
    "with gone as (delete from areas returning *) from gone",
    "alter table areas add column note text",
    "comment on table areas is 'x'",
    "drop table areas",
    "prepare attack as copy areas to '{folder}/out.csv'",
    "begin transaction",
    "checkpoint",
    "vacuum",
    "analyze",
    "select 1; copy areas to '{folder}/out.csv'",
    "select 1 /* ; */ ; drop table areas -- ;",
    "/* select */ copy areas to '{folder}/out.csv' -- from areas",
]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> DataFolder:
    """A data folder that holds the catalogue and nothing else, with files beside it that nobody may read."""
    folder = tmp_path_factory.mktemp("asked")
    (folder / "secret.txt").write_text("hidden")
    duckdb.connect(str(folder / "other.duckdb")).close()
    duckdb.execute(f"copy (select 'hidden' as word) to '{folder}/secret.parquet'")
    data = DataFolder(folder / "data")
    with data.lock():
        rebuild(data)
    return data


@pytest.fixture
def connection(data: DataFolder) -> Iterator[duckdb.DuckDBPyConnection]:
    """What `casetally sql` asks."""
    with connect(data) as connection:
        yield connection


@pytest.mark.parametrize("query", ANSWERED)
def test_a_query_that_reads_is_answered(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    out = io.StringIO()
    run_query(connection, query, "csv", out)
    assert out.getvalue().count("\n") >= 1


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_does_more_than_read_is_refused_and_leaves_no_trace(
    data: DataFolder, connection: duckdb.DuckDBPyConnection, attack: str
) -> None:
    before = state(data.path.parent)
    out = io.StringIO()
    with pytest.raises(UsageError):
        run_query(connection, attack.format(folder=data.path.parent, data=data.path), "csv", out)
    assert out.getvalue() == ""
    assert state(data.path.parent) == before
    run_query(connection, "select 42", "csv", out)
    assert out.getvalue() == "42\n42\n"


FORMULA = """select '=cmd|x' as text, -1.5 as number, '-3%' as share, chr(39) || 's' as quoted, '件' as "+name" """


def test_csv_is_guarded_against_spreadsheets_and_its_numbers_are_not_touched(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    out = io.StringIO()
    run_query(connection, FORMULA, "csv", out)
    assert out.getvalue() == "text,number,share,quoted,'+name\n'=cmd|x,-1.5,'-3%,''s,件\n"


def test_exact_csv_and_json_have_every_text_as_it_is(connection: duckdb.DuckDBPyConnection) -> None:
    out = io.StringIO()
    run_query(connection, FORMULA, "csv-exact", out)
    assert out.getvalue() == "text,number,share,quoted,+name\n=cmd|x,-1.5,-3%,'s,件\n"
    out = io.StringIO()
    run_query(connection, "select '=cmd|x' as text", "json", out)
    assert out.getvalue() == '{"text": "=cmd|x"}\n'


def state(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its content."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
