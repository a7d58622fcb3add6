"""Times counted back (半年来, 三年里), and times that figures are only held against or that are told behind them."""

from datetime import date

import pytest
from reading_texts import figures_in, level_of

YEAR = ("2024-01-01", "2024-12-31")


def periods(text: str, published: str = "2025-01-20") -> list[tuple[str | None, str | None]]:
    return [
        (each.time_start and str(each.time_start), each.time_end and str(each.time_end))
        for each in figures_in(text, published=date.fromisoformat(published))
    ]


@pytest.mark.parametrize(
    ("month", "back"),
    [
        pytest.param("2024年9月", "四个月来", id="months"),
        pytest.param("2024年7月", "半年来", id="half a year"),
        pytest.param("2024年7月", "半年多来", id="more than half a year"),
        pytest.param("2022年7月", "两年半来", id="years and a half"),
    ],
)
def test_months_back_run_from_what_began_so_many_months_ago(month: str, back: str) -> None:
    text = f"{month}，广元中院被列为家事审判改革试点。{back}，全市法院受理家事案件41件。庭审直播9场。"
    begun = f"{month[:4]}-0{month[5]}-01"
    assert periods(text) == [(begun, "2025-01-20")] * 2


def test_months_back_from_nothing_told_are_counted_from_the_report() -> None:
    assert periods("近三个月来，广元法院受理案件210件。") == [("2024-10-20", "2025-01-20")]


@pytest.mark.parametrize("back", ["五年里，", "五年中，", "五年共"])
def test_years_alone_are_those_that_the_report_speaks_of(back: str) -> None:
    text = f"2020年至2024年，广元法院受理案件9210件。2024年，审结2100件。\n{back}发出司法建议31份。"
    assert periods(text)[-1] == ("2020-01-01", "2024-12-31")


@pytest.mark.parametrize(
    "base", ["比改革前的2019年增长三成", "较设庭之初的2019年增长三成", "与疫情前的2019年相比增长三成"]
)
def test_year_described_that_a_change_is_counted_from_is_that_of_no_figure(base: str) -> None:
    text = f"2024年，广元法院受理破产案件41件，{base}；审结30件。庭审直播9场。"
    assert periods(text) == [YEAR] * 4
    assert [each.comparison for each in figures_in(text)] == [None, "other", None, None]


def test_stock_told_behind_the_figures_of_a_year_ends_with_its_sentence() -> None:
    text = "2024年，广元法院新收案件9100件；截至12月31日，未结300件。\n发出司法建议12份。"
    assert periods(text) == [YEAR, (None, "2024-12-31"), YEAR]


def test_numbers_behind_a_list_of_years_are_those_of_one_year_each() -> None:
    text = "2022年、2023年、2024年新收破产案件31件、38件、41件，后两年同比增幅依次为22.58%、7.89%。"
    years = [(f"{year}-01-01", f"{year}-12-31") for year in (2022, 2023, 2024)]
    assert periods(text) == [*years, *years[1:]]
    found = figures_in(text)
    assert [level_of(found, each) for each in found[3:]] == ["38件", "41件"]


def test_place_that_an_account_is_kept_in_is_not_what_its_text_is_about() -> None:
    text = "护苗成绩单来了\n原创 石门检察 2025-01-18 08:00 发表于湖南\n\n2024年，石门县检察院起诉41人。\n罚款9人。"
    assert [each.ref_area for each in figures_in(text)] == ["430726", "430726"]


def test_term_of_office_is_the_five_years_of_the_report_where_it_tells_them() -> None:
    told = "过去五年，广元法院受理案件7.1万件。2024年，审结1.2万件。\n本届以来，判处罪犯31人。"
    assert periods(told)[-1] == ("2020-01-01", "2024-12-31")
    assert periods("2024年，广元法院受理案件1.2万件。本届以来，判处罪犯31人。")[-1] == (None, None)


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        pytest.param("8月下旬至10月中旬", ("2024-08-21", "2024-10-20"), id="from one to another"),
        pytest.param("9月上旬", ("2024-09-01", "2024-09-10"), id="one"),
        pytest.param("11月（截至28日）", ("2024-11-01", "2024-11-28"), id="a month as far as it went"),
    ],
)
def test_parts_of_months_are_their_days(printed: str, days: tuple[str, str]) -> None:
    assert periods(f"{printed}，广元法院执结案件310件。", "2024-11-30") == [days]


@pytest.mark.parametrize("during", ["活动开展以来", "会战期间"])
def test_campaign_whose_end_is_not_told_runs_from_its_beginning(during: str) -> None:
    text = f"8月25日，广元法院“百日会战”启动。\n利州区法院{during}执结案件310件。"
    assert periods(text, "2024-11-30") == [("2024-08-25", "2024-11-30")]


@pytest.mark.parametrize("gathering", ["案款集中发还大会", "执行款兑付仪式", "公开宣判大会"])
def test_what_is_done_at_a_gathering_is_of_its_day(gathering: str) -> None:
    text = f"11月3日，广元中院举行{gathering}，涉及312名当事人。"
    assert periods(text, "2024-11-30") == [("2024-11-03", "2024-11-03")]


@pytest.mark.parametrize(
    ("month", "since"),
    [
        pytest.param("2024年7月", "上线半年", id="half a year"),
        pytest.param("2023年11月", "运行一年", id="a year"),
    ],
)
def test_years_since_something_began_run_from_its_beginning(month: str, since: str) -> None:
    text = f"2025年，广元法院受理案件910件。\n{month}，该平台上线。{since}，办结案件310件。"
    assert periods(text)[-1] == (f"{month[:4]}-{int(month[5:-1]):02d}-01", "2025-01-20")
