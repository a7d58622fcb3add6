"""Whether a figure is a level or a change, its sign, and what it is compared with."""

from decimal import Decimal

import pytest
from reading_texts import figure, figures_in, level_of

from extraction.changes import read_change, read_comparison


@pytest.mark.parametrize("word", ["增长", "上升", "提升", "增加", "提高", "上涨", "攀升", "增幅", "涨幅", "净增"])
def test_word_of_rise_makes_a_positive_change(word: str) -> None:
    change = read_change(f"同比{word}", "3.2%", "percent")
    assert change is not None
    assert change.sign == 1


@pytest.mark.parametrize("word", ["下降", "减少", "降低", "回落", "缩短", "下滑", "压降", "降幅", "收窄", "锐减"])
def test_word_of_fall_makes_a_negative_change(word: str) -> None:
    change = read_change(f"同比{word}", "3.2%", "percent")
    assert change is not None
    assert change.sign == -1


@pytest.mark.parametrize(
    ("lead", "printed", "unit_measure", "sign"),
    [
        pytest.param("同比增长了", "3.2%", "percent", 1, id="增长了"),
        pytest.param("同比下降近", "3.2%", "percent", -1, id="a hedge between"),
        pytest.param("降幅达", "72.22%", "percent", -1, id="降幅达"),
        pytest.param("增幅为", "6.5%", "percent", 1, id="增幅为 names the change itself"),
        pytest.param("同比分别增长", "65.5%", "percent", 1, id="分别 before the word"),
        pytest.param("同比增长-", "2.3%", "percent", -1, id="a printed minus"),
        pytest.param("较上年减少", "12件", "case", -1, id="a count directly behind the word"),
        pytest.param("同比提高", "1.9个百分点", "percentage_point", 1, id="points"),
        pytest.param("比上年多", "2个百分点", "percentage_point", 1, id="points are a change by nature"),
        pytest.param("", "翻了一番", "percent", 1, id="a doubling"),
    ],
)
def test_change_is_told_by_the_words_before_the_number(lead: str, printed: str, unit_measure: str, sign: int) -> None:
    change = read_change(lead, printed, unit_measure)
    assert change is not None
    assert change.sign == sign


@pytest.mark.parametrize(
    ("lead", "printed", "unit_measure"),
    [
        pytest.param("执行完毕率为", "38.6%", "percent", id="a rate"),
        pytest.param("占全部案件的", "36%", "percent", id="a share"),
        pytest.param("同比上升至", "90.8%", "percent", id="上升至: the level reached"),
        pytest.param("由36件降至", "10件", "case", id="降至: the level reached"),
        pytest.param("增加到", "12家", "organization", id="增加到: the level reached"),
        pytest.param("提升为", "90.8%", "percent", id="提升为: the level reached"),
        pytest.param("审结", "12件", "case", id="a plain count"),
        pytest.param("增长点达", "12个", "item", id="a word of change that is part of another"),
        pytest.param("用于减少噪音的设备", "12台", "item", id="a word of change far from the count"),
    ],
)
def test_level_is_no_change(lead: str, printed: str, unit_measure: str) -> None:
    assert read_change(lead, printed, unit_measure) is None


@pytest.mark.parametrize(
    ("words", "comparison"),
    [
        pytest.param("同比增长", "yoy", id="同比"),
        pytest.param("较上年增长", "yoy", id="较上年"),
        pytest.param("比上一年增长", "yoy", id="比上一年"),
        pytest.param("比去年同期增长", "yoy", id="比去年同期"),
        pytest.param("与去年同期相比下降", "yoy", id="与去年同期相比"),
        pytest.param("较上一统计年度增加", "yoy", id="较上一统计年度"),
        pytest.param("比前一年度减少", "yoy", id="比前一年度"),
        pytest.param("较上年末减少", "other", id="较上年末"),
        pytest.param("三年间", "other", id="三年间"),
        pytest.param("较上年同期提高", "yoy", id="较上年同期"),
        pytest.param("环比下降", "mom", id="环比"),
        pytest.param("较上月下降", "mom", id="较上月"),
        pytest.param("比上季度增长", "mom", id="比上季度"),
        pytest.param("较10年前增长", "other", id="较10年前"),
        pytest.param("较年初减少", "other", id="较年初"),
        pytest.param("与改革前相比缩短", "other", id="与…相比"),
        pytest.param("年均增长", "other", id="年均"),
    ],
)
def test_comparison_is_read_from_its_words(words: str, comparison: str) -> None:
    found = read_comparison(words)
    assert found is not None
    assert found[0] == comparison


