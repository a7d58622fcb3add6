"""Which indicator the items of a list take that leave out what was done: that of the figure they are part of."""

import pytest
from reading_texts import figure, figures_in


def indicators_of(text: str) -> list[str | None]:
    return [each.indicator for each in figures_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("全市法院新收金融案件90件，其中保险合同60件、信托20件、票据10件。", id="behind 其中"),
        pytest.param(
            "全市法院新收清算案件9件，其中强制清算申请审查6件、和解3件。", id="a word that elsewhere is an act"
        ),
        pytest.param("全市法院新收金融案件90件：保险合同60件、信托30件。", id="behind a colon"),
        pytest.param("全市法院新收金融案件90件，其中保险合同60件，信托30件。", id="parted by commas"),
    ],
)
def test_items_of_a_breakdown_take_the_act_of_the_whole(text: str) -> None:
    assert set(indicators_of(text)) == {"cases_accepted"}


@pytest.mark.parametrize("link", ["为", "是", "系", "均属", ""])
def test_kind_named_behind_its_number_is_a_slice_like_one_before_it(link: str) -> None:
    text = f"全市法院审结案件120件，其中90件{link}一审案件，30件{link}二审案件。"
    assert [(each.indicator, each.breakdown) for each in figures_in(text)] == [
        ("cases_concluded", ""),
        ("cases_concluded", "procedure=first_instance"),
        ("cases_concluded", "procedure=second_instance"),
    ]


@pytest.mark.parametrize("rank", ["为历年最多", "是全省第一", "为去年的两倍", "为近五年最低"])
def test_rank_behind_a_number_names_no_kind(rank: str) -> None:
    first, *_ = figures_in(f"2024年，全市法院审结案件120件{rank}。")
    assert first.indicator_label == "审结案件"


@pytest.mark.parametrize(
    ("text", "slices"),
    [
        pytest.param(
            "全市法院受理破产案件36件，其中清算案件24件，重整案件12件。",
            ["field=bankruptcy", "field=bankruptcy;subject=清算", "field=bankruptcy;subject=重整"],
            id="of a slice",
        ),
        pytest.param("全市法院受理案件36件，其中积案24件。", ["", "subject=积案"], id="of the whole"),
        pytest.param(
            "全市法院审结破产案件36件，其中重整12件。", ["", "subject=重整"], id="of an indicator that is one"
        ),
    ],
)
def test_kind_that_no_declared_word_tells_from_its_whole_is_told_by_its_name(text: str, slices: list[str]) -> None:
    assert [each.breakdown for each in figures_in(text)] == slices


def test_those_who_brought_the_cases_only_say_which() -> None:
    text = "全省法院审结公益诉讼案件90件，其中社会组织提起的公益诉讼12件、检察机关提起的78件。"
    assert indicators_of(text) == ["cases_concluded"] * 3


def test_persons_of_two_kinds_take_what_was_done_with_all() -> None:
    text = "全市法院公布失信被执行人900名：自然人800名，占88.9%；法人100名。"
    assert [each.indicator for each in figures_in(text) if each.unit_measure == "person"] == ["defaulters_listed"] * 3


@pytest.mark.parametrize(
    "clause",
    ["维持2600件", "改判310件", "司法确认85件", "当场履行完毕19件", "达成调解210件"],
)
def test_item_that_says_how_cases_ended_is_none_of_the_whole(clause: str) -> None:
    text = f"全市法院审结案件3000件，其中{clause}。"
    assert indicators_of(text) == ["cases_concluded", None]


def test_item_with_an_indicator_of_its_own_keeps_it() -> None:
    text = "全市法院执结案件3000件，其中执行和解210件。"
    assert indicators_of(text) == ["enforcement_cases_concluded", "settlements_reached"]


@pytest.mark.parametrize(
    ("text", "indicator"),
    [
        pytest.param("执行案件：新收890件。", "enforcement_cases_accepted", id="a colon"),
        pytest.param("执行方面，新收890件。", "enforcement_cases_accepted", id="方面"),
        pytest.param("执行端，新收890件。", "enforcement_cases_accepted", id="端"),
        pytest.param("审结的案件中，民事案件890件。", "cases_concluded", id="中"),
        pytest.param("行政案件：新收890件。", "cases_accepted", id="another kind"),
    ],
)
def test_sentence_speaks_of_what_it_begins_with(text: str, indicator: str) -> None:
    assert figure(f"2025年，全市法院工作平稳。\n{text}", "890件").indicator == indicator


def test_items_of_another_act_take_none_of_the_paragraph_before() -> None:
    text = "全省检察机关审结案件900件。\n公益诉讼立案90件，其中民事12件、行政78件。"
    assert indicators_of(text) == ["cases_concluded", None, None, None]


