"""Whether a figure belongs to the story of one case or to a statistic."""

import re
from datetime import date
from pathlib import Path

import pytest
from reading_texts import figure, figures_in

from extraction.catalogue.measures import read_yaml
from extraction.stories import cues

ANNOTATED = Path(__file__).parents[1] / "annotated"

BEFORE = "记者走进法官的办公室。\n"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("张某拖欠货款35万元。", "35万元", id="a person whose name is withheld"),
        pytest.param("某建材公司欠款120万元。", "120万元", id="a firm whose name is withheld"),
        pytest.param("该公司名下有房产12套。", "12套", id="该公司"),
        pytest.param("在该案中，法院划扣存款18万元。", "18万元", id="该案"),
        pytest.param("被告人李某退赔26万元。", "26万元", id="a defendant"),
        pytest.param("“终于拿到了8万元。”申请执行人王某激动地说。", "8万元", id="a quote before its speaker"),
    ],
)
def test_figure_of_one_case_is_a_case_figure(text: str, printed: str) -> None:
    assert figure(BEFORE + text, printed).scope == "case"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        pytest.param("全省法院执行到位金额35亿元。", "35亿元", id="a province's courts"),
        pytest.param("该院执结案件1200件。", "1200件", id="the court told of"),
        pytest.param("今年以来，全县共审结案件1200件。", "1200件", id="a county"),
    ],
)
def test_figure_of_courts_is_an_aggregate(text: str, printed: str) -> None:
    assert figure(text, printed).scope == "aggregate"


def test_story_goes_on_through_its_paragraph() -> None:
    text = "张某拖欠货款。法官多次上门。最终，双方约定分期支付35万元。"
    assert figure(text, "35万元").scope == "case"


def test_story_ends_with_its_paragraph() -> None:
    text = "张某拖欠货款35万元。\n全市法院执行到位金额12亿元。"
    assert figure(text, "12亿元").scope == "aggregate"


def test_statistic_behind_a_story_in_one_paragraph_is_an_aggregate() -> None:
    text = BEFORE + "张某还清货款35万元。今年以来，全市法院共执结案件1200件。"
    assert (figure(text, "35万元").scope, figure(text, "1200件").scope) == ("case", "aggregate")


def test_alias_given_in_brackets_goes_on_telling_of_the_case() -> None:
    text = "某纺织有限公司（以下简称“锦绣公司”）资不抵债。\n锦绣公司负债3亿元。"
    assert figure(text, "3亿元").scope == "case"


@pytest.mark.parametrize("kind", ["story", "statistics"])
def test_the_declared_beginnings_lose_no_cue_in_our_texts(kind: str) -> None:
    everywhere = re.compile("|".join(read_yaml("stories.yaml")[kind]))
    texts = [path.read_text(encoding="utf-8") for path in sorted(ANNOTATED.rglob("*.txt"))]
    assert texts
    for text in texts:
        found = [each.span() for each in cues(kind).find(text, 0, len(text))]
        assert found == [each.span() for each in everywhere.finditer(text)]


@pytest.mark.parametrize(
    "title",
    ["少年庭庭长", "执行局局长", "承办法官", "新闻发言人", "市人大代表", "法院负责人"],
)
def test_official_named_once_more_is_the_subject_of_no_case(title: str) -> None:
    text = f"{title}韩某走进社区。\n韩某说，全庭同事走访家庭86户。"
    assert figure(text, "86户").scope == "aggregate"


def test_head_of_a_firm_is_the_subject_of_its_case() -> None:
    text = "企业负责人韩某找到法院。\n韩某说，工厂欠下货款86万元。"
    assert figure(text, "86万元").scope == "case"


def test_total_of_some_years_is_an_aggregate_among_stories() -> None:
    text = "“他终于肯说话了。”志愿者田某说。两年多来，累计走访640人次。"
    assert figure(text, "640人次").scope == "aggregate"


def test_money_that_changed_hands_in_a_month_is_dated() -> None:
    found = figure("某纸业公司欠下租金。今年3月，首期120万元到账。", "120万元", published=date(2025, 6, 3))
    assert (str(found.time_start), str(found.time_end)) == ("2025-03-01", "2025-03-31")


def test_money_handed_over_at_once_is_dated_by_the_sentence_before() -> None:
    text = "5月8日清晨，干警敲开被执行人田某的家门。田某欠租金12万元，当场支付现金并转账3万元。"
    found = [(each.obs_text, each.time_start and str(each.time_start)) for each in figures_in(text)]
    assert found == [("12万元", None), ("3万元", "2025-05-08")]


def test_sum_that_a_court_awarded_in_a_month_is_not_dated() -> None:
    assert figure("今年3月，某纸业公司被判赔偿120万元。", "120万元").time_start is None


def test_one_case_singled_out_in_a_statistic_is_told_of_in_its_clause_alone() -> None:
    text = "全年判赔总额5.3亿元，最高的一件达8500万元。发出禁令31份。"
    assert [each.scope for each in figures_in(text)] == ["aggregate", "case", "aggregate"]


def test_what_a_court_did_with_one_party_in_a_month_tells_on_of_the_case() -> None:
    text = "包工头韩某拖欠工资86万元。今年3月，法院将其拘留，家人当日凑齐20万元。"
    found = figure(text, "20万元")
    assert (found.scope, found.time_start) == ("case", None)


def test_what_a_raid_brought_by_its_end_is_an_aggregate() -> None:
    text = "8月19日5时，行动打响。干警堵住被执行人韩某。韩某当场转账6万元。8时许收队，共拘传21人。"
    assert [each.scope for each in figures_in(text)] == ["case", "aggregate"]