@pytest.mark.parametrize("words", ["增长", "占比为", "比例达", "上诉率下降", ""])
def test_nothing_said_is_no_comparison(words: str) -> None:
    assert read_comparison(words) is None


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit_measure", "comparison"),
    [
        ("2025年，全省法院审结案件30万件，同比增长4.5%。", "4.5%", "4.5", "percent", "yoy"),
        ("2025年，全省法院审结案件30万件，较上年减少4.5%。", "4.5%", "-4.5", "percent", "yoy"),
        ("2025年，全省法院上诉率为8.9%，环比下降0.4个百分点。", "0.4个百分点", "-0.4", "percentage_point", "mom"),
        ("2025年，全省法院信访案件36件，比年初减少12件。", "12件", "-12", "case", "other"),
    ],
    ids=["rise in percent", "fall in percent", "fall in points", "fall in cases"],
)
def test_change_in_a_text_has_sign_unit_and_basis(
    text: str, printed: str, value: str, unit_measure: str, comparison: str
) -> None:
    found = figure(text, printed)
    assert (found.measure, str(found.printed_value), found.unit_measure, found.comparison) == (
        "change",
        value,
        unit_measure,
        comparison,
    )


@pytest.mark.parametrize(
    ("words", "measure", "value"),
    [
        pytest.param("低于全市平均水平1.2个百分点", "level", "1.2", id="below others"),
        pytest.param("高于合理区间下限1.2个百分点", "level", "1.2", id="above a limit"),
        pytest.param("低于上年同期1.2个百分点", "change", "-1.2", id="below the year before"),
        pytest.param("高于去年1.2个百分点", "change", "1.2", id="above the year before"),
    ],
)
def test_distance_is_a_level_and_goes_neither_way(words: str, measure: str, value: str) -> None:
    found = figure(f"2025年，全市法院上诉率6.1%，{words}。", "1.2个百分点")
    assert (found.measure, found.printed_value) == (measure, Decimal(value))


def test_change_in_persons_is_that_of_the_persons_counted() -> None:
    found = figures_in("2025年，检察机关起诉甲类案件182件247人、乙类案件51件69人，人数同比分别上升12.8%和9.5%。")
    assert [level_of(found, each) for each in found if each.measure == "change"] == ["247人", "69人"]


def test_change_in_points_is_that_of_the_share_before_it() -> None:
    found = figures_in("2025年，检察机关接收信访67件，其中重复信访26件，占38.8%，同比下降3.2个百分点。")
    assert level_of(found, found[-1]) == "38.8%"


def test_stock_held_against_that_of_a_year_before_is_yearly() -> None:
    assert figure("截至2025年底，全市设法庭86个，比2024年底增加7个。", "7个").comparison == "yoy"


def test_stock_held_against_that_of_years_before_is_not_yearly() -> None:
    assert figure("截至2025年底，全市设法庭86个，比2022年底增加7个。", "7个").comparison == "other"


