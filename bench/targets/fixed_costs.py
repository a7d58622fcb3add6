"""Target 4: a night with nothing new beside the bare imports of the three libraries."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from bench.corpus import ROOT
from bench.records import Measured, Target

IMPORTS = ("-c", "import prefect, great_expectations, duckdb")
NIGHT = ("-m", "flows", "run")
ROUNDS = 5
WANTED = 2
TEXT = "安吉县人民法院2024年受理执行案件3200件，同比增长6.5%，执结3008件，执行到位金额2.4亿元。"


def measure(short: bool) -> Target:
    """Run both in turn: processor time of each with its children, and time on the clock."""
    with tempfile.TemporaryDirectory(prefix="casetally-fixed-") as folder:
        place = Path(folder)
        (place / "inbox").mkdir()
        (place / "inbox" / "county.txt").write_text(TEXT, encoding="utf-8")
        _run(place, NIGHT, CASETALLY_RUNNER="plain")
        rounds = [(_run(place, IMPORTS), _run(place, NIGHT)) for _ in range(1 if short else ROUNDS)]
    imports, nights = zip(*rounds, strict=True)
    (import_work, import_clock), (night_work, night_clock) = (
        tuple(min(each) for each in zip(*runs, strict=True)) for runs in (imports, nights)
    )
    return Target(
        4,
        "Fixed costs",
        (
            Measured("work of a night with nothing new to bare imports", WANTED, night_work / import_work,
                     at_least=False),
            Measured("time of a night with nothing new to bare imports", WANTED, night_clock / import_clock,
                     at_least=False),
        ),
        "one document, read before",
        {
            "bare imports": f"{import_work:.2f} seconds of the processor, {import_clock:.2f} on the clock",
            "a night with nothing new": f"{night_work:.2f} seconds of the processor, {night_clock:.2f} on the clock",
        },
    )  # fmt: skip


def _run(place: Path, arguments: Sequence[str], **settings: str) -> tuple[float, float]:
    """Seconds of the processor and on the clock of a fresh Python."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("CASETALLY", "PREFECT"))}
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(place), **settings}
    before, start = _work_of_children(), time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=place, env=environment, check=True, capture_output=True)
    return _work_of_children() - before, time.perf_counter() - start


def _work_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
