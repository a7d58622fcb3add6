"""Two figures that contradict each other: without more evidence neither is accused, a third figure settles it."""

from datetime import date

import pytest

from bench.night import Night, Text, reconcile_texts
from extraction.records import StatedMetadata

STATED = StatedMetadata(published_on=date(2026, 1, 20))
ALONE = {
    "threshold of a rate": ("执行通报", "全省法院首次执行案件执结率突破60%，达到51.3%。"),
    "threshold of another rate": ("执行通报", "全省法院执行到位率超过60%，达到16.01%。"),
    "threshold of a count": ("工作通报", "全省法院受理案件突破90万件，达到71.28万件。"),
    "headline": ("全省法院执结案件38.72万件", "全省法院执结案件33.72万件。"),
    "headline of a sum": ("全省法院执行到位金额902.4亿元", "全省法院执行到位金额962.4亿元。"),
    "two mentions": ("工作通报", "全省法院受理执行案件41.36万件。\n\n全年全省法院受理执行案件47.36万件。"),
    "part above its whole": ("工作通报", "全省法院受理执行案件41.36万件，恢复执行案件92.7万件。"),
    "exact part above its whole": ("工作通报", "全省法院受理执行案件4136件，恢复执行案件5127件。"),
    "more closed than taken in": ("工作通报", "全省法院受理执行案件41.36万件，执结47.12万件。"),
    "order told": ("工作通报", "全省法院结案31.28万件，收案41.42万件，结案数超过收案数。"),
    "headline of an exact count": ("全省法院受理信访1807件", "全省法院受理信访1867件。"),
    "two mentions of a sum": ("工作通报", "全省法院执行到位金额302.4亿元。\n\n全年全省法院执行到位金额802.4亿元。"),
}


def night_of(title: str, body: str) -> Night:
    return reconcile_texts([Text("a.txt", f"湖北法院{title}\n\n2025年，{body}\n", STATED)])


def accused(night: Night) -> dict[str, str | None]:
    accusing = [entry for entry in night.findings if entry["observation_id"] is not None]
    return {night.figures[entry["observation_id"]].obs_text: entry["suggested_text"] for entry in accusing}


@pytest.mark.parametrize(("title", "body"), ALONE.values(), ids=ALONE)
def test_neither_is_accused_and_candidates_of_both_are_told(title: str, body: str) -> None:
    night = night_of(title, body)
    [finding] = [entry for entry in night.findings if entry["severity"] != "info"]
    assert accused(night) == {}
    prints = {night.figures[name].obs_text for name in finding["related"]}
    assert len(prints) == 2
    assert all(f"“{text}”应为" in finding["message"] for text in prints)


@pytest.mark.parametrize(
    ("title", "body", "wrong", "right"),
    [
        pytest.param(
            "执行通报",
            "全省法院受理执行案件41.36万件，执结25.35万件，执结率突破60%，达到51.29%。",
            "51.29%",
            "61.29%",
            id="a threshold, by part and whole",
        ),
        pytest.param(
            "工作通报",
            "全省法院受理执行案件41.36万件，执结87.92万件，执结率91.68%。",
            "87.92万件",
            "37.92万件",
            id="more closed than taken in, by the rate",
        ),
        pytest.param(
            "全省法院执结案件38.72万件",
            "全省法院受理执行案件41.36万件，执结案件33.72万件，执结率93.62%。",
            "33.72万件",
            "38.72万件",
            id="body against headline, by the rate",
        ),
        pytest.param(
            "全省法院执结案件33.72万件",
            "全省法院受理执行案件41.36万件，执结案件38.72万件，执结率93.62%。",
            "33.72万件",
            "38.72万件",
            id="headline against body, by the rate",
        ),
    ],
)
def test_third_figure_settles_which_is_wrong(title: str, body: str, wrong: str, right: str) -> None:
    assert accused(night_of(title, body)) == {wrong: right}


@pytest.mark.parametrize(
    ("body", "wrong", "right"),
    [
        pytest.param("全区法院审结商事案件3.62万件，平均用时4826天，缩短4.1天。", "4826天", "48.26天", id="duration"),
        pytest.param(
            "全省法院执行案件平均办理期限为6135天，缩短3.2天。", "6135天", "61.35天", id="duration of another kind"
        ),
        pytest.param("全省法院执结率为9362%。", "9362%", "93.62%", id="rate"),
    ],
)
def test_of_lost_points_the_one_of_a_usual_size_comes_first(body: str, wrong: str, right: str) -> None:
    assert accused(night_of("工作通报", body)) == {wrong: right}


@pytest.mark.parametrize(
    ("body", "absurd"),
    [
        pytest.param("武汉市法院受理案件6.2万件，其中民事案件85.1万件。", ("6.2亿件", "6.2万亿件"), id="cases"),
        pytest.param("武汉市法院受理信访6.2万件，其中涉诉信访85.1万件。", ("6.2亿件", "6.2万亿件"), id="no indicator"),
        pytest.param("武汉市法院执行到位3200万元，其中涉民生案款67.5亿元。", ("3200万亿元",), id="money"),
    ],
)
def test_print_beyond_all_that_its_unit_has_told_is_no_candidate(body: str, absurd: tuple[str, ...]) -> None:
    night = night_of("工作通报", body)
    told = [entry["message"] for entry in night.findings if entry["severity"] != "info"]
    assert told
    assert [text for text in absurd for message in told if f"“{text}”" in message] == []
