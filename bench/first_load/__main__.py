"""A first load beside extraction alone, both on the same processes: time by station, peak of memory.

python -m bench.first_load [--reports 2000] [--workers 2] [--keep FOLDER]
"""

import argparse
import os
import shutil
import tempfile
from pathlib import Path

from bench.first_load.measuring import measure


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2_000)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, help="keep inbox and data in this folder")
    arguments = parser.parse_args()
    folder = arguments.keep or Path(tempfile.mkdtemp(prefix="casetally-first-load-"))
    try:
        found = measure(folder, arguments.reports, arguments.workers)
        for name, value in {"share of extraction's throughput": found.share_of_work, **found.details()}.items():
            print(f"{name}: {value}")
    finally:
        if not arguments.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
