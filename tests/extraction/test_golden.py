"""The extractor against texts annotated by hand: it never falls below the floors that it has reached.

A floor is no goal: raise it when the extractor has become better; never lower it.
"""

from functools import cache

import pytest
from scoring import Annotated, annotated_texts, golden_texts, score

from extraction import extract_document

# Score reached on 2026-11-26, rounded down to the next half percent.
FLOORS = {
    "golden": {
        "f1": 0.99,
        "complete_f1": 0.955,
        "measure": 1.0,
        "qualifier": 1.0,
        "indicator": 0.98,
        "scope": 1.0,
        "area": 1.0,
        "period": 0.985,
        "comparison": 1.0,
        "change_of": 1.0,
    },
    "annotated": {
        "f1": 0.99,
        "complete_f1": 0.915,
        "measure": 0.995,
        "qualifier": 0.995,
        "indicator": 0.965,
        "scope": 0.995,
        "area": 0.98,
        "period": 0.97,
        "comparison": 0.96,
        "change_of": 0.93,
    },
}
FEWEST_FIGURES = {"golden": 150, "annotated": 1000}  # a score over less says little
TEXTS = {"golden": golden_texts, "annotated": annotated_texts}


@cache
def texts(name: str) -> tuple[Annotated, ...]:
    return tuple(TEXTS[name]())


@cache
def shares(name: str) -> dict[str, float]:
    return score(texts(name)).shares()


@pytest.mark.parametrize("name", TEXTS)
def test_there_are_enough_annotated_figures(name: str) -> None:
    assert sum(len(text.figures) for text in texts(name)) >= FEWEST_FIGURES[name]


@pytest.mark.parametrize(
    ("name", "field"),
    [pytest.param(name, field, id=f"{name} {field}") for name, floors in FLOORS.items() for field in floors],
)
def test_score_does_not_fall_below_its_floor(name: str, field: str) -> None:
    assert shares(name)[field] >= FLOORS[name][field]


def test_every_field_of_the_score_has_a_floor() -> None:
    assert all(set(shares(name)) == set(floors) for name, floors in FLOORS.items())


@pytest.mark.parametrize("name", TEXTS)
def test_every_span_of_an_annotated_text_is_true(name: str) -> None:
    for text in texts(name):
        found = extract_document(text.text, document_id=text.name, uri=text.name, stated=text.stated).observations
        assert all(text.text[each.char_start : each.char_end] == each.obs_text for each in found)