def test_lines_that_begin_with_a_mark_are_sentences_of_their_own() -> None:
    text = "全市法院新收案件900件，审结800件。分开数：\n· 刑事一审 300件，审结 280件\n· 民事一审 600件，审结 520件"
    assert indicators_of(text) == ["cases_accepted", "cases_concluded"] * 3


@pytest.mark.parametrize("opening", ["执行案件。", "执行工作稳中有进。", "执行条线压力不减。"])
def test_short_sentence_at_the_head_of_a_paragraph_sets_its_kind_of_case(opening: str) -> None:
    text = f"2025年，全市法院工作平稳。\n{opening}新收890件，结案810件。"
    assert indicators_of(text) == ["enforcement_cases_accepted", "enforcement_cases_concluded"]


def test_number_that_is_a_section_heading_measures_what_the_section_says_of_it() -> None:
    text = "海门法院工作简报\n2025年，全市法院受理案件9000件。\n▌21.7亿元\n执行到位21.7亿元。"
    assert indicators_of(text)[1:] == ["enforced_amount", "enforced_amount"]


@pytest.mark.parametrize("parts", ["逐年来看", "分年度看", "从年度看"])
def test_years_gone_through_are_those_of_the_cases_counted_last(parts: str) -> None:
    told = "2024年至2025年，全市法院受理破产申请审查案件378件，裁定受理破产案件142件，审结95件。"
    text = f"{told}{parts}，2024年审结38件，2025年57件。"
    assert indicators_of(text)[-2:] == ["bankruptcy_concluded"] * 2


@pytest.mark.parametrize("label", ["民事案件里，", "【案件类型】民事案件中，"])
def test_kinds_that_a_sentence_divides_go_on_with_the_act_before(label: str) -> None:
    text = f"2025年，全市法院新收案件1056件。\n{label}商标权纠纷246件、专利权纠纷110件，占比依次为23.9%和10.7%。"
    assert indicators_of(text)[:3] == ["cases_accepted"] * 3


@pytest.mark.parametrize("told", ["公安机关立案120件，", ""])
def test_those_punished_are_punished_for_what_was_told_before(told: str) -> None:
    text = f"2025年，全省法院移送拒执犯罪线索217件，{told}已判处64人，司法拘留89人。"
    assert indicators_of(text)[-2:] == ["refusal_convicted", None]


def test_most_that_one_judge_closed_is_no_count_of_a_court() -> None:
    found = figure("2025年，该院法官人均结案190余件，最多的一人结案231件。", "231件")
    assert (found.indicator, found.scope) == (None, "aggregate")


def test_first_item_of_a_list_has_the_act_of_all() -> None:
    assert indicators_of("2025年，该院受理信托、保险类案件依次为187件和165件。") == ["cases_accepted"] * 2


def test_rate_that_went_from_one_year_to_another_is_one_rate() -> None:
    text = "审结的一审案件，调解与撤诉结案率从2008年的58.9%走高到2012年的68.2%，提升幅度为9.3个百分点。"
    assert indicators_of(text) == ["mediation_rate"] * 3


def test_years_told_behind_a_share_are_those_of_the_cases_counted() -> None:
    text = "2021年至2025年，全省法院审结案件726件，占全国的近三分之一；其中，2021年为73件，到2025年已达173件。"
    assert indicators_of(text) == ["cases_concluded", None, "cases_concluded", "cases_concluded"]


def test_cases_that_money_was_spent_on_are_none_that_a_court_closed() -> None:
    text = "2025年，全市法院审结破产案件52件，保障资金支出780万元，惠及案件136件。"
    assert indicators_of(text) == ["bankruptcy_concluded", None, None]


def test_firms_are_saved_by_what_follows_a_list() -> None:
    assert indicators_of("2025年，全市法院帮助78家企业通过重整、和解获得重生。") == ["enterprises_rescued"]


@pytest.mark.parametrize(
    "told",
    [
        pytest.param("从案由看，民间借贷312件，物业服务96件。", id="by causes"),
        pytest.param("从类型看，排在前两位的依次是：商品房买卖312件；物业服务96件。", id="the first ones"),
        pytest.param("按标的大小划分，小额312件，大额96件。", id="parted"),
        pytest.param("其中，民间借贷312件，物业服务96件。", id="its parts"),
        pytest.param("拒绝支付劳动报酬罪312件、诈骗罪96件。", id="offences"),
        pytest.param("民间借贷纠纷最多，达312件；物业服务次之，有96件。", id="the most first"),
    ],
)
def test_sentence_that_divides_by_kinds_counts_what_was_told_before(told: str) -> None:
    assert indicators_of(f"全市法院审结案件1600件。{told}") == ["cases_concluded"] * 3


