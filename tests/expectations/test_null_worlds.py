"""Figures that are true and contradict each other, as another base or a narrower scope makes them, mend nothing."""

import random
from datetime import date

import pytest

from bench.night import Text, reconcile_texts
from bench.null_worlds import KINDS, world
from extraction.records import StatedMetadata


@pytest.mark.parametrize("number", range(4))
@pytest.mark.parametrize("kind", KINDS)
def test_no_repair_is_proposed_where_nothing_is_misprinted(kind: str, number: int) -> None:
    night = reconcile_texts(world(kind, random.Random(f"{kind}/{number}")))
    assert [entry["message"] for entry in night.findings if "proposed" in entry["message"]] == []
    assert [entry["suggested_text"] for entry in night.findings if entry["observation_id"] is not None] == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("审结案件1432件，其中涉及被告人2811人，涉案金额3.2亿元", id="parts in another unit"),
        pytest.param("审结案件1432件，其中诈骗案件涉及事实2811起", id="counted by another word"),
        pytest.param("判处罪犯203人，其中电诈案件涉及受害群众4811人", id="what only has to do with the whole"),
        pytest.param("审结案件1432件，其中刑事211件（含漏罪事实3210件），民事500件", id="in brackets"),
        pytest.param("审结案件1432件，其中刑事案件增加2110件", id="a change"),
        pytest.param("审结案件1432件，其中刑事案件占15.2%，同比上升1823%", id="a share and its change"),
        pytest.param("审结案件1432件，其中民事500件，诉前化解纠纷2811件", id="a verb of its own"),
        pytest.param("审结案件1432件，其中民事500件，成效明显，调解成功2811件", id="a clause in between"),
        pytest.param("审结案件1432件，其中民事500件，较上年的2811件下降", id="last year's"),
        pytest.param("受理案件9128件，审结1432件，其中新收2500件", id="of the figure before the nearest"),
        pytest.param("受理案件9128件，其中刑事1432件，其中盗窃211件，民事7090件", id="a division within a division"),
        pytest.param("审结案件1432件，其中民事案件500件；接待来访案件2811件", id="behind the semicolon"),
        pytest.param("审结案件1400余件，其中民事案件1432件", id="a whole without an upper end"),
    ],
)
def test_figure_that_is_no_part_of_the_one_before_其中_is_not_held_against_it(text: str) -> None:
    report = Text(
        "a.txt", f"湖北法院工作情况\n\n2025年，全省法院{text}。\n", StatedMetadata(published_on=date(2026, 1, 20))
    )
    assert [entry["rule"] for entry in reconcile_texts([report]).findings if entry["severity"] != "info"] == []
