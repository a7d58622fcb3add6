"""Numbers of rules, classes and spans of time, which state no statistic."""

import pytest
from reading_texts import figures_in, values_in


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("帮教期一般为3至6个月", id="how long it takes as a rule"),
        pytest.param("境外送达通常需要4个月", id="usually"),
        pytest.param("标的额在50万元至200万元的最为集中", id="a class with two bounds"),
        pytest.param("标的额在10万元至50万元之间的案件", id="a class between two bounds"),
        pytest.param("该司法解释共40条", id="articles of an interpretation"),
        pytest.param("《若干意见》共计26条", id="articles of an opinion"),
        pytest.param("白皮书提出6条建议：一是释法", id="advice that is told one by one"),
    ],
)
def test_number_of_a_rule_or_class_is_left_out(text: str) -> None:
    assert values_in(text) == []


@pytest.mark.parametrize("days", ["30天", "短短15天", "3个月"])
def test_span_of_time_in_which_something_was_done_is_left_out(days: str) -> None:
    assert [unit for _, unit in values_in(f"夏季行动：{days}执结1620件")] == ["case"]


def test_limit_without_的_defines_a_class() -> None:
    assert [unit for _, unit in values_in("判赔额超千万元案件36件")] == ["case"]


@pytest.mark.parametrize("text", ["调解金额50万元至200万元", "平均30天执结", "共提出建议26条"])
def test_number_that_states_something_is_kept(text: str) -> None:
    assert values_in(text) != []


@pytest.mark.parametrize("state", ["躲债近四年", "拖欠近四年", "闲置近四年"])
def test_how_long_a_state_lasted_is_no_time_of_a_report(state: str) -> None:
    (found,) = figures_in(f"某小区里，法官找到了{state}的杨某。")
    assert (found.unit_measure, found.scope) == ("year", "case")


@pytest.mark.parametrize(
    "text",
    [
        "将在年底前建成少年法庭5个",
        "今后将再挂牌督办积案50件",
        "预计到6月底发放案款8亿元",
        "执行完毕率要提升3个百分点",
        "周口法院40天执结",
        "将于明年新增法庭12个",
        "7个月来",
    ],
)
def test_number_of_a_plan_or_span_is_left_out(text: str) -> None:
    assert values_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("由1个高院、4个中院和5个基层法院分片办案。", id="courts that share an area"),
        pytest.param("示范判决在全市9个基层法院推广。", id="courts that try something"),
        pytest.param("举报属实的，按到位金额的3%至10%给予奖励。", id="a reward"),
        pytest.param("高院公布毒品案件审理情况和6起典型案例。", id="model cases behind a report"),
    ],
)
def test_number_of_a_plan_or_promise_is_left_out(text: str) -> None:
    assert figures_in(text) == []


def test_countries_that_parties_come_from_are_a_figure() -> None:
    assert [each.obs_text for each in figures_in("当事人来自62个国家和地区。")] == ["62个"]
