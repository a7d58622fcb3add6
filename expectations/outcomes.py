"""What became of each expectation, read from Great Expectations' results."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from expectations.rules.models import Words

Outcome = Literal["passed", "failed", "undecided", "errored"]
# what needs a reader first stands first
OUTCOME_ORDER: tuple[Outcome, ...] = ("errored", "failed", "undecided", "passed")
SEVERITY_ORDER = ("critical", "warning", "info")


@dataclass(frozen=True, slots=True)
class Judged:
    """One evaluated expectation.

    Attributes:
        table: The table or view it is about.
        id: Its declared name.
        severity: Its severity; an expectation that raised counts as critical.
        words: What must hold.
        labels: What is shown beside the words.
        outcome: What became of it.
        offending: How many rows offend it.
        rows: The offending rows, the first 200 of them.
        error: What it raised, if it did.
    """

    table: str
    id: str
    severity: str
    words: Words
    labels: tuple[str, ...]
    outcome: Outcome
    offending: int
    rows: tuple[Mapping[str, Any], ...]
    error: str | None

    @property
    def refuses_publication(self) -> bool:
        """Tell whether this outcome forbids publishing."""
        return self.outcome == "errored" or (self.severity == "critical" and self.outcome != "passed")

    @property
    def sentence(self) -> str:
        """Say in one sentence what is wrong."""
        if self.error is not None:
            return f"{self.id} could not be evaluated: {self.error}"
        first = "; ".join(f"{name}={value}" for name, value in self.rows[0].items()) if self.rows else "no row shown"
        return f"{self.id} failed in {self.table}: {self.words.en}; {self.offending} rows do not, the first: {first}"


def judged(results: Iterable[Any]) -> tuple[Judged, ...]:
    """Return the outcome of each expectation result, what needs a reader first."""
    return tuple(sorted((_judge(result) for result in results), key=_attention))


def count_outcomes(all_judged: Iterable[Judged]) -> dict[Outcome, int]:
    """Return how many expectations ended in each outcome."""
    outcomes = [entry.outcome for entry in all_judged]
    return {outcome: outcomes.count(outcome) for outcome in OUTCOME_ORDER}


def _attention(entry: Judged) -> tuple[bool, int, int, str]:
    severity = next((label for label in entry.labels if label in SEVERITY_ORDER), entry.severity)
    place = OUTCOME_ORDER.index(entry.outcome), SEVERITY_ORDER.index(severity)
    return not entry.refuses_publication, *place, entry.id


def _judge(result: Any) -> Judged:
    meta = result.expectation_config.meta
    error = _raised(result.exception_info)
    details = result.result.get("details", {})
    rows = tuple(details.get("unexpected_rows", ()))
    outcome = _outcome(result.success, rows, error)
    return Judged(
        table=meta["table"],
        id=meta["id"],
        severity="critical" if outcome == "errored" else str(result.expectation_config.severity.value),
        words=Words(zh=meta["zh"], en=meta["en"]),
        labels=tuple(meta["labels"]),
        outcome=outcome,
        offending=int(result.result.get("observed_value") or 0),
        rows=rows,
        error=error,
    )


def _outcome(success: bool, rows: Sequence[Mapping[str, Any]], error: str | None) -> Outcome:
    marks = {row.get("outcome") for row in rows}
    if error is not None or "errored" in marks:
        return "errored"
    if success:
        return "passed"
    return "undecided" if marks == {"undecided"} else "failed"


def _raised(exception_info: Mapping[str, Any] | None) -> str | None:
    """Return the first line of what an expectation raised; GX gives one exception flat, or several by metric."""
    if not exception_info:
        return None
    entries = [exception_info] if "raised_exception" in exception_info else list(exception_info.values())
    for entry in entries:
        if entry.get("raised_exception"):
            return str(entry.get("exception_message") or "no message").strip().splitlines()[0]
    return None
