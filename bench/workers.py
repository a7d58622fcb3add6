"""One reading process beside two and more, in one run over the same reports: how much faster the second makes it.

    python -m bench.workers [--reports 1000] [--workers 2] [--rounds 2]

The numbers of workers take turns, so that what else the machine does falls on all of them; the best round of each
counts. Seconds of the processor are told beside the elapsed ones: what other work delays a run does not lengthen them.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from bench.first_load.corpus import write_inbox
from bench.first_load.measuring import extract_all


def measure(reports: int, most: int, rounds: int) -> tuple[int, dict[int, tuple[float, float]]]:
    """Return how many bytes were extracted, and the best elapsed and processor seconds of each number of workers."""
    seconds: dict[int, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory(prefix="casetally-workers-") as folder:
        size = write_inbox(Path(folder), reports)
        for workers in [*range(1, most + 1)] * rounds:
            begun, worked = time.perf_counter(), _of_children()
            extract_all(Path(folder), workers)
            took = (time.perf_counter() - begun, _of_children() - worked)
            seconds[workers] = min(seconds.get(workers, took), took)
    return size, seconds


def _of_children() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


def main() -> None:
    """Measure and print a table, with the load of the machine before and after."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--rounds", type=int, default=2)
    given = parser.parse_args()
    before = os.getloadavg()[0]
    size, seconds = measure(given.reports, given.workers, given.rounds)
    print(f"{given.reports} reports, {size / 1e6:.1f} MB, start of the processes included")
    print("| workers | seconds | reports a second | MB a second | times one worker | processor seconds |")
    print("|---|---|---|---|---|---|")
    for workers, (took, worked) in seconds.items():
        rate, share = given.reports / took, seconds[1][0] / took
        print(f"| {workers} | {took:.1f} | {rate:.0f} | {size / 1e6 / took:.2f} | {share:.2f} | {worked:.1f} |")
    print(f"load of the machine: {before:.1f} before, {os.getloadavg()[0]:.1f} after, on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
