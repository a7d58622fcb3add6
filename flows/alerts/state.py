"""What is remembered between nights, so that only what is new is told: one small file that may be deleted."""

from datetime import date
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from flows.alerts.conditions import MOST_NIGHTS, Kind, Past
from warehouse.storage import write_atomically

_JUMP = "findings_jump:"


class Known(BaseModel):
    """A condition that holds: since when, and the day on which it was last told (None: nobody could be told yet)."""

    kind: Kind
    fingerprint: str
    since: date
    told: date | None = None
    detail: str = ""


class Begun(BaseModel):
    """The night that is under way, or that was cut short."""

    run_id: str
    started_at: str


class AlertState(BaseModel):
    """Everything that is remembered. Without it, what holds is told once more, and what is usual is learnt anew."""

    judged_on: date | None = None
    watched_since: date | None = None
    begun: Begun | None = None
    open_findings: dict[date, int] = Field(default_factory=dict)
    conditions: list[Known] = Field(default_factory=list)
    untold_cures: list[Kind] = Field(default_factory=list)

    def past(self, day: date) -> Past:
        """What nights before ``day`` left."""
        before = [count for night, count in sorted(self.open_findings.items()) if night < day]
        jumps = [known.fingerprint for known in self.conditions if known.kind == "findings_jump"]
        jumped_to = int(jumps[0].removeprefix(_JUMP)) if jumps else None
        return Past(self.watched_since or day, before, jumped_to)

    def remember_findings(self, day: date, count: int) -> None:
        """Keep the count of a day's last night, and no more days than are looked back on."""
        self.open_findings[day] = count
        for old in sorted(self.open_findings)[: -(MOST_NIGHTS + 1)]:
            del self.open_findings[old]


def read_state(path: Path) -> AlertState:
    """The state; a fresh one where there is none, or where it is damaged."""
    try:
        return AlertState.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return AlertState()


def write_state(state: AlertState, path: Path) -> None:
    """Keep the state, whole or not at all.

    Raises:
        UnusableStorage: The disk is full or the place may not be written.
    """
    write_atomically(path, state.model_dump_json(indent=2) + "\n")
