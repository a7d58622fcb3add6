"""The lines of a page in the order in which a person reads them."""

import pytest

from flows.inbox.formats.layout import PrintedLine, blocks, paragraphs


def line(text, left, top, height=10):
    """A line of square signs."""
    return PrintedLine(text, left, top, left + len(text) * height, top + height)


def read(*lines):
    return ["".join(each.text for each in block) for block in blocks(lines)]


def test_columns_follow_one_another_from_left_to_right():
    rows = [line(text, left, top) for top in (0, 14) for left, text in ((0, f"左{top}右边缘"), (70, f"右{top}末"))]
    assert read(*rows) == ["左0右边缘左14右边缘", "右0末右14末"]


def test_a_headline_over_the_columns_is_read_before_them():
    rows = [line(text * 5, left, 40 + top) for top in (0, 14) for left, text in ((0, "左"), (60, "右"))]
    assert read(*rows, line("大标题标题", 10, 0, height=20)) == ["大标题标题", "左" * 10, "右" * 10]


def test_a_second_row_of_columns_is_read_after_the_first():
    rows = [
        line(text * 5, left, top) for text, left, top in (("甲", 0, 0), ("乙", 60, 0), ("丁", 60, 60), ("丙", 0, 60))
    ]
    across = line("通栏文字通栏文字通栏", 0, 30)
    assert read(*rows, across) == ["甲" * 5, "乙" * 5, "通栏文字通栏文字通栏", "丙" * 5, "丁" * 5]


def test_a_page_without_lines_has_no_blocks():
    assert read() == []


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        pytest.param(
            [line("一二三四五六七八九十", 0, 0), line("十一", 0, 14)], ["一二三四五六七八九十十一"], id="a full line"
        ),
        pytest.param(
            [line("一二三四五六七八九十", 0, 0), line("另起一段", 20, 14)],
            ["一二三四五六七八九十", "另起一段"],
            id="indented",
        ),
        pytest.param(
            [line("短行", 0, 0), line("一二三四五六七八九十", 0, 14)],
            ["短行", "一二三四五六七八九十"],
            id="a short line",
        ),
        pytest.param(
            [line("一二三四五六七八九。", 0, 0), line("下一句", 0, 14)],
            ["一二三四五六七八九。", "下一句"],
            id="a sentence ends",
        ),
        pytest.param(
            [line("标题标题标题标题标题", 0, 0, 20), line("正文" * 10, 0, 24)],
            ["标题标题标题标题标题", "正文" * 10],
            id="a heading",
        ),
        pytest.param(
            [line("共受理案件一万三千1", 0, 0), line("4件", 0, 14)],
            ["共受理案件一万三千14件"],
            id="a figure that is cut",
        ),
        pytest.param(
            [line("完毕率达到百分之93.", 0, 0), line("1%", 0, 14)],
            ["完毕率达到百分之93.1%"],
            id="a figure that is cut behind its point",
        ),
        pytest.param(
            [line("the courts of", 0, 0), line("the province", 0, 14)], ["the courts of the province"], id="Latin words"
        ),
    ],
)
def test_the_lines_of_a_paragraph_are_joined(lines, wanted):
    assert list(paragraphs(lines)) == wanted
