"""`casetally export`: the published tables as files in a folder, written beside it and put in its place as a whole."""

import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from flows.errors import UsageError
from flows.settings import Settings
from flows.tables import person_console
from warehouse.data_folder import DataFolder
from warehouse.datapackage import write_datapackage
from warehouse.errors import storage_faults
from warehouse.exporting import EXPORTED, FORMATS, ExportedFile, export_table, opened_for_export
from warehouse.schemas import TABLES
from warehouse.storage import make_folder, sync_folder

DESCRIPTION = "datapackage.json"


def export_command(settings: Settings, to: Path, formats: str, tables: str, licences: Sequence[str]) -> None:
    """Export what is published.

    Args:
        settings: They name the data folder.
        to: The folder of the export; an earlier export there is replaced.
        formats: Names of formats, with commas between them.
        tables: Names of tables and views, likewise; all where none is named.
        licences: Names of the licences that the description states.

    Raises:
        UsageError: A format or table is unknown, or the folder holds something else than an export.
        NoWarehouse: Nothing has been published in the data folder.
        UnusableStorage: The disk is full or the place may not be written.
    """
    wanted = _named(formats, FORMATS, "format", "--format")
    names = _named(tables, (*EXPORTED, *TABLES), "table", "--tables") if tables else list(EXPORTED)
    if wanted == ["sdmx-csv"] and "series" not in names:
        raise UsageError("SDMX-CSV is written of `series` alone; name it with --tables, or another --format.")
    _check_target(to, DataFolder(settings.data))
    make_folder(to.absolute().parent)
    with storage_faults(to):
        beside = Path(tempfile.mkdtemp(prefix=f".{to.name}.", suffix=".unfinished", dir=to.absolute().parent))
    try:
        count = _write(DataFolder(settings.data), beside, names, wanted, licences)
        _put_in_place(beside, to)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    print(f"Exported {len(names)} tables as {count} files to {to}; {to / DESCRIPTION} describes them.")


def _write(data: DataFolder, folder: Path, names: list[str], formats: list[str], licences: Sequence[str]) -> int:
    files: list[ExportedFile] = []
    spill = folder / ".spill"
    with opened_for_export(data, spill) as connection, person_console(stderr=True).status("exporting") as shown:
        for number, name in enumerate(names, start=1):
            shown.update(f"exporting {name} ({number} of {len(names)})")
            files += export_table(connection, folder, name, formats)
        write_datapackage(connection, folder, files, licences)
    shutil.rmtree(spill, ignore_errors=True)
    return len(files)


def _named(given: str, known: Sequence[str], what: str, option: str) -> list[str]:
    names = list(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    for name in names:
        if name not in known:
            raise UsageError(f"There is no {what} {name!r}; {option} takes {', '.join(dict.fromkeys(known))}.")
    if not names:
        raise UsageError(f"{option} names nothing; it takes {', '.join(dict.fromkeys(known))}.")
    return names


def _check_target(to: Path, data: DataFolder) -> None:
    if to.exists() and not to.is_dir():
        raise UsageError(f"{to} is a file; name a folder with --to.")
    if to.is_dir() and any(to.iterdir()) and not (to / DESCRIPTION).is_file():
        raise UsageError(f"{to} holds something else than an export; name a new or empty folder with --to.")
    if to.resolve() == data.path.resolve() or to.resolve().is_relative_to(data.lake.resolve()):
        raise UsageError(f"{to} is part of the data folder {data.path}; name another folder with --to.")


def _put_in_place(beside: Path, to: Path) -> None:
    with storage_faults(to):
        beside.chmod(0o755)
        if to.exists():
            old = beside.with_name(f"{beside.name}.old")
            to.rename(old)
            beside.rename(to)
            shutil.rmtree(old)
        else:
            beside.rename(to)
        sync_folder(to.absolute().parent)
