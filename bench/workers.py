"""One reading process beside two and more, in one run over the same reports: how much faster the second makes it.

    python -m bench.workers [--reports 1000] [--workers 2] [--rounds 2]

The numbers of workers take turns, so that what else the machine does falls on both; the best round of each counts.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path

from bench.first_load.corpus import write_inbox
from bench.first_load.measuring import extract_all


def measure(reports: int, most: int, rounds: int) -> tuple[int, dict[int, float]]:
    """Return how many bytes were extracted, and the best seconds of each number of workers."""
    seconds: dict[int, float] = {}
    with tempfile.TemporaryDirectory(prefix="casetally-workers-") as folder:
        size = write_inbox(Path(folder), reports)
        for workers in [*range(1, most + 1)] * rounds:
            begun = time.perf_counter()
            extract_all(Path(folder), workers)
            seconds[workers] = min(seconds.get(workers, float("inf")), time.perf_counter() - begun)
    return size, seconds


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
    print("| workers | seconds | reports a second | MB a second | of one worker |\n|---|---|---|---|---|")
    for workers, took in seconds.items():
        rate, share = given.reports / took, seconds[1] / took
        print(f"| {workers} | {took:.1f} | {rate:.0f} | {size / 1e6 / took:.2f} | {share:.2f} |")
    print(f"load of the machine: {before:.1f} before, {os.getloadavg()[0]:.1f} after, on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
