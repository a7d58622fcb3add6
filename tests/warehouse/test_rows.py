"""Records to rows: nothing is lost on the way, whatever the figure."""

from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_nights import level, one_report, report

from extraction.records import ExtractedDocument, Observation, Report
from warehouse.errors import FigureTooLarge
from warehouse.rows import documents_table, observations_table, reports_table
from warehouse.schemas import TABLES

FITS = st.decimals(min_value=Decimal("-1e21"), max_value=Decimal("1e21"), places=6)
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


def extracted(*figures: Observation) -> ExtractedDocument:
    """What was read in a document with these figures."""
    return one_report("r", *figures).extracted


def test_documents_keep_what_inbox_and_extraction_know() -> None:
    invented = one_report("r1", published_on=date(2024, 2, 1))
    rows = documents_table(
        [(invented.source, invented.extracted)], run_id="n1", ingested_at=datetime(2024, 3, 1, 1, 30, tzinfo=UTC)
    )
    assert rows.schema.equals(TABLES["documents"].schema)
    assert rows.to_pylist() == [
        {
            "document_id": invented.source.document_id,
            "uri": "2024/r1.txt",
            "media_type": "text/plain",
            "encoding": "utf-8",
            "published_on": date(2024, 2, 1),
            "published_basis": "metadata",
            "text": "报道r1：全省法院工作稳步推进。",
            "ingested_at": datetime(2024, 3, 1, 1, 30, tzinfo=UTC),
            "run_id": "n1",
        }
    ]


def test_every_field_of_a_report_is_a_column() -> None:
    article = report("r1")
    (row,) = reports_table([ExtractedDocument(None, None, (article,), ())], run_id="n1").to_pylist()
    assert row == {
        **{field.name: getattr(article, field.name) for field in fields(Report)},
        "duplicate_of": None,
        "run_id": "n1",
    }


def test_every_field_of_a_figure_is_a_column_and_its_value_is_the_printed_one() -> None:
    (figure,) = extracted(level("o1", "2200000000000", value_high=None)).observations
    (row,) = observations_table([ExtractedDocument(None, None, (), (figure,))], run_id="n1").to_pylist()
    assert row == {
        **{field.name: getattr(figure, field.name) for field in fields(Observation)},
        "obs_value": Decimal("2200000000000"),
        "obs_status": "normal",
        "run_id": "n1",
    }


def test_no_records_give_no_rows_of_the_same_columns() -> None:
    assert observations_table([], run_id="n1").schema.equals(TABLES["observations"].schema)
    assert observations_table([], run_id="n1").num_rows == 0


def test_an_interval_finer_than_six_decimals_is_widened_not_narrowed() -> None:
    figure = level("o1", "0.3333333", value_low="0.33333325", value_high="0.33333335")
    (row,) = observations_table([extracted(figure)], run_id="n1").to_pylist()
    assert (row["value_low"], row["value_high"]) == (Decimal("0.333333"), Decimal("0.333334"))


@pytest.mark.parametrize("name", ["printed_value", "value_low", "value_high"])
def test_a_number_too_large_for_the_contract_is_told_with_its_place(name: str) -> None:
    figure = level("o1", 1, **{name: Decimal("1e22"), "obs_text": "一个大数"})
    with pytest.raises(FigureTooLarge, match=rf"\[0:4\]: {name} of '一个大数' does not fit 28 digits with 6 decimals"):
        observations_table([extracted(figure)], run_id="n1")


@given(value=FITS, low=st.none() | FITS, high=st.none() | FITS, sentence=TEXTS, confidence=st.floats(0, 1))
def test_any_figure_comes_back_from_the_database_as_it_was(
    value: Decimal, low: Decimal | None, high: Decimal | None, sentence: str, confidence: float
) -> None:
    figure = level("o1", value, value_low=low, value_high=high, sentence=sentence, confidence=confidence)
    rows = observations_table([extracted(figure)], run_id="n1")
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        columns = "obs_value, printed_value, value_low, value_high, sentence, confidence"
        found = connection.execute(f"select {columns} from rows").fetchall()
    assert found == [(value, value, low, high, sentence, confidence)]
