"""The suites pass on a sound candidate, and each critical expectation fails on one spoilt for it."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from invented_candidates import RUN_ID

from expectations.evaluation import evaluate
from expectations.outcomes import Judged, judged
from expectations.rules import declared_rules
from expectations.rules.models import Words
from expectations.suites import Expected, declared_expectations
from expectations.suites.codes import LEGAL_CODES, REFERENCES
from expectations.validation import ValidationOutcome, validate
from warehouse.schemas import TABLES

EXPECTED = {entry.id: entry for entry in declared_expectations(RUN_ID)}
CRITICAL = [entry.id for entry in EXPECTED.values() if entry.severity == "critical"]
ACCUSED = "(SELECT min(observation_id) FROM findings WHERE status = 'open')"
NOT_IN_SERIES = "revision, previous_value, difference, agrees_with_previous"

SPOILT: dict[str, str] = {
    "every_declared_rule_was_evaluated": "DELETE FROM rule_results WHERE rule = 'share_within_0_100'",
    "no_rule_errored": "UPDATE rule_results SET errored = 1 WHERE rule = 'share_within_0_100'",
    "rule_results_add_up": "UPDATE rule_results SET passed = 0, failed = 0, undecided = 0",
    "observations_span_is_true": "UPDATE observations SET char_start = char_start + 1, char_end = char_end + 1",
    "observations_interval_contains_the_value": "UPDATE observations SET value_low = printed_value + 1",
    "observations_are_as_printed_unless_corrected": "UPDATE observations SET obs_value = printed_value + 1",
    "observations_confidence_is_a_share": "UPDATE observations SET confidence = 1.5",
    "findings_withhold_the_figures_they_accuse": "UPDATE observations SET obs_status = 'normal'",
    "findings_relate_to_known_figures": "UPDATE findings SET related = ['no such figure']",
    "series_has_no_share_outside_0_to_100": "UPDATE series SET value_low = 981 WHERE unit_measure = 'percent'",
    "series_has_no_suspect_figure": f"INSERT INTO series BY NAME SELECT * EXCLUDE ({NOT_IN_SERIES}) FROM revisions",
    "series_has_no_figure_that_breaks_a_rule": f"UPDATE series SET observation_id = {ACCUSED}",
    "series_has_one_value_a_key": "INSERT INTO series FROM series",
    "series_periods_are_in_order": "UPDATE series SET time_start = DATE '2026-06-01'",
    **{f"{name}_has_the_declared_columns": f"ALTER TABLE {name} ADD COLUMN surplus INTEGER" for name in TABLES},
    **{f"{name}_has_one_row_a_key": f"INSERT INTO {name} FROM {name} LIMIT 1" for name in TABLES},
    **{
        f"{table}_{column}_is_known": f"UPDATE {table} SET {column} = 'unheard of'"
        for table, column, _, _ in REFERENCES
    },
    **{
        f"{table}_{column}_is_legal": f"UPDATE {table} SET {column} = 'unheard of'"
        for table, codes in LEGAL_CODES.items()
        for column in codes
    },
}


def outcome_of(expectation: str, candidate: Path) -> Judged:
    [entry] = judged(evaluate(candidate, [EXPECTED[expectation]], RUN_ID).results)
    return entry


def spoil(candidate: Path, statement: str) -> None:
    with duckdb.connect(str(candidate)) as connection:
        connection.execute(statement)


@pytest.fixture(scope="module")
def sound_outcome(sound_candidate: Path, tmp_path_factory: pytest.TempPathFactory) -> ValidationOutcome:
    return validate(sound_candidate, tmp_path_factory.mktemp("data") / "docs", RUN_ID)


def test_sound_candidate_may_be_published(sound_outcome: ValidationOutcome) -> None:
    assert (sound_outcome.blocks_publication, sound_outcome.failures) == (False, ())


@pytest.mark.parametrize("suffix", ["4003ad", "39ad4a"])
def test_run_whose_name_ends_like_an_offset_from_greenwich_is_validated(sound_candidate: Path, suffix: str) -> None:
    context = evaluate(sound_candidate, [EXPECTED["no_rule_errored"]], f"20260105T040000Z-{suffix}").context
    [key] = context.validation_results_store.list_keys()
    assert key.run_id.run_name == f"20260105T040000Z-{suffix}"


def test_as_many_expectations_are_evaluated_as_are_declared(sound_outcome: ValidationOutcome) -> None:
    assert sound_outcome.evaluated == sound_outcome.declared == len(EXPECTED)


def test_every_declared_rule_is_an_expectation(sound_outcome: ValidationOutcome) -> None:
    shown = {entry.id for entry in sound_outcome.judged}
    assert {f"rule_{rule.id}" for rule in declared_rules()} <= shown


def test_rule_with_a_finding_is_reported_in_words_and_does_not_refuse(
    sound_outcome: ValidationOutcome,
) -> None:
    [entry] = [entry for entry in sound_outcome.judged if entry.id == "rule_part_not_above_whole"]
    assert (entry.outcome, entry.refuses_publication, entry.offending) == ("failed", False, 1)
    assert entry.rows[0]["accused"] == "821万件"
    assert "“821万件”" in entry.rows[0]["message"]


def test_rule_with_nothing_to_check_is_undecided_and_does_not_pass(sound_outcome: ValidationOutcome) -> None:
    [entry] = [entry for entry in sound_outcome.judged if entry.id == "rule_total_equals_parts"]
    assert entry.outcome == "undecided"


def test_every_critical_expectation_has_a_spoilt_candidate() -> None:
    assert sorted(SPOILT) == sorted(CRITICAL)


@pytest.mark.parametrize("expectation", CRITICAL)
def test_critical_expectation_fails_on_a_candidate_spoilt_for_it(expectation: str, candidate: Path) -> None:
    spoil(candidate, SPOILT[expectation])
    entry = outcome_of(expectation, candidate)
    assert (entry.outcome, entry.refuses_publication) == ("failed", True)
    assert entry.sentence.startswith(f"{expectation} failed in ")


def test_type_of_a_column_is_part_of_the_schema(candidate: Path) -> None:
    spoil(candidate, "ALTER TABLE runs ALTER COLUMN documents TYPE BIGINT")
    assert outcome_of("runs_has_the_declared_columns", candidate).rows[0]["found"] == "BIGINT"


def test_expectation_that_raises_is_critical_whatever_its_severity(candidate: Path, tmp_path: Path) -> None:
    broken = Expected("runs", "broken", "info", Words(zh="坏", en="Broken"), "SELECT no_such_column FROM {batch}")
    outcome = validate(candidate, tmp_path / "docs", RUN_ID, expected=[broken])
    assert outcome.blocks_publication
    assert "broken could not be evaluated" in str(outcome.failures[0])
    assert "no_such_column" in str(outcome.failures[0])


def test_expectation_that_was_not_evaluated_refuses_publication(
    candidate: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lost, kept = EXPECTED["no_rule_errored"], EXPECTED["rule_results_add_up"]
    monkeypatch.setattr(
        "expectations.evaluation.evaluate", lambda path, _, run_id, **slice: evaluate(path, [kept], run_id, **slice)
    )
    outcome = validate(candidate, tmp_path / "docs", RUN_ID, expected=[lost, kept])
    assert (outcome.blocks_publication, outcome.declared, outcome.evaluated) == (True, 2, 1)
    assert str(outcome.failures[0]).startswith("no_rule_errored was declared but not evaluated")


def test_refusal_says_what_fails_where_and_shows_the_row(candidate: Path, tmp_path: Path) -> None:
    spoil(candidate, "UPDATE observations SET confidence = 1.5 WHERE unit_measure = 'percent'")
    outcome = validate(candidate, tmp_path / "docs", RUN_ID)
    [failure] = outcome.failures
    assert failure.expectation == "observations_confidence_is_a_share"
    assert "Confidence lies between 0 and 1" in str(failure)
    assert "confidence=1.5" in str(failure)


def test_figure_that_a_reviewer_holds_to_be_right_does_not_refuse_publication(candidate: Path) -> None:
    spoil(candidate, SPOILT["series_has_no_share_outside_0_to_100"])
    spoil(
        candidate,
        """INSERT INTO findings BY NAME
        SELECT 'decided' AS finding_id, 'waived' AS status, observation_id, [observation_id] AS related
        FROM observations WHERE unit_measure = 'percent'""",
    )
    assert outcome_of("series_has_no_share_outside_0_to_100", candidate).outcome == "passed"


def test_run_without_new_documents_need_not_evaluate_rules(candidate: Path, tmp_path: Path) -> None:
    outcome = validate(candidate, tmp_path / "docs", "20260201T170011Z-ffffff")
    assert not outcome.blocks_publication
    rules = {entry.outcome for entry in outcome.judged if entry.id.startswith("rule_share")}
    assert rules == {"undecided"}


def test_candidate_can_be_opened_by_another_process_after_validation(candidate: Path, tmp_path: Path) -> None:
    validate(candidate, tmp_path / "docs", RUN_ID, expected=[EXPECTED["no_rule_errored"]])
    opened = subprocess.run(
        [sys.executable, "-c", "import duckdb, sys; duckdb.connect(sys.argv[1])", str(candidate)], capture_output=True
    )
    assert opened.returncode == 0, opened.stderr


def test_validation_prints_nothing(candidate: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    validate(candidate, tmp_path / "docs", RUN_ID)
    assert capfd.readouterr() == ("", "")


def test_importing_the_validation_does_not_import_great_expectations() -> None:
    program = "import sys, expectations.validation; print('great_expectations' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "False"
