"""What decisions make of findings and figures: each verdict, its end, its replacement."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from invented_review import FINDING, NOW, OTHER, RESUMED, TODAY, UNTOLD, finding, one, proposal, warehouse

from expectations.decisions import Decision, DecisionRefused, Intent, Verdict, apply_decisions, take_decision
from warehouse.schemas import FINDINGS
from warehouse.series import renew_series
from warehouse.status import derive_observation_status

PRINTED, RIGHT = Decimal(8210000), Decimal(82100)
FIGURE = f"select obs_status, obs_value, printed_value from observations where observation_id = '{RESUMED}'"
STATUS = f"select status, decided_by, reason, suggested_value from findings where finding_id = '{FINDING}'"


def decisions(connection: duckdb.DuckDBPyConnection, verdict: Verdict, **stated: Any) -> dict[str, Decision]:
    """What a reviewer's verdict on the accused figure comes to."""
    plain = {"finding_id": FINDING, "reviewer": "王敏", "reason": "已核对"}
    intent = Intent(verdict=verdict, **{**plain, **stated})
    taken = take_decision(connection, intent, {}, now=NOW, today=TODAY)
    return {decision.finding_id: decision for decision in taken}


def apply(connection: duckdb.DuckDBPyConnection, standing: dict[str, Decision], day: Any = TODAY, **more: Any) -> int:
    """Apply decisions as a night does, and return how many findings changed."""
    changed = apply_decisions(connection, standing, day, "20260204T170011Z-0a1b2c", **more)
    derive_observation_status(connection)
    return int(changed.num_rows)


VERDICTS = [
    pytest.param("accept", {}, ("corrected", RIGHT, PRINTED), "accepted", id="accept takes the proposed value"),
    pytest.param("edit", {"value": Decimal(82000)}, ("corrected", Decimal(82000), PRINTED), "accepted", id="edit"),
    pytest.param("reject", {}, ("rejected", PRINTED, PRINTED), "rejected", id="reject takes the figure out"),
    pytest.param("waive", {"until": TODAY}, ("normal", PRINTED, PRINTED), "waived", id="waive lets it pass"),
    pytest.param("unsure", {}, ("suspect", PRINTED, PRINTED), "open", id="cannot tell leaves it withheld"),
]


@pytest.mark.parametrize(("verdict", "given", "figure", "status"), VERDICTS)
def test_a_verdict_sets_finding_and_figure(
    verdict: Verdict, given: dict[str, Any], figure: tuple[Any, ...], status: str
) -> None:
    with warehouse() as connection:
        apply(connection, decisions(connection, verdict, **given))
        assert one(connection, FIGURE) == figure
        assert one(connection, STATUS)[:3] == (status, "王敏", "已核对")


@pytest.mark.parametrize(("verdict", "given", "figure", "status"), VERDICTS)
def test_applying_again_changes_nothing(
    verdict: Verdict, given: dict[str, Any], figure: tuple[Any, ...], status: str
) -> None:
    with warehouse() as connection:
        standing = decisions(connection, verdict, **given)
        assert apply(connection, standing) > 0
        assert apply(connection, standing) == 0


def test_a_corrected_figure_enters_series_with_its_value() -> None:
    with warehouse() as connection:
        query = "select obs_value, obs_status from series where indicator = 'enforcement_resumed_cases'"
        assert connection.execute(query).fetchall() == []
        apply(connection, decisions(connection, "accept"))
        renew_series(connection, [])
        assert connection.execute(query).fetchall() == [(RIGHT, "corrected")]


def test_a_decision_settles_all_findings_on_the_figure_unless_this_one_alone_is_meant() -> None:
    with warehouse() as connection:
        assert set(decisions(connection, "accept")) == {FINDING, OTHER}
        assert set(decisions(connection, "accept", only_this=True)) == {FINDING}


def test_a_waiver_holds_through_its_last_day_and_then_ends() -> None:
    with warehouse() as connection:
        standing = decisions(connection, "waive", until=TODAY + timedelta(days=30))
        apply(connection, standing, TODAY + timedelta(days=30))
        assert one(connection, FIGURE)[0] == "normal"
        apply(connection, standing, TODAY + timedelta(days=31))
        assert one(connection, FIGURE)[0] == "suspect"
        status, decided_by, reason, _ = one(connection, STATUS)
        assert (status, decided_by) == ("open", None)
        assert "ended on 2026-03-05" in reason


