"""Reviewers' decisions: kept as lines of a CSV file, applied to findings by every night."""

from expectations.decisions.applying import apply_decisions, changed_findings
from expectations.decisions.file import DamagedLine, DecisionFile, append_decisions, read_decisions
from expectations.decisions.records import VERDICTS, Decision, DecisionRefused, Verdict
from expectations.decisions.taking import Intent, take_decision

__all__ = [
    "VERDICTS",
    "DamagedLine",
    "Decision",
    "DecisionFile",
    "DecisionRefused",
    "Intent",
    "Verdict",
    "append_decisions",
    "apply_decisions",
    "changed_findings",
    "read_decisions",
    "take_decision",
]
