"""Which reports the warehouse takes for reprints of which, however they arrive."""

from datetime import date, timedelta
from itertools import permutations

import duckdb
import pytest
from invented_nights import all_rows, database, document, level, one_report, publish_night, published, report

from warehouse import grouping, likeness
from warehouse.candidate import rebuild
from warehouse.data_folder import DataFolder
from warehouse.duplicates import derive_duplicates
from warehouse.grouping import groups_of
from warehouse.loading import insert_rows
from warehouse.rows import reports_table
from warehouse.schemas import TABLES

FIRST = date(2024, 2, 1)
LEAD = "2023年，临川市法院共受理案件48271件，审结45136件，结案率93.51%，法官人均结案287.4件。"
MIDDLE = "全年执行到位金额36.84亿元，同比增长12.7%，发放执行案款31.59亿元，司法网拍成交1836件。"
END = "一审民事案件平均用时58.2天，上诉率7.36%，调解撤诉率41.08%，诉前调解成功16952件。"
WHOLE = LEAD + MIDDLE + END
WITHOUT_END = "本报讯 " + LEAD + MIDDLE
REWORDED = WHOLE.replace("共受理案件", "一年里收案").replace("发放执行案款", "发还案款")
OTHER_YEAR = "2022年，临川市法院共受理案件45903件，审结42877件，结案率93.41%，法官人均结案265.8件。"


def duplicates(*published_on: date | None, texts: tuple[str, ...]) -> dict[str, str | None]:
    """Which report each report, named r1, r2, ... in this order, is a duplicate of."""
    documents = [
        one_report(f"r{number}", published_on=day, text=text)
        for number, (day, text) in enumerate(zip(published_on, texts, strict=True), start=1)
    ]
    with database(*documents) as connection:
        derive_duplicates(connection)
        return originals(connection)


