"""The work grows with the text and no faster: lines run and functions called are counted, never the clock.

A pattern that backtracks does its work inside one call, which no count sees: the nasty texts are so long that
a test whose pattern backtracks would not come to an end.
"""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from reading_texts import figures_in

from extraction.quantities import find_quantities
from extraction.time_expressions import find_time_expressions

AT_MOST = 2.2  # times the work for twice the text
PARAGRAPH = (
    "2025年，青禾县法院受理各类案件4120件，同比增长3.2%；审结3986件，结案率96.75%。其中，刑事案件216件、"
    "民事案件2745件、行政案件58件，同比分别上升1.2%、3.4%和5.6%。截至12月底，执行到位金额1.26亿元。"
    "该县张某拖欠货款35万元，法官上门调解后分期支付。\n"
)
TWO_HEADLESS = "□ 本报记者 王某\n果园里的纠纷当场化解。\n□ 本报记者 李某\n渔船上的纠纷当场化解。\n"


def work(do: Callable[[], object]) -> int:
    """How many lines of Python it runs and how many built-in functions it calls."""
    count = 0

    def run(frame: FrameType, event: str, argument: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return run

    def called(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    sys.settrace(run)
    sys.setprofile(called)
    try:
        do()
    finally:
        sys.setprofile(None)
        sys.settrace(None)
    return count


def growth(unit: str, times: int) -> float:
    """The work for a text of twice as many units, over that for the text itself."""
    figures_in(unit * 2 * times)  # the catalogues are read once, each when it is first asked
    once, twice = (work(lambda text=unit * n: figures_in(text)) for n in (times, 2 * times))
    return twice / once


@pytest.mark.parametrize(
    ("unit", "times"),
    [
        pytest.param("# 青禾县法院\n" + PARAGRAPH, 30, id="articles under headings"),
        pytest.param("□ 本报记者 王某\n" + PARAGRAPH, 30, id="articles under bylines"),
        pytest.param(
            TWO_HEADLESS + "# 青禾县法院审结案件\n# 邻县法院化解纠纷\n", 60, id="headings that look for their articles"
        ),
        pytest.param("审结36件\n", 400, id="short lines"),
        pytest.param("2025年3月，", 600, id="nothing but times"),
        pytest.param("36件，", 500, id="nothing but figures"),
        pytest.param("（36件）", 300, id="figures in brackets"),
        pytest.param("# 青禾县法院\n", 200, id="nothing but headings"),
        pytest.param("□ 本报记者 王某\n", 200, id="nothing but bylines"),
        pytest.param("“36件", 300, id="quotes that never close"),
        pytest.param(PARAGRAPH, 40, id="paragraphs of a report"),
        pytest.param(PARAGRAPH.replace("\n", ""), 40, id="one paragraph"),
        pytest.param(PARAGRAPH.replace("\n", "").replace("。", "，"), 40, id="one sentence"),
        pytest.param("张某还款36万元。", 300, id="stories"),
        pytest.param("成都市中级人民法院判张某还款36万元。", 200, id="stories and their courts in one paragraph"),
        pytest.param("某公司还款36万元，", 150, id="stories in one sentence"),
        pytest.param("四川省成都市法院、", 300, id="nothing but places"),
        pytest.param("同比增长3.2%、", 300, id="a list of changes"),
        pytest.param("四川省成都市法院审结36件、", 150, id="places and figures in one clause"),
        pytest.param("其中36件，", 300, id="nothing but 其中"),
        pytest.param("分别为36件、", 300, id="nothing but 分别"),
        pytest.param("2025年3月15日审结36件，", 150, id="days in one sentence"),
        pytest.param("（其中（36件）", 200, id="brackets within brackets"),
    ],
)
def test_twice_the_text_takes_no_more_than_twice_the_work(unit: str, times: int) -> None:
    assert growth(unit, times) <= AT_MOST


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("9" * 50_000, id="digits"),
        pytest.param("9," * 50_000, id="digits and commas"),
        pytest.param("比" * 20_000 + "翻番", id="a comparison that never comes to its point"),
        pytest.param("2025年" * 20_000, id="years"),
        pytest.param("1" + "万" * 50_000 + "x", id="multipliers behind a digit"),
        pytest.param("一二三" * 350_000, id="one line of Chinese digits, 3 MB"),
        pytest.param("1、" * 50_000, id="a list without a unit"),
        pytest.param("（" * 100_000, id="opening brackets"),
        pytest.param("）" * 100_000, id="closing brackets"),
        pytest.param("分别、" * 20_000, id="分别"),
        pytest.param("同比较上年" * 20_000, id="words of comparison"),
        pytest.param("增长" * 20_000 + "3%", id="words of change"),
        pytest.param(" " * 100_000, id="blanks"),
        pytest.param("*" * 100_000, id="asterisks"),
        pytest.param("#" * 100_000, id="marks of headings"),
        pytest.param("“" * 100_000, id="quotes"),
        pytest.param("《" * 50_000, id="titles that never close"),
        pytest.param("年" * 100_000, id="年"),
        pytest.param("至" * 50_000, id="至"),
        pytest.param("法院" * 50_000, id="courts"),
        pytest.param("审结案件" * 25_000 + "3件", id="actions without a stop"),
        pytest.param("某公司" * 30_000, id="firms"),
        pytest.param("审结案件升至" + "升至" * 20_000 + "，3件", id="connecting words that part in many ways"),
        pytest.param("审结" + "成都市" * 30_000 + "3件", id="places in one clause"),
        pytest.param("其中" * 50_000 + "3件", id="其中"),
        pytest.param("“审结《甲》" * 20_000, id="quotes and titles in turn"),
        pytest.param("（（3件）" * 10_000, id="brackets within brackets"),
        pytest.param("2025年3月15日" * 10_000, id="days"),
        pytest.param("（以下简称“甲乙”）" * 3_000, id="aliases"),
        pytest.param("\n" * 100_000, id="ends of lines"),
        pytest.param("本报记者 " * 10_000, id="reporters"),
    ],
)
def test_nasty_text_comes_to_an_end(text: str) -> None:
    found = figures_in(text)
    assert [each.obs_text for each in found] == [text[each.char_start : each.char_end] for each in found]


@pytest.mark.parametrize("find", [lambda text: find_quantities(text, []), find_time_expressions])
def test_finding_takes_twice_the_work_for_twice_the_text(find: Callable[[str], object]) -> None:
    find(PARAGRAPH)
    assert work(lambda: find(PARAGRAPH * 80)) <= AT_MOST * work(lambda: find(PARAGRAPH * 40))
