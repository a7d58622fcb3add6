"""Target 5: the whole Great Expectations checkpoint beside a plain scan of every column of the figures.

BENCH_REPORTS sets how many reports of 20 figures are judged: 500000 are the 10,000,000 figures of the target.
BENCH_HISTORY names a data folder that `python -m bench.history` has made, which is judged in their place.
"""

import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb

from bench.history import history_to_read
from bench.records import Measured, Target
from bench.sizes import FIGURES, invented_reports, own_peak, size_line
from warehouse.schemas import OBSERVATIONS
from warehouse.writing import memory_limit

REPORTS, SHORT_REPORTS = 50_000, 500
ROUNDS = 2
WANTED = 3
FIGURES_WANTED = 10_000_000


def measure(short: bool) -> Target:
    """Judge an invented history whole, in seconds of the processor, imports left out."""
    reports = invented_reports(short, REPORTS, SHORT_REPORTS)
    with tempfile.TemporaryDirectory(prefix="casetally-validation-") as folder:
        warehouse, held = history_to_read(Path(folder), reports, FIGURES, short)
        scan = min(_alone(scan_seconds, warehouse)[0] for _ in range(ROUNDS))
        judged = [_alone(checkpoint_seconds, warehouse) for _ in range(1 if short else ROUNDS)]
    seconds = min(taken for taken, _ in judged)
    return Target(
        5,
        "Validation",
        (Measured("time of the whole checkpoint to a scan of all columns", WANTED, seconds / scan, at_least=False),),
        size_line(held, FIGURES_WANTED),
        {
            "checkpoint and scan": f"{seconds:.2f} and {scan:.2f} seconds of the processor",
            "peak memory of the process, MB": round(max(peak for _, peak in judged)),
        },
    )


def scan_seconds(warehouse: Path) -> float:
    """Scan every column of the figures once."""
    columns = "".join(f", min({name}), max({name})" for name in OBSERVATIONS.schema.names)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute(f"SET memory_limit = '{memory_limit()}B'")
        start = time.process_time()
        connection.execute(f"SELECT count(*){columns} FROM observations").fetchall()
        return time.process_time() - start


def checkpoint_seconds(warehouse: Path) -> float:
    """Evaluate all that is declared on everything.

    Raises:
        RuntimeError: Something was not evaluated.
    """
    from expectations.evaluation import evaluate
    from expectations.suites import declared_expectations

    with duckdb.connect(str(warehouse), read_only=True) as connection:
        row = connection.execute("SELECT max_by(run_id, commit_number) FROM publication").fetchone()
    run_id = str(row[0] if row else "")
    expected = declared_expectations(run_id)
    start = time.process_time()
    results = evaluate(warehouse, expected, run_id).results
    taken = time.process_time() - start
    if len(results) != len(expected):
        raise RuntimeError(f"{len(results)} of {len(expected)} expectations were evaluated")
    return taken


def _alone(work: Callable[[Path], float], warehouse: Path) -> tuple[float, float]:
    """What a work took in a process of its own, and the peak memory of that process in megabytes."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_measured, work, warehouse).result()


def _measured(work: Callable[[Path], float], warehouse: Path) -> tuple[float, float]:
    return work(warehouse), own_peak()
