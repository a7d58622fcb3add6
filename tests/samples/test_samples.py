"""What docs/samples.md claims of the sample reports, as far as it can be checked without extraction."""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TEXTS = sorted(path for path in SAMPLES.rglob("*") if path.suffix in (".txt", ".md"))
SIDE_FILES = sorted(SAMPLES.rglob("*.meta.yaml"))
IN_GB18030 = "county/gutian-2024-11-12.txt"
README = (SAMPLES.parent / "docs" / "samples.md").read_text(encoding="utf-8")

QUARTER = "national/2025-q3-main-figures.txt"
PAGE = "newspaper/2026-01-28-page-04.md"
PUJIANG_2024 = "county/pujiang-court-2024.txt"
PUJIANG_2025 = "county/pujiang-court-2025.txt"
HUBEI = "provincial/hubei-work-report-2026.txt"
ANHUI = "procuratorate/anhui-2025.txt"
WUXI = "bankruptcy/wuxi-white-paper.txt"
NINGXIA = "press/ningxia-press-conference.txt"
JIMO = "enforcement/jimo-autumn-campaign.txt"


def text_of(name: str) -> str:
    return (SAMPLES / name).read_bytes().decode("gb18030" if name == IN_GB18030 else "utf-8")


def name_of(path: Path) -> str:
    return path.relative_to(SAMPLES).as_posix()


def number(printed: str) -> Decimal:
    """The number at the head of `printed`, 万 and 亿 worked in: 1.32万件 is 13200."""
    found = re.match(r"([\d.]+)(万?)(亿?)", printed)
    assert found is not None, printed
    return Decimal(found[1]) * (10_000 if found[2] else 1) * (100_000_000 if found[3] else 1)


def rounded_like(value: Decimal, printed: Decimal) -> Decimal:
    """`value` with as many decimals as `printed` has."""
    return value.quantize(Decimal(1).scaleb(int(printed.as_tuple().exponent)), ROUND_HALF_UP)


def test_there_are_at_least_ten_reports() -> None:
    assert len(TEXTS) >= 10


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_report_is_named_in_the_readme(path: Path) -> None:
    assert f"`{name_of(path)}`" in README


@pytest.mark.parametrize("path", TEXTS, ids=name_of)
def test_report_says_that_it_is_invented(path: Path) -> None:
    assert text_of(name_of(path)).rstrip().endswith("均为虚构）")


@pytest.mark.parametrize("path", [path for path in TEXTS if name_of(path) != IN_GB18030], ids=name_of)
def test_report_is_utf_8(path: Path) -> None:
    assert path.read_bytes().decode("utf-8")


def test_one_report_is_gb18030_and_not_utf_8() -> None:
    with pytest.raises(UnicodeDecodeError):
        (SAMPLES / IN_GB18030).read_bytes().decode("utf-8")
    assert "古田" in text_of(IN_GB18030)


@pytest.mark.parametrize("path", SIDE_FILES, ids=name_of)
def test_side_file_stands_beside_a_report_and_gives_its_date(path: Path) -> None:
    stated = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert path.with_name(path.name.replace(".meta.yaml", ".txt")).exists()
    assert isinstance(stated["published_on"], date)
    assert set(stated) <= {"published_on", "outlet", "url", "title"}


@pytest.mark.parametrize(
    ("name", "printed", "meant"),
    [
        pytest.param(PAGE, "恢复执行2137万件", "21.37万件", id="lost decimal"),
        pytest.param(PUJIANG_2025, "执结率954%", "95.4%", id="rate above 100 percent"),
        pytest.param(NINGXIA, "平均用时4826天", "48.26天", id="lost dot in a duration"),
    ],
)
def test_misprint_is_planted_where_the_readme_says(name: str, printed: str, meant: str) -> None:
    assert text_of(name).count(printed) == 1
    assert re.sub(r"[\d.]+\D+$", meant, printed) not in text_of(name)
    assert f"| `{name}` | {printed} | {meant} |" in README


@pytest.mark.parametrize(
    ("name", "parts", "whole"),
    [
        pytest.param(QUARTER, ["98.4万件", "1624.3万件", "66.8万件", "868.4万件"], "2657.9万件", id="kinds of cases"),
        pytest.param(QUARTER, ["824.7万件", "2657.9万件"], "3482.6万件", id="accepted"),
        pytest.param(QUARTER, ["824.7万件", "2086.6万件"], "2911.3万件", id="closed"),
        pytest.param(PUJIANG_2024, ["512件", "6725件", "83件", "5160件"], "12480件", id="2024 accepted"),
        pytest.param(PUJIANG_2024, ["498件", "6398件", "80件", "4880件"], "11856件", id="2024 closed"),
        pytest.param(PUJIANG_2025, ["486件", "7192件", "91件", "5460件"], "13229件", id="2025 accepted"),
        pytest.param(PUJIANG_2025, ["471件", "6861件", "88件", "5207件"], "12627件", id="2025 closed"),
        pytest.param(ANHUI, ["6573件", "1069件"], "7642件", id="public-interest cases"),
        pytest.param(WUXI, ["742件", "861件", "968件", "1087件", "1204件"], "4862件", id="five years"),
        pytest.param(WUXI, ["1653件", "2896件", "313件"], "4862件", id="by source"),
    ],
)
def test_parts_add_up_to_the_whole(name: str, parts: list[str], whole: str) -> None:
    assert all(printed in text_of(name) for printed in [*parts, whole])
    assert sum(number(part) for part in parts) == number(whole)


