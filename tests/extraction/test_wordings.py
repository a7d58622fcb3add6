"""Every indicator of the fixed table is found in its typical phrasings and not in its neighbours'."""

import pytest
from reading_texts import figures_in

from extraction.catalogue import indicators

LEAD = "2025年，全市法院"


def indicator_of(clause: str) -> str | None:
    """The indicator of the first figure of a clause, within the statistics of a city's courts."""
    found = figures_in(f"法院晒出年度成绩单\n{LEAD}工作有序推进。{LEAD}{clause}。")
    return found[0].indicator


FOUND = {
    "cases_accepted": [
        "受理各类案件4120件",
        "新收民事案件2745件",
        "刑事案件收案216件",
        "登记立案5600件",
        "受理环境公益诉讼案件63件",
        "劳动争议案件新立320件",
        "受理非诉行政执行审查案件152件",
    ],
    "cases_concluded": [
        "审结各类案件3986件",
        "办结行政案件58件",
        "民商事案件结案1204件",
        "审理（执行）结案3210件",
        "386件案件得到审结",
    ],
    "enforcement_cases_accepted": [
        "受理执行案件1530件",
        "新收执行案件1200件",
        "执行案件收案1200件",
        "执行案件立案1530件",
        "受理首次执行案件1200件",
        "执行局新收案件960件",
        "新收执行实施案件1530件",
    ],
    "enforcement_cases_concluded": ["执结案件1380件", "办结执行案件1380件", "执行结案1380件", "1380件案件得以执结"],
    "enforced_amount": [
        "执行到位金额1.26亿元",
        "为申请执行人执行到位3.2亿元",
        "执行到位标的额5600万元",
        "3.2亿元案款执行到位",
    ],
    "enforced_amount_rate": ["执行到位率为61.01%", "执行标的到位率达52.3%"],
    "full_enforcement_rate": ["执行完毕率为38.6%", "首次执行案件执行完毕率达42.1%"],
    "enforcement_conclusion_rate": ["执结率为97.25%", "执行案件结案率达96.1%", "首执案件结案率94.2%"],
    "voluntary_performance_rate": [
        "民事裁判自动履行率为61.3%",
        "自动履行率达58.2%",
        "裁判自觉履行率60.2%",
        "当事人主动履行率52.6%",
    ],
    "enforcement_resumed_cases": ["恢复执行案件860件", "依法恢复执行312件", "恢执案件320件", "恢复强制执行案件86件"],
    "terminated_cases_cleared": [
        "860件案件退出终本程序",
        "终本案件出清430件",
        "推动312件终本案件出清",
        "使860件案件走出终本库",
        "终本案件出库860件",
        "将860件案件清出终本库",
    ],
    "cross_enforcement_cases": ["交叉执行案件126件", "开展交叉执行案件88件"],
    "cross_enforcement_progress": [
        "交叉执行的案件中取得实质进展96件",
        "96件案件取得实质性进展",
        "交叉执行中取得突破性进展96件",
    ],
    "defaulters_listed": [
        "纳入失信被执行人名单1620人次",
        "将1620人次纳入失信名单",
        "发布失信被执行人1620人次",
        "曝光“老赖”620人",
    ],
    "defaulters_restored": [
        "860人次通过信用修复回归市场",
        "为320人次修复信用",
        "信用修复320人次",
        "删除失信信息320人次",
        "320名失信被执行人重获信用",
        "215人还款后被移出",
        "将320人从失信名单中移除",
        "撤出失信名单320人",
    ],
    "debtors_performed": [
        "迫于信用惩戒压力主动履行义务236人",
        "236人主动履行义务",
        "倒逼236人履行义务",
        "236人慑于惩戒还清欠款",
        "督促236人履行义务",
    ],
    "refusal_convicted": [
        "以拒执罪判处36人",
        "以拒不执行判决、裁定罪追究刑事责任42人",
        "对拒不履行生效裁判的，追究刑事责任26人",
    ],
    "bankruptcy_transferred": [
        "执转破案件36件",
        "将36件执行案件移送破产审查",
        "移送破产审查案件36件",
        "受理“执转破”案件36件",
        "引导36件执行案件进入破产程序",
        "执转破36件",
        "启动执转破36件",
    ],
    "bankruptcy_concluded": [
        "审结破产案件52件",
        "破产案件审结52件",
        "审结强制清算案件18件",
        "破产审判共结案52件",
        "破产案件结案52件",
    ],
    "enterprises_rescued": [
        "挽救困境企业26家",
        "通过重整挽救企业12家",
        "26家企业重获新生",
        "重整救活12家",
        "12家房企成功脱困",
        "12家企业通过和解恢复生机",
        "成功重整企业12家",
        "为18家高新企业化解危机",
    ],
    "enterprises_cleared": ["出清僵尸企业36家", "36家僵尸企业有序退出市场", "清退空壳企业18家", "36家企业平稳退出"],
    "assets_revitalised": [
        "盘活资产12.6亿元",
        "盘活土地房产等存量资产3.2亿元",
        "12.6亿元闲置资产得到盘活",
        "唤醒沉睡资产2.3亿元",
    ],
    "debt_resolved": [
        "化解债务26.3亿元",
        "化解各类不良债权18亿元",
        "清理企业债务8.2亿元",
        "处置债务26亿元",
        "清偿债务12亿元",
        "处置不良债权26亿元",
    ],
    "jobs_resettled": [
        "安置职工1260人",
        "妥善安置破产企业职工860人",
        "保住就业岗位1260个",
        "帮助1260名职工再就业",
        "稳住1260个就业岗位",
    ],
    "settlements_reached": ["达成执行和解案件320件", "促成当事人和解260件", "执行和解320件"],
    "mediated_before_suit": [
        "诉前调解成功案件1820件",
        "诉前成功化解纠纷960件",
        "诉前调解成功1820件",
        "1820件纠纷在诉前化解",
        "诉前调解案件成功960件",
    ],
    "petitions": ["涉执信访案件86件", "收到执行信访62件"],
    "average_days": ["案件平均用时46.5天", "平均审理周期62.3天", "民事案件平均审理天数58天", "案均审理天数58天"],
    "appeal_rate": ["一审案件上诉率为8.96%", "上诉率8.2%"],
    "mediation_rate": ["民事案件调解率为36.2%", "调撤率达52.1%", "调解与撤诉结案率达52.1%", "调撤比例为52.1%"],
}
NEAR_MISSES = {
    "cases_accepted": "受理公益诉讼36件",
    "cases_concluded": "未结案件126件",
    "enforcement_cases_accepted": "受理审判执行案件4120件",
    "enforcement_cases_concluded": "审执结案件3986件",
    "enforced_amount": "未到位金额1.26亿元",
    "enforced_amount_rate": "执行完毕率为38.6%",
    "full_enforcement_rate": "执行到位率为61.01%",
    "enforcement_conclusion_rate": "实际执结率为62.3%",
    "voluntary_performance_rate": "执行完毕率为61.3%",
    "enforcement_resumed_cases": "终结执行案件860件",
    "terminated_cases_cleared": "终结本次执行程序案件860件",
    "cross_enforcement_cases": "提级执行案件126件",
    "cross_enforcement_progress": "开展交叉执行案件126件",
    "defaulters_listed": "移出失信名单320人次",
    "defaulters_restored": "纳入失信被执行人名单1620人次",
    "debtors_performed": "司法拘留236人",
    "refusal_convicted": "移送拒执犯罪线索42件",
    "bankruptcy_transferred": "审结执转破案件36件",
    "bankruptcy_concluded": "受理破产案件52件",
    "enterprises_rescued": "盘活企业资产12.6亿元",
    "enterprises_cleared": "挽救困境企业26家",
    "assets_revitalised": "化解债务26.3亿元",
    "debt_resolved": "破产企业负债26.3亿元",
    "jobs_resettled": "司法拘留1260人",
    "settlements_reached": "破产和解案件12件",
    "mediated_before_suit": "诉前调解成功率为72.1%",
    "petitions": "涉执信访占比为3.2%",
    "average_days": "上诉案件移送平均用时12天",
    "appeal_rate": "服判息诉率为90.8%",
    "mediation_rate": "诉前调解成功率为72.1%",
}
FIXED = [entry.indicator for entry in indicators() if not entry.extended]