def test_list_of_kinds_takes_the_act_named_before_it_in_another_paragraph() -> None:
    text = "全市法院新收案件1600件，审结1500件。\n\n从审结案件的类型看，主要包括：民间借贷312件，物业服务96件。"
    assert indicators_of(text)[2:] == ["cases_concluded"] * 2


def test_act_in_front_of_a_colon_is_that_of_the_list_behind_it() -> None:
    text = "受市场波动影响，全市法院受理的建设工程、房屋租赁案件双双走低：建设工程案件312件，房屋租赁案件96件。"
    assert indicators_of(text) == ["cases_accepted"] * 2


def test_ways_of_cross_enforcement_are_parts_of_it() -> None:
    text = "全省法院共交叉执行案件600件，执行到位金额3亿元。其中，提级执行16件，指令执行402件。"
    assert indicators_of(text)[2:] == ["cross_enforcement_cases"] * 2


@pytest.mark.parametrize("clause", ["加上旧存共2377件", "连同上年旧存案件共2377件"])
def test_cases_with_those_carried_over_are_those_accepted(clause: str) -> None:
    text = f"全市法院新收执行案件2014件，{clause}，执结2008件。"
    assert indicators_of(text)[1] == "enforcement_cases_accepted"


def test_cases_carried_over_alone_are_none_of_those_accepted() -> None:
    text = "全市法院新收执行案件1486件，加上旧存的217件，执结1193件。"
    assert indicators_of(text)[1] is None


def test_kinds_told_in_the_next_paragraph_are_none_of_those_closed_in_this() -> None:
    text = "全市法院去年审结案件900件。\n涉湖案件68件，其中非法捕捞21件。"
    assert indicators_of(text) == ["cases_concluded", None, None]


def test_sum_of_what_was_told_before_measures_the_same() -> None:
    text = "2025年，全市法院新收执行案件312件，旧存41件，共计353件，执结287件。"
    assert indicators_of(text)[2] == "enforcement_cases_accepted"


def test_yearly_mean_of_cases_is_no_count_of_a_period() -> None:
    assert indicators_of("2021年至2025年，该院受理案件26318件，年均收案5300余件。") == ["cases_accepted", None]


def test_what_mediators_take_in_is_no_case_of_a_court() -> None:
    assert indicators_of("2025年，全省工会调解组织受理委派案件386件，成功化解241件。")[0] is None


def test_kinds_told_in_the_next_paragraph_are_those_taken_in_though_others_were_closed() -> None:
    text = "全市法院去年受理案件2410件。审结2270件。\n按性质分，民事2360件、刑事50件。"
    assert indicators_of(text) == ["cases_accepted", "cases_concluded", "cases_accepted", "cases_accepted"]


def test_sum_of_several_years_measures_the_same() -> None:
    text = "2023年至2025年，该院受理消费案件依次是186件、274件和401件，三年合计861件。"
    assert indicators_of(text) == ["cases_accepted"] * 4


@pytest.mark.parametrize(
    ("opening", "indicator"),
    [
        pytest.param("执行案件收结案双下降", "enforcement_cases_accepted", id="cases that move"),
        pytest.param("执行工作成效显著", "enforcement_cases_accepted", id="work"),
        pytest.param("行政审判稳步推进", "cases_accepted", id="another class"),
    ],
)
def test_first_clause_says_of_which_cases_the_sentence_speaks(opening: str, indicator: str) -> None:
    assert indicators_of(f"2025年，全市法院审结民事案件1600件。{opening}，新收226件。")[1] == indicator


def slices_of(text: str) -> dict[str, str]:
    """The slice of each figure, by its print."""
    return {each.obs_text: each.breakdown for each in figures_in(text)}


def test_kind_field_and_instance_of_one_phrase_are_told_apart() -> None:
    text = "2025年，全市法院审结知识产权民事一审案件90件。"
    assert slices_of(text) == {"90件": "case_type=civil;field=intellectual_property;procedure=first_instance"}


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param("，其中民事60件、行政30件。", id="behind 其中"),
        pytest.param("。新收案件中，民事60件、行政30件。", id="in a sentence that divides it"),
        pytest.param("。从类型看，民事60件、行政30件。", id="by kinds"),
    ],
)
def test_part_of_a_slice_keeps_it(parts: str) -> None:
    found = slices_of(f"2025年，全市法院新收环境资源案件90件{parts}")
    assert found["60件"] == "case_type=civil;field=environment;intake=new"
    assert found["30件"] == "case_type=administrative;field=environment;intake=new"


