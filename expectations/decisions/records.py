"""One decision as a record and as a line of ``decisions.csv``.

Free text is written so that no spreadsheet takes it for a formula (`warehouse.spreadsheets`).
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Literal, get_args

from warehouse.errors import CasetallyError
from warehouse.spreadsheets import guarded, unguarded

Verdict = Literal["accept", "edit", "reject", "waive", "unsure"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
LARGEST_VALUE = Decimal(10) ** 22
_SMALLEST_STEP = Decimal("0.000001")
_FREE_TEXT = ("reviewer", "reason")


class DecisionRefused(CasetallyError):
    """A decision cannot be taken as it was given; nothing was written."""


class UnreadableLine(ValueError):
    """A line is no decision; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One verdict of a reviewer on one finding, in the order of the file's columns.

    Attributes:
        decided_at: When, UTC.
        reviewer: Who.
        finding_id: On which finding.
        rule: The finding's rule.
        observation_id: The figure that the verdict is about, empty when none is named.
        verdict: accept and edit correct the figure, reject takes it out, waive lets it pass, unsure leaves it open.
        value: The right value in base units, for accept and edit.
        until: The last day of a waiver.
        reason: Why, in one line.
        seen_hash: What the reviewer saw (`expectations.decisions.seen`).
        rule_set: The version of the rules that spoke.
    """

    decided_at: datetime
    reviewer: str
    finding_id: str
    rule: str
    observation_id: str
    verdict: Verdict
    value: Decimal | None
    until: date | None
    reason: str
    seen_hash: str
    rule_set: str


COLUMNS = tuple(field.name for field in fields(Decision))
HEADER = ",".join(COLUMNS)


def as_line(decision: Decision) -> str:
    """Return the decision as one line of CSV, with its line end."""
    cells = dict(zip(COLUMNS, (_cell(value) for value in astuple(decision)), strict=True))
    for name in _FREE_TEXT:
        cells[name] = guarded(one_line(cells[name]))
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells.values())
    return line.getvalue()


def read_line(line: str) -> Decision:
    """Return the decision that a line holds.

    Raises:
        UnreadableLine: The line is no decision.
    """
    cells = _cells(line)
    moment, value = _moment(cells["decided_at"]), _value(cells["value"])
    decision = Decision(
        decided_at=moment,
        reviewer=unguarded(cells["reviewer"]),
        finding_id=cells["finding_id"],
        rule=cells["rule"],
        observation_id=cells["observation_id"],
        verdict=_verdict(cells["verdict"]),
        value=value,
        until=_day(cells["until"]),
        reason=unguarded(cells["reason"]),
        seen_hash=cells["seen_hash"],
        rule_set=cells["rule_set"],
    )
    _check_complete(decision)
    return decision


def one_line(text: str) -> str:
    """Return free text in one line: runs of white space and control characters become one space."""
    spaced = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(spaced.split())


def fits_a_figure(value: Decimal) -> bool:
    """Tell whether a value fits the figures' columns, DECIMAL(28,6), exactly."""
    return value.is_finite() and abs(value) < LARGEST_VALUE and value == value.quantize(_SMALLEST_STEP)


def _cell(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _cells(line: str) -> dict[str, str]:
    try:
        rows: Sequence[Sequence[str]] = list(csv.reader([line], strict=True))
    except csv.Error as error:
        raise UnreadableLine(f"is not CSV ({error})") from error
    if len(rows) != 1 or len(rows[0]) != len(COLUMNS):
        found = len(rows[0]) if rows else 0
        raise UnreadableLine(f"has {found} columns where {len(COLUMNS)} are wanted")
    return dict(zip(COLUMNS, (cell.strip() for cell in rows[0]), strict=True))


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UnreadableLine(f"decided_at is {text!r}, not a moment such as 2026-11-23T17:05:00Z") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _value(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise UnreadableLine(f"value is {text!r}, not a number") from error
    if not value.is_finite() or not fits_a_figure(value):
        raise UnreadableLine(f"value is {text!r}, which no figure can have")
    return value


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UnreadableLine(f"until is {text!r}, not a day such as 2027-03-31") from error


def _verdict(text: str) -> Verdict:
    for verdict in VERDICTS:
        if text == verdict:
            return verdict
    raise UnreadableLine(f"verdict is {text!r}, not one of {', '.join(VERDICTS)}")


def _check_complete(decision: Decision) -> None:
    wanted = {
        "accept": ("value", "observation_id"),
        "edit": ("value", "observation_id"),
        "reject": ("observation_id",),
        "waive": ("until",),
        "unsure": (),
    }
    always = ("reviewer", "finding_id", "reason", "seen_hash")
    for name in (*always, *wanted[decision.verdict]):
        if getattr(decision, name) in ("", None):
            raise UnreadableLine(f"a verdict {decision.verdict} wants a {name}, and there is none")
