"""Places compared with one another: ranks, parts told one beside the other, sums of parts, and who changed most."""

import pytest
from reading_texts import figure, figures_in, level_of

REPORT = "2025年，广元法院新收案件9100件，同比上升8.1%。"


@pytest.mark.parametrize("ranked", ["在全省21个中院中列第3位", "在全省法院排名第三", "在四川各市法院中位居前列"])
def test_area_within_which_a_rate_is_ranked_is_not_that_of_the_figures_behind_it(ranked: str) -> None:
    assert figure(f"广元中院执结率98.3%，{ranked}；网拍145宗。", "145宗").ref_area == "510800"


def test_parts_told_one_beside_the_other_leave_the_sentence_behind_them_to_the_whole() -> None:
    text = "2025年，四川法院受理毒品案件5021件；其中绵阳市744件，广元市683件。从身份看，外省籍1970人。"
    assert [each.ref_area for each in figures_in(text)] == ["510000", "510700", "510800", "510000"]


def test_sum_of_several_areas_is_that_of_no_single_one() -> None:
    text = "四川法院收案居前的市是：成都317件、绵阳142件，两市之和占全省的61.9%。"
    assert [each.ref_area for each in figures_in(text)] == ["510100", "510700", None]


def test_court_whose_cases_changed_most_has_a_change_of_its_own_and_no_level() -> None:
    text = f"{REPORT}\n收案最多的是利州区法院，为3100件；增幅最大的是剑阁县法院，达33.8%。"
    found = figures_in(text)[-1]
    assert (found.measure, found.indicator, found.ref_area) == ("change", "cases_accepted", "510823")
    assert (found.change_of, str(found.time_start)) == (None, "2025-01-01")


def test_kind_of_cases_that_changed_most_is_what_the_change_measures() -> None:
    found = figure(f"{REPORT}同比增幅最大的是劳动争议案件，达27.5%。", "27.5%")
    assert (found.measure, found.indicator_label) == ("change", "新收劳动争议案件")
    assert (found.comparison, found.change_of) == ("yoy", None)


def test_changes_from_a_month_and_a_year_ago_named_in_the_clause_before_belong_to_one_level() -> None:
    found = figures_in("2025年四季度，广元法院收案910件，环比、同比双双下降，降幅分别为3.1%和5%。")
    assert [(each.comparison, level_of(found, each)) for each in found[1:]] == [("mom", "910件"), ("yoy", "910件")]


def test_quarter_before_held_against_a_first_quarter_is_the_time_before_and_no_year_ago() -> None:
    text = "2025年一季度，广元法院执行到位1.47亿元，较去年四季度多出3200万元。"
    assert [each.comparison for each in figures_in(text)] == [None, "mom"]


def test_comparison_with_other_years_holds_for_the_changes_up_to_a_semicolon() -> None:
    text = "五年来，广元法院受理案件9100件，比前五年上升19.8%，结案标的额18亿元，增长1.3倍；罚款21万元，增长2%。"
    found = [each.comparison for each in figures_in(text) if each.measure == "change"]
    assert found == ["other", "other", None]


def test_province_in_a_list_of_provinces_is_no_county_of_the_same_name() -> None:
    text = "京津冀三地法院联动执行。北京法院执结132件，天津法院执结88件，河北法院执结96件。"
    assert [each.ref_area for each in figures_in(text)] == ["110000", "120000", "130000"]


def test_county_with_the_name_of_a_province_is_the_county_in_a_text_about_its_city() -> None:
    text = "天津市第一中级人民法院通报全市执行工作。河北法院执结96件。"
    assert [each.ref_area for each in figures_in(text)] == ["120105"]


def test_places_ranked_by_their_growth_have_a_change_each() -> None:
    text = "江西法院新收案件71.2万件，同比上升12.3%。收案增幅居前三位的是抚州31.2%、萍乡28.1%、鹰潭25.6%。"
    told = [(each.measure, each.ref_area, each.change_of) for each in figures_in(text)[2:]]
    assert told == [("change", area, None) for area in ("361000", "360300", "360600")]


def test_court_that_grew_fastest_has_a_change() -> None:
    found = figure("江西法院新收案件71.2万件。增速最快的南昌县法院达42.1%。", "42.1%")
    assert (found.measure, found.ref_area) == ("change", "360121")


def test_places_that_officers_go_to_are_not_where_the_case_lies() -> None:
    text = "昆都仑区人民法院行动启动。\n干警奔赴青山、九原、东河等地，堵住了被执行人苗某，他欠货款18万元。"
    assert figure(text, "18万元").ref_area == "150203"


