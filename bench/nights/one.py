"""One night over an inbox, in this process; what it took is printed as JSON.

    python -m bench.nights.one INBOX DATA

Packing old nights and validating the whole database are due on one night in thirty: they are left out.
"""

import json
import os
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.corpus import MEGABYTE
from bench.first_load.measuring import TimedConductor
from bench.first_load.processes import sampled
from flows.night import begin
from flows.settings import Settings
from flows.way import run_night


@dataclass(frozen=True)
class OneNight:
    """What a night took, the start of its process included.

    Attributes:
        worked: Seconds of the processor, by all of its processes.
        elapsed: Seconds on the clock.
        peak: Megabytes that all of its processes held together at most.
        seconds: Elapsed seconds by station.
    """

    outcome: str
    documents: int
    observations: int
    findings: int
    worked: float
    elapsed: float
    peak: float
    seconds: dict[str, float]


def run(inbox: Path, data: Path) -> OneNight:
    """What a night over the inbox takes."""
    workers = os.cpu_count() or 1
    settings = Settings(
        inbox=str(inbox), data=data, runner="plain", workers=workers, whole_validation_nights=0, tidy_nights=0
    )
    begun = time.perf_counter()
    with sampled(os.getpid()) as peak:
        conductor = TimedConductor(workers, peak)
        summary = run_night(begin(settings), conductor)
    spent = os.times()
    return OneNight(
        summary.outcome,
        summary.documents,
        summary.observations,
        sum(summary.findings.values()),
        spent.user + spent.system + spent.children_user + spent.children_system - peak.worked,
        time.perf_counter() - begun,
        peak.bytes / MEGABYTE,
        conductor.seconds,
    )


if __name__ == "__main__":
    print(json.dumps(asdict(run(Path(sys.argv[1]), Path(sys.argv[2])))))
