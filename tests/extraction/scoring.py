"""Scores the extractor against annotations by hand: what was found, and how many of its fields are right."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from extraction import Observation, StatedMetadata, extract_document

ROOT = Path(__file__).resolve().parents[2]
FIELDS = ("measure", "qualifier", "indicator", "scope", "area", "period", "comparison", "change_of")
OF_CHANGES = ("comparison", "change_of")
COMPLETE = ("measure", "indicator", "area", "period", "scope")


@dataclass(frozen=True)
class Annotated:
    """One annotated text: its figures hold `start`, `end` and the annotated fields; one left out is not compared."""

    name: str
    text: str
    stated: StatedMetadata
    figures: list[dict[str, Any]]


@dataclass
class Score:
    """Counts over any number of texts."""

    annotated: int = 0
    read: int = 0
    found: int = 0
    complete: int = 0
    right: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)

    def shares(self) -> dict[str, float]:
        """F1 of the figures, F1 of those whose main fields are all right, and the share right of each field."""
        both = self.annotated + self.read
        fields = {name: self.right[name] / self.compared[name] for name in FIELDS if self.compared[name]}
        return {"f1": 2 * self.found / both, "complete_f1": 2 * self.complete / both, **fields}


def score(texts: Iterable[Annotated]) -> Score:
    """The score of the extractor on annotated texts."""
    total = Score()
    for text in texts:
        document = extract_document(text.text, document_id=text.name, uri=text.name, stated=text.stated)
        _add(total, list(document.observations), text.figures)
    return total


def _add(total: Score, read: list[Observation], figures: list[dict[str, Any]]) -> None:
    total.annotated += len(figures)
    total.read += len(read)
    by_id = {each.observation_id: each for each in read}
    left = list(read)
    for figure in figures:
        match = next((each for each in left if _is_same(each, figure)), None)
        if match is None:
            continue
        left.remove(match)
        total.found += 1
        compared = [
            name for name in FIELDS if name in figure and (figure["measure"] == "change" or name not in OF_CHANGES)
        ]
        right = {name for name in compared if FIELD[name](match, figure, figures, by_id)}
        total.compared.update(compared)
        total.right.update(right)
        total.complete += right >= set(COMPLETE) & set(compared)


def _is_same(read: Observation, figure: dict[str, Any]) -> bool:
    return (
        read.char_start < figure["end"]
        and figure["start"] < read.char_end
        and read.unit_measure == figure["unit"]
        and read.printed_value == Decimal(str(figure["value"]))
    )


def _period(read: Observation, figure: dict[str, Any]) -> bool:
    first, last = figure["period"] or (None, None)
    return [each and str(each) for each in (read.time_start, read.time_end)] == [first, last]


def _change_of(
    read: Observation, figure: dict[str, Any], figures: list[dict[str, Any]], by_id: dict[str, Observation]
) -> bool:
    level = by_id.get(read.change_of or "")
    if level is None or figure["change_of"] is None:
        return (level is None) == (figure["change_of"] is None)
    quoted = [each for each in figures if each["quote"] == figure["change_of"]]
    return any(level.char_start < each["end"] and each["start"] < level.char_end for each in quoted)


def _plain(name: str, column: str) -> Callable[..., bool]:
    return lambda read, figure, figures, by_id: getattr(read, column) == figure[name]


FIELD: dict[str, Callable[..., bool]] = {
    **{name: _plain(name, name) for name in ("measure", "qualifier", "indicator", "scope", "comparison")},
    "area": _plain("area", "ref_area"),
    "period": lambda read, figure, figures, by_id: _period(read, figure),
    "change_of": _change_of,
}


def golden_texts() -> list[Annotated]:
    """The samples annotated in tests/golden."""
    found = []
    for pair in sorted((ROOT / "tests" / "golden").glob("*.expected.jsonl")):
        name = pair.name.removesuffix(".expected.jsonl")
        (sample,) = [path for path in (ROOT / "samples").rglob(f"{name}.*") if path.suffix in (".txt", ".md")]
        figures = [json.loads(line) for line in pair.read_text(encoding="utf-8").splitlines()]
        for figure in figures:
            figure.update(
                quote=figure["obs_text"], start=figure["char_start"], end=figure["char_start"] + len(figure["obs_text"])
            )
        found.append(Annotated(sample.name, _decoded(sample), _stated(sample), figures))
    return found


def annotated_texts() -> list[Annotated]:
    """The texts of tests/annotated/reports."""
    found = []
    for notes in sorted((ROOT / "tests" / "annotated" / "reports").glob("*.json")):
        page = notes.with_suffix(".txt")
        text = _decoded(page)
        entry = json.loads(notes.read_text(encoding="utf-8"))
        for figure in entry["observations"]:
            figure["start"] = _nth(text, figure["quote"], figure.get("nth", 1))
            figure["end"] = figure["start"] + len(figure["quote"])
        stated = StatedMetadata(published_on=date.fromisoformat(entry["published"]))
        found.append(Annotated(page.name, text, stated, entry["observations"]))
    return found


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _stated(path: Path) -> StatedMetadata:
    side_file = path.with_name(path.stem + ".meta.yaml")
    if not side_file.exists():
        return StatedMetadata()
    entry = yaml.safe_load(side_file.read_text(encoding="utf-8"))
    return StatedMetadata(**{name: entry.get(name) for name in ("published_on", "outlet", "url", "title")})


def _nth(text: str, quote: str, nth: int) -> int:
    at = -1
    for _ in range(nth):
        at = text.index(quote, at + 1)
    return at
