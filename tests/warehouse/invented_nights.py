"""Invented reports and figures for the warehouse's tests, and a night that publishes them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from extraction.records import ExtractedDocument, Observation, Report
from warehouse.candidate import open_candidate
from warehouse.data_folder import DataFolder
from warehouse.ddl import create_tables, create_views
from warehouse.duplicates import derive_duplicates
from warehouse.lake import Lake
from warehouse.loading import insert_rows
from warehouse.publishing import publish
from warehouse.reading import connect
from warehouse.rows import SourceDocument, documents_table, observations_table, reports_table
from warehouse.schemas import TABLES
from warehouse.series import fill_series
from warehouse.staging import StagedNight
from warehouse.status import derive_observation_status

FUJIAN = "350000"
NATION = "100000"
FEBRUARY, MARCH, APRIL = date(2024, 2, 1), date(2024, 3, 1), date(2024, 4, 1)
YEAR_BEFORE = {"time_start": date(2022, 1, 1), "time_end": date(2022, 12, 31)}
INGESTED_AT = datetime(2024, 3, 1, 18, 30, tzinfo=UTC)


@dataclass(frozen=True)
class InventedDocument:
    """A document as the inbox knows it, with what was read in it."""

    source: SourceDocument
    extracted: ExtractedDocument


def level(observation_id: str, value: str | int, **stated: Any) -> Observation:
    """A level: cases accepted in Fujian in 2023, printed exactly, unless stated otherwise."""
    exact = Decimal(value)
    plain = Observation(
        observation_id=observation_id,
        report_id="",
        document_id="",
        char_start=0,
        char_end=4,
        obs_text=f"{value}件",
        sentence=f"全省法院受理案件{value}件。",
        indicator="cases_accepted",
        indicator_label="受理案件",
        breakdown="",
        measure="level",
        printed_value=exact,
        value_low=exact,
        value_high=exact,
        unit_measure="case",
        qualifier="exact",
        ref_area=FUJIAN,
        court=None,
        time_start=date(2023, 1, 1),
        time_end=date(2023, 12, 31),
        time_basis="stated",
        comparison=None,
        change_of=None,
        scope="aggregate",
        confidence=0.9,
    )
    return replace(plain, **_decimals(stated))


def growth(observation_id: str, value: str, of: str | None, **stated: Any) -> Observation:
    """A growth in percent over the year before, printed with one decimal, of the level ``of``."""
    half = Decimal("0.05")
    facts = {
        "measure": "change",
        "unit_measure": "percent",
        "comparison": "yoy",
        "change_of": of,
        "value_low": Decimal(value) - half,
        "value_high": Decimal(value) + half,
    }
    return level(observation_id, value, **{**facts, **stated})


def _decimals(stated: dict[str, Any]) -> dict[str, Any]:
    figures = ("printed_value", "value_low", "value_high")
    return {name: Decimal(v) if name in figures and isinstance(v, str) else v for name, v in stated.items()}


def report(report_id: str, text: str | None = None, published_on: date | None = date(2024, 2, 1)) -> Report:
    """An article about Fujian; its text is its own unless given."""
    body = text if text is not None else f"报道{report_id}：全省法院工作稳步推进。"
    return Report(
        report_id=report_id,
        document_id="",
        article_no=1,
        kind="article",
        title="全省法院工作稳步推进",
        subtitle=None,
        byline=None,
        dateline_place=None,
        dateline_date=None,
        published_on=published_on,
        ref_area=FUJIAN,
        char_start=0,
        char_end=len(body),
        text=body,
    )


def document(name: str, *articles: tuple[Report, Sequence[Observation]]) -> InventedDocument:
    """A document of articles with their figures; its id is made from its name."""
    document_id = hashlib.sha256(name.encode()).hexdigest()
    reports = tuple(replace(article, document_id=document_id) for article, _ in articles)
    figures = tuple(
        replace(figure, document_id=document_id, report_id=article.report_id)
        for article, observed in articles
        for figure in observed
    )
    text = "\n".join(article.text for article in reports)
    published_on = reports[0].published_on if reports else None
    source = SourceDocument(document_id, f"2024/{name}.txt", "text/plain", "utf-8", text)
    return InventedDocument(source, ExtractedDocument(published_on, "metadata", reports, figures))


def one_report(
    report_id: str, *figures: Observation, published_on: date | None = date(2024, 2, 1), text: str | None = None
) -> InventedDocument:
    """A document of one article."""
    return document(report_id, (report(report_id, text, published_on), figures))


def finding(finding_id: str, observation_id: str | None, run_id: str, **stated: Any) -> dict[str, Any]:
    """An open finding on a figure, unless stated otherwise."""
    plain = {
        "finding_id": finding_id,
        "rule": "share_within_0_100",
        "severity": "warning",
        "observation_id": observation_id,
        "related": [observation_id] if observation_id else [],
        "message": "一句话说明矛盾。",
        "status": "open",
        "first_run_id": run_id,
        "last_run_id": run_id,
    }
    return {**plain, **stated}


def stage_documents(staged: StagedNight, documents: Sequence[InventedDocument]) -> None:
    """Stage the rows of documents as a nightly run does."""
    extracted = [each.extracted for each in documents]
    pairs = [(each.source, each.extracted) for each in documents]
    staged.write("documents", documents_table(pairs, run_id=staged.run_id, ingested_at=INGESTED_AT))
    staged.write("reports", reports_table(extracted, run_id=staged.run_id))
    staged.write("observations", observations_table(extracted, run_id=staged.run_id))


def stage_rows(staged: StagedNight, table_name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Stage rows of one table; columns that a row leaves out are NULL."""
    staged.write(table_name, pa.Table.from_pylist(list(rows), schema=TABLES[table_name].schema))


