"""A first load of many reports beside extraction alone on the same processes, and what it holds in memory."""

import os
import tempfile
from pathlib import Path

from bench.first_load.measuring import measure as measure_load
from bench.records import Measured, Target

REPORTS, SHORT_REPORTS = 2_000, 60
REPORTS_WANTED = 100_000
WANTED_MEGABYTES = 1_500


def measure(short: bool) -> Target:
    """The share of the throughput of extraction that a first load reaches, and its peak memory.

    The share of processor time, beside that of the clock, is not disturbed by other work on the machine. Peaks of a
    load and of one of half its size tell whether memory grows.
    """
    with tempfile.TemporaryDirectory(prefix="casetally-first-load-") as folder:
        reports, workers = SHORT_REPORTS if short else REPORTS, os.cpu_count() or 1
        half = measure_load(Path(folder) / "half", reports // 2, workers)
        found = measure_load(Path(folder) / "whole", reports, workers)
    return Target(
        3,
        "First load",
        (
            Measured("throughput of the load to that of extraction alone", 0.5, found.share_of_throughput),
            Measured("the same in processor time", 0.5, found.share_of_work),
            Measured(
                "peak memory of all processes to 1.5 GB", 1.0, found.peak_megabytes / WANTED_MEGABYTES, at_least=False
            ),
            Measured(
                "peak memory to that of half the load", 1.1, found.peak_megabytes / half.peak_megabytes, at_least=False
            ),
        ),
        f"{reports:,} documents of {REPORTS_WANTED:,}",
        found.details(),
    )
