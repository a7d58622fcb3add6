"""The description of an export: ``datapackage.json``, a Frictionless Data Package, version 2."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

from warehouse.exporting import Column, ExportedFile
from warehouse.schemas import TABLES
from warehouse.sdmx import DESCRIPTIONS, DIMENSIONS
from warehouse.storage import checksum, write_atomically

PROFILE = "https://datapackage.org/profiles/2.0/"
_MEDIA_TYPES = {
    "parquet": "application/vnd.apache.parquet",
    "csv": "text/csv",
    "sdmx-csv": "application/vnd.sdmx.data+csv;version=2.0.0",
}
_TYPES = {
    "VARCHAR": "string",
    "DATE": "date",
    "INTEGER": "integer",
    "BIGINT": "integer",
    "HUGEINT": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
    "TIMESTAMP WITH TIME ZONE": "datetime",
}
_SDMX_TYPES = {"OBS_VALUE": "number", "VALUE_LOW": "number", "VALUE_HIGH": "number"} | dict.fromkeys(
    ("TIME_START", "TIME_END", "PUBLISHED_ON"), "date"
)
_SDMX_TYPES |= dict.fromkeys(("REPORTS_AGREEING", "REPORTS_DISAGREEING", "CHECKED_BY"), "integer")
_LAST = "select commit_number, published_at from publication order by commit_number desc limit 1"
_SOURCES = "select distinct source from indicators where source is not null order by source"
_GUARD = (
    "In CSV a text that a spreadsheet would take for a formula (it begins with = + - @, their full-width forms, a tab "
    "or a line break) or that begins with an apostrophe has one apostrophe before it: take one away when reading. "
    "Parquet and SDMX-CSV have every text as it is."
)


def write_datapackage(
    connection: duckdb.DuckDBPyConnection, folder: Path, files: Sequence[ExportedFile], licences: Sequence[str]
) -> None:
    """Write ``datapackage.json`` beside the files of an export.

    Args:
        connection: What is published.
        folder: The folder of the export, the files in it.
        files: Which files it holds.
        licences: Names of the licences that the exporter gives, none by default: reports belong to their papers.
    """
    commit, published_at = connection.execute(_LAST).fetchone() or (0, None)
    sources = [{"title": source} for (source,) in connection.execute(_SOURCES).fetchall()]
    package: dict[str, Any] = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": "casetally",
        "title": "Figures that Chinese courts published as prose",
        "description": f"Exported from a Casetally warehouse. {_GUARD}",
        "version": f"{commit}.0.0",
        "sources": [{"title": "The reports of the inbox (table documents)"}, {"title": "GB/T 2260"}, *sources],
        "resources": [_resource(folder, file) for file in files],
    }
    if published_at:
        package["created"] = published_at.isoformat()
    if licences:
        package["licenses"] = [{"name": name} for name in licences]
    write_atomically(folder / "datapackage.json", json.dumps(package, ensure_ascii=False, indent=1) + "\n")


def _resource(folder: Path, file: ExportedFile) -> dict[str, Any]:
    path = folder / file.path
    resource: dict[str, Any] = {
        "name": f"{file.table}-{file.format}".replace("_", "-"),
        "path": file.path,
        "type": "table",
        "format": "parquet" if file.format == "parquet" else "csv",
        "mediatype": _MEDIA_TYPES[file.format],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{checksum(path)}",
        "schema": _sdmx_schema() if file.format == "sdmx-csv" else _schema(file),
    }
    if file.table in TABLES:
        resource["description"] = TABLES[file.table].comment
    if file.format != "parquet":
        resource["encoding"] = "utf-8"
    return resource


def _schema(file: ExportedFile) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{PROFILE}tableschema.json",
        "fields": [_field(column) for column in file.columns],
    }
    if file.table in TABLES:
        schema["primaryKey"] = list(TABLES[file.table].key)
    return schema


def _field(column: Column) -> dict[str, Any]:
    kind = "number" if column.kind.startswith("DECIMAL") else "array" if column.kind.endswith("[]") else None
    field: dict[str, Any] = {"name": column.name, "type": kind or _TYPES[column.kind], "description": column.comment}
    if column.name == "breakdown":
        field["missingValues"] = []  # empty for the whole, never missing
    return field


def _sdmx_schema() -> dict[str, Any]:
    fields = [
        {"name": name, "type": _SDMX_TYPES.get(name, "string"), "description": said}
        for name, said in DESCRIPTIONS.items()
    ]
    return {"$schema": f"{PROFILE}tableschema.json", "fields": fields, "primaryKey": list(DIMENSIONS)}
