"""Target 2: a night of news into a warehouse with years of history beside the same night into an empty one.

The history is invented (`bench.history`): 100,000 reports of 20 figures in a whole run. BENCH_REPORTS gives another
size, such as 1000000; BENCH_HISTORY a data folder that `python -m bench.history` has made, which is read only.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from bench.corpus import MEGABYTE, ROOT
from bench.first_load.corpus import write_inbox
from bench.history import make_history
from bench.nights.one import OneNight
from bench.records import Measured, Target
from bench.sizes import FIGURES, invented_reports, size_line

NEWS, SHORT_NEWS = 100, 5
HISTORY, SHORT_HISTORY = 100_000, 300
NIGHTS = 20
NEWEST_YEAR = 2020  # the last one that the history tells of: news is held against it
WANTED = 1.5
FIGURES_WANTED = 20_000_000


def measure(short: bool) -> Target:
    """The work of the night less that of one copy of the published file, to that of the night into an empty folder."""
    with tempfile.TemporaryDirectory(prefix="casetally-nights-") as name:
        folder = Path(name)
        inbox = folder / "inbox"
        write_inbox(inbox, SHORT_NEWS if short else NEWS, NEWEST_YEAR)
        data = _history(folder, short)
        held, megabytes = _held(data), (data / "warehouse.duckdb").stat().st_size / MEGABYTE
        copied, copied_elapsed = _copy(data / "warehouse.duckdb", folder / "copy")
        empty = [_night(inbox, folder / "empty")]
        night = _night(inbox, data)
        if not short:
            empty.append(_night(inbox, folder / "empty again"))
    least = min(empty, key=lambda each: each.worked)
    return Target(
        2,
        "Night of news",
        (
            Measured(
                "work into years of history, one copy of the file left out, to that into an empty folder",
                WANTED,
                (night.worked - copied) / least.worked,
                at_least=False,
            ),
        ),
        f"{size_line(held[1], FIGURES_WANTED)} held; without the whole validation and tidying of one night in thirty",
        {
            "held before": f"{held[0]} reports, {held[1]} observations, {megabytes:.0f} MB",
            "news": f"{night.documents} reports, {night.observations} observations; outcome {night.outcome}",
            "findings of the night": f"{night.findings} with history, {least.findings} without",
            "processor seconds": f"{night.worked:.1f} with history, "
            f"{' and '.join(f'{each.worked:.1f}' for each in empty)} without, {copied:.1f} a copy of the file",
            "elapsed seconds": f"{night.elapsed:.1f} with history, "
            f"{' and '.join(f'{each.elapsed:.1f}' for each in empty)} without, {copied_elapsed:.1f} a copy of the file",
            "peak megabytes of all processes": f"{night.peak:.0f} with history, {least.peak:.0f} without",
            "elapsed seconds by station": ", ".join(
                f"{station} {seconds:.1f} ({least.seconds.get(station, 0):.1f})"
                for station, seconds in night.seconds.items()
            ),
        },
    )


def _history(folder: Path, short: bool) -> Path:
    """A data folder with history that the night may write to."""
    data = folder / "history"
    made = os.environ.get("BENCH_HISTORY")
    if made and not short:
        shutil.copytree(Path(made) / "lake", data / "lake", copy_function=os.link)
        shutil.copyfile(Path(made) / "warehouse.duckdb", data / "warehouse.duckdb")
        return data
    reports = invented_reports(short, HISTORY, SHORT_HISTORY)
    return make_history(data, reports, FIGURES, NIGHTS).path


def _held(data: Path) -> tuple[int, int]:
    with duckdb.connect(str(data / "warehouse.duckdb"), read_only=True) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM observations)"
        ).fetchone()
    return row or (0, 0)


def _copy(source: Path, target: Path) -> tuple[float, float]:
    """Seconds of the processor and on the clock that one sequential copy takes; the copy does not stay."""
    worked, begun = time.process_time(), time.perf_counter()
    shutil.copyfile(source, target)
    spent = time.process_time() - worked, time.perf_counter() - begun
    target.unlink()
    return spent


def _night(inbox: Path, data: Path) -> OneNight:
    """A night in a process of its own, which imports what it needs."""
    command = [sys.executable, "-m", "bench.nights.one", str(inbox), str(data)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return OneNight(**json.loads(ended.stdout.splitlines()[-1]))
