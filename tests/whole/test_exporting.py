"""`casetally export`: what is published as files that read back equal, described by a data package."""

import csv
import hashlib
import json
import shutil

import duckdb
import pytest
from command_line import casetally, rows, write_inbox

from warehouse.schemas import TABLES
from warehouse.spreadsheets import unguarded

FORMULA = '=HYPERLINK("http://127.0.0.1/","点这里")\n\n安吉县人民法院2024年受理执行案件3200件，执结3008件。'
VIEWS = {"series", "revisions", "changes", "reconciliation"}


@pytest.fixture(scope="module")
def exported(first_night, tmp_path_factory):
    """A user's folder whose published figures were exported to `out`; one report begins like a formula."""
    user = shutil.copytree(first_night, tmp_path_factory.mktemp("exporting") / "user")
    write_inbox(user / "inbox", formula=FORMULA)
    assert casetally("run", cwd=user).returncode == 0
    run = casetally("export", "--to", "out", "--licence", "CC-BY-4.0", cwd=user)
    assert run.returncode == 0, run.stderr
    return user


def package(user):
    return json.loads((user / "out/datapackage.json").read_text(encoding="utf-8"))


def test_every_published_table_and_view_is_there_in_each_format(exported):
    names = (VIEWS | set(TABLES)) - {"fingerprints", "printed_bounds"}
    for form in ("parquet", "csv"):
        assert {path.stem for path in (exported / "out" / form).iterdir()} == names
    assert [path.name for path in (exported / "out/sdmx-csv").iterdir()] == ["series.csv"]
    assert {path.name for path in (exported / "out").iterdir()} == {"parquet", "csv", "sdmx-csv", "datapackage.json"}


@pytest.mark.parametrize("table", ["series", "documents", "observations", "findings", "runs", "areas"])
def test_parquet_reads_back_equal(exported, table):
    path = exported / f"out/parquet/{table}.parquet"
    order = " order by all" if table in VIEWS else ""
    assert duckdb.execute(f"from '{path}'").fetchall() == rows(exported / "data", f"from {table}{order}")


@pytest.mark.parametrize("table", ["series", "documents", "observations", "reports", "indicators"])
def test_csv_reads_back_equal_once_the_guard_is_taken_away(exported, table):
    described = rows(exported / "data", f"describe {table}")
    types = {name: kind for name, kind, *_ in described}
    read = duckdb.connect()
    read.execute("set TimeZone = 'UTC'")
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    found = read.execute(
        f"from read_csv('{exported / f'out/csv/{table}.csv'}', header = true, columns = {{{columns}}}, quote = '\"', "
        "escape = '\"', allow_quoted_nulls = false, new_line = '\\n', strict_mode = false)"
    ).fetchall()
    order = " order by all" if table in VIEWS else ""
    assert [tuple(unguarded(cell) if isinstance(cell, str) else cell for cell in row) for row in found] == rows(
        exported / "data", f"from {table}{order}"
    )


def test_no_cell_of_a_text_column_begins_like_a_formula(exported):
    for path in (exported / "out/csv").iterdir():
        numbers = {field["name"] for field in fields_of(exported, f"csv/{path.name}") if field["type"] == "number"}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                texts = [cell for name, cell in row.items() if name not in numbers]
                assert [cell for cell in texts if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_the_text_of_a_report_that_begins_like_a_formula_is_guarded(exported):
    with (exported / "out/csv/documents.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["uri"]: row["text"] for row in csv.DictReader(file)}
    assert texts["formula.txt"] == "'" + FORMULA


def fields_of(user, path):
    (resource,) = [entry for entry in package(user)["resources"] if entry["path"] == path]
    return resource["schema"]["fields"]


def test_the_description_tells_each_file_byte_for_byte(exported):
    resources = package(exported)["resources"]
    files = {str(path.relative_to(exported / "out")) for path in (exported / "out").rglob("*.*") if path.is_file()}
    assert {entry["path"] for entry in resources} == files - {"datapackage.json"}
    assert len({entry["name"] for entry in resources}) == len(resources)
    for entry in resources:
        content = (exported / "out" / entry["path"]).read_bytes()
        assert (entry["bytes"], entry["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_the_description_tells_each_column_with_its_comment(exported):
    fields = {field["name"]: field for field in fields_of(exported, "csv/observations.csv")}
    assert list(fields) == TABLES["observations"].schema.names
    assert fields["obs_value"]["type"] == "number"
    assert fields["time_start"]["type"] == "date"
    assert fields["breakdown"]["missingValues"] == []
    assert all(field["description"] for field in fields.values())
    assert {field["type"] for field in fields_of(exported, "csv/runs.csv")} == {"string", "integer", "datetime"}


def test_the_description_is_a_data_package_of_the_second_version(exported):
    described = package(exported)
    assert described["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert described["licenses"] == [{"name": "CC-BY-4.0"}]
    assert described["version"] == "2.0.0"
    assert all(set(source) == {"title"} for source in described["sources"])
    for entry in described["resources"]:
        assert {"name", "path", "type", "format", "mediatype", "bytes", "hash", "schema"} <= set(entry)


def test_sdmx_csv_has_a_row_for_each_figure_of_series_and_no_key_twice(exported):
    with (exported / "out/sdmx-csv/series.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == rows(exported / "data", "select count(*) from series")[0][0] > 0
    keys = ("FREQ", "INDICATOR", "BREAKDOWN", "REF_AREA", "UNIT_MEASURE", "TIME_PERIOD")
    assert len({tuple(row[name] for name in keys) for row in found}) == len(found)
    assert all(row["TIME_PERIOD"] and row["OBS_VALUE"] for row in found)


def test_an_export_takes_the_place_of_the_one_before(exported, tmp_path):
    for tables in ("series,areas", "runs"):
        run = casetally("export", "--to", tmp_path / "out", "--tables", tables, "--format", "csv", cwd=exported)
        assert run.returncode == 0, run.stderr
    assert [path.name for path in (tmp_path / "out/csv").iterdir()] == ["runs.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_same_publication_gives_the_same_bytes(exported, tmp_path):
    casetally("export", "--to", tmp_path / "again", "--licence", "CC-BY-4.0", cwd=exported)
    again = json.loads((tmp_path / "again/datapackage.json").read_text(encoding="utf-8"))
    assert again == package(exported)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        pytest.param(["--format", "xlsx"], "no format 'xlsx'; --format takes parquet, csv, sdmx-csv", id="format"),
        pytest.param(["--tables", "serie"], "There is no table 'serie'; --tables takes series, revisions", id="table"),
        pytest.param(["--to", "inbox"], "inbox holds something else than an export; name a new or empty", id="folder"),
        pytest.param(["--to", "output.txt"], "output.txt is a file; name a folder with --to", id="file"),
        pytest.param(["--to", "data/lake/out"], "is part of the data folder data; name another", id="lake"),
        pytest.param(["--format", "sdmx-csv", "--tables", "areas"], "SDMX-CSV is written of `series` alone", id="sdmx"),
        pytest.param(["--data", "nowhere"], "no warehouse is published here yet", id="nothing published"),
    ],
)
def test_a_mistake_gets_one_plain_sentence_and_nothing_is_written(first_night, words, sentence):
    given = words if "--to" in words else ["--to", "unwritten", *words]
    run = casetally("export", *given, cwd=first_night)
    assert (run.returncode, run.stdout) == (2, "")
    assert sentence in run.stderr
    assert not (first_night / "unwritten").exists()
    assert [path.name for path in first_night.iterdir() if path.name.startswith(".")] == []
