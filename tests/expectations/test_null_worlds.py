"""Figures that are true and contradict each other, as another base or a narrower scope makes them, mend nothing."""

import random

import pytest

from bench.night import reconcile_texts
from bench.null_worlds import KINDS, world


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_no_repair_is_proposed_where_nothing_is_misprinted(kind: str, number: int) -> None:
    night = reconcile_texts(world(kind, random.Random(f"{kind}/{number}")))
    assert [entry["message"] for entry in night.findings if "proposed" in entry["message"]] == []
    assert [entry["suggested_text"] for entry in night.findings if entry["observation_id"] is not None] == []
