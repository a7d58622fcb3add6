"""An archive is read in slices, each one committed night; killed, it goes on with the next slice."""

import pytest
from command_line import COUNTY, KILLED_IN_THE_SECOND_SLICE, MISPRINT, PROVINCE, casetally, figures, rows, write_inbox

from flows.backfilling import read_backlog
from flows.conductors import PlainConductor
from flows.selection import select
from flows.settings import Settings

TWO_AT_A_TIME = {"CASETALLY_BACKFILL_DOCUMENTS": "2"}


@pytest.fixture
def archive(tmp_path):
    """A user with five documents in three folders, and one beside them."""
    write_inbox(tmp_path / "inbox" / "2019", county=COUNTY, province=PROVINCE)
    write_inbox(
        tmp_path / "inbox" / "2020" / "05", **{"20200506": MISPRINT, "20200607": COUNTY.replace("3200", "3300")}
    )
    write_inbox(tmp_path / "inbox" / "2021", later=PROVINCE.replace("120.5", "121.5"))
    write_inbox(tmp_path / "inbox", beside=COUNTY.replace("安吉", "德清"))
    return tmp_path


def backfill(user, *arguments, **options):
    return casetally("backfill", *arguments, cwd=user, **TWO_AT_A_TIME, **options)


def read(user):
    return rows(user / "data", "select uri, run_id from documents order by uri")


def test_each_slice_is_a_night_of_its_own_and_later_ones_read_nothing_twice(archive):
    run = backfill(archive, "--folder", "2019..2021")
    assert run.returncode == 0, run.stderr
    assert "Read 5 new documents in 3 nights." in run.stdout
    assert [line for line in run.stderr.splitlines() if line.startswith("slice")] == [
        "slice 1 of 3",
        "slice 2 of 3",
        "slice 3 of 3",
    ]
    uris, runs = zip(*read(archive), strict=True)
    assert uris == (
        "2019/county.txt",
        "2019/province.txt",
        "2020/05/20200506.txt",
        "2020/05/20200607.txt",
        "2021/later.txt",
    )
    assert [runs.count(each) for each in dict.fromkeys(runs)] == [2, 2, 1]
    assert "Nothing is new in this part of the inbox." in backfill(archive, "--folder", "2019..2021").stdout


def test_a_killed_backfill_goes_on_with_the_next_slice(archive, tmp_path_factory):
    killed = backfill(archive, code=KILLED_IN_THE_SECOND_SLICE)
    assert killed.returncode == -9
    before = read(archive)
    assert len(before) == 2
    again = backfill(archive)
    assert "Read 4 new documents in 2 nights." in again.stdout
    after = read(archive)
    assert [entry for entry in after if entry in before] == before
    assert len({uri for uri, _ in after}) == len(after) == 6
    undisturbed = tmp_path_factory.mktemp("undisturbed")
    (archive / "inbox").rename(undisturbed / "inbox")
    assert backfill(undisturbed).returncode == 0
    assert figures(undisturbed / "data") == figures(archive / "data")


def test_a_range_of_days_reads_the_documents_whose_name_or_side_file_tells_a_day_in_it(archive):
    (archive / "inbox" / "2021" / "later.meta.yaml").write_text("published_on: 2021-01-03\n")
    run = backfill(archive, "--from", "2020-06-01", "--to", "2021-12-31")
    assert run.returncode == 0, run.stderr
    assert [uri for uri, _ in read(archive)] == ["2020/05/20200607.txt", "2021/later.txt"]
    assert "3 documents left to the nightly run: nothing tells the day beforehand." in run.stdout


def test_an_unreadable_document_of_the_range_is_told_and_the_rest_is_published(archive):
    (archive / "inbox" / "2019" / "scan.txt").write_bytes(b"\0")
    run = backfill(archive, "--folder", "2019")
    assert run.returncode == 1
    assert "2019/scan.txt" in run.stdout
    assert len(read(archive)) == 2


def test_a_folder_outside_the_inbox_is_refused_in_one_sentence(archive):
    run = backfill(archive, "--folder", "../elsewhere/..")
    assert run.returncode == 2
    assert len(run.stderr.splitlines()) == 1
    assert not (archive / "data").exists()


def test_a_backfill_whose_last_slice_could_not_be_read_ends_as_published(tmp_path):
    write_inbox(tmp_path / "inbox", county=COUNTY)
    (tmp_path / "inbox" / "zz.txt").write_bytes(b"\0")
    settings = Settings(inbox=str(tmp_path / "inbox"), data=tmp_path / "data", workers=1, backfill_documents=1)
    done = read_backlog(settings, select("", "", ""), PlainConductor(1))
    assert [night.outcome for night in done.nights] == ["published", "nothing_new"]
    assert (done.exit_status, done.log_line().split()[-1]) == (1, "outcome=published")
