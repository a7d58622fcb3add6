"""Target 6: the ten queries of docs/sql.md, each beside a full scan of the columns that it reads.

What a query reads is told by its own plan. BENCH_REPORTS sets how many reports of 20 figures are asked:
1000000 are the 20,000,000 figures of the target, and take a quarter of an hour and 5 GB of disk to invent.
BENCH_HISTORY names a data folder that `python -m bench.history` has made, which is asked in their place.
"""

import json
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import duckdb

from bench.corpus import ROOT
from bench.history import history_to_read
from bench.records import Measured, Target
from bench.sizes import FIGURES, invented_reports, size_line
from warehouse.writing import memory_limit

REPORTS, SHORT_REPORTS = 50_000, 500
ROUNDS = 3
WANTED = 10
FIGURES_WANTED = 20_000_000
# What the queries name, in the words of an invented history.
INVENTED = {
    "2025": "2015",
    "'2021'": "'2011'",
    "'field=bankruptcy'": "''",
    "'enforced_amount'": "'cases_accepted'",
    "'debt_resolved'": "'cases_accepted'",
}
_QUERY = re.compile(r"^## (\d+\. .*?)\n.*?^```sql\n(.*?)^```", re.DOTALL | re.MULTILINE)


def measure(short: bool) -> Target:
    """Ask the ten queries of an invented history, in seconds of the processor."""
    reports = invented_reports(short, REPORTS, SHORT_REPORTS)
    with tempfile.TemporaryDirectory(prefix="casetally-analyst-") as folder:
        warehouse, held = history_to_read(Path(folder), reports, FIGURES, short)
        found = dict(ask(warehouse))
    return Target(
        6,
        "Analyst's SQL",
        tuple(Measured(title, WANTED, ratio, at_least=False) for title, (ratio, _, _) in found.items()),
        size_line(held, FIGURES_WANTED),
        {title: f"{1000 * own:.0f} ms, the scan {1000 * scan:.0f} ms" for title, (_, own, scan) in found.items()},
    )


def queries() -> dict[str, str]:
    """The queries of the document by their titles, in the words of an invented history."""
    found: dict[str, str] = dict(_QUERY.findall((ROOT / "docs/sql.md").read_text(encoding="utf-8")))
    for said, invented in INVENTED.items():
        found = {title: query.replace(said, invented) for title, query in found.items()}
    return found


def ask(warehouse: Path) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """For each query its ratio to the scan, its own seconds, those of the scan."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute(f"SET memory_limit = '{memory_limit()}B'")
        for title, query in queries().items():
            scans = list(_scans(connection, query))
            if not scans:
                raise ValueError(
                    f"{title}: nothing of an invented history is asked for; say it in its words (INVENTED)."
                )
            timed = [(_seconds(connection, [query]), _seconds(connection, scans)) for _ in range(ROUNDS)]
            own, scan = (min(each) for each in zip(*timed, strict=True))
            yield title, (own / scan, own, scan)


def _scans(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[str]:
    """A full scan of each table that a query's plan reads, over the columns that it reads of it."""
    row = connection.execute(f"EXPLAIN (FORMAT JSON) {query}").fetchone()
    columns: dict[str, set[str]] = defaultdict(set)
    for table, read in _reads(json.loads(row[1])[0] if row else {}):
        known = {name for (name,) in connection.execute(_COLUMNS, [table]).fetchall()}
        columns[table] |= known & read
    for table, read in columns.items():
        yield f"SELECT count(*){''.join(f', min({name}), max({name})' for name in sorted(read))} FROM {table}"


_COLUMNS = "SELECT column_name FROM duckdb_columns() WHERE table_name = ?"


def _reads(node: dict[str, object]) -> Iterator[tuple[str, set[str]]]:
    told = node.get("extra_info")
    if isinstance(told, dict) and "Table" in told:
        named = json.dumps([told.get("Projections", []), told.get("Filters", [])])
        yield str(told["Table"]).rpartition(".")[2], set(re.findall(r"\w+", named))
    for child in node.get("children") or ():  # type: ignore[attr-defined]
        yield from _reads(child)


def _seconds(connection: duckdb.DuckDBPyConnection, statements: list[str]) -> float:
    """Seconds of the processor, so that other work on the machine does not count."""
    start = time.process_time()
    for statement in statements:
        connection.execute(statement).fetchall()
    return time.process_time() - start
