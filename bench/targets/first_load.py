"""A first load of many reports beside extraction alone on the same processes, and what it holds in memory."""

import os
import tempfile
from pathlib import Path

from bench.first_load.measuring import measure as measure_load
from bench.records import Measured, Target

REPORTS, SHORT_REPORTS = 2_000, 60
WANTED_MEGABYTES = 1_500


def measure(short: bool) -> Target:
    """The share of the throughput of extraction that a first load reaches, and its peak memory.

    The share is that of processor time, so that other work on the machine does not count; the elapsed one stands in
    the details. A whole run is of a fiftieth of the size that the target names.
    """
    with tempfile.TemporaryDirectory(prefix="casetally-first-load-") as folder:
        found = measure_load(Path(folder), SHORT_REPORTS if short else REPORTS, os.cpu_count() or 1)
    return Target(
        3,
        "First load",
        (
            Measured("throughput of the load to that of extraction alone", 0.5, found.share_of_work),
            Measured(
                "peak memory of all processes to 1.5 GB", 1.0, found.peak_megabytes / WANTED_MEGABYTES, at_least=False
            ),
        ),
        found.details(),
    )