def originals(connection: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    return dict(connection.execute("select report_id, duplicate_of from reports").fetchall())


def days(*after_the_first: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in after_the_first]


def arrive(connection: duckdb.DuckDBPyConnection, name: str, day: date, text: str) -> None:
    """A report that comes into the database later."""
    later = one_report(name, published_on=day, text=text)
    insert_rows(connection, TABLES["reports"], reports_table([later.extracted], run_id="n2"))
    derive_duplicates(connection)


def test_a_report_with_the_same_text_is_a_duplicate_of_the_first_published() -> None:
    assert duplicates(*days(2, 0, 1), texts=("通稿", "通稿", "通稿")) == {"r1": "r2", "r2": None, "r3": "r2"}


def test_a_lightly_edited_report_is_a_duplicate_of_the_first_published() -> None:
    found = duplicates(*days(2, 0, 1), texts=(WITHOUT_END, WHOLE, REWORDED))
    assert found == {"r1": "r2", "r2": None, "r3": "r2"}


def test_of_reports_of_one_day_that_of_the_least_id_is_the_original() -> None:
    assert duplicates(FIRST, FIRST, texts=(REWORDED, WHOLE)) == {"r1": None, "r2": "r1"}


def test_a_report_of_unknown_date_is_no_original_of_a_dated_one() -> None:
    assert duplicates(None, FIRST, texts=("通稿", "通稿")) == {"r1": "r2", "r2": None}


def test_reports_of_other_or_no_text_are_no_duplicates() -> None:
    found = duplicates(*days(0, 1, 2, 3), texts=("通稿", "另一稿", "", ""))
    assert found == {"r1": None, "r2": None, "r3": None, "r4": None}


def test_the_same_words_with_the_figures_of_another_year_are_no_duplicate() -> None:
    assert duplicates(*days(0, 1), texts=(LEAD, OTHER_YEAR)) == {"r1": None, "r2": None}


def test_a_copy_of_a_reprint_points_at_the_original() -> None:
    found = duplicates(*days(0, 1, 2), texts=(WHOLE, REWORDED, REWORDED))
    assert found == {"r1": None, "r2": "r1", "r3": "r1"}


def test_a_report_like_a_reprint_only_is_an_original() -> None:
    # of the last text's two passages the first stands in the reprint alone
    added = "该院与工会共设调解室27处，年内化解欠薪纠纷1294件，为劳动者追回报酬5618万元，回访满意率达到98.63%。"
    found = duplicates(*days(0, 1, 2), texts=(LEAD + MIDDLE + END, WHOLE + added, END + added))
    assert found == {"r1": None, "r2": "r1", "r3": None}


def test_an_earlier_original_that_arrives_later_takes_its_place() -> None:
    with database(one_report("r1", published_on=FIRST + timedelta(days=2), text=REWORDED)) as connection:
        derive_duplicates(connection)
        arrive(connection, "r2", FIRST, WHOLE)
        assert originals(connection) == {"r1": "r2", "r2": None}


ARRIVALS = {"r1": (0, WHOLE), "r2": (1, REWORDED), "r3": (2, WITHOUT_END), "r4": (3, WHOLE), "r5": (1, OTHER_YEAR)}


@pytest.mark.parametrize("order", list(permutations(ARRIVALS))[::7], ids="-".join)
def test_originals_do_not_hang_on_the_order_of_arrival(order: tuple[str, ...]) -> None:
    with database() as connection:
        for name in order:
            day, text = ARRIVALS[name]
            arrive(connection, name, FIRST + timedelta(days=day), text)
        assert originals(connection) == {"r1": None, "r2": "r1", "r3": "r1", "r4": "r1", "r5": None}


def test_reprints_within_one_document_are_told_too() -> None:
    page = document("page", (report("r1", WHOLE), [level("o1", 1)]), (report("r2", REWORDED), [level("o2", 1)]))
    with database(page) as connection:
        derive_duplicates(connection)
        assert originals(connection) == {"r1": None, "r2": "r1"}


def test_nights_and_a_rebuild_give_the_same_rows(data: DataFolder) -> None:
    publish_night(data, [one_report("r2", level("o2", 1), published_on=days(1)[0], text=REWORDED)], run_id="n1")
    publish_night(data, [one_report("r3", level("o3", 1), published_on=days(2)[0], text=WITHOUT_END)], run_id="n2")
    publish_night(data, [one_report("r1", level("o1", 1), published_on=FIRST, text=WHOLE)], run_id="n3")
    nightly = all_rows(data)
    rebuild(data)
    assert all_rows(data) == nightly
    assert published(data, "select observation_id, reports_agreeing from series") == [("o1", 1)]


def test_a_night_compares_only_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [one_report(f"r{number}", published_on=FIRST, text=f"{WHOLE}第{number}版") for number in range(20)]
    with database(*documents) as connection:
        derive_duplicates(connection)
        compared = count_comparisons(monkeypatch)
        derive_duplicates(connection)
        assert compared == []
        arrive(connection, "later", FIRST, WHOLE + "晚报版")
        # one text against at most so many under each of its keys, then the 21 of its group against their original
        assert 0 < len(compared) <= 2 * len(connection.execute("from fingerprints").fetchall())


def count_comparisons(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    compared: list[None] = []
    plain = likeness.is_reprint
    for module in (likeness, grouping):
        monkeypatch.setattr(module, "is_reprint", lambda *pair: (compared.append(None), plain(*pair))[1])
    return compared


def test_comparisons_grow_with_the_reports_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = count_comparisons(monkeypatch)
    counts = []
    for size in (60, 120):
        compared.clear()
        reprints = [one_report(f"r{number}", published_on=FIRST, text=f"{WHOLE}第{number}版") for number in range(size)]
        with database(*reprints) as connection:
            derive_duplicates(connection)
        counts.append(len(compared))
    assert counts[1] <= 2.5 * counts[0]


def test_things_linked_through_others_are_one_group() -> None:
    assert groups_of([(5, 3), (9, 8), (3, 1), (5, 1)]) == {5: 1, 3: 1, 1: 1, 9: 8, 8: 8}
