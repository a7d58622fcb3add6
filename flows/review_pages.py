"""The station that writes the review pages, while tonight and what is published still stand side by side."""

from datetime import UTC, datetime

from expectations.review.pages import NightToShow, write_review
from flows.night import Night
from flows.review_hearing import Reviewers
from flows.summary import NightSummary
from warehouse.errors import storage_faults


def write_pages(night: Night, reviewers: Reviewers, summary: NightSummary) -> None:
    """Write the review pages of a night that is about to be published, or was refused."""
    shown = NightToShow(
        run_id=night.run_id,
        at=datetime.now(UTC),
        day=night.calendar_day,
        refused=summary.failures,
        unreadable=summary.unreadable,
        notes=[str(line) for line in reviewers.file.damaged],
    )
    with storage_faults(night.data.review):
        write_review(
            night.data.candidate,
            night.data.warehouse,
            night.data.review,
            shown,
            reviewers.file,
            memory=night.settings.database_memory_bytes,
        )
