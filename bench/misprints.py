"""How many planted misprints are seen, told from their neighbours and mended, and how many figures are accused wrongly.

    python -m bench.misprints [--seeds 20]
    python -m bench.misprints --clean FOLDER --spoilt FOLDER [FOLDER ...]

Without folders, one figure of each text of tests/annotated/reports is spoilt per seed. With folders, FOLDER/NAME.txt
was spoilt by others, and FOLDER/NAME.corrupt.json tells how (quote_before, quote_after, value_before, kind, start).
Only the first way writes bench/results/misprints.json and misprints.md.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.night import Figure, Night, Text, read_folder, reconcile_texts
from bench.planting import Planted, plant

ROOT = Path(__file__).parents[1]
TEXTS = ROOT / "tests" / "annotated" / "reports"
RESULTS = Path(__file__).parent / "results"
MEASURES = ("planted", "detected", "localised", "repaired")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark and print its result."""
    options = _options(arguments)
    clean = reconcile_texts(read_folder(options.clean))
    tally = Tally(clean)
    nights = _spoilt_by_others(options.spoilt) if options.spoilt else _spoilt_here(options.clean, clean, options.seeds)
    for texts, planted in nights:
        tally.add(reconcile_texts(texts), planted)
    result = tally.result()
    print(_as_markdown(result))
    if not options.spoilt:
        RESULTS.mkdir(exist_ok=True)
        written = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
        (RESULTS / "misprints.json").write_text(written, encoding="utf-8")
        (RESULTS / "misprints.md").write_text(_as_markdown(result), encoding="utf-8")
    return 0


class Tally:
    """Counts what became of planted misprints, by channel and by how many checks confirm the clean figure."""

    def __init__(self, clean: Night) -> None:
        """Remember the clean texts: their figures, who confirms them, and what is found in them anyway."""
        self._clean = clean
        self._counts: dict[str, Counter[str]] = {}
        self._accusations: Counter[str] = Counter()

    def add(self, night: Night, planted: Sequence[Planted]) -> None:
        """Count one night of spoilt texts."""
        everywhere = {figure.observation_id for misprint in planted for figure in _spoilt(night, misprint)}
        for misprint in planted:
            outcome = self._outcome(night, misprint)
            for group in ("all", f"channel {misprint.channel}", self._group(night, misprint)):
                self._counts.setdefault(group, Counter()).update(["planted", *outcome])
            self._accusations.update(self._judged(night, misprint.document, everywhere))

    def result(self) -> dict[str, Any]:
        """Return all counts and shares."""
        right, wrong = self._accusations["right"], self._accusations["wrong"]
        found = [finding for finding in self._clean.findings if finding["severity"] != "info"]
        return {
            "groups": {group: _with_shares(counts) for group, counts in sorted(self._counts.items())},
            "accusations": {"right": right, "wrong": wrong, "precision": _share(right, right + wrong)},
            "power": self._power(),
            "clean": {"figures": len(self._clean.figures), "findings_of_warning_or_above": len(found)},
        }

    def _outcome(self, night: Night, misprint: Planted) -> list[str]:
        spoilt = {figure.observation_id for figure in _spoilt(night, misprint)}
        found = [f for f in night.findings if f["severity"] != "info" and spoilt & set(f["related"])]
        accusing = [finding for finding in found if finding["observation_id"] in spoilt]
        mended = any(finding["suggested_text"] == misprint.before for finding in accusing)
        return [name for name, so in zip(MEASURES[1:], (found, accusing, mended), strict=True) if so]

    def _group(self, night: Night, misprint: Planted) -> str:
        """Name the group by coverage; 963.82万 printed 963.8万 is no less true, and nobody can find it."""
        true = [figure.value for figure in self._clean.figures_at(misprint.document, misprint.start, misprint.end)]
        if true and any(figure.allows(true[0]) for figure in _spoilt(night, misprint)):
            return "still true"
        covered = self._covered(misprint)
        return f"covered by {covered if covered < 2 else '2 or more'}"

    def _covered(self, misprint: Planted) -> int:
        figures = self._clean.figures_at(misprint.document, misprint.start, misprint.end)
        return max((figure.checked_by for figure in figures), default=0)

    def _judged(self, night: Night, document: str, spoilt: set[str]) -> Iterator[str]:
        for finding in night.findings_in(document):
            accused = finding["observation_id"]
            if accused is not None and not self._clean.accuses(document, night.figures[accused].obs_text):
                yield "right" if accused in spoilt else "wrong"

    def _power(self) -> dict[str, Any]:
        levels = [figure for figure in self._clean.figures.values() if figure.measure == "level"]
        counted = Counter(min(figure.checked_by, 2) for figure in levels)
        return {
            "levels": len(levels),
            "checked_by_1": _share(counted[1], len(levels)),
            "checked_by_2_or_more": _share(counted[2], len(levels)),
        }


def _spoilt(night: Night, misprint: Planted) -> list[Figure]:
    return night.figures_at(misprint.document, misprint.start, misprint.spoilt_end)


def _spoilt_here(folder: Path, clean: Night, seeds: int) -> Iterator[tuple[list[Text], list[Planted]]]:
    texts = read_folder(folder)
    for seed in range(1, seeds + 1):
        spoilt, planted = [], []
        for text in texts:
            made = plant(text.name, text.text, _spoilable(clean, text), random.Random(f"{seed}/{text.name}"))
            spoilt.append(Text(text.name, made[0], text.stated) if made else text)
            planted += [made[1]] if made else []
        yield spoilt, planted


def _spoilable(clean: Night, text: Text) -> list[tuple[int, int]]:
    figures: list[Figure] = clean.figures_in(text.name)
    return [(figure.start, figure.end) for figure in figures if figure.measure == "level"]


def _spoilt_by_others(folders: Sequence[Path]) -> Iterator[tuple[list[Text], list[Planted]]]:
    for folder in folders:
        records = {path: json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.corrupt.json"))}
        yield read_folder(folder), [_planted(path, record) for path, record in records.items()]


def _planted(path: Path, record: dict[str, Any]) -> Planted:
    before, start = record["quote_before"], record["start"]
    name = path.name.replace(".corrupt.json", ".txt")
    return Planted(name, start, start + len(before), record["kind"], before, record["quote_after"])


def _with_shares(counts: Counter[str]) -> dict[str, Any]:
    shares = {
        "recall": _share(counts["detected"], counts["planted"]),
        "localised_of_detected": _share(counts["localised"], counts["detected"]),
        "repaired_of_planted": _share(counts["repaired"], counts["planted"]),
    }
    return {**{name: counts[name] for name in MEASURES}, **shares}


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _as_markdown(result: dict[str, Any]) -> str:
    columns = (*MEASURES, "recall", "localised_of_detected", "repaired_of_planted")
    lines = ["# Planted misprints", "", f"| group | {' | '.join(columns)} |", "|" + "---|" * (len(columns) + 1)]
    lines += [
        f"| {group} | {' | '.join(str(counts[name]) for name in columns)} |"
        for group, counts in result["groups"].items()
    ]
    rest = {name: result[name] for name in ("accusations", "power", "clean")}
    return "\n".join([*lines, "", *(f"- {name}: {json.dumps(value)}" for name, value in rest.items())]) + "\n"


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--clean", type=Path, default=TEXTS)
    parser.add_argument("--spoilt", type=Path, nargs="+", default=[])
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
