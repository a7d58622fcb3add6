"""From what a reviewer says to the decisions that are written down, the same from the browser and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb

from expectations.decisions.records import Decision, DecisionRefused, Verdict, fits_a_figure, one_line
from expectations.decisions.seen import Row, SeenFinding, rule_set_version, seen_findings

LONGEST_REASON = 500
_SAME_FIGURE = "SELECT finding_id FROM findings WHERE observation_id = ? AND finding_id <> ? ORDER BY finding_id"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a reviewer wants of one finding.

    Attributes:
        finding_id: The finding.
        verdict: The verdict.
        reviewer: Who decides.
        reason: Why.
        value: The right value in base units, for edit.
        until: The last day of a waiver.
        observation_id: The figure meant, where the finding accuses none or another.
        seen_hash: What the reviewer saw; None where it is the finding as it stands.
        only_this: Leave the other findings on the same figure alone.
    """

    finding_id: str
    verdict: Verdict
    reviewer: str
    reason: str
    value: Decimal | None = None
    until: date | None = None
    observation_id: str | None = None
    seen_hash: str | None = None
    only_this: bool = False


def take_decision(
    connection: duckdb.DuckDBPyConnection,
    intent: Intent,
    standing: Mapping[str, Decision],
    *,
    now: datetime,
    today: date,
) -> tuple[Decision, ...]:
    """Return the decisions that an intent comes to: one on the finding, one on each other finding on the same figure.

    Args:
        connection: The published warehouse.
        intent: What the reviewer wants.
        standing: The decisions that count so far.
        now: The moment, UTC.
        today: The day that a waiver must not lie before.

    Raises:
        DecisionRefused: The intent is incomplete, or the finding is not what the reviewer saw.
    """
    seen = seen_findings(connection, [intent.finding_id]).get(intent.finding_id)
    if seen is None:
        raise DecisionRefused(f"{intent.finding_id}: there is no such finding; `casetally review list` shows them")
    if intent.seen_hash not in (None, seen.seen_hash):
        raise DecisionRefused(f"{intent.finding_id[:12]}: it has changed since it was shown; look at it again")
    figure = _figure(intent, seen.row, standing)
    value = _value(intent, seen.row)
    _check(intent, figure, today)
    others = [] if intent.only_this or not figure else _others(connection, intent.finding_id, figure)
    return tuple(_decision(intent, entry, figure, value, now) for entry in [seen, *others])


def _figure(intent: Intent, row: Row, standing: Mapping[str, Decision]) -> str:
    earlier = standing.get(intent.finding_id)
    figure = intent.observation_id or row["observation_id"] or (earlier.observation_id if earlier else "")
    if figure and figure not in (row["related"] or ()):
        raise DecisionRefused(f"{figure}: this figure takes no part in the finding; name one of its figures")
    return str(figure)


def _value(intent: Intent, row: Row) -> Decimal | None:
    if intent.verdict == "edit":
        if intent.value is None:
            raise DecisionRefused("edit wants the right value; give it with --value, such as 14.18万 or 141800")
        if not fits_a_figure(intent.value):
            raise DecisionRefused(f"{intent.value}: no figure can have this value; give at most six decimals")
        return intent.value
    if intent.value is not None:
        raise DecisionRefused(f"{intent.verdict} takes no value; to give one, edit")
    if intent.verdict != "accept":
        return None
    if intent.observation_id not in (None, row["observation_id"]):
        raise DecisionRefused("The proposal is about another figure of this finding; edit gives this one its value")
    if row["suggested_value"] is None:
        raise DecisionRefused("This finding proposes no value to accept; edit gives one, reject needs none")
    return Decimal(row["suggested_value"])


def _check(intent: Intent, figure: str, today: date) -> None:
    if not one_line(intent.reason):
        raise DecisionRefused("A decision wants a reason; give it with --reason")
    if len(intent.reason) > LONGEST_REASON:
        raise DecisionRefused(f"The reason is longer than {LONGEST_REASON} characters; shorten it")
    if not one_line(intent.reviewer):
        raise DecisionRefused("A decision wants a reviewer; give the name with --reviewer")
    if intent.verdict in ("accept", "edit", "reject") and not figure:
        raise DecisionRefused(f"This finding accuses no figure; say with --figure which one to {intent.verdict}")
    if (intent.verdict == "waive") != (intent.until is not None):
        raise DecisionRefused("A waiver, and nothing else, has a last day; give it with --until YYYY-MM-DD")
    if intent.until is not None and intent.until < today:
        raise DecisionRefused(f"{intent.until}: a waiver cannot end before today; give a later day")


def _others(connection: duckdb.DuckDBPyConnection, finding_id: str, figure: str) -> list[SeenFinding]:
    found = connection.execute(_SAME_FIGURE, [figure, finding_id]).fetchall()
    return list(seen_findings(connection, [other for (other,) in found]).values())


def _decision(intent: Intent, seen: SeenFinding, figure: str, value: Decimal | None, now: datetime) -> Decision:
    return Decision(
        decided_at=now.astimezone(UTC).replace(microsecond=0),
        reviewer=one_line(intent.reviewer),
        finding_id=str(seen.row["finding_id"]),
        rule=str(seen.row["rule"]),
        observation_id=figure,
        verdict=intent.verdict,
        value=value,
        until=intent.until,
        reason=one_line(intent.reason),
        seen_hash=seen.seen_hash,
        rule_set=rule_set_version(),
    )
