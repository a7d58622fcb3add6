"""`casetally doctor`: what is wrong with an installation and its data folder, and what to do. It only reads."""

import dataclasses
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from rich.progress import BarColumn, Progress, TextColumn

from flows.doctor.folder import check_folder
from flows.doctor.machine import check_machine
from flows.doctor.server import check_server
from flows.doctor.whole import check_published
from flows.errors import UsageError
from flows.lakes import lake_of
from flows.settings import Settings, load_settings, unknown_settings
from flows.tables import person_console
from warehouse.data_folder import DataFolder
from warehouse.errors import CasetallyError
from warehouse.integrity import Advance, Remark

__all__ = ["doctor_command"]

_STYLES = {"ok": "green", "warning": "yellow", "fault": "bold red"}


def doctor_command(data: Path | None, inbox: str | None, *, fast: bool, whole: bool, as_json: bool) -> int:
    """Look at everything, print what was found; the exit status is 1 when there is a fault.

    Args:
        data: The data folder, by default that of the settings.
        inbox: The inbox, likewise.
        fast: Leave out what takes long: checksums and references of the lake.
        whole: Also hold every published row against every expectation.
        as_json: Print JSON for a program instead of lines for a person.
    """
    remarks: list[Remark] = []
    with _progress(as_json) as progress:
        for remark in _examine(data, inbox, fast, whole, progress):
            remarks.append(remark)
            if not as_json:
                _show(remark)
    faults = sum(remark.level == "fault" for remark in remarks)
    if as_json:
        print(json.dumps([dataclasses.asdict(remark) for remark in remarks], ensure_ascii=False, indent=1))
    else:
        warnings = sum(remark.level == "warning" for remark in remarks)
        print(f"{faults} fault{'s' * (faults != 1)}, {warnings} warning{'s' * (warnings != 1)}.")
    return 1 if faults else 0


def _examine(data: Path | None, inbox: str | None, fast: bool, whole: bool, progress: Progress) -> Iterator[Remark]:
    yield from check_machine()
    mistyped = unknown_settings()
    for sentence in mistyped:
        yield Remark("warning", "settings", sentence)
    try:
        settings: Settings | None = load_settings(data=data, inbox=inbox)
    except UsageError as error:
        settings = None
        yield Remark("fault", "settings", str(error))
    yield from check_server()
    if settings is not None:
        if not mistyped:
            yield Remark("ok", "settings", "All can be used, none is mistyped.")
        yield from check_folder(settings, fast=fast, advance=_advance(progress, settings))
        if whole:
            yield from check_published(DataFolder(settings.data))


def _progress(quiet: bool) -> Progress:
    console = person_console(stderr=True)
    columns = (TextColumn("checking", markup=False), BarColumn(), TextColumn("{task.description}", markup=False))
    return Progress(*columns, console=console, transient=True, disable=quiet or not console.is_terminal)


def _advance(progress: Progress, settings: Settings) -> Advance:
    total = None
    with suppress(CasetallyError, ValueError):  # told when the lake is looked at
        lake = lake_of(settings)
        lake.refresh()
        total = sum(file.bytes for file in lake.files())
    task = progress.add_task("the lake", total=total)

    def advance(what: str, count: int) -> None:
        progress.update(task, advance=count, description=what)

    return advance


def _show(remark: Remark) -> None:
    console = person_console()
    console.print(remark.level.ljust(8), style=_STYLES[remark.level], end="")
    console.print(f"{remark.about.ljust(11)} {remark.said}", soft_wrap=True)
    if remark.advice:
        console.print(f"{'':20}{remark.advice}", soft_wrap=True)
