"""The hand-made annotations are sound: their spans are true and their words those of the contract."""

import json
from pathlib import Path
from typing import Any

import pytest

from extraction.catalogue import areas, indicators

ROOT = Path(__file__).resolve().parents[2]
PAIRS = sorted((ROOT / "tests" / "golden").glob("*.expected.jsonl"))
REQUIRED = {"obs_text", "char_start", "value", "unit", "measure", "qualifier", "scope", "comparison", "change_of"}
MAY_BE_LEFT_OUT = {"indicator", "area", "period"}
FIXED_CODES = {indicator.indicator for indicator in indicators() if not indicator.extended}


def figures_of(pair: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in pair.read_text(encoding="utf-8").splitlines()]


def text_of(pair: Path) -> str:
    name = pair.name.removesuffix(".expected.jsonl")
    (sample,) = [path for path in (ROOT / "samples").rglob(f"{name}.*") if path.suffix in (".txt", ".md")]
    content = sample.read_bytes()
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def test_there_are_five_pairs() -> None:
    assert len(PAIRS) == 5


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stem)
def test_every_span_is_true(pair: Path) -> None:
    text = text_of(pair)
    wrong = [f for f in figures_of(pair) if not text.startswith(f["obs_text"], f["char_start"])]
    assert wrong == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stem)
def test_figures_stand_in_the_order_of_the_text(pair: Path) -> None:
    starts = [figure["char_start"] for figure in figures_of(pair)]
    assert starts == sorted(set(starts))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stem)
def test_fields_are_those_of_the_readme(pair: Path) -> None:
    odd = [f for f in figures_of(pair) if not REQUIRED <= set(f) <= REQUIRED | MAY_BE_LEFT_OUT]
    assert odd == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stem)
def test_codes_are_in_the_catalogues(pair: Path) -> None:
    known_areas = {area.ref_area for area in areas()}
    figures = figures_of(pair)
    assert {f["indicator"] for f in figures if f.get("indicator")} <= FIXED_CODES
    assert {f["area"] for f in figures if f.get("area")} <= known_areas


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.stem)
def test_a_change_names_a_level_of_the_same_text(pair: Path) -> None:
    figures = figures_of(pair)
    levels = {figure["obs_text"] for figure in figures if figure["measure"] == "level"}
    assert {figure["change_of"] for figure in figures if figure["change_of"]} <= levels
    assert [figure for figure in figures if figure["change_of"] and figure["measure"] != "change"] == []
