"""What the rules find in a night's figures, whom they accuse, and what they leave alone."""

from datetime import date
from typing import Any

import duckdb
import pytest
from invented_candidates import RUN_ID, add_figures, candidate_with, figure

from expectations.reconciliation import ReconciliationResult, reconcile
from expectations.rules import Rule, declared_rules
from warehouse.duplicates import derive_duplicates
from warehouse.status import derive_observation_status

NEXT_RUN_ID = "20260128T170011Z-3d4e5f"
RULES = {rule.id: rule for rule in declared_rules()}

ACCEPTED = figure(
    "40.36万件", "403600", low="403550", high="403650", indicator="enforcement_cases_accepted", label="受理执行案件"
)
CONCLUDED = figure("36.11万件", "361100", low="361050", high="361150", indicator="enforcement_cases_concluded")
RESUMED = figure("721万件", "7210000", low="7205000", high="7215000", indicator="enforcement_resumed_cases")


def found(result: ReconciliationResult) -> list[dict[str, Any]]:
    return result.findings.to_pylist()


def statuses(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    derive_observation_status(connection)
    return dict(connection.execute("SELECT obs_text, obs_status FROM observations").fetchall())


def test_part_that_lost_its_point_is_accused_when_another_figure_confirms_the_whole() -> None:
    connection = candidate_with([ACCEPTED, CONCLUDED, RESUMED])
    [finding] = found(reconcile(connection, RUN_ID))
    assert finding["rule"] == "part_not_above_whole"
    assert statuses(connection) == {"40.36万件": "normal", "36.11万件": "normal", "721万件": "suspect"}


def test_nobody_is_accused_when_nothing_confirms_the_whole() -> None:
    connection = candidate_with([ACCEPTED, RESUMED])
    [finding] = found(reconcile(connection, RUN_ID))
    assert finding["observation_id"] is None
    assert len(finding["related"]) == 2


def test_nobody_is_accused_when_no_lost_point_explains_the_part() -> None:
    beyond_repair = figure("8.21亿件", "821000000", indicator="enforcement_resumed_cases")
    connection = candidate_with([ACCEPTED, CONCLUDED, beyond_repair])
    [finding] = found(reconcile(connection, RUN_ID, rules=[RULES["part_not_above_whole"]]))
    assert finding["observation_id"] is None


def test_count_without_a_scale_cannot_have_lost_its_point() -> None:
    whole = figure("837件", "837", indicator="enforcement_cases_accepted")
    fitting = figure("310件", "310", indicator="enforcement_cases_concluded")
    above = figure("1059件", "1059", indicator="enforcement_resumed_cases")
    [finding] = found(reconcile(candidate_with([whole, fitting, above]), RUN_ID))
    assert finding["observation_id"] is None


def test_figure_that_fails_by_itself_is_accused_of_the_contradiction_too() -> None:
    fraction = figure("4.5件", "4.5", indicator="enforcement_cases_accepted", label="受理执行案件")
    connection = candidate_with([fraction, CONCLUDED])
    accused = {finding["rule"]: finding["observation_id"] for finding in found(reconcile(connection, RUN_ID))}
    assert accused["part_not_above_whole"] == accused["count_is_whole"]


def test_rate_above_100_percent_is_suspect_and_a_growth_above_it_is_not() -> None:
    rate = figure("5830%", "5830", unit_measure="percent", indicator="voluntary_performance_rate")
    growth = figure("131.62%", "131.62", unit_measure="percent", measure="change", indicator="cases_accepted")
    connection = candidate_with([rate, growth])
    reconcile(connection, RUN_ID)
    assert statuses(connection) == {"5830%": "suspect", "131.62%": "normal"}


def test_rate_that_rounds_to_100_percent_holds() -> None:
    rate = figure("100%", "100", low="99.5", high="100.5", unit_measure="percent", indicator="mediation_rate")
    assert found(reconcile(candidate_with([rate]), RUN_ID)) == []


def test_information_accuses_nobody() -> None:
    planned = figure("310件", "310", time_start=date(2027, 1, 1), time_end=date(2027, 12, 31))
    connection = candidate_with([planned])
    [finding] = found(reconcile(connection, RUN_ID))
    assert (finding["severity"], finding["observation_id"]) == ("info", None)
    assert statuses(connection) == {"310件": "normal"}


def test_cases_closed_may_exceed_new_cases_for_old_ones_are_closed_too() -> None:
    new_cases = ACCEPTED.model_copy(update={"label": "新收执行案件"})
    closed = CONCLUDED.model_copy(update={"obs_text": "41.02万件", "value": 410200, "low": 410150, "high": 410250})
    assert found(reconcile(candidate_with([new_cases, closed]), RUN_ID)) == []


@pytest.mark.parametrize(
    "elsewhere",
    [
        pytest.param({"ref_area": "510100"}, id="another area"),
        pytest.param({"time_start": date(2024, 1, 1), "time_end": date(2024, 12, 31)}, id="another period"),
        pytest.param({"time_start": None, "time_end": None}, id="no period"),
        pytest.param({"scope": "case"}, id="a single case"),
        pytest.param({"unit_measure": "case_time"}, id="another unit"),
        pytest.param({"measure": "change"}, id="a change"),
        pytest.param({"court": "甲县人民法院"}, id="another court"),
    ],
)
def test_part_and_whole_of_different_keys_are_not_compared(elsewhere: dict[str, object]) -> None:
    whole = ACCEPTED.model_copy(update={"court": "乙县人民法院"})
    result = reconcile(
        candidate_with([whole, RESUMED.model_copy(update=elsewhere)]), RUN_ID, rules=[RULES["part_not_above_whole"]]
    )
    assert result.rule_results.to_pylist()[0]["checked"] == 0


def test_part_is_held_against_the_largest_mention_of_its_whole() -> None:
    narrower = ACCEPTED.model_copy(update={"obs_text": "120件", "value": 120, "low": 120, "high": 120})
    assert found(reconcile(candidate_with([narrower, ACCEPTED, CONCLUDED]), RUN_ID)) == []


def test_part_is_held_against_the_whole_of_another_report_when_its_own_has_none() -> None:
    connection = candidate_with([ACCEPTED, RESUMED.model_copy(update={"report": "another"})])
    assert [finding["rule"] for finding in found(reconcile(connection, RUN_ID))] == ["part_not_above_whole"]


def test_reprint_is_not_held_against_other_reports() -> None:
    reprint = RESUMED.model_copy(update={"report": "reprint", "published_on": date(2026, 1, 28)})
    connection = candidate_with([RESUMED.model_copy(update={"report": "first"}), ACCEPTED])
    add_figures(connection, [reprint], run_id=NEXT_RUN_ID)
    derive_duplicates(connection)
    assert found(reconcile(connection, NEXT_RUN_ID)) == []


def test_a_night_looks_only_at_cases_that_its_own_figures_take_part_in() -> None:
    connection = candidate_with([ACCEPTED, RESUMED])
    add_figures(connection, [CONCLUDED.model_copy(update={"report": "tonight"})], run_id=NEXT_RUN_ID)
    result = reconcile(connection, NEXT_RUN_ID, rules=[RULES["part_not_above_whole"]])
    assert result.rule_results.to_pylist()[0]["checked"] == 1
    assert found(result) == []


def test_suspect_figure_is_no_evidence_against_later_ones() -> None:
    misprinted_whole = figure("4.5件", "4.5", indicator="enforcement_cases_accepted", label="受理执行案件")
    connection = candidate_with([misprinted_whole])
    reconcile(connection, RUN_ID)
    derive_observation_status(connection)
    add_figures(connection, [CONCLUDED.model_copy(update={"report": "tonight"})], run_id=NEXT_RUN_ID)
    assert found(reconcile(connection, NEXT_RUN_ID)) == []


def test_province_is_held_against_the_nation_and_not_the_supreme_courts_own_cases() -> None:
    province = figure("40万件", "400000", indicator="cases_accepted", label="受理案件", report="province")
    of_the_court = {"label": "最高人民法院受理案件", "ref_area": "100000", "report": "nation"}
    own = figure("2.1万件", "21000", indicator="cases_accepted", **of_the_court)
    assert found(reconcile(candidate_with([province, own]), RUN_ID)) == []


def test_county_is_held_against_every_area_it_lies_in() -> None:
    city = figure("50万件", "500000", indicator="cases_accepted", ref_area="510100", report="city")
    province = figure("40万件", "400000", indicator="cases_accepted", report="province")
    nation = figure("45万件", "450000", indicator="cases_accepted", ref_area="100000", report="nation")
    result = reconcile(candidate_with([city, province, nation]), RUN_ID, rules=[RULES["area_not_above_its_parent"]])
    [row] = result.rule_results.to_pylist()
    assert (row["checked"], row["failed"]) == (3, 2)


def test_two_mentions_a_misprint_apart_contradict_and_unlike_ones_are_undecided() -> None:
    mentions = [
        figure("931.5亿元", "93150000000", unit_measure="CNY", indicator="enforced_amount"),
        figure("936.5亿元", "93650000000", unit_measure="CNY", indicator="enforced_amount"),
        figure("214.82亿元", "21482000000", unit_measure="CNY", indicator="enforced_amount"),
    ]
    result = reconcile(candidate_with(mentions), RUN_ID, rules=[RULES["mentions_agree"]])
    [row] = result.rule_results.to_pylist()
    assert (row["failed"], row["undecided"]) == (1, 2)


def test_slice_is_held_against_wider_slices_too() -> None:
    wide = figure("100件", "100", indicator="cases_concluded", breakdown="case_type=civil")
    narrow = wide.model_copy(update={"obs_text": "120件", "value": 120, "low": 120, "high": 120})
    narrow = narrow.model_copy(update={"breakdown": "case_type=civil;programme=cross_enforcement"})
    fitting = wide.model_copy(update={"obs_text": "7件", "value": 7, "low": 7, "high": 7})
    fitting = fitting.model_copy(update={"breakdown": "case_type=civil;procedure=retrial"})
    [finding] = found(reconcile(candidate_with([wide, fitting, narrow]), RUN_ID))
    assert finding["rule"] == "slice_not_above_whole"


def test_whole_that_holds_none_of_its_slices_may_be_a_slice_itself() -> None:
    money = {"unit_measure": "CNY", "indicator": "enforced_amount"}
    unworded_slice = figure("6.3亿元", "630000000", **money)
    slices = [
        figure("388亿元", "38800000000", breakdown="creditor=enterprise", **money),
        figure("265亿元", "26500000000", breakdown="programme=termination_clearance", **money),
    ]
    result = reconcile(candidate_with([unworded_slice, *slices]), RUN_ID, rules=[RULES["slice_not_above_whole"]])
    [row] = result.rule_results.to_pylist()
    assert (row["failed"], row["undecided"]) == (0, 2)


def test_total_differs_from_its_parts_only_beyond_their_rounding() -> None:
    parts = [
        figure("1.2万件", "12000", low="11500", high="12500", indicator="public_interest_civil_filed"),
        figure("3.4万件", "34000", low="33500", high="34500", indicator="public_interest_administrative_filed"),
    ]
    total = figure("4.7万件", "47000", low="46500", high="47500", indicator="public_interest_cases_filed")
    assert found(reconcile(candidate_with([total, *parts]), RUN_ID)) == []


def test_finding_ids_depend_on_the_rule_and_its_figures_alone() -> None:
    once = found(reconcile(candidate_with([ACCEPTED, RESUMED]), RUN_ID))
    again = found(reconcile(candidate_with([ACCEPTED, RESUMED]), RUN_ID))
    assert [finding["finding_id"] for finding in once] == [finding["finding_id"] for finding in again]


def test_finding_met_again_keeps_its_first_run_and_what_was_decided() -> None:
    connection = candidate_with([ACCEPTED, RESUMED])
    reconcile(connection, RUN_ID)
    connection.execute("UPDATE findings SET status = 'waived', decided_by = 'li', first_run_id = 'first'")
    [finding] = found(reconcile(connection, RUN_ID))
    assert (finding["status"], finding["decided_by"], finding["first_run_id"]) == ("waived", "li", "first")
    assert connection.execute("SELECT count(*) FROM findings").fetchone() == (1,)


def test_rule_that_raises_is_errored_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, sound = RULES["period_in_order"], RULES["part_not_above_whole"]
    break_rule(monkeypatch, broken)
    result = reconcile(candidate_with([ACCEPTED, RESUMED]), RUN_ID, rules=[broken, sound])
    errored = {row["rule"]: row["errored"] for row in result.rule_results.to_pylist()}
    assert errored == {"period_in_order": 1, "part_not_above_whole": 0}
    assert list(result.errors) == ["period_in_order"]
    assert len(found(result)) == 1


def break_rule(monkeypatch: pytest.MonkeyPatch, rule: Rule) -> None:
    """Let the SQL of a rule ask for a table that does not exist."""
    from expectations.checks import Query, query_for

    def broken_query_for(check: Any) -> Query:
        return Query("SELECT * FROM no_such_table") if check is rule.check else query_for(check)

    monkeypatch.setattr("expectations.judging.query_for", broken_query_for)


def test_result_rows_are_written_into_the_candidate() -> None:
    connection = candidate_with([ACCEPTED, RESUMED])
    result = reconcile(connection, RUN_ID)
    assert connection.execute("SELECT count(*) FROM rule_results").fetchone() == (result.rule_results.num_rows,)
    assert result.rule_results.num_rows == len(RULES)


def test_text_of_a_report_that_looks_like_a_placeholder_is_left_as_it_is() -> None:
    connection = candidate_with([figure("14.5件", "14.5", label="{whole}' OR 1=1 --")])
    [finding] = found(reconcile(connection, RUN_ID))
    assert "{whole}' OR 1=1 --" in finding["message"]