@pytest.mark.parametrize("who", ["两户村民", "一对夫妻", "两名商户"])
def test_two_neighbours_who_fell_out_are_a_case(who: str) -> None:
    assert figure(f"{BEFORE}{who}因围墙起了争执，一方赔偿1.5万元。", "1.5万元").scope == "case"


@pytest.mark.parametrize("who", ["海安县一采石场", "兴化市一养殖场", "城东镇一村民"])
def test_one_firm_or_person_of_a_place_is_a_case(who: str) -> None:
    assert figure(f"{BEFORE}{who}污染河道，被判令赔偿187万元。", "187万元").scope == "case"


@pytest.mark.parametrize("who", ["去年受理专利案件213件", "2025年审结专利案件213件", "今年共审结专利案件213件"])
def test_what_one_tribunal_did_in_a_year_is_an_aggregate_behind_a_case(who: str) -> None:
    text = f"该院审理的“底盘”技术秘密侵权案，判令某公司赔偿6400万元。该法庭{who}。"
    assert figure(text, "213件").scope == "aggregate"


def test_firm_with_which_a_court_works_is_no_case() -> None:
    text = "海门区人民法院与一家民营企业共建帮教基地，接纳缓刑人员43人。"
    assert figure(text, "43人").scope == "aggregate"


@pytest.mark.parametrize("who", ["曲阜市一名12岁女孩父母双亡", "17岁的小强（化名）与祖母生活"])
def test_child_whose_case_is_told_is_a_case(who: str) -> None:
    assert figure(f"全市检察机关发放救助金580万元。{who}，检察院发放救助金4万元。", "4万元").scope == "case"


@pytest.mark.parametrize("person", ["老李", "被拖欠了两年工资的老张", "小王", "周女士", "开货车的陈师傅"])
def test_person_named_in_speech_is_told_of_in_a_story(person: str) -> None:
    assert figure(f"2025年，该院执结案件900件。{person}领到了1.46万元。", "1.46万元").scope == "case"


@pytest.mark.parametrize("words", ["老人案件", "小额案件", "中小企业"])
def test_old_and_small_are_no_names(words: str) -> None:
    assert figure(f"2025年，该院审结涉{words}126件。", "126件").scope == "aggregate"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("某P2P平台一次诉至该院31件。", id="a platform"),
        pytest.param("“有人为了躲债，一口气伪造31件欠条。”", id="someone in a speech"),
        pytest.param("某汽配公司负债5亿元。广元法院预重整后裁定受理，清偿债权31件。", id="a ruling to take the case"),
    ],
)
def test_what_one_firm_or_man_did_is_told_of_a_case(text: str) -> None:
    assert figure(text, "31件").scope == "case"


def test_money_handed_over_at_once_in_a_raid_of_one_day_is_of_that_day_and_the_rest_of_none() -> None:
    text = "9月13日清晨，石门法院集中执行行动打响。\n覃某欠款8.6万元，当场转账5万元，剩下的3.6万元月底付清。"
    days = [each.time_start and str(each.time_start) for each in figures_in(text)]
    assert days == [None, "2025-09-13", None]


def test_one_sum_told_of_behind_a_statistic_is_that_of_a_case() -> None:
    text = "石门法院执行到位870万元。其中一笔26万元的工程款，法官连夜赶赴西安冻结。"
    assert [each.scope for each in figures_in(text)] == ["aggregate", "case"]


def test_debtors_called_by_a_nickname_are_no_story() -> None:
    text = "2025年，全市法院将180人纳入失信名单。“老赖”无处可逃，90人主动履行。"
    assert {each.scope for each in figures_in(text)} == {"aggregate"}


@pytest.mark.parametrize("speaker", ["[李某]", "李某："])
def test_speaker_of_a_transcript_is_no_story(speaker: str) -> None:
    text = f"{speaker}2025年，全市法院审结案件90件。判处罪犯70人。"
    assert {each.scope for each in figures_in(text)} == {"aggregate"}


@pytest.mark.parametrize("subject", ["小程序", "老陈调解工作室", "王阿姨工作室", "小王法官", "小高层"])
def test_name_that_is_no_person_of_a_case_is_no_story(subject: str) -> None:
    assert figure(f"2025年，全市法院工作有序。{subject}纠纷全年办结90件。", "90件").scope == "aggregate"


@pytest.mark.parametrize("pivot", ["只是“冬季攻势”行动中的一起", "正是该院执行攻坚的缩影", "只是专项行动的一个缩影"])
def test_what_follows_the_one_case_of_a_campaign_is_statistics(pivot: str) -> None:
    text = f"潘某三年前受伤，砖厂赔偿8.6万元。潘某的案子{pivot}。9个执行小组分片包干，执结案件312件。"
    assert [each.scope for each in figures_in(text)] == ["case", "aggregate", "aggregate"]


@pytest.mark.parametrize(
    "ends",
    [
        pytest.param("二是应诉不认真，不出庭的有21件。", id="the next point of a list"),
        pytest.param("该法庭三年前成立，配有干警21名。", id="how a tribunal was set up"),
    ],
)
def test_example_ends_where_the_report_goes_on(ends: str) -> None:
    found = figures_in(f"一是取证不规范。如某街道办强拆孙某60平方米房屋。{ends}")
    assert [each.scope for each in found] == ["case", "aggregate"]


@pytest.mark.parametrize("name", ["小M", "B某"])
def test_person_known_by_a_letter_is_one_of_a_case(name: str) -> None:
    assert figure(f"16岁的{name}帮人刷单，获利900元。", "900元").scope == "case"