def test_figure_beside_a_court_behind_a_list_of_kinds_is_that_of_all_kinds() -> None:
    kinds = "2025年，苏州法院新收知识产权案件90件。新收案件中，民事60件、行政30件。"
    found = slices_of(f"苏州法院通报\n\n{kinds}昆山法院、常熟法院分别为40件、20件。\n")
    assert (found["40件"], found["20件"]) == ("field=intellectual_property;intake=new",) * 2


def test_two_acts_share_the_kind_that_only_the_first_names() -> None:
    found = slices_of("2025年，全市法院行政案件受理、审结数分别为90件、80件。")
    assert found == {"90件": "case_type=administrative", "80件": "case_type=administrative"}


def test_second_act_is_told_of_the_kinds_listed_for_the_first() -> None:
    text = "2025年，全市法院刑事、民事新收分别为90件、800件，结案分别为80件、700件。"
    assert indicators_of(text) == ["cases_accepted"] * 2 + ["cases_concluded"] * 2
    closed = ["case_type=criminal", "case_type=civil"]
    assert list(slices_of(text).values()) == [f"{kind};intake=new" for kind in closed] + closed


def test_cases_newly_filed_are_a_slice_of_those_accepted() -> None:
    found = slices_of("2025年，全市法院受理案件90件，其中新收80件；执行收案30件，人均新收案件12件。")
    assert [found[each] for each in ("90件", "80件", "30件", "12件")] == ["", "intake=new", "intake=new", ""]


def test_size_sets_a_part_apart_and_tells_its_key() -> None:
    found = figures_in("2021年，全市法院审结案件3.2万件，标的额1亿元以上的有412件，10亿元以上的37件。")
    assert [(each.indicator, each.breakdown) for each in found] == [
        ("cases_concluded", ""),
        ("cases_concluded", "subject=1亿元以上"),
        ("cases_concluded", "subject=10亿元以上"),
    ]


@pytest.mark.parametrize("listed", ["民事、刑事、行政三类案件", "民事、刑事和行政案件", "民事、刑事、行政等三大类案件"])
def test_each_number_of_a_list_has_its_kind(listed: str) -> None:
    found = figures_in(f"2016年，全省法院收案160件，{listed}分别为120件、30件、10件。")
    assert [each.breakdown for each in found[1:]] == [
        "case_type=civil",
        "case_type=criminal",
        "case_type=administrative",
    ]


def test_name_in_a_list_may_hold_a_word_that_joins_names() -> None:
    found = figures_in("城建、资源、公安、劳动和社会保障四类案件分别为2518件、2307件、1290件、1174件。")
    assert [each.indicator_label for each in found] == ["城建案件", "资源案件", "公安案件", "劳动和社会保障案件"]


@pytest.mark.parametrize(
    "text",
    [
        "行政机关负责人出庭应诉率98%。",
        "负责人出庭应诉率98%。",
        "行政机关败诉率8%。",
        "一审服判息诉率88%。",
        "发出司法建议37份。",
        "发布失信名单894人次。",
        "提出检察建议261件。",
        "以拒执罪追究刑事责任57人。",
    ],
)
def test_one_indicator_has_one_key_however_it_is_worded(text: str) -> None:
    (found,) = figures_in(f"2025年，全省{text}")
    assert found.breakdown == ""


def test_short_word_for_taking_in_is_no_part_of_the_kind_told_later() -> None:
    *_, last = figures_in("全国法院收首次执行案件723.5万件；执结612.7万件。")
    assert (last.indicator, last.breakdown) == ("enforcement_cases_concluded", "procedure=first_enforcement")


@pytest.mark.parametrize("lead", ["前三类案由依次为", "收案数量居前三位的案由依次是", "主要案由为", "高发案由分别有"])
def test_kinds_of_a_ranking_are_slices_of_what_was_told(lead: str) -> None:
    found = figures_in(f"民事一审新收98540件，上升5.5%，{lead}民间借贷28713件、买卖合同25096件。")
    whole = "case_type=civil;intake=new;procedure=first_instance;subject="
    assert [each.breakdown for each in found[2:]] == [f"{whole}民间借贷", f"{whole}买卖合同"]


@pytest.mark.parametrize("kind", ["涉外", "涉港", "涉台"])
def test_kind_of_newly_filed_cases_keeps_its_whole_word(kind: str) -> None:
    text = f"2025年，宁波法院新收{kind}案件501件。"
    assert figure(text, "501件").breakdown == f"intake=new;subject={kind}"