def test_growth_all_of_which_lies_in_a_range_is_a_change() -> None:
    found = figure("2025年，全市法院收案、结案较前两年增长均在三成以上。", "三成以上")
    assert (found.measure, found.comparison) == ("change", "other")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        pytest.param("同比仅增3%", "3", id="仅增"),
        pytest.param("环比再降3%", "-3", id="再降"),
        pytest.param("较上月则升3%", "3", id="则升"),
    ],
)
def test_one_sign_behind_a_comparison_is_a_change(words: str, value: str) -> None:
    found = figure(f"2025年，全市法院新收案件1200件，{words}。", "3%")
    assert (found.measure, found.printed_value) == ("change", Decimal(value))


def test_changes_listed_behind_as_many_levels_belong_to_these_in_order() -> None:
    found = figures_in("2025年，全市法院新收案件1200件，审结1100件，同比下降8.6%、8.1%。")
    assert [level_of(found, each) for each in found if each.measure == "change"] == ["1200件", "1100件"]


def test_so_many_more_sent_than_the_year_before_is_a_change() -> None:
    found = figure("2025年，全市法院发出司法建议512份，同比多发96份。", "96份")
    assert (found.measure, found.comparison) == ("change", "yoy")


def test_mark_set_for_next_year_is_no_figure() -> None:
    assert figures_in("2026年，力争一审改判率降下来，执行到位率不低于50%。") == []


@pytest.mark.parametrize(("word", "value"), [("涨幅最大，达", "27.5"), ("降幅居前，均在", "-27.5")])
def test_amount_of_a_change_named_in_the_clause_before(word: str, value: str) -> None:
    found = figure(f"2025年，全市法院审结案件900件，物业纠纷收案同比{word}27.5%。", "27.5%")
    assert (found.measure, found.printed_value, found.comparison) == ("change", Decimal(value), "yoy")


def test_change_behind_the_level_of_the_year_before_is_that_of_this_year() -> None:
    found = figures_in("2025年1至6月，全市法院新收案件1300件，去年同期为1200件，同比增长8.3%。")
    assert level_of(found, found[-1]) == "1300件"
    assert str(found[-1].time_start) == "2025-01-01"


@pytest.mark.parametrize("words", ["保险类增势最猛，同比增长8%", "保险收案则同比增长8%"])
def test_change_finds_the_level_of_what_it_names_in_the_sentence_before(words: str) -> None:
    label = words.split("收案")[0].split("增势")[0]
    found = figures_in(f"2025年，全市法院新收金融案件900件，其中信托30件、{label}纠纷60件。{words}。")
    assert found[-1].measure == "change"
    assert level_of(found, found[-1]) == "60件"


def test_reason_of_a_change_is_not_what_changes() -> None:
    found = figures_in("2025年，全市法院新收案件1200件，受停工影响同比下降8%。")
    assert level_of(found, found[-1]) == "1200件"


def test_mean_of_others_is_no_word_for_several_levels() -> None:
    found = figures_in("2025年，全市法院改发率2.1%，高出全省均值0.4个百分点。")
    assert level_of(found, found[-1]) == "2.1%"


@pytest.mark.parametrize(
    ("way", "first", "second"),
    [
        pytest.param("同比一降一升，分别为2.3%、1.9%", "-2.3", "1.9", id="one falls, one rises"),
        pytest.param("与上年相比一增一减，幅度分别为2.3%和1.9%", "2.3", "-1.9", id="one rises, one falls"),
        pytest.param("同比双双回落，分别为2.3%、1.9%", "-2.3", "-1.9", id="both fall"),
        pytest.param("同比均有所上升，幅度分别为2.3%、1.9%", "2.3", "1.9", id="both rise"),
    ],
)
def test_way_of_each_number_of_a_list_is_told_before_it(way: str, first: str, second: str) -> None:
    found = figures_in(f"2025年，全市法院新收案件2645件、审结案件2501件，{way}。")
    changes = [(str(each.printed_value), level_of(found, each), each.comparison) for each in found[2:]]
    assert changes == [(first, "2645件", "yoy"), (second, "2501件", "yoy")]


