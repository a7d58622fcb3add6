"""The publication date and how it is known: side file, file name, dateline, or worked out from the text."""

from datetime import date

import pytest
from reading_texts import DOCUMENT_ID

from extraction import StatedMetadata, extract_document


def published(text: str, uri: str = "report.txt", stated: date | None = None) -> tuple[date | None, str | None]:
    document = extract_document(text, document_id=DOCUMENT_ID, uri=uri, stated=StatedMetadata(published_on=stated))
    return document.published_on, document.published_basis


TEXT = "某县法院晒出成绩单\n2026-01-28 某报\n2025年，该县法院审结案件1200件。"


def test_the_side_file_comes_first() -> None:
    assert published(TEXT, "2026-01-27.txt", date(2026, 1, 26)) == (date(2026, 1, 26), "metadata")


@pytest.mark.parametrize("name", ["2026-01-27.txt", "2026_01_27_p4.md", "20260127.txt", "某报2026年01月27日.txt"])
def test_then_the_file_name(name: str) -> None:
    assert published(TEXT, name) == (date(2026, 1, 27), "file_name")


def test_date_in_the_name_of_a_folder_is_no_file_name() -> None:
    assert published(TEXT, "2024-03-01/report.txt") == (date(2026, 1, 28), "dateline")


@pytest.mark.parametrize("name", ["case-1234567890.txt", "report-20261345.txt", "1202601271.txt"])
def test_digits_that_are_no_date_are_none(name: str) -> None:
    assert published(TEXT, name)[1] == "dateline"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("某县法院晒出成绩单\n2026-01-28\n审结案件1200件。", id="an imprint with dashes"),
        pytest.param("某县法院晒出成绩单\n发布时间：2026年1月28日\n审结案件1200件。", id="an imprint in words"),
        pytest.param("某县法院晒出成绩单\n本报成都2026年1月28日电 该院审结案件1200件。", id="a dateline with its year"),
    ],
)
def test_then_the_dateline(text: str) -> None:
    assert published(text) == (date(2026, 1, 28), "dateline")


def test_dateline_without_a_year_takes_it_from_the_text() -> None:
    text = "某县法院晒出成绩单\n中新网成都10月26日电 2025年前三季度，该院审结案件1200件。"
    assert published(text) == (date(2025, 10, 26), "inferred")


def test_paper_appears_the_day_after_its_own_dateline() -> None:
    text = "某县法院晒出成绩单\n本报成都10月26日电 2025年前三季度，该院审结案件1200件。"
    assert published(text) == (date(2025, 10, 27), "inferred")


def test_dateline_in_january_behind_a_finished_year_lies_in_the_next() -> None:
    text = "某县法院晒出成绩单\n中新网成都1月26日电 2025年，该院审结案件1200件。"
    assert published(text) == (date(2026, 1, 26), "inferred")


def test_last_day_named_in_full_is_inferred() -> None:
    text = "某县法院晒出成绩单\n" + "该院审结案件。" * 40 + "\n2025年3月1日至2025年6月30日，该院审结案件1200件。"
    assert published(text) == (date(2025, 6, 30), "inferred")


def test_year_alone_ends_on_its_last_day() -> None:
    assert published("某县法院晒出成绩单\n2025年，该院审结案件1200件。") == (date(2025, 12, 31), "inferred")


def test_text_that_names_no_time_has_no_date() -> None:
    assert published("某县法院晒出成绩单\n该院审结案件1200件。") == (None, None)


def test_impossible_date_is_passed_over() -> None:
    assert published("某县法院晒出成绩单\n2026-02-31\n该院审结案件1200件。")[1] != "dateline"
