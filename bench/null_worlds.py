"""How often a repair is proposed where nothing is misprinted: another base, a narrower scope, a revised base.

    python -m bench.null_worlds [--worlds 40]

Each world is a report of invented figures, with last year's report, that are true and contradict each other as texts
do. Writes bench/results/null_worlds.json.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date

from bench.misprints import RESULTS
from bench.night import Text, reconcile_texts
from extraction.records import StatedMetadata

KINDS = ("other_base", "narrower_scope", "revised_base")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worlds", type=int, default=40, help="of each kind")
    worlds: int = parser.parse_args(arguments).worlds
    result = {kind: _counted(kind, worlds) for kind in KINDS}
    written = json.dumps(result, indent=1) + "\n"
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "null_worlds.json").write_text(written, encoding="utf-8")
    print(written)
    return 0


def _counted(kind: str, worlds: int) -> dict[str, int]:
    """Count the worlds in which anything is flagged, a figure is accused, a repair is proposed."""
    counts = Counter({"worlds": worlds, "flagged": 0, "accused": 0, "proposed": 0})
    for number in range(worlds):
        night = reconcile_texts(world(kind, random.Random(f"{kind}/{number}")))
        found = [entry for entry in night.findings if entry["severity"] != "info"]
        counts["flagged"] += bool(found)
        counts["accused"] += any(entry["observation_id"] is not None for entry in found)
        counts["proposed"] += any("proposed" in entry["message"] for entry in found)
    return dict(counts)


def world(kind: str, chance: random.Random) -> list[Text]:
    """Return the reports of two years in which nothing is misprinted, and one relation does not hold."""
    carried, new = chance.randint(1000, 9999), chance.randint(20000, 99999)
    accepted = carried + new
    closed = int(accepted * chance.uniform(0.75, 0.97))
    base = int(accepted / chance.uniform(0.9, 1.2))
    growth = 100 * (accepted / base - 1)
    last_year, whole = base, accepted
    if kind == "other_base":
        whole = new + int(carried * chance.uniform(0.2, 0.8))
    if kind == "narrower_scope":
        closed = int(accepted * chance.uniform(1.02, 1.6))
    if kind == "revised_base":
        last_year = int(base * chance.choice([-1, 1]) * 0.03 * chance.uniform(0.3, 1) + base)
    told = f"受理执行案件{accepted}件，同比{'上升' if growth > 0 else '下降'}{abs(growth):.2f}%，"
    told += f"执结{closed}件，执结率{min(100.0, 100 * closed / whole):.2f}%"
    return [_text(2024, f"受理执行案件{last_year}件"), _text(2025, told)]


def _text(year: int, told: str) -> Text:
    text = f"湖北法院{year}年执行工作情况\n\n{year}年，全省法院{told}。\n"
    return Text(f"{year}.txt", text, StatedMetadata(published_on=date(year + 1, 1, 20)))


if __name__ == "__main__":
    sys.exit(main())
