"""A part of the inbox: folders by their names, days by side file or file name."""

from datetime import date

import pytest

from flows.errors import UsageError
from flows.inbox import Limits, Opener, Source, scan
from flows.inbox.stores import store_at
from flows.selection import published_day, select

NEWEST = date(2026, 1, 1)


def takes(folder, uri):
    return select(folder, "", "").takes_folder_of(uri)


@pytest.mark.parametrize(
    ("folder", "taken", "left"),
    [
        pytest.param("", ["a.txt", "2019/a.txt"], [], id="no bound"),
        pytest.param("2019", ["2019/a.txt", "2019/03/a.txt"], ["2020/a.txt", "a.txt", "2019.txt"], id="one folder"),
        pytest.param(
            "2019..2020",
            ["2019/a.txt", "2019/12/a.txt", "2020/12/a.txt"],
            ["2018/a.txt", "2021/a.txt", "a.txt"],
            id="both ends belong to a range",
        ),
        pytest.param(
            "2019/03..2020",
            ["2019/03/a.txt", "2019/04/a.txt", "2020/01/a.txt"],
            ["2019/02/a.txt", "2019/a.txt", "2021/a.txt"],
            id="ends of different depth",
        ),
        pytest.param("2019..", ["2019/a.txt", "2024/a.txt"], ["2018/a.txt"], id="open above"),
        pytest.param("..2019", ["a.txt", "2019/12/a.txt"], ["2020/a.txt"], id="open below"),
        pytest.param("./浙江/2019/", ["浙江/2019/a.txt"], ["浙江/2020/a.txt"], id="as a shell completes it"),
    ],
)
def test_a_folder_range_takes_the_folders_between_its_ends(folder, taken, left):
    assert [uri for uri in taken + left if takes(folder, uri)] == taken


@pytest.mark.parametrize(
    ("folder", "start", "end", "sentence"),
    [
        pytest.param("/srv/inbox/2019", "", "", "is to be named as it lies under the inbox", id="absolute"),
        pytest.param("2019/../..", "", "", "is to be named as it lies under the inbox", id="leads out"),
        pytest.param("2021..2019", "", "", "The range ends before it begins", id="folders backwards"),
        pytest.param("", "2021-01-01", "2020-12-31", "The range ends before it begins", id="days backwards"),
        pytest.param("", "2021-02-29", "", "--from is '2021-02-29', which is no day", id="no such day"),
    ],
)
def test_a_selection_that_selects_nothing_is_refused_with_a_sentence(folder, start, end, sentence):
    with pytest.raises(UsageError, match=sentence):
        select(folder, start, end)


def test_both_days_belong_to_a_range_of_days():
    selection = select("", "2020-01-02", "2020-01-03")
    days = [date(2020, 1, day) for day in (1, 2, 3, 4)]
    assert [selection.takes_day(day) for day in days] == [False, True, True, False]


def test_the_day_is_that_of_the_side_file_else_of_the_file_name_else_unknown(tmp_path):
    for name in ("2020-05-06 told.txt", "2020-05-06 named.txt", "unnamed.txt"):
        (tmp_path / name).write_text(f"报告 {name}", encoding="utf-8")
    (tmp_path / "2020-05-06 told.meta.yaml").write_text("published_on: 2020-05-07\n")
    source = Source(store_at(str(tmp_path)), Limits(document_bytes=1000))
    with Opener(source) as opener:
        days = {document.uri: published_day(document, opener, NEWEST) for document in scan(source).documents}
    assert days == {
        "2020-05-06 told.txt": date(2020, 5, 7),
        "2020-05-06 named.txt": date(2020, 5, 6),
        "unnamed.txt": None,
    }