@pytest.mark.parametrize("moves", ["则不降反升", "持续走高", "呈上升趋势", "稳中有升", "大幅增长"])
def test_what_moves_is_named_in_the_clause_before(moves: str) -> None:
    found = figures_in(f"2025年，全市法院对312名被告人判处刑罚，盗窃案件收案{moves}，同比上升8.3%。")[-1]
    assert (found.indicator, found.breakdown, found.change_of) == ("cases_accepted", "intake=new;subject=盗窃", None)


def test_move_of_nothing_named_is_that_of_the_level_before() -> None:
    found = figures_in("2025年，全市法院审结网络犯罪案件572件，首次出现下降，同比降了0.6%。")
    assert level_of(found, found[-1]) == "572件"


def test_comparison_told_once_holds_for_the_next_changes_of_its_sentence() -> None:
    found = figures_in("2025年，全市法院新收案件1056件，较2024年增长18.7%；审结984件，增幅为15.2%。")
    assert [each.comparison for each in found if each.measure == "change"] == ["yoy", "yoy"]


@pytest.mark.parametrize(
    ("change", "level"),
    [
        pytest.param("收案量比2024年回落6.7%", "4587件", id="cases taken in"),
        pytest.param("结案数同比增加21件", "4312件", id="cases closed"),
        pytest.param("办案周期58.5天，涉案金额6亿元，比上年快了17天", "58.5天", id="days"),
        pytest.param("结案率94%，收案、结案数分别下降1.2%、3.4%", "4312件", id="no rate of the same name"),
    ],
)
def test_change_belongs_to_the_level_of_its_act_and_unit(change: str, level: str) -> None:
    found = figures_in(f"2025年，全省法院新收各类环境资源一审案件4587件，审结4312件，{change}。")
    assert level_of(found, found[-1]) == level


def test_change_finds_the_level_that_a_list_has_named() -> None:
    found = figures_in(
        "2025年，该院受理信托、保险、期货类案件依次为187件、165件和36件，其中期货类案件增速最快，增长逾两倍。"
    )
    assert level_of(found, found[-1]) == "36件"
    assert {each.indicator for each in found} == {"cases_accepted"}


def test_saving_in_percent_is_a_fall_and_saved_money_a_level() -> None:
    found = figures_in("2025年，该院公告费较上年节省65%，为当事人节省佣金480万元。")
    assert [(each.measure, str(each.printed_value)) for each in found] == [("change", "-65"), ("level", "4800000")]


def test_changes_of_two_rates_may_each_say_which_way_they_go() -> None:
    found = figures_in("2025年，全市法院调解率22.6%、撤诉率23.8%，同比分别上升1.1个、下降0.9个百分点。")
    changes = [(each.unit_measure, str(each.printed_value), level_of(found, each)) for each in found[2:]]
    assert changes == [("percentage_point", "1.1", "22.6%"), ("percentage_point", "-0.9", "23.8%")]


def test_changes_in_several_units_belong_each_to_the_level_of_its_unit() -> None:
    found = figures_in("2025年，全市检察机关移送线索143条，立案98件，同比分别增加26条和31件。")
    assert [level_of(found, each) for each in found[2:]] == ["143条", "98件"]


@pytest.mark.parametrize(
    ("change", "levels"),
    [
        pytest.param("收、结案同比分别增长3.2%和4.6%", ["842件", "795件"], id="acts in short"),
        pytest.param("与去年同期相比，收案减少17件，结案减少22件", ["842件", "795件"], id="acts in general"),
        pytest.param("件数、人数比上年分别下降3.2%和4.6%", ["795件", "963人"], id="counts"),
    ],
)
def test_changes_named_in_short_belong_to_their_levels(change: str, levels: list[str]) -> None:
    found = figures_in(f"2025年，全市法院受理破产案件842件，审结795件963人，{change}。")
    assert [level_of(found, each) for each in found if each.measure == "change"] == levels


