"""What each line of a page is."""

import pytest

from extraction.folding import fold
from extraction.lines import LineKind, read_lines

BODY = "去年以来，该县法院把办案放在首位，全年审结各类案件1200件，同比增长3.2%。"


def kinds(page: str) -> list[LineKind]:
    return [line.kind for line in read_lines(fold(page))]


def kind_after_body(line: str) -> LineKind:
    return kinds(f"某县法院晒出成绩单\n{BODY}\n{line}\n{BODY}")[2]


def test_first_line_is_a_heading() -> None:
    assert kinds(f"某县法院晒出成绩单\n{BODY}") == [LineKind.HEADING, LineKind.BODY]


def test_shoulder_line_above_the_heading_is_a_heading_too() -> None:
    page = f"司法护航高质量发展\n某县法院晒出成绩单\n{BODY}"
    assert kinds(page) == [LineKind.HEADING, LineKind.HEADING, LineKind.BODY]


@pytest.mark.parametrize(
    "line", ["□ 本报记者 王某", "■本报记者 王某 通讯员 李某", "本报记者 王某", "文/王某", "作者：王某"]
)
def test_line_that_names_the_reporter_is_a_byline_or_imprint(line: str) -> None:
    assert kind_after_body(line) in (LineKind.BYLINE, LineKind.IMPRINT)


@pytest.mark.parametrize("line", ["□ 本报记者 王某", "◎ 本报记者 王某 李某", "■ 通讯员 王某"])
def test_reporter_behind_a_mark_is_a_byline(line: str) -> None:
    assert kind_after_body(line) is LineKind.BYLINE


@pytest.mark.parametrize("line", ["本报记者 王某 摄", "通讯员 李某供图", "本报记者王某 摄影"])
def test_line_that_names_the_photographer_is_a_credit(line: str) -> None:
    assert kind_after_body(line) is LineKind.CREDIT


@pytest.mark.parametrize("line", ["本报成都1月26日电", "（本报1月26日讯）", "本报海口10月9日讯"])
def test_dateline_on_a_line_of_its_own_closes_an_article(line: str) -> None:
    assert kind_after_body(line) is LineKind.DATELINE


@pytest.mark.parametrize(
    "line",
    [
        "2026-01-28",
        "2026年1月28日 星期三",
        "第4版",
        "第04版：法院",
        "来源：某报",
        "责任编辑：王某",
        "3/12",
        "https://example.org/a",
    ],
)
def test_imprint_of_the_page_is_no_text(line: str) -> None:
    assert kind_after_body(line) is LineKind.IMPRINT


@pytest.mark.parametrize("line", ["2025年审结案件1.2万件，3月居首", "2025年1至3月执行到位3亿元"])
def test_line_with_a_figure_is_no_imprint(line: str) -> None:
    assert kind_after_body(line) is not LineKind.IMPRINT


@pytest.mark.parametrize("line", ["一、诉讼案件", "（二）执行案件", "【执行案件】", "▌执行案件", "十二、附则"])
def test_numbered_or_marked_line_inside_the_text_is_a_section(line: str) -> None:
    assert kind_after_body(line) is LineKind.SECTION


def test_short_line_without_punctuation_inside_the_text_is_a_section() -> None:
    assert kind_after_body("织密解纷网络") is LineKind.SECTION


def test_short_line_before_a_byline_is_the_heading_of_the_next_article() -> None:
    page = f"某县法院晒出成绩单\n{BODY}\n邻县法院化解纠纷\n□ 本报记者 王某\n{BODY}"
    assert kinds(page)[2] is LineKind.HEADING


def test_short_line_behind_an_open_sentence_goes_on_with_it() -> None:
    page = f"某县法院晒出成绩单\n{BODY}\n全年审结的各类案件达到13.3万\n件\n{BODY}"
    assert kinds(page)[2:4] == [LineKind.BODY, LineKind.BODY]


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        pytest.param("# 某县法院晒出成绩单", LineKind.HEADING, "某县法院晒出成绩单", id="first rank"),
        pytest.param("## 邻县法院 ##", LineKind.HEADING, "邻县法院", id="second rank, closed"),
        pytest.param("### 诉讼案件", LineKind.SECTION, "诉讼案件", id="third rank under higher ones"),
    ],
)
def test_markdown_heading_loses_its_marks(line: str, kind: LineKind, text: str) -> None:
    lines = read_lines(fold(f"# 全省法院一览\n{BODY}\n{line}\n{BODY}"))
    assert (lines[2].kind, lines[2].text) == (kind, text)


@pytest.mark.parametrize("mark", ["- ", "* ", "● ", "• ", "▲", "△", "※", "1. ", "2、", "**"])
def test_bullet_is_no_part_of_the_text(mark: str) -> None:
    lines = read_lines(fold(f"某县法院晒出成绩单\n{BODY}\n{mark}{BODY}"))
    assert lines[2].text == fold(BODY)


def test_number_at_the_beginning_of_a_line_is_no_bullet() -> None:
    lines = read_lines(fold(f"某县法院晒出成绩单\n{BODY}\n12.5万件案件在去年审结，同比增长3.2%，其余结转今年办理。"))
    assert lines[2].text.startswith("12.5万件")


def test_offsets_are_those_of_the_page() -> None:
    page = fold(f"  某县法院晒出成绩单  \n\n　　{BODY}\n- {BODY}")
    assert all(page[line.start : line.end] == line.text for line in read_lines(page))


def test_blank_lines_are_left_out() -> None:
    assert kinds(f"\n \n某县法院晒出成绩单\n\n\n{BODY}\n　\n") == [LineKind.HEADING, LineKind.BODY]


def test_empty_page_has_no_lines() -> None:
    assert kinds("") == []
