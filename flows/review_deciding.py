"""`casetally review accept|edit|reject|waive|unsure`: one decision from the command line."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from expectations.decisions import DecisionRefused, Intent, Verdict, append_decisions, read_decisions, take_decision
from expectations.decisions.values import read_value
from flows.errors import UsageError
from flows.settings import Settings
from warehouse.data_folder import DataFolder
from warehouse.reading import connect

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEAST_LETTERS = 6
_BEGINNING_WITH = "SELECT finding_id FROM findings WHERE starts_with(finding_id, ?) ORDER BY finding_id LIMIT 2"


def decide_command(
    settings: Settings,
    finding: str,
    verdict: Verdict,
    reason: str,
    reviewer: str,
    *,
    value: str | None = None,
    until: datetime | None = None,
    figure: str | None = None,
    only_this: bool = False,
) -> int:
    """Write one decision down, and say what it is and when it takes effect.

    Raises:
        UsageError: The decision cannot be taken as it was given.
        NoWarehouse: Nothing has been published in the data folder.
    """
    data = DataFolder(settings.data)
    given: dict[str, Any] = {"until": until.date() if until else None, "observation_id": figure, "only_this": only_this}
    try:
        right = None if value is None else read_value(value)
        with connect(data) as connection:
            intent = Intent(whole_id(connection, finding), verdict, reviewer, reason, value=right, **given)
            standing, now = read_decisions(data.decisions).standing, datetime.now(UTC)
            decisions = take_decision(connection, intent, standing, now=now, today=today_of(settings))
    except DecisionRefused as refusal:
        raise UsageError(f"{refusal}.") from refusal
    append_decisions(data.decisions, decisions)
    others = f", and so are {len(decisions) - 1} more on the same figure" if len(decisions) > 1 else ""
    print(f"{decisions[0].finding_id[:12]} {verdict}: written to {data.decisions}{others}; the next run applies it.")
    return 0


def today_of(settings: Settings) -> date:
    """The day it is where the nights are named."""
    return datetime.now(ZoneInfo(settings.time_zone)).date()


def whole_id(connection: "DuckDBPyConnection", finding: str) -> str:
    """The id that begins so.

    Raises:
        DecisionRefused: Too little is given, or several findings begin so.
    """
    if len(finding) < LEAST_LETTERS:
        raise DecisionRefused(f"{finding}: give at least {LEAST_LETTERS} letters of the finding's id")
    found = [finding_id for (finding_id,) in connection.execute(_BEGINNING_WITH, [finding]).fetchall()]
    if len(found) > 1:
        raise DecisionRefused(f"{finding}: several findings begin so; give more of the id")
    return str(found[0]) if found else finding
