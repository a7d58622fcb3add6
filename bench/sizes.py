"""The size of an invented history, and the memory of a process: what several benchmarks ask for."""

import os
from pathlib import Path

FIGURES = 20  # of each invented report
_STATUS = Path("/proc/self/status")
_KILOBYTES_IN_A_MEGABYTE = 1024


def invented_reports(short: bool, usual: int, in_short: int) -> int:
    """How many reports are invented: BENCH_REPORTS, where it is set, else the usual number; few in a short run."""
    return in_short if short else int(os.environ.get("BENCH_REPORTS", usual))


def size_line(figures: int, wanted: int) -> str:
    """A number of figures, and how many were set where these are others."""
    return f"{figures:,} figures" + (f" of {wanted:,}" if figures != wanted else "")


def own_peak() -> float:
    """The most memory, in megabytes, that this process has held since it was started.

    Not ``ru_maxrss``: a process begins with that of the one that started it.
    """
    lines = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="ascii").splitlines())
    return int(lines["VmHWM"].split()[0]) / _KILOBYTES_IN_A_MEGABYTE