@pytest.mark.parametrize("code", FIXED)
def test_every_fixed_indicator_has_two_phrasings_and_a_near_miss_here(code: str) -> None:
    assert len(FOUND[code]) >= 2
    assert code in NEAR_MISSES


@pytest.mark.parametrize(
    ("code", "clause"), [pytest.param(code, clause, id=clause) for code, clauses in FOUND.items() for clause in clauses]
)
def test_typical_phrasing_is_found(code: str, clause: str) -> None:
    assert indicator_of(clause) == code


@pytest.mark.parametrize(
    ("code", "clause"),
    [pytest.param(code, clause, id=f"{code} not in {clause}") for code, clause in NEAR_MISSES.items()],
)
def test_near_miss_is_not_taken_for_it(code: str, clause: str) -> None:
    assert indicator_of(clause) != code


@pytest.mark.parametrize(
    ("clause", "indicator"),
    [
        pytest.param("连同上年结转受理4120件", "cases_accepted", id="a choice of words, and no other sign"),
        pytest.param("有3.2亿元工钱装进申请执行人口袋", "enforced_amount", id="behind the number"),
    ],
)
def test_wording_of_choices_alone_is_found(clause: str, indicator: str) -> None:
    assert indicator_of(clause) == indicator


def test_act_of_one_sign_is_that_of_the_kind_in_its_heading() -> None:
    found = figures_in("全市法院三季度数据\n2025年三季度，全市法院收案9000件。\n（一）刑事。收90件，结80件。\n")
    told = [(each.indicator, each.breakdown) for each in found[1:]]
    assert told == [("cases_accepted", "case_type=criminal;intake=new"), ("cases_concluded", "case_type=criminal")]


def test_words_in_brackets_at_the_head_of_a_paragraph_are_none_of_its_first_figure() -> None:
    found = figures_in("【守护平安】审结一审刑事案件90件。")[0]
    assert found.breakdown == "case_type=criminal;procedure=first_instance"


@pytest.mark.parametrize("clause", ["收破产申请审查案件90件", "又收了90件", "收涉外案件90件"])
def test_cases_that_a_court_took_in_are_cases_accepted(clause: str) -> None:
    assert indicator_of(clause) == "cases_accepted"


def test_kinds_with_acts_of_one_sign_have_each_their_own() -> None:
    found = figures_in("2025年，全市法院刑事收90件、结80件，执行收70件、结60件。")
    assert [each.indicator for each in found] == [
        "cases_accepted",
        "cases_concluded",
        "enforcement_cases_accepted",
        "enforcement_cases_concluded",
    ]


def test_number_told_again_is_divided_as_it_was_told() -> None:
    found = figures_in("2025年，全市法院新收案件100件，审结98件。98件中，刑事20件，民事78件。")
    assert {each.indicator for each in found[1:]} == {"cases_concluded"}
