"""docs/sql.md: its queries, run as they stand there on the sample reports."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from command_line import casetally

ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "sql.md").read_text(encoding="utf-8")
QUERIES = {
    int(number): query
    for number, query in re.findall(r"^## (\d+)\. .*?^```sql\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE)
}
NINE_MONTHS = "national/2025-q3-main-figures.txt"
ENFORCED = (
    "【执行情况】前三季度，全国法院执结案件702.5万件，同比增长6.9%，执结率80.9%；执行到位金额1.61万亿元，同比增长4.5%。"
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """Ask the published samples a query of the document."""
    user = tmp_path_factory.mktemp("samples")
    run = casetally("run", "--inbox", str(ROOT / "samples"), cwd=user)
    assert run.returncode == 0, run.stderr
    with duckdb.connect(str(user / "data" / "warehouse.duckdb"), read_only=True) as connection:
        yield lambda number: connection.execute(QUERIES[number]).fetchall()


def test_there_are_ten_queries():
    assert list(QUERIES) == list(range(1, 11))


def test_every_query_follows_a_sentence_that_says_what_it_answers():
    assert len(re.findall(r"^## \d+\. [^\n]+\?\n\n[A-Z][^`]+\.\n\n```sql\n", DOCUMENT, re.MULTILINE)) == len(QUERIES)


def test_1_gives_an_indicator_year_by_year(asked):
    values = [(2021, 742), (2022, 861), (2023, 968), (2024, 1087), (2025, 1204)]
    assert [row[:2] for row in asked(1)] == values
    assert {row[2:5] for row in asked(1)} == {("case", 1, 0)}


def test_2_gives_each_printed_growth_with_the_one_computed_from_both_levels(asked):
    rows = {row[0]: row[3:] for row in asked(2)}
    # 13229 cases after 12480; 5816 mediated after 5230; an amount of 5.34 after 4.85 (亿元)
    assert rows["受理案件"] == (6, 6, True)
    assert rows["诉前调解成功案件"] == (Decimal("11.2"), Decimal("11.2"), True)
    assert rows["执行到位金额"] == (Decimal("10.1"), Decimal("10.1"), True)
    # 954% is a misprint of 95.4%, which is 0.8 above 94.6%
    assert rows["执结率"] == (Decimal("0.8"), Decimal("859.4"), False)


def test_3_ranks_the_provinces(asked):
    # 862.7 and 623.4亿元: 58.05 and 41.95 of 100
    ranked = [(row[0], row[1], row[2], row[5]) for row in asked(3)]
    assert ranked == [(1, "湖北省", 86_270_000_000, 58.1), (2, "江西省", 62_340_000_000, 41.9)]


def test_4_gives_each_slice_its_share_and_what_they_leave_over(asked):
    assert [row for row in asked(4) if row[0] == 2025] == [
        (2025, "case_type=civil", 7192, 13229, 54.4, 5460),
        (2025, "case_type=criminal", 486, 13229, 3.7, 5460),
        (2025, "case_type=administrative", 91, 13229, 0.7, 5460),
    ]


def test_5_gives_every_print_of_a_figure(asked):
    day = date(2026, 3, 18)
    assert [(*row[:4], *row[5:8]) for row in asked(5)] == [
        (1, day, 130_000_000_000, 130_000_000_000, "over", "normal", None),
        (2, day, 132_640_000_000, 132_635_000_000, "exact", "normal", True),
    ]


def test_6_gives_figures_with_the_place_they_are_printed_at(asked):
    text = (ROOT / "samples" / NINE_MONTHS).read_text(encoding="utf-8")
    rows = asked(6)
    assert [row[:4] for row in rows] == [
        ("1.61万亿元", 1_610_000_000_000, ENFORCED, NINE_MONTHS),
        ("4.5%", Decimal("4.5"), ENFORCED, NINE_MONTHS),
    ]
    assert [text[start:end] for *_, start, end, _ in rows] == ["1.61万亿元", "4.5%"]


def test_7_counts_open_findings_by_rule_and_outlet(asked):
    assert asked(7) == [
        ("cases_within_reach_of_area", "critical", "newspaper", 1),
        ("growth_fits_last_year", "critical", "county", 1),
        ("part_not_above_whole", "critical", "newspaper", 1),
        ("rate_equals_part_of_whole", "critical", "county", 1),
        ("share_within_0_100", "critical", "county", 1),
        ("within_catalogue_bounds", "critical", "press", 1),
    ]


def test_8_gives_the_growth_that_two_reports_contradict(asked):
    [row] = asked(8)
    assert row == (
        "浦江县",
        "执结率",
        date(2025, 12, 31),
        Decimal("0.8"),
        Decimal("859.4"),
        954,
        Decimal("94.6"),
        "suspect",
        "county/pujiang-court-2025.txt",
    )


def test_9_counts_what_is_covered_by_province_and_year(asked):
    covered = {row[:2]: row[2:4] for row in asked(9)}
    assert [covered["320000", year] for year in (2021, 2022, 2023, 2024)] == [(1, 1)] * 4
    assert ("100000", 2025) not in covered
    assert {province for province, _ in covered} == {
        "320000", "330000", "350000", "360000", "370000", "420000", "640000"
    }  # fmt: skip


def test_10_gives_the_indicators_of_a_word_with_the_courts_that_print_them(asked):
    rows = {row[0]: row[1:] for row in asked(10)}
    assert rows["settlements_reached"] == ("执行和解案件", 3, ["古田法院"])
    assert rows["enforcement_fines"] == ("执行罚款", 0, None)
