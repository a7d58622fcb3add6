"""Measures the seven targets of speed and prints, for each, what was wanted and what was reached.

    python -m bench [--short] [--only extraction_speed]

Every figure is a ratio to a reference measured in the same run, so that a busy or slow machine does not lie. Writes
bench/results/speed.json and .md unless --short or --only is given. Ends with status 0 whatever was reached.
"""

import argparse
import json
import platform
import sys
import time
from dataclasses import asdict
from pathlib import Path

from bench.records import Target
from bench.targets import TITLES, benchmarks

RESULTS = Path(__file__).parent / "results"


def main() -> None:
    """Measure, print and, after a whole run, write the results."""
    arguments = _arguments()
    reached = measure_all(arguments.short, arguments.only)
    print(table(reached))
    if arguments.short or arguments.only:
        return
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "speed.md").write_text(report(reached), encoding="utf-8")
    written = {"python": platform.python_version(), "targets": [asdict(target) for target in reached]}
    (RESULTS / "speed.json").write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def measure_all(short: bool, only: str | None = None) -> list[Target]:
    """The targets that have a benchmark, measured one after the other, by number."""
    reached = []
    for name, measure in benchmarks():
        if only in (None, name):
            began = time.monotonic()
            reached.append(measure(short))
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr)
    return sorted(reached, key=lambda target: target.number)


def table(reached: list[Target]) -> str:
    """A Markdown table with a line for each ratio, those of targets that were not measured included."""
    lines = ["| target | measured | wanted | reached | | size |", "|---|---|---|---|---|---|"]
    by_number = {target.number: target for target in reached}
    for number, title in TITLES.items():
        target = by_number.get(number)
        if target is None:
            lines.append(f"| {number} {title} | | | | not measured | |")
            continue
        for each in target.measured:
            least = "at least" if each.at_least else "at most"
            got = "" if each.reached is None else f"{each.reached:.3g}"
            lines.append(
                f"| {number} {title} | {each.title} | {least} {each.wanted:g} {each.unit} | {got} | {each.outcome} "
                f"| {target.size} |"
            )
    return "\n".join(lines)


def report(reached: list[Target]) -> str:
    """The table, and below it what else was measured."""
    parts = ["# Speed", "", "Written by `make bench`.", "", table(reached)]
    for target in reached:
        if target.details:
            parts += ["", f"## {target.number} {target.title}", ""]
            parts += [f"- {name}: {value}" for name, value in target.details.items()]
    return "\n".join(parts) + "\n"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--short", action="store_true", help="small inputs, under 2 minutes: only to see that it works")
    parser.add_argument("--only", help="one target, by the name of its module in bench/targets")
    return parser.parse_args()


if __name__ == "__main__":
    main()
