"""Does to a night what may go wrong, and prints what was lost: nothing should be.

    python -m bench.faults [--short] [--only "full disk"] [--seed 1]

Each trial disturbs the second night of a small data folder, looks at what is published then, mends the fault, runs
again and holds figures, findings and documents against an undisturbed night. Writes bench/results/faults.json and .md
unless --only or --short is given. Ends with status 1 when something was lost.
"""

import argparse
import json
import random
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from bench.faults.trials import FAULTS, Trial, World
from bench.faults.user import User

RESULTS = Path(__file__).parents[1] / "results"


def make_world(folder: Path, seed: int) -> World:
    """One night, new documents, and what an undisturbed second night makes of them."""
    user = User(folder / "before")
    user.write(range(3), seed)
    first = user.run("run")
    earlier = user.published()
    user.write(range(3, 9), seed)
    undisturbed = user.copy(folder / "after")
    began = time.monotonic()
    second = undisturbed.run("run")
    seconds = time.monotonic() - began
    if first.returncode or second.returncode:
        raise RuntimeError(first.stderr + second.stderr)
    return World(user, earlier, undisturbed.published(), seconds, folder, random.Random(seed))


def table(trials: list[Trial]) -> str:
    """The trials by kind, as Markdown."""
    lines = ["| fault | tried | the disturbed run ended by itself with 0 | with a sentence | killed | losses |"]
    lines.append("|---|---|---|---|---|---|")
    for fault in dict.fromkeys(trial.fault for trial in trials):
        of = [trial for trial in trials if trial.fault == fault]
        ends = [trial.status or 0 for trial in of]
        counts = (sum(end == 0 for end in ends), sum(end > 0 for end in ends), sum(end < 0 for end in ends))
        lost = sum(bool(trial.problems) for trial in of)
        lines.append(f"| {fault} | {len(of)} | {counts[0]} | {counts[1]} | {counts[2]} | {lost} |")
    return "\n".join(lines)


def main(words: list[str] | None = None) -> int:
    """Try every fault and print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--short", action="store_true", help="each kind once or twice")
    parser.add_argument("--only", choices=FAULTS)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args(words)
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as folder:
        world = make_world(Path(folder), arguments.seed)
        for name, (fault, in_full, in_short) in FAULTS.items():
            if arguments.only in (None, name):
                for trial in fault(world, in_short if arguments.short else in_full):
                    trials.append(trial)
                    print(f"{trial.fault}, {trial.detail}: {trial.status} {trial.problems or 'whole'}", flush=True)
                    if not (arguments.short or arguments.only):
                        _write(trials, arguments.seed)
    print(table(trials))
    return 1 if any(trial.problems for trial in trials) else 0


def _write(trials: list[Trial], seed: int) -> None:
    losses = sum(bool(trial.problems) for trial in trials)
    result = {"tried": len(trials), "losses": losses, "seed": seed, "trials": [asdict(trial) for trial in trials]}
    (RESULTS / "faults.json").write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    (RESULTS / "faults.md").write_text(f"# Faults\n\n{table(trials)}\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