def run_row(run_id: str) -> dict[str, Any]:
    """The row of a run in ``runs``."""
    return {"run_id": run_id, "started_at": INGESTED_AT, "outcome": "published", "version": "test"}


def publish_night(
    data: DataFolder,
    documents: Sequence[InventedDocument],
    *,
    run_id: str,
    findings: Sequence[dict[str, Any]] = (),
    confirmations: Sequence[dict[str, Any]] = (),
    night: date = date(2024, 3, 1),
) -> int:
    """One whole night, and the number of its commit."""
    with data.lock():
        lake = Lake(data.lake)
        lake.recover()
        staged = lake.stage(run_id)
        stage_documents(staged, documents)
        with open_candidate(data, lake) as candidate:
            candidate.load(staged)
            stage_rows(staged, "findings", findings)
            stage_rows(staged, "rule_results", [{"run_id": run_id, "rule": "share_within_0_100", "checked": 1}])
            confirmed = {"confirmation_id": f"held-{run_id}", "rule": "headline_told_by_body", "run_id": run_id}
            stage_rows(staged, "confirmations", [confirmed, *confirmations])
            stage_rows(staged, "runs", [run_row(run_id)])
            candidate.load(staged)
            number = staged.commit(night)
            candidate.seal(number)
            publish(candidate, data)
    return number


def database(*documents: InventedDocument) -> duckdb.DuckDBPyConnection:
    """A database of our tables and views in memory, holding these documents."""
    connection = duckdb.connect()
    create_tables(connection)
    create_views(connection)
    extracted = [each.extracted for each in documents]
    pairs = [(each.source, each.extracted) for each in documents]
    insert_rows(connection, TABLES["documents"], documents_table(pairs, run_id="n1", ingested_at=INGESTED_AT))
    insert_rows(connection, TABLES["reports"], reports_table(extracted, run_id="n1"))
    insert_rows(connection, TABLES["observations"], observations_table(extracted, run_id="n1"))
    return connection


def derived(*documents: InventedDocument, findings: Sequence[dict[str, Any]] = ()) -> duckdb.DuckDBPyConnection:
    """A database of these documents, its duplicates and statuses derived as every night does."""
    connection = database(*documents)
    add_rows(connection, "findings", findings)
    derive_duplicates(connection)
    derive_observation_status(connection)
    fill_series(connection)
    return connection


def add_rows(connection: duckdb.DuckDBPyConnection, table_name: str, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows to a table; columns that a row leaves out are NULL."""
    insert_rows(connection, TABLES[table_name], pa.Table.from_pylist(list(rows), schema=TABLES[table_name].schema))


def published(data: DataFolder, query: str) -> list[tuple[Any, ...]]:
    """What a query on the published warehouse gives."""
    with connect(data) as connection:
        return connection.execute(query).fetchall()


def one_row(result: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """The one row of a result, by column name."""
    (row,) = result.fetchall()
    assert result.description is not None
    return dict(zip([column[0] for column in result.description], row, strict=True))


def all_rows(data: DataFolder) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the published warehouse, in the order the tables give them."""
    with connect(data) as connection:
        return {name: connection.execute(f"from {name}").fetchall() for name in TABLES}