@pytest.mark.parametrize("link", ["", "分别"])
def test_numbers_behind_a_list_of_places_are_those_of_one_each(link: str) -> None:
    found = figures_in(f"四川省检察院工作报告。绵阳、广元检察机关{link}起诉网络犯罪213人、121人。")
    assert [each.ref_area for each in found] == ["510700", "510800"]


def test_court_that_comes_first_in_its_city_keeps_the_figures_behind_it() -> None:
    text = "永康法院收案1213件，结案率位列金华全市法院第一。该院庭审直播21场。"
    assert [each.ref_area for each in figures_in(text)] == ["330784", "330784"]


def test_change_of_a_share_belongs_to_the_share_told_before() -> None:
    found = figures_in("广元法院受理买卖合同案件913件，增长12.1%，占31.8%，占比较上年提高1.2个百分点。")
    assert level_of(found, found[-1]) == "31.8%"


@pytest.mark.parametrize("mean", ["是全国法院平均数的1.2倍", "高于全国中院平均值20件", "高出全省法院平均水平20件"])
def test_area_whose_mean_a_figure_is_held_against_is_that_of_no_figure(mean: str) -> None:
    text = f"2025年，广元中院法官人均结案310件，{mean}。调解率为62.1%。"
    assert {each.ref_area for each in figures_in(text)} == {"510800"}


def test_mean_of_the_nation_that_is_told_itself_is_that_of_the_nation() -> None:
    assert figure("广元中院上诉率9.1%，全国法院平均为10.3%。", "10.3%").ref_area == "100000"


@pytest.mark.parametrize(
    ("title", "ref_area"),
    [
        ("四川省广元市中级人民法院工作报告", "510800"),
        ("四川省广元市剑阁县人民法院工作报告", "510823"),
        ("四川：广元法院新收案件再创新高", "510800"),
        ("四川法院与广元企业座谈", "510000"),
    ],
)
def test_title_that_names_areas_one_within_the_other_is_about_the_innermost(title: str, ref_area: str) -> None:
    assert figure(f"{title}\n2025年，共新收案件9100件。", "9100件").ref_area == ref_area


@pytest.mark.parametrize(
    "ranking",
    [
        "绵阳、广元两地新收案件数排名前二，分别为",
        "绵阳、广元新收案件数居前两位，分别为",
        "新收案件数居前两位的是绵阳、广元，分别为",
    ],
)
def test_places_that_come_first_in_something_have_figures_of_that(ranking: str) -> None:
    found = figures_in(f"2025年，四川法院新收案件9100件，审结8100件。{ranking}981件、412件。")[-2:]
    assert [(each.indicator, each.ref_area) for each in found] == [
        ("cases_accepted", "510700"),
        ("cases_accepted", "510800"),
    ]


def test_changes_of_cases_taken_in_and_closed_are_none_of_the_amount_told_between() -> None:
    found = figures_in("广元法院受理海事案件512件，标的额6.1亿元；审结497件，同比分别增长6.4%和4.9%。")
    assert [level_of(found, each) for each in found if each.measure == "change"] == ["512件", "497件"]


def test_cases_that_a_procuratorate_takes_in_to_prosecute_are_none_of_a_court() -> None:
    assert figure("广元检察机关受理审查起诉案件412件。", "412件").indicator is None


@pytest.mark.parametrize(
    "several", ["利州、昭化、朝天三区法院", "剑阁、苍溪、旺苍三县法院", "利州区、昭化区、朝天区法院"]
)
def test_several_districts_together_are_no_single_one(several: str) -> None:
    text = f"{REPORT}\n从区域看，{several}收案占62.8%。从结果看，判决结案占48.1%。"
    assert [each.ref_area for each in figures_in(text)[-2:]] == [None, "510800"]


@pytest.mark.parametrize(
    ("kind", "taken_in", "closed"),
    [
        ("行政", "cases_accepted", "cases_concluded"),
        ("执行", "enforcement_cases_accepted", "enforcement_cases_concluded"),
    ],
)
def test_cases_taken_in_and_closed_told_in_short(kind: str, taken_in: str, closed: str) -> None:
    found = figures_in(f"{REPORT}其中民商事案件收142件，结135件；{kind}案件收12件，结11件。")[-2:]
    assert [each.indicator for each in found] == [taken_in, closed]
