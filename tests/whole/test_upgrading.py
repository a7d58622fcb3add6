"""Data folders of every released version: the next run upgrades them and nothing in them is lost."""

import json
import tarfile
from pathlib import Path

import pytest
from command_line import MISPRINT, casetally, figures, findings, rows, write_inbox

RELEASED = sorted((Path(__file__).parents[1] / "data_folders").glob("*.tar.gz"))


@pytest.fixture(params=RELEASED, ids=lambda path: path.name.removesuffix(".tar.gz"))
def upgraded(request, tmp_path):
    """A user's folder with a data folder of an older version and a document that it does not know."""
    with tarfile.open(request.param) as packed:
        packed.extractall(tmp_path / "data", filter="data")
    write_inbox(tmp_path / "inbox", new=MISPRINT.replace("德清", "长兴"))
    return tmp_path


def test_the_first_release_is_kept():
    assert [path.name for path in RELEASED][:1] == ["0.1.0.tar.gz"]


def test_the_next_run_upgrades_the_folder_and_keeps_every_figure(upgraded):
    before = rows(upgraded / "data", "select observation_id, obs_text, obs_value from observations order by all")
    run = casetally("run", cwd=upgraded)
    assert run.returncode == 0, run.stderr
    query = "select observation_id, obs_text, obs_value from observations where document_id <> ? order by all"
    new = rows(upgraded / "data", "select document_id from documents where uri = 'new.txt'")[0][0]
    assert rows(upgraded / "data", query.replace("?", f"'{new}'")) == before
    assert rows(upgraded / "data", "select count(*) from documents") == [(4,)]


def test_doctor_tells_what_the_next_night_makes(upgraded):
    looked = casetally("doctor", "--whole", "--fast", cwd=upgraded)
    assert (
        "An earlier version published this: the next night makes series, known_levels, figure_places, marked_figures."
        in " ".join(looked.stdout.split())
    )


def test_a_rebuild_upgrades_the_folder_too(upgraded):
    before = figures(upgraded / "data"), findings(upgraded / "data")
    run = casetally("rebuild", cwd=upgraded)
    assert run.returncode == 0, run.stderr
    assert [len(found) for found in (figures(upgraded / "data"), findings(upgraded / "data"))] == [8, 1]
    assert [row[0] for row in figures(upgraded / "data")] == [row[0] for row in before[0]]


def test_a_folder_of_a_newer_version_is_refused_with_a_sentence(upgraded):
    path = max((upgraded / "data/lake/_commits").iterdir())
    path.write_text(json.dumps(json.loads(path.read_text()) | {"schema": 99, "version": "9.0.0"}))
    before = {path: path.stat().st_mtime_ns for path in (upgraded / "data").rglob("*")}
    for command in ("run", "rebuild"):
        refused = casetally(command, cwd=upgraded)
        assert refused.returncode == 1
        assert refused.stderr.splitlines()[-1].endswith("install Casetally 9.0.0 or newer; nothing was changed")
        assert "Traceback" not in refused.stderr
    kept = {path: path.stat().st_mtime_ns for path in before if path.is_file() and path.name != ".lock"}
    assert kept == {path: stamp for path, stamp in before.items() if path in kept}
