"""Parts of a count told by court, and the area of a text that names a part of it first."""

import pytest
from reading_texts import figure, figures_in

TOLD = "2025年，全省法院新收执行案件3621件，执结3102件。"


def test_part_of_each_court_is_of_the_cases_told_before() -> None:
    found = figures_in(f"{TOLD}其中西宁中院及所辖区县法院受理138件，海东两级法院受理76件。")[2:]
    assert [(each.indicator, each.ref_area) for each in found] == [
        ("enforcement_cases_accepted", "630100"),
        ("enforcement_cases_accepted", "630200"),
    ]


def test_places_counted_together_are_no_single_area() -> None:
    text = f"{TOLD}其中西宁中院受理138件，海东中院受理76件，两地占全省收案的七成。"
    assert figure(text, "七成").ref_area is None


@pytest.mark.parametrize("whole", ["全省三级法院", "省法院"])
def test_text_that_speaks_of_its_province_before_a_city_is_about_the_province(whole: str) -> None:
    text = f"10月11日，{whole}通报执行工作。\n西宁中院受理案件138件。\n截至9月底，累计罚款126人。"
    assert figure(text, "126人").ref_area == "630000"


@pytest.mark.parametrize("clause", ["诉前引调纠纷912起", "诉前委派纠纷912起"])
def test_disputes_before_a_suit_are_no_cases_accepted(clause: str) -> None:
    text = f"2025年，海门法院受理案件3124件，结案3011件。\n解纷有方：{clause}。"
    assert figure(text, "912起").indicator is None


@pytest.mark.parametrize("words", ["超全市平均水平3.2个百分点", "优于合理区间3.2个百分点"])
def test_distance_from_others_is_a_level(words: str) -> None:
    assert figure(f"2025年，海门法院完毕率40.6%，{words}。", "3.2个百分点").measure == "level"


def test_last_year_in_a_report_on_last_year_is_the_year_before_where_numbers_led_on_from_it() -> None:
    text = "2025年，海门法院平均用时由去年的51天压减到43天。"
    assert [str(each.time_start) for each in figures_in(text)] == ["2024-01-01", "2025-01-01"]


@pytest.mark.parametrize(
    "court", ["市中院", "中院", "中院本级", "市中级法院", "市中级人民法院", "本院", "我院", "该院本级"]
)
def test_own_cases_of_the_court_of_a_city_are_a_slice_of_those_of_all_its_courts(court: str) -> None:
    text = f"2022年，佛山市两级法院受理案件37260件，审结35814件；其中{court}受理5830件，审结5570件。"
    found = figures_in(text)
    assert [(each.indicator, each.breakdown) for each in found[2:]] == [
        ("cases_accepted", "court_level=intermediate"),
        ("cases_concluded", "court_level=intermediate"),
    ]
    assert {each.ref_area for each in found} == {"440600"}


@pytest.mark.parametrize("court", ["省高院", "高院", "省法院本级", "省高级人民法院", "我院"])
def test_own_cases_of_a_high_court_are_a_slice_of_those_of_its_province(court: str) -> None:
    *_, last = figures_in(f"2022年，广东法院受理案件372600件，其中{court}受理5830件。")
    assert last.breakdown == "court_level=high"


def test_sentence_behind_a_part_speaks_of_the_whole_again() -> None:
    *_, per_judge = figures_in("2022年，青海法院受理案件20万件，其中西宁中院受理1.38万件。员额法官人均结案251件。")
    assert (per_judge.ref_area, per_judge.court) == ("630000", "青海法院")


def test_period_told_of_a_whole_and_its_part_holds_for_later_paragraphs() -> None:
    *_, last = figures_in("2022年，青海法院受理案件20万件，其中西宁市受理1.38万件。\n全省法院调解案件3万件。")
    assert str(last.time_start) == "2022-01-01"


@pytest.mark.parametrize("court", ["北京金融法院", "北京互联网法院", "北京知识产权法院", "北京铁路运输法院"])
def test_special_court_is_a_slice_of_its_city_in_all_that_is_told_of_it(court: str) -> None:
    text = f"2025年，{court}收案9328件。\n结案9106件，执行到位金额468亿元，执行到位率41%。"
    assert ["court_level=special" in each.breakdown for each in figures_in(text)] == [True] * 4


def test_measure_of_a_courts_own_cases_is_its_own() -> None:
    found = figures_in("2024年，广东法院受理案件36万件，结案率91%，其中省高院受理案件3.6万件，结案率98%。")
    assert [each.breakdown for each in found] == ["", "", "court_level=high", "court_level=high"]


def test_tribunal_told_between_leaves_the_area_to_its_whole() -> None:
    *_, last = figures_in("云南法院2024年审结案件36万件。昆明国际商事法庭受理涉外案件176件。审结环境资源案件5326件。")
    assert last.ref_area == "530000"


def test_cases_taken_in_by_a_court_named_behind_the_number() -> None:
    *_, last = figures_in("南宁两级法院新收一审行政案件1864件，另有737件由南宁铁路运输法院受理。")
    assert last.indicator == "cases_accepted"


@pytest.mark.parametrize("courts", ["江苏省全省法院", "江苏省法院", "江苏全省法院", "内蒙古自治区法院"])
def test_courts_of_a_province_are_not_its_high_court(courts: str) -> None:
    (found,) = figures_in(f"2023年，{courts}审结案件198.3万件。")
    assert found.breakdown == ""


def test_part_of_cases_told_before_takes_their_kind() -> None:
    *_, part = figures_in("2023年审结知识产权案件2.87万件，杭州中院审结其中的4120件。")
    assert part.breakdown == "court_level=intermediate;field=intellectual_property"


def test_corrected_figure_has_the_key_of_what_it_corrects() -> None:
    (found,) = figures_in("2023年全国法院审结案件修正为198.2万件。")
    assert (found.indicator, found.breakdown) == ("cases_concluded", "")
