"""Decisions as lines of a file: nothing is lost, whoever writes and whatever stands there."""

import csv
import multiprocessing
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from invented_review import append_many

from expectations.decisions import Decision, append_decisions, read_decisions
from expectations.decisions.records import HEADER, as_line, read_line

PLAIN = Decision(
    decided_at=datetime(2026, 2, 3, 8, 30, tzinfo=UTC),
    reviewer="王敏",
    finding_id="f" * 64,
    rule="part_not_above_whole",
    observation_id="o-1",
    verdict="edit",
    value=Decimal("82100"),
    until=None,
    reason="扫描丢失小数点",
    seen_hash="0" * 32,
    rule_set="196e0cafaa83",
)


def test_a_decision_is_one_line_of_named_columns(tmp_path: Path) -> None:
    append_decisions(tmp_path / "decisions.csv", [PLAIN])
    with (tmp_path / "decisions.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert row == {
        "decided_at": "2026-02-03T08:30:00Z",
        "reviewer": "王敏",
        "finding_id": "f" * 64,
        "rule": "part_not_above_whole",
        "observation_id": "o-1",
        "verdict": "edit",
        "value": "82100",
        "until": "",
        "reason": "扫描丢失小数点",
        "seen_hash": "0" * 32,
        "rule_set": "196e0cafaa83",
    }


@pytest.mark.parametrize(
    "decision",
    [
        pytest.param(PLAIN, id="edit"),
        pytest.param(replace(PLAIN, value=Decimal("-5.25")), id="a fall"),
        pytest.param(replace(PLAIN, verdict="waive", value=None, until=date(2026, 5, 1)), id="waive"),
        pytest.param(replace(PLAIN, verdict="unsure", value=None, observation_id=""), id="cannot tell"),
        pytest.param(replace(PLAIN, reason='he said "no", twice'), id="quotes and commas"),
        pytest.param(replace(PLAIN, reason='=HYPERLINK("http://x","y")'), id="formula"),
        pytest.param(replace(PLAIN, reason="-2+3"), id="minus"),
        pytest.param(replace(PLAIN, reviewer="@SUM(A1)"), id="formula as name"),
        pytest.param(replace(PLAIN, reason="＝1+1"), id="full-width formula"),
        pytest.param(replace(PLAIN, reason="'quoted' already"), id="apostrophe"),
        pytest.param(replace(PLAIN, reason="''"), id="two apostrophes"),
    ],
)
def test_what_is_written_is_read_again(decision: Decision) -> None:
    assert read_line(as_line(decision).rstrip("\n")) == decision


@pytest.mark.parametrize("reason", ["=1+1", "+1", "-1", "@A1", "\t=1+1", "\r\n=1+1", "＝1"])
def test_no_spreadsheet_takes_free_text_for_a_formula(reason: str) -> None:
    [cells] = csv.reader([as_line(replace(PLAIN, reason=reason))])
    assert cells[8].startswith("'")


def test_a_reason_of_several_lines_is_kept_in_one(tmp_path: Path) -> None:
    append_decisions(tmp_path / "decisions.csv", [replace(PLAIN, reason="first\r\nsecond\x00\x1b[31m\u2028third")])
    [decision] = read_decisions(tmp_path / "decisions.csv").decisions
    assert decision.reason == "first second [31m third"


DAMAGED = [
    pytest.param(b"\xff\xfe\n", "is not UTF-8", id="not UTF-8"),
    pytest.param(b"<<<<<<< HEAD\n", "has 1 columns where 11 are wanted", id="merge conflict"),
    pytest.param(b'"unfinished\n', "is not CSV", id="open quote"),
    pytest.param(as_line(PLAIN).replace("edit", "maybe").encode(), "verdict is 'maybe'", id="unknown verdict"),
    pytest.param(as_line(PLAIN).replace(",82100,", ",many,").encode(), "value is 'many'", id="value is no number"),
    pytest.param(as_line(PLAIN).replace(",82100,", ",1e99,").encode(), "no figure can have", id="value too large"),
    pytest.param(as_line(PLAIN).replace(",82100,", ",NaN,").encode(), "no figure can have", id="value is NaN"),
    pytest.param(as_line(PLAIN).replace(",82100,", ",,").encode(), "wants a value", id="edit without value"),
    pytest.param(
        as_line(PLAIN).replace("2026-02-03T08:30:00Z", "today").encode(), "decided_at is 'today'", id="no time"
    ),
    pytest.param(as_line(PLAIN).replace("扫描丢失小数点", "").encode(), "wants a reason", id="no reason"),
]


@pytest.mark.parametrize(("line", "why"), DAMAGED)
def test_a_damaged_line_is_told_with_its_number_and_the_others_count(tmp_path: Path, line: bytes, why: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(f"{HEADER}\n{as_line(PLAIN)}".encode() + line + as_line(PLAIN).encode())
    file = read_decisions(path)
    assert file.decisions == (PLAIN, PLAIN)
    [damaged] = [str(damaged) for damaged in file.damaged]
    assert damaged.startswith(f"{path}, line 3: ")
    assert why in damaged


def test_a_damaged_line_stays_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"{HEADER}\nnonsense\n", encoding="utf-8")
    append_decisions(path, [PLAIN])
    assert path.read_text(encoding="utf-8") == f"{HEADER}\nnonsense\n{as_line(PLAIN)}"


def test_a_line_cut_short_does_not_swallow_the_next(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"{HEADER}\n2026-02-03T08:3", encoding="utf-8")
    append_decisions(path, [PLAIN])
    file = read_decisions(path)
    assert file.decisions == (PLAIN,)
    assert [damaged.number for damaged in file.damaged] == [2]


def test_a_file_saved_by_a_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + f"{HEADER}\n{as_line(PLAIN)}\n".replace("\n", "\r\n").encode())
    assert read_decisions(path) == read_decisions(path).__class__((PLAIN,), ())


def test_a_missing_file_holds_no_decision(tmp_path: Path) -> None:
    assert read_decisions(tmp_path / "decisions.csv").standing == {}


def test_the_last_line_about_a_finding_stands(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    later = replace(PLAIN, verdict="unsure", value=None, decided_at=datetime(2026, 1, 1, tzinfo=UTC))
    append_decisions(path, [PLAIN, replace(PLAIN, finding_id="a" * 64)])
    append_decisions(path, [later])
    file = read_decisions(path)
    assert file.standing[PLAIN.finding_id] == later
    assert file.history(PLAIN.finding_id) == (PLAIN, later)


def test_reviewers_who_write_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    spawn = multiprocessing.get_context("spawn")
    reviewers = [f"reviewer {number}" for number in range(4)]
    writers = [spawn.Process(target=append_many, args=(path, PLAIN, reviewer, 20)) for reviewer in reviewers]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(120)
    file = read_decisions(path)
    assert file.damaged == ()
    written = [(decision.reviewer, int(decision.reason.split()[0])) for decision in file.decisions]
    assert sorted(written) == [(reviewer, number) for reviewer in reviewers for number in range(20)]
