"""Fuzzes decoding, paging and extraction, coverage-guided, and prints how many inputs kept every invariant.

    python -m pip install --require-hashes -r bench/fuzz/requirements.txt
    python -m bench.fuzz [--inputs 1000000] [--fresh]

Works in stretches with fixed seeds; what was learned stays in build/fuzz, so that a killed run goes on where it was.
Writes bench/results/fuzz.json. Ends with status 1 when an invariant broke.
"""

import argparse
import json
import platform
import re
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORK = ROOT / "build/fuzz"
RESULTS = ROOT / "bench/results/fuzz.json"
SHARES = {"extraction": 0.3, "decoding": 0.3, "paging": 0.4}
LONGEST = {"decoding": 160, "paging": 96, "extraction": 64}  # bytes; one is a whole word in half of the texts
STRETCH = 20_000
HANG_SECONDS = 60
INITIAL = re.compile(r"^#(\d+)\s+INITED", re.MULTILINE)
DONE = re.compile(r"^Done (\d+) runs", re.MULTILINE)
COVERED = re.compile(r"\bcov: (\d+)")


@dataclass
class Target:
    """What was reached on one target."""

    inputs: int = 0
    seconds: float = 0.0
    stretches: int = 0
    edges_covered: int = 0
    hung: int = 0
    broken: list[str] = field(default_factory=list)


def fuzz(name: str, reached: Target, wanted: int) -> None:
    """Run one stretch and add to what was reached."""
    folder = WORK / name
    corpus = folder / "corpus"
    _seed(corpus)
    flags = [
        # Before anything new it runs the empty input and what it had learned.
        f"-runs={min(STRETCH, wanted - reached.inputs) + len(list(corpus.iterdir())) + 1}",
        f"-seed={1000 + reached.stretches}",
        f"-max_len={LONGEST[name]}",
        f"-timeout={HANG_SECONDS}",
        f"-artifact_prefix={folder}/hung-",
        "-rss_limit_mb=4096",
        str(corpus),
    ]
    began = time.monotonic()
    command = [sys.executable, "-m", "bench.fuzz.target", name, str(folder), *flags]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False).stderr
    done, initial = DONE.search(said), INITIAL.search(said)
    if done is None and "ALARM" not in said:
        sys.exit(f"The fuzzer of {name} ended before its time:\n{said[-2000:]}")
    ran = int(done[1]) if done else int(re.findall(r"^#(\d+)", said, re.MULTILINE)[-1])
    reached.inputs += ran - (int(initial[1]) if initial else 0)
    reached.seconds += time.monotonic() - began
    reached.stretches += 1
    reached.edges_covered = max([reached.edges_covered, *map(int, COVERED.findall(said))])
    reached.hung = len(list(folder.glob("hung-timeout-*")))
    kept = sorted((folder / "broken").glob("*.txt"))
    reached.broken = [path.read_text(encoding="utf-8").split("\n", 1)[0] for path in kept]


def _seed(corpus: Path) -> None:
    """Begin with sentences of the samples, as plain UTF-8."""
    if corpus.is_dir():
        return
    corpus.mkdir(parents=True)
    texts = "".join(
        path.read_text(encoding="utf-8", errors="ignore") for path in sorted((ROOT / "samples").rglob("*.txt"))
    )
    for number, sentence in enumerate(re.findall(r"[^。\n]+。", texts)[:400]):
        (corpus / f"sample-{number:03d}").write_bytes(b"\x00" + sentence.encode())


def write(targets: dict[str, Target]) -> dict[str, object]:
    """Write what was reached, and return it."""
    result: dict[str, object] = {
        "inputs": sum(each.inputs for each in targets.values()),
        "broken": sum(len(each.broken) + each.hung for each in targets.values()),
        "python": platform.python_version(),
        "targets": {name: asdict(each) | {"seconds": round(each.seconds)} for name, each in targets.items()},
    }
    for path in (RESULTS, WORK / "reached.json"):
        path.write_text(json.dumps(result, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return result


def main() -> int:
    """Fuzz every target up to its share of the inputs."""
    parser = argparse.ArgumentParser(prog="python -m bench.fuzz", description=__doc__.split("\n", 1)[0])
    parser.add_argument("--inputs", type=int, default=1_000_000)
    parser.add_argument("--fresh", action="store_true", help="forget what earlier runs reached and learned")
    arguments = parser.parse_args()
    if arguments.fresh:
        shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True, exist_ok=True)
    targets = {name: Target() for name in SHARES}
    if (WORK / "reached.json").exists():
        reached = json.loads((WORK / "reached.json").read_text(encoding="utf-8"))["targets"]
        targets = {name: Target(**reached[name]) for name in SHARES}
    for name, target in targets.items():
        while target.inputs < (wanted := round(arguments.inputs * SHARES[name])):
            fuzz(name, target, wanted)
            write(targets)
            print(f"{name}: {target.inputs} inputs, {len(target.broken)} broken, {target.hung} hung", flush=True)
    result = write(targets)
    print(f"{result['inputs']} inputs, {result['broken']} broke an invariant")
    return 1 if result["broken"] else 0


if __name__ == "__main__":
    sys.exit(main())
