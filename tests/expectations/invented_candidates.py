"""Candidates for the tests of what must hold: the declared tables, filled with a few invented figures."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pyarrow as pa

from expectations.rules.models import ExampleFigure
from extraction import catalogue
from warehouse.ddl import create_tables, create_views
from warehouse.loading import insert_rows
from warehouse.schemas import TABLES

RUN_ID = "20260127T170011Z-0a1b2c"
AREAS = [
    {"ref_area": "100000", "name": "全国", "level": "nation", "parent": None},
    {"ref_area": "510000", "name": "四川省", "level": "province", "parent": "100000"},
    *(
        {"ref_area": code, "name": name, "level": "province", "parent": "100000"}
        for code, name in {
            "110000": "北京市",
            "120000": "天津市",
            "130000": "河北省",
            "140000": "山西省",
            "150000": "内蒙古自治区",
            "210000": "辽宁省",
            "220000": "吉林省",
            "230000": "黑龙江省",
        }.items()
    ),
    {"ref_area": "510100", "name": "成都市", "level": "prefecture", "parent": "510000"},
]


def figure(obs_text: str, value: str, **stated: object) -> ExampleFigure:
    """Return an invented figure, exact unless `low` or `high` is stated, a count of cases unless a unit is."""
    given = {"low": Decimal(value), "high": Decimal(value), "unit_measure": "case", **stated}
    return ExampleFigure(obs_text=obs_text, value=Decimal(value), **given)


def candidate_with(figures: Sequence[ExampleFigure], path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Return a database of the declared tables that holds the figures as rows of `RUN_ID`."""
    connection = duckdb.connect(path)
    create_tables(connection)
    create_views(connection)
    insert(connection, "areas", AREAS)
    entries = catalogue.indicators()
    insert(connection, "indicators", [_indicator_row(entry) for entry in entries])
    parts = [{"indicator": entry.indicator, "part_of": whole} for entry in entries for whole in entry.part_of]
    insert(connection, "indicator_parts", parts)
    add_figures(connection, figures)
    return connection


def add_figures(
    connection: duckdb.DuckDBPyConnection, figures: Sequence[ExampleFigure], run_id: str = RUN_ID
) -> list[str]:
    """Add figures as the new rows of a run, one document a report, and return their observation ids."""
    observation_ids = []
    for report in dict.fromkeys(entry.report for entry in figures):
        members = [entry for entry in figures if entry.report == report]
        text = "；".join(f"{entry.label or '数字'}{entry.obs_text}" for entry in members) + "。"
        document_id = hashlib.sha256(f"{run_id}{report}{text}".encode()).hexdigest()
        insert(connection, "documents", [_document_row(document_id, report, text, members[0], run_id)])
        rows = _observation_rows(document_id, text, members, run_id)
        body = max((row["char_end"] for row, entry in zip(rows, members, strict=True) if entry.headline), default=0)
        insert(connection, "reports", [_report_row(document_id, text, members[0], run_id, body)])
        insert(connection, "observations", rows)
        observation_ids += [str(row["observation_id"]) for row in rows]
    return observation_ids


def insert(connection: duckdb.DuckDBPyConnection, table_name: str, rows: Sequence[dict[str, object]]) -> None:
    """Insert rows given as dictionaries; columns left out are NULL."""
    table = TABLES[table_name]
    insert_rows(connection, table, pa.Table.from_pylist(list(rows), schema=table.schema))


def _indicator_row(entry: catalogue.Indicator) -> dict[str, object]:
    names = ("indicator", "name_zh", "name_en", "unit_measure", "minimum", "maximum", "definition", "source")
    return {name: getattr(entry, name) for name in names}


def _document_row(document_id: str, report: str, text: str, first: ExampleFigure, run_id: str) -> dict[str, object]:
    return {
        "document_id": document_id,
        "uri": f"{report}.txt",
        "media_type": "text/plain",
        "encoding": "utf-8",
        "published_on": first.published_on,
        "published_basis": "metadata",
        "text": text,
        "ingested_at": datetime(2026, 1, 27, 17, 0, 12, tzinfo=UTC),
        "run_id": run_id,
    }


def _report_row(document_id: str, text: str, first: ExampleFigure, run_id: str, char_start: int) -> dict[str, object]:
    return {
        "report_id": document_id[:16],
        "document_id": document_id,
        "article_no": 1,
        "kind": "article",
        "title": "标题",
        "published_on": first.published_on,
        "ref_area": first.ref_area,
        "char_start": char_start,
        "char_end": len(text),
        "text": text,
        "run_id": run_id,
    }


def _observation_rows(
    document_id: str, text: str, members: Sequence[ExampleFigure], run_id: str
) -> list[dict[str, object]]:
    rows, start = [], 0
    for entry in members:
        start = text.index(entry.obs_text, start)
        end = start + len(entry.obs_text)
        rows.append(_observation_row(document_id, start, end, entry, run_id))
        start = end
    ids = {row["obs_text"]: row["observation_id"] for row in rows if row["measure"] == "level"}
    return [{**row, "change_of": ids.get(row["change_of"])} for row in rows]


def _observation_row(document_id: str, start: int, end: int, entry: ExampleFigure, run_id: str) -> dict[str, object]:
    return {
        "observation_id": f"{document_id[:16]}-{start:05d}",
        "report_id": document_id[:16],
        "document_id": document_id,
        "run_id": run_id,
        "char_start": start,
        "char_end": end,
        "obs_text": entry.obs_text,
        "sentence": entry.sentence,
        "indicator": entry.indicator,
        "indicator_label": entry.label,
        "breakdown": entry.breakdown,
        "measure": entry.measure,
        "obs_value": entry.value,
        "printed_value": entry.value,
        "value_low": entry.low,
        "value_high": entry.high,
        "unit_measure": entry.unit_measure,
        "qualifier": entry.qualifier,
        "comparison": entry.comparison,
        "change_of": entry.change_of,
        "ref_area": entry.ref_area,
        "court": entry.court,
        "time_start": entry.time_start,
        "time_end": entry.time_end,
        "time_basis": "stated" if entry.time_end else "none",
        "scope": entry.scope,
        "confidence": 0.9,
        "obs_status": "normal",
    }