@pytest.mark.parametrize(
    "change",
    [
        pytest.param("update observations set obs_text = '812万件' where observation_id = 'o-resumed'", id="print"),
        pytest.param("update observations set printed_value = 1 where observation_id = 'o-accepted'", id="rival"),
        pytest.param("update observations set sentence = '另一句' where observation_id = 'o-resumed'", id="sentence"),
    ],
)
def test_a_decision_reopens_when_what_it_was_about_changes(change: str) -> None:
    with warehouse() as connection:
        standing = decisions(connection, "accept")
        apply(connection, standing)
        connection.execute(change)
        apply(connection, standing)
        status, decided_by, reason, _ = one(connection, STATUS)
        assert (status, decided_by) == ("open", None)
        assert reason.startswith("reopened")
        assert one(connection, FIGURE)[0] == "suspect"


def test_another_probability_in_the_findings_sentence_reopens_nothing() -> None:
    with warehouse() as connection:
        standing = decisions(connection, "accept")
        apply(connection, standing)
        connection.execute("update findings set message = message || '（97%）'")
        assert apply(connection, standing) == 0


def test_a_later_decision_replaces_an_earlier_one() -> None:
    with warehouse() as connection:
        apply(connection, decisions(connection, "reject"))
        apply(connection, decisions(connection, "accept"))
        assert one(connection, FIGURE) == ("corrected", RIGHT, PRINTED)


@pytest.fixture
def lake_files(tmp_path: Path) -> list[Path]:
    """The lake's findings as the rules made them."""
    rows = pa.Table.from_pylist(
        [finding(FINDING, **proposal()), finding(UNTOLD, observation_id=None)], schema=FINDINGS.schema
    )
    pq.write_table(rows, tmp_path / "findings.parquet")
    return [tmp_path / "findings.parquet"]


def test_a_decision_taken_back_gives_the_rules_own_proposal_again(lake_files: list[Path]) -> None:
    with warehouse() as connection:
        apply(connection, decisions(connection, "edit", value=Decimal(82000)), lake_files=lake_files)
        assert one(connection, STATUS)[3] == Decimal(82000)
        apply(connection, decisions(connection, "unsure"), lake_files=lake_files)
        assert one(connection, STATUS)[3] == RIGHT
        assert one(connection, FIGURE) == ("suspect", PRINTED, PRINTED)


def test_a_finding_that_accuses_none_is_decided_on_a_named_figure(lake_files: list[Path]) -> None:
    with warehouse() as connection:
        connection.execute("delete from findings where finding_id <> ?", [UNTOLD])
        standing = decisions(connection, "edit", finding_id=UNTOLD, observation_id=RESUMED, value=RIGHT)
        apply(connection, standing, lake_files=lake_files)
        assert one(connection, FIGURE) == ("corrected", RIGHT, PRINTED)
        undone = {UNTOLD: replace(standing[UNTOLD], verdict="unsure", value=None)}
        apply(connection, undone, lake_files=lake_files)
        assert one(connection, FIGURE) == ("normal", PRINTED, PRINTED)


@pytest.mark.parametrize(
    ("verdict", "given", "why"),
    [
        pytest.param("accept", {"finding_id": "0" * 64}, "no such finding", id="unknown finding"),
        pytest.param("accept", {"finding_id": OTHER}, "proposes no value", id="nothing to accept"),
        pytest.param("accept", {"observation_id": "o-accepted"}, "about another figure", id="proposal for another"),
        pytest.param("edit", {}, "wants the right value", id="edit without value"),
        pytest.param("edit", {"value": Decimal("1e30")}, "no figure can have this value", id="value too large"),
        pytest.param("reject", {"value": RIGHT}, "takes no value", id="reject with value"),
        pytest.param("reject", {"finding_id": UNTOLD}, "accuses no figure", id="no figure named"),
        pytest.param("reject", {"observation_id": "o-9"}, "takes no part", id="figure of another finding"),
        pytest.param("waive", {}, "has a last day", id="waive without day"),
        pytest.param("accept", {"until": TODAY}, "has a last day", id="accept with day"),
        pytest.param("waive", {"until": TODAY - timedelta(days=1)}, "before today", id="waiver in the past"),
        pytest.param("accept", {"reason": " \n\t"}, "wants a reason", id="no reason"),
        pytest.param("accept", {"reason": "长" * 501}, "longer than 500", id="endless reason"),
        pytest.param("accept", {"reviewer": " "}, "wants a reviewer", id="no reviewer"),
        pytest.param("accept", {"seen_hash": "0" * 32}, "has changed since", id="seen something else"),
    ],
)
def test_an_incomplete_decision_is_refused_with_a_sentence(verdict: Verdict, given: dict[str, Any], why: str) -> None:
    with warehouse() as connection, pytest.raises(DecisionRefused, match=why):
        decisions(connection, verdict, **given)