def test_yearly_growth_of_what_its_clause_names_measures_that() -> None:
    found = figures_in("2021年至2025年，全省法院新收海事案件年均增幅达6.4%。")[0]
    assert (found.indicator, found.measure) == ("cases_accepted", "change")


def test_two_changes_behind_cases_and_persons_are_those_of_each() -> None:
    found = figures_in("2025年，全省法院审结刑事案件61件87人，同比下降3.4%、2.1%。")
    assert [level_of(found, each) for each in found[2:]] == ["61件", "87人"]


def test_one_level_is_not_that_of_several_changes() -> None:
    found = figures_in("2025年，三个领域合计调解成功151件，同比分别增长9.3%、15.6%、22.4%。")
    assert [level_of(found, each) for each in found[1:]] == [None] * 3


@pytest.mark.parametrize(("sign", "value"), [("↓", "-3.1"), ("↑", "3.1"), ("-", "-3.1"), ("+", "3.1")])
def test_arrow_or_sign_tells_which_way_a_rate_went(sign: str, value: str) -> None:
    found = figures_in(f"2025年，全市法院收案2867件，同比{sign}3.1%。")[-1]
    assert (found.measure, str(found.printed_value), found.comparison) == ("change", value, "yoy")


def test_months_by_which_a_time_became_shorter_are_a_change() -> None:
    found = figures_in("2025年，该院平均审理期限65天，比普通程序缩短近两个月。")[-1]
    assert (found.measure, str(found.printed_value), found.qualifier) == ("change", "-2", "nearly")


def test_yearly_growth_of_a_list_of_years_is_that_of_all() -> None:
    found = figures_in("2023年至2025年，该院受理消费案件依次是186件、274件和401件，年均增速46.8%。")[-1]
    assert (str(found.time_start), str(found.time_end), found.change_of) == ("2023-01-01", "2025-12-31", None)


def test_growth_of_a_mean_amount_is_no_growth_of_days() -> None:
    assert figures_in("2025年，全市法院平均判赔额同比提升26%。")[-1].indicator is None


def test_changes_of_kinds_belong_to_the_kinds_told_in_the_sentence_before() -> None:
    text = "2025年，全市法院审结环境资源案件90件。其中，刑事案件审结20件；民事案件审结60件；行政案件审结10件。"
    found = figures_in(f"{text}与上年相比，刑事、民事案件分别下降5%、4%，行政案件上升3%。")
    changes = [each for each in found if each.measure == "change"]
    assert [level_of(found, each) for each in changes] == ["20件", "60件", "10件"]


def test_changes_of_all_kinds_told_before_belong_to_those_of_the_act_named() -> None:
    text = "2025年，全市法院刑事收90件、结80件，民事收70件、结60件。以上两类收案同比依次上升3%、4%。"
    found = figures_in(text)
    assert [level_of(found, each) for each in found[4:]] == ["90件", "70件"]


@pytest.mark.parametrize("more", ["多出287件", "多了287件", "增加287件"])
def test_number_beyond_a_base_is_a_change(more: str) -> None:
    *_, base, change = figures_in(f"2020年，青岛法院受理案件3462件，较2019年的3175件{more}。")
    assert (base.measure, change.measure, change.printed_value) == ("level", "change", 287)
    assert (change.indicator, change.comparison) == ("cases_accepted", "yoy")


@pytest.mark.parametrize("word", ["与", "和", "跟", "同"])
def test_time_that_a_change_is_compared_with_is_not_its_own(word: str) -> None:
    *_, change = figures_in(f"2021年，平均审理天数248天，{word}2019年相比缩短37天。")
    assert (change.indicator, str(change.time_start)) == ("average_days", "2021-01-01")


def test_former_and_latter_may_stand_behind_what_they_are_compared_with() -> None:
    found = figures_in("三季度收案1872件，结案1905件，环比前者降6.1%，后者升2.4%。")
    assert [each.change_of for each in found[2:]] == [each.observation_id for each in found[:2]]
