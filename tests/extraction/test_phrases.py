"""The phrase that a figure measures, and the label that a person would choose."""

import pytest
from reading_texts import figure

from extraction.phrases import bare, tail_of, without
from extraction.topics import Topic, complete, complete_rate, is_class_of_cases, remember


def test_spans_are_cut_out_of_the_words() -> None:
    text = "2025年四川省法院审结案件"
    assert without(text, 0, len(text), [(0, 5), (5, 8)]) == "法院审结案件"


def test_span_that_reaches_over_the_end_is_cut_at_it() -> None:
    assert without("审结四川省", 0, 3, [(2, 5)]) == "审结"


@pytest.mark.parametrize(
    ("words", "phrase"),
    [
        pytest.param("其中，审结案件", "审结案件", id="a connecting word before"),
        pytest.param("累计执行到位金额达到", "执行到位金额", id="a verb behind"),
        pytest.param("“执转破”案件共", "执转破案件", id="quotes"),
        pytest.param("据统计，上诉率为", "上诉率", id="a source before"),
        pytest.param("已结案件", "已结案件", id="已结 is no 已"),
        pytest.param("共", "", id="nothing but connecting words"),
    ],
)
def test_phrase_is_stripped_of_connecting_words(words: str, phrase: str) -> None:
    assert bare(words) == phrase


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        pytest.param("36件案件，", "案件", id="up to a comma"),
        pytest.param("36件案件进入“执转破”。", "案件进入执转破", id="up to the stop, quotes left out"),
        pytest.param("36件）涉及", "", id="up to a bracket"),
        pytest.param("36件", "", id="nothing behind"),
        pytest.param("36件达到全部的两成", "", id="a verb that leads on to another number"),
        pytest.param("36件均已发还，", "发还", id="all of them, and done"),
        pytest.param("36件达成和解，", "达成和解", id="达成 is an act"),
        pytest.param("36件和解，", "和解", id="和解 is no 和"),
        pytest.param("36件提起公诉，", "提起公诉", id="提起 is no change"),
        pytest.param("36名少年重返校园。", "少年重返校园", id="少年 is no 少"),
    ],
)
def test_tail_is_the_words_behind_the_number(text: str, tail: str) -> None:
    assert tail_of(text, len("36件"), len(text)) == tail


@pytest.mark.parametrize(
    ("core", "topic", "phrase"),
    [
        pytest.param("审结", Topic("受理", "破产案件"), "审结破产案件", id="the kind of case told before"),
        pytest.param("行政案件", Topic("受理", "刑事案件"), "受理行政案件", id="the action told before"),
        pytest.param("审结行政案件", Topic("受理", "刑事案件"), "审结行政案件", id="both said"),
        pytest.param("审结", Topic(), "审结", id="nothing told before"),
    ],
)
def test_what_a_clause_leaves_out_is_filled_in_from_the_topic(core: str, topic: Topic, phrase: str) -> None:
    assert complete(core, "", topic, False) == phrase


def test_clause_with_a_subject_of_its_own_is_left_as_it_is() -> None:
    assert complete("审结", "", Topic("受理", "破产案件"), True) == "审结"


def test_rate_of_cases_takes_the_kind_told_before() -> None:
    assert complete_rate("结案率", Topic("受理", "执行案件")) == "执行案件结案率"


def test_other_rate_takes_nothing() -> None:
    assert complete_rate("上诉率", Topic("受理", "执行案件")) == "上诉率"


@pytest.mark.parametrize("words", ["刑事", "民商事", "执行", "首次执行"])
def test_class_of_cases_is_known_by_its_name_alone(words: str) -> None:
    assert is_class_of_cases(words)


@pytest.mark.parametrize("words", ["刑事案件被告人", "罚金", ""])
def test_other_words_are_no_class_of_cases(words: str) -> None:
    assert not is_class_of_cases(words)


@pytest.mark.parametrize(
    ("core", "before", "after"),
    [
        pytest.param("受理破产案件", Topic(), Topic("受理", "破产案件", "受理"), id="action and kind"),
        pytest.param(
            "审结", Topic("受理", "破产案件"), Topic("审结", "破产案件", "审结"), id="a new action, the kind stays"
        ),
        pytest.param("刑事受理", Topic(), Topic("受理", "刑事案件", "受理"), id="a class before the action"),
    ],
)
def test_topic_goes_on_with_the_phrase(core: str, before: Topic, after: Topic) -> None:
    assert remember(core, before) == after


@pytest.mark.parametrize(
    ("clause", "printed", "label"),
    [
        pytest.param("审结民事案件2745件", "2745件", "审结民事案件", id="action and kind"),
        pytest.param("执行到位金额达1.26亿元", "1.26亿元", "执行到位金额", id="a noun with its verb"),
        pytest.param("一审案件上诉率为8.96%", "8.96%", "一审案件上诉率", id="a rate"),
        pytest.param("组织巡回审判126场", "126场", "组织巡回审判", id="what fits no indicator"),
    ],
)
def test_label_is_the_phrase_without_time_place_and_connecting_words(clause: str, printed: str, label: str) -> None:
    assert figure(f"法院晒出年度成绩单\n2025年，全市法院工作有序推进，{clause}。", printed).indicator_label == label