@pytest.mark.parametrize(
    ("name", "part", "whole", "rate"),
    [
        pytest.param(QUARTER, "702.5万件", "868.4万件", "80.9%", id="nation, enforcement"),
        pytest.param(PAGE, "45.2万件", "48.6万件", "93.0%", id="江西, enforcement"),
        pytest.param(PAGE, "6150件", "1.28万件", "48.05%", id="江西, cross-enforcement"),
        pytest.param(HUBEI, "155.4万件", "163.8万件", "94.9%", id="湖北, all"),
        pytest.param(HUBEI, "57.3万件", "61.5万件", "93.2%", id="湖北, enforcement"),
        pytest.param(IN_GB18030, "2751件", "3126件", "88.0%", id="古田, enforcement"),
        pytest.param(PUJIANG_2024, "11856件", "12480件", "95.0%", id="浦江 2024, all"),
        pytest.param(PUJIANG_2024, "4880件", "5160件", "94.6%", id="浦江 2024, enforcement"),
        pytest.param(PUJIANG_2025, "12627件", "13229件", "95.4%", id="浦江 2025, all"),
        pytest.param(NINGXIA, "9410件", "3.62万件", "26.0%", id="宁夏, small claims"),
        pytest.param(ANHUI, "6573件", "7642件", "86.0%", id="安徽, administrative"),
        pytest.param(ANHUI, "1069件", "7642件", "14.0%", id="安徽, civil"),
        pytest.param(WUXI, "1653件", "4862件", "34.0%", id="无锡, from enforcement"),
        pytest.param(WUXI, "2896件", "4862件", "59.6%", id="无锡, by creditors"),
        pytest.param(JIMO, "1.17万件", "1.32万件", "88.6%", id="即墨, enforcement"),
    ],
)
def test_rate_is_part_over_whole(name: str, part: str, whole: str, rate: str) -> None:
    assert all(printed in text_of(name) for printed in (part, whole, rate))
    assert rounded_like(number(part) / number(whole) * 100, number(rate)) == number(rate)


@pytest.mark.parametrize(
    ("before", "after", "growth"),
    [
        pytest.param("12480件", "13229件", "6.0%", id="accepted"),
        pytest.param("11856件", "12627件", "6.5%", id="closed"),
        pytest.param("4.85亿元", "5.34亿元", "10.1%", id="amount enforced"),
        pytest.param("1286人次", "1157人次", "-10.0%", id="entries on the list"),
        pytest.param("5230件", "5816件", "11.2%", id="mediated before filing"),
    ],
)
def test_growth_fits_the_year_before(before: str, after: str, growth: str) -> None:
    assert before in text_of(PUJIANG_2024)
    assert after in text_of(PUJIANG_2025)
    assert growth.lstrip("-") in text_of(PUJIANG_2025)
    printed = Decimal(growth.rstrip("%"))
    assert rounded_like((number(after) / number(before) - 1) * 100, printed) == printed


@pytest.mark.parametrize(
    ("before", "after", "points"),
    [
        pytest.param("46.3%", "48.1%", "1.8个", id="enforced amount rate"),
        pytest.param("35.2%", "36.9%", "1.7个百分点", id="full enforcement rate"),
        pytest.param("57.4%", "60.1%", "2.7个百分点", id="voluntary performance rate"),
    ],
)
def test_points_are_the_difference_of_two_rates(before: str, after: str, points: str) -> None:
    assert before in text_of(PUJIANG_2024)
    assert all(printed in text_of(PUJIANG_2025) for printed in (after, points))
    assert number(after) - number(before) == number(points)


def test_old_cases_are_those_left_open_the_year_before() -> None:
    assert "旧存624件" in text_of(PUJIANG_2025)
    assert number("12480件") - number("11856件") == 624


def test_page_breaks_a_sentence_and_a_figure() -> None:
    assert "看得见案子走\n\n到了哪一步" in text_of(PAGE)
    assert "有1.3万\n\n件，占比约六成" in text_of(PAGE)


def test_page_has_a_heading_behind_its_body() -> None:
    page = text_of(PAGE)
    assert page.index("樟树法院把这套做法固定下来") < page.index("## 樟树：先替老板讨账")


def test_reprint_repeats_the_figures_of_the_release() -> None:
    figures = set(re.findall(r"[\d.]+(?:万件|%|天)", text_of("national/2025-q3-reprint.txt")))
    assert figures <= set(re.findall(r"[\d.]+(?:万件|%|天)", text_of(QUARTER)))
