"""A side file states metadata; what is wrong in it is passed over with a sentence, never the document."""

from datetime import date

import pytest

from extraction.records import StatedMetadata
from flows.side_files import read_side_file

NIGHT = date(2026, 11, 23)


def read(tmp_path, text):
    path = tmp_path / "a.meta.yaml"
    path.write_text(text, encoding="utf-8")
    return read_side_file(path, NIGHT)


def test_all_that_it_may_state_is_read(tmp_path):
    text = "published_on: 2025-01-17\noutlet: 某报\nurl: somewhere\ntitle: 某题\n"
    assert read(tmp_path, text) == (StatedMetadata(date(2025, 1, 17), "某报", "somewhere", "某题"), [])


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("2025-01-17", id="a YAML date"),
        pytest.param("'2025-01-17'", id="a quoted date"),
        pytest.param("2025-01-17 08:30:00", id="a moment"),
    ],
)
def test_the_day_of_publication_may_be_written_in_several_ways(tmp_path, written):
    assert read(tmp_path, f"published_on: {written}\n")[0].published_on == date(2025, 1, 17)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("published_on: January\n", "published_on is 'January', no date", id="no date"),
        pytest.param(
            "published_on: 2025-13-45\n", "published_on is '2025-13-45', no date", id="a day that does not exist"
        ),
        pytest.param("published_on: 2025\n", "published_on is 2025, no date", id="a year only"),
        pytest.param(
            "published_on: 2099-01-02\n",
            "published_on is 2099-01-02, later than the day it is read, 2026-11-23, and was",
            id="a day to come",
        ),
        pytest.param("publised_on: 2025-01-17\n", "'publised_on' is not one of", id="an unknown key"),
        pytest.param("title: [a, b]\n", "title is no plain text", id="a list for a text"),
        pytest.param("a: b: c\n", "not valid YAML in line 1", id="no YAML"),
        pytest.param("just words\n", "does not hold `key: value` lines", id="no mapping"),
        pytest.param("[" * 5000, "cannot be read", id="nested without end"),
        pytest.param("title: " + "x" * 70_000, "larger than 65536 bytes", id="huge"),
        pytest.param("title: !!python/object:os.system x\n", "not valid YAML", id="a Python object"),
    ],
)
def test_what_is_wrong_is_passed_over_with_a_sentence(tmp_path, text, problem):
    stated, problems = read(tmp_path, text)
    assert stated == StatedMetadata()
    assert len(problems) == 1
    assert problem in problems[0]


def test_an_empty_side_file_states_nothing(tmp_path):
    assert read(tmp_path, "# nothing yet\n") == (StatedMetadata(), [])


@pytest.mark.parametrize("day", ["soon", "2025-13-45", "2099-01-02"])
def test_the_right_part_of_a_side_file_is_kept(tmp_path, day):
    stated, problems = read(tmp_path, f"outlet: 某报\npublished_on: {day}\n")
    assert (stated.outlet, len(problems)) == ("某报", 1)


def test_a_document_may_be_published_on_the_day_of_the_night(tmp_path):
    assert read(tmp_path, "published_on: 2026-11-23\n") == (StatedMetadata(NIGHT), [])
