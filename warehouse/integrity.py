"""Is a data folder sound? What is looked at, what was found, and what to do about it. Nothing is written."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import duckdb
import pyarrow.parquet as pq

from warehouse.errors import CasetallyError
from warehouse.lake import Lake
from warehouse.lake_rows import damage_told, lake_rows
from warehouse.manifests import LakeFile, manifest_paths, read_manifest
from warehouse.storage import checksum
from warehouse.writing import memory_limit

Level = Literal["ok", "warning", "fault"]
Advance = Callable[[str, int], None]
_RESTORE = "Restore the lake from a backup, then run `casetally rebuild`."
_SHOWN = 3

# What is read of each table, and which column must name a row of which.
_COLUMNS = {
    "documents": ["document_id"],
    "reports": ["report_id", "document_id"],
    "observations": ["observation_id", "report_id", "document_id", "change_of"],
    "findings": ["finding_id", "report_id", "observation_id", "related"],
    "confirmations": ["confirmation_id", "observation_id", "held_against"],
}
_ONCE = (("documents", "document_id"), ("reports", "report_id"), ("observations", "observation_id"))
_REFERENCES = (
    ("reports", "document_id", "documents", "document_id"),
    ("observations", "document_id", "documents", "document_id"),
    ("observations", "report_id", "reports", "report_id"),
    ("observations", "change_of", "observations", "observation_id"),
    ("findings", "report_id", "reports", "report_id"),
    ("findings", "observation_id", "observations", "observation_id"),
    ("findings", "unnest(related)", "observations", "observation_id"),
    ("confirmations", "observation_id", "observations", "observation_id"),
    ("confirmations", "unnest(held_against)", "observations", "observation_id"),
)


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of what was looked at: how it stands, what it is about, what was found, what to do."""

    level: Level
    about: str
    said: str
    advice: str = ""


def check_commits(lake: Lake) -> Iterator[Remark]:
    """See that the manifests of the nights are all there and can be read, each number once."""
    found: list[int] = []
    for path in manifest_paths(lake.root / "_commits"):
        try:
            found.append(read_manifest(path).commit)
        except CasetallyError as fault:
            yield Remark("fault", "lake", f"{fault}.")
            found.append(int(path.name.partition("-")[0]))
    missing = sorted(set(range(1, max(found, default=0) + 1)) - set(found))
    twice = sorted({number for number in found if found.count(number) > 1})
    if missing:
        yield Remark("fault", "lake", f"The manifests of these commits are missing: {_some(missing)}.", _RESTORE)
    if twice:
        said = f"These commits have two manifests: {_some(twice)}; two runs wrote at once, or a backup was mixed in."
        yield Remark("fault", "lake", said, _RESTORE)
    if found and not missing and not twice:
        yield Remark("ok", "lake", f"{len(found)} nights are committed, {len(lake.packs())} packs, without a gap.")


def check_files(lake: Lake, *, fast: bool, advance: Advance) -> Iterator[Remark]:
    """See that every file that counts is there as it was committed, and that no other lies among them.

    Args:
        lake: The lake.
        fast: Only by name and size, not by checksum and rows.
        advance: Told of every file: its path and bytes.
    """
    files = list(lake.files())
    sizes = lake.sizes()
    examined = ((file, None) for file in files) if fast else lake.read_again(files)
    faults = 0
    for file, path in examined:
        wrong = _wrong(file, sizes.get(file.path), path)
        advance(file.path, file.bytes)
        if wrong:
            faults += 1
            yield Remark("fault", "lake", f"{lake.address}/{file.path}: {wrong}.", _RESTORE)
    stray = sorted(sizes.keys() - {file.path for file in files})
    if stray:
        yield Remark(
            "warning",
            "lake",
            f"No manifest names these files, so they do not count: {_some(stray)}.",
            "Whoever reads the folders of the lake finds their rows: move them elsewhere.",
        )
    if not faults:
        how = "are there with their sizes" if fast else "are byte for byte what was committed"
        yield Remark("ok", "lake", f"All {len(files)} files {how}.")


def _wrong(file: LakeFile, size: int | None, path: Path | None) -> str:
    """What is wrong with a file of so many bytes, looked into where a path is given."""
    if size is None:
        return "this file is missing"
    if size != file.bytes:
        return f"this file has {size} bytes where {file.bytes} were committed"
    if path is None:
        return ""
    try:
        if checksum(path) != file.sha256:
            return "this file is damaged: its checksum is not the one that was committed"
        rows = pq.read_metadata(path).num_rows
    except OSError as fault:
        return f"this file cannot be read ({fault.strerror or fault})"
    return "" if rows == file.rows else f"this file holds {rows} rows where its manifest names {file.rows}"


def check_references(lake: Lake, advance: Advance) -> Iterator[Remark]:
    """See that every document, report and figure is there once, and that whatever refers to one finds it."""
    with tempfile.TemporaryDirectory() as spill, duckdb.connect(":memory:") as connection:
        connection.execute(f"set memory_limit = '{memory_limit()}B'")
        connection.execute(f"set temp_directory = '{spill}'")
        try:
            _load(connection, lake, advance)
        except CasetallyError as fault:
            yield Remark("fault", "references", f"{fault}.")
            return
        remarks = [*_told_twice(connection), *_dangling(connection)]
        yield from remarks
        if not remarks:
            counts = ", ".join(f"{_count(connection, name)} {name}" for name, _ in _ONCE)
            yield Remark("ok", "references", f"{counts}: each there once, and every reference finds its row.")


def _load(connection: duckdb.DuckDBPyConnection, lake: Lake, advance: Advance) -> None:
    for table, columns in _COLUMNS.items():
        files = lake.committed_files(table)
        advance(f"references of {table}", 0)
        with damage_told(files or [lake.root / table]):
            connection.register("arriving", lake_rows(table, files, columns))
            connection.execute(f"create table {table} as from arriving")


def _told_twice(connection: duckdb.DuckDBPyConnection) -> Iterator[Remark]:
    for table, key in _ONCE:
        twice = connection.execute(f"select {key} from {table} group by {key} having count(*) > 1").fetchall()
        if twice:
            said = f"{table}: {len(twice)} are there more than once, such as {_some([key for (key,) in twice])}."
            yield Remark("fault", "references", said, _RESTORE)


def _dangling(connection: duckdb.DuckDBPyConnection) -> Iterator[Remark]:
    for table, column, other, key in _REFERENCES:
        lost = connection.execute(
            f"select distinct named from (select {column} as named from {table}) "
            f"where named is not null and named not in (select {key} from {other})"
        ).fetchall()
        if lost:
            name = column.removeprefix("unnest(").removesuffix(")")
            said = f"{table}.{name}: {len(lost)} name nothing in {other}, such as {_some([key for (key,) in lost])}."
            yield Remark("fault", "references", said, _RESTORE)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {table}").fetchone()
    return int(row[0]) if row else 0


def _some(things: "list[int] | list[str]") -> str:
    shown = ", ".join(map(str, things[:_SHOWN]))
    return shown + (f" and {len(things) - _SHOWN} more" if len(things) > _SHOWN else "")
