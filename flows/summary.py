"""What a night did: the record that is kept in last_run.json."""

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from warehouse.storage import write_atomically

Outcome = Literal["published", "nothing_new", "refused", "failed"]

_WEIGHTIER_LAST: tuple[Outcome, ...] = ("nothing_new", "published", "refused", "failed")


def outcome_of(nights: Iterable[Outcome]) -> Outcome:
    """How nights that are told as one ended: failed or refused where one was, published where one published."""
    return max(nights, key=_WEIGHTIER_LAST.index, default="nothing_new")


@dataclass(slots=True)
class NightSummary:
    """One night in figures and sentences. Counts are of what this night brought."""

    run_id: str
    started_at: datetime
    version: str
    inbox: str
    data: str
    outcome: Outcome = "failed"
    finished_at: datetime | None = None
    commit: int = 0
    documents_in_inbox: int = 0
    copies: int = 0
    passed_over: int = 0
    documents: int = 0
    reports: int = 0
    observations: int = 0
    suspects: int = 0
    findings: dict[str, int] = field(default_factory=dict)
    decided: list[str] = field(default_factory=list)
    validates_whole: bool = True
    expectations_declared: int = 0
    expectations_evaluated: int = 0
    failures: list[str] = field(default_factory=list)
    unreadable: list[dict[str, str]] = field(default_factory=list)
    without_figures: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    message: str = ""
    slices_published: int = 0

    @property
    def has_published(self) -> bool:
        """Whether this run published something, also where a later slice of it was refused or failed."""
        return self.outcome == "published" or self.slices_published > 0

    @property
    def exit_status(self) -> int:
        """0 when all is well, 1 when publication was refused, the night failed or a document is unreadable."""
        return 1 if self.unreadable or self.outcome in ("refused", "failed") else 0

    def take_in(self, part: "NightSummary") -> None:
        """Add what a night of this run brought; run id and expectations are those of the last that was validated."""
        self.outcome, self.commit = outcome_of([self.outcome, part.outcome]), part.commit
        self.slices_published += part.outcome == "published"
        self.finished_at = part.finished_at
        self.documents += part.documents
        self.reports += part.reports
        self.observations += part.observations
        self.suspects += part.suspects
        self.findings = {
            rule: self.findings.get(rule, 0) + part.findings.get(rule, 0) for rule in self.findings | part.findings
        }
        self.decided += [line for line in part.decided if line not in self.decided]
        if part.expectations_declared:
            self.run_id, self.validates_whole = part.run_id, part.validates_whole
            self.expectations_declared = part.expectations_declared
            self.expectations_evaluated = part.expectations_evaluated
        self.failures += part.failures
        self.unreadable += part.unreadable
        self.without_figures += part.without_figures
        self.warnings += part.warnings

    def facts(self) -> list[tuple[str, str]]:
        """The night in figures, each with its name."""
        return [
            ("outcome", self.outcome),
            ("run_id", self.run_id),
            ("commit", str(self.commit)),
            ("documents_in_inbox", str(self.documents_in_inbox)),
            ("documents", str(self.documents)),
            ("reports", str(self.reports)),
            ("observations", str(self.observations)),
            ("suspects", str(self.suspects)),
            ("findings", str(sum(self.findings.values()))),
            ("decided", str(len(self.decided))),
            ("unreadable", str(len(self.unreadable))),
            ("expectations", f"{self.expectations_evaluated}/{self.expectations_declared}"),
            ("failed", str(len(self.failures))),
            ("version", self.version),
        ]

    def log_lines(self) -> list[str]:
        """One line of ``key=value`` for each fact, and the night in one line at the end."""
        return [
            *(f"finding rule={rule} count={count}" for rule, count in sorted(self.findings.items())),
            *(f"failure reason={reason!r}" for reason in self.failures),
            *(f"note text={warning!r}" for warning in self.warnings),
            *([f"message text={self.message!r}"] if self.message else []),
            self.log_line(),
        ]

    def log_line(self) -> str:
        """The night in one line of ``key=value`` for a log."""
        return (
            f"nightly run_id={self.run_id} documents={self.documents} reports={self.reports} "
            f"observations={self.observations} unreadable={len(self.unreadable)} "
            f"documents_without_observations={len(self.without_figures)} findings={sum(self.findings.values())} "
            f"expectations={self.expectations_evaluated}/{self.expectations_declared} "
            f"failed={len(self.failures)} outcome={self.outcome}"
        )


def write_summary(summary: NightSummary, path: Path) -> None:
    """Keep the summary, whole or not at all.

    Raises:
        UnusableStorage: The disk is full or the place may not be written.
    """
    entries = dataclasses.asdict(summary) | {"exit_status": summary.exit_status}
    write_atomically(path, json.dumps(entries, ensure_ascii=False, indent=2, default=str) + "\n")


def read_summary(path: Path) -> dict[str, Any] | None:
    """The entries of the last summary; None when no run has ended here, or the file is damaged."""
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return entries if isinstance(entries, dict) else None
