"""The reviewers' part in a night: what their decisions make of the findings."""

from expectations.decisions import apply_decisions
from flows.night import Night
from flows.review_hearing import Reviewers
from flows.stations import runs_row
from flows.summary import NightSummary
from warehouse.candidate import Candidate
from warehouse.staging import StagedNight


def apply_reviewers(
    night: Night, candidate: Candidate, staged: StagedNight, reviewers: Reviewers, summary: NightSummary
) -> None:
    """Write what the decisions make of the candidate's findings, and stage it.

    Called before the rules, so that they see corrected figures, and after them, so that they have not the last word.
    """
    standing = reviewers.file.standing
    if not standing:
        return
    lake_files = night.lake.committed_files("findings")
    changed = apply_decisions(candidate.connection, standing, night.calendar_day, night.run_id, lake_files)
    if changed.num_rows == 0:
        return
    summary.decided = sorted({*summary.decided, *changed["finding_id"].to_pylist()})
    staged.write("findings", changed)
    if not summary.documents and not staged.files("runs"):
        staged.write("runs", runs_row(night, summary))
    candidate.load(staged)
