"""What an operator should do next, in one sentence."""

from typing import TYPE_CHECKING, Any

from expectations.decisions import read_decisions
from expectations.review.queue import Wanted, count_findings, waiting_findings
from flows.review_deciding import today_of
from flows.settings import Settings
from warehouse.data_folder import DataFolder

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


def next_step(
    connection: "DuckDBPyConnection", data: DataFolder, settings: Settings, last: dict[str, Any] | None
) -> str:
    """Return what presses most: a refused night, unread documents, decisions to apply, findings to decide on."""
    if last and last["failures"]:
        return "see why the last night was refused (above), mend it, and run again"
    if last and last["unreadable"]:
        return "mend the unreadable documents or take them out of the inbox, and run again"
    waiting = list(waiting_findings(connection, read_decisions(data.decisions).standing, today_of(settings)))
    undecided = count_findings(connection, Wanted(), waiting)
    steps = []
    if undecided:
        steps.append(f"casetally review --data {data.path} (open and not decided: {undecided})")
    if waiting:
        steps.append(f"casetally run applies what was decided (findings: {len(waiting)})")
    return "; then ".join(steps) or "nothing; the next run takes what is new in the inbox"
