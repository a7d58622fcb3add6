"""The way of a night: write, audit, publish. Who conducts the stations is not known here."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager, suppress
from dataclasses import replace

from flows.alerts.watch import night_begins
from flows.conductors import Conductor
from flows.faults import fault_told, faults_kept
from flows.inbox import InboxDocument, InboxListing
from flows.night import Night, alert, begin, end, open_summary
from flows.review_decisions import apply_reviewers
from flows.review_hearing import Reviewers
from flows.review_pages import write_pages
from flows.stations import (
    build_candidate,
    commit,
    get_helper_ready,
    helping,
    publish_candidate,
    read_new,
    reconcile_new,
    validate_candidate,
)
from flows.stock import Stock, take_stock
from flows.summary import NightSummary, Outcome, write_summary
from flows.tidying import tidy_night
from warehouse.candidate import Candidate
from warehouse.errors import UnusableStorage
from warehouse.staging import StagedNight
from warehouse.storage import database_faults


def run_night(night: Night, conductor: Conductor) -> NightSummary:
    """Read what is new, check it and publish it; running it twice publishes the same rows.

    When more is new than one night may read (`Settings.night_documents`) it is read in several, each of them committed:
    what a night holds in memory grows with what it reads.

    Returns:
        The summary, which is also kept in ``last_run.json``. Outcome ``refused``: a critical expectation failed,
        nothing was committed, and what stood before stands.
    """
    with night.data.lock(), night.lake.lock(), faults_kept(night):
        stock = conductor.station(
            "take stock", lambda: take_stock(night.settings, night.data, night.lake, night.calendar_day)
        )
        night_begins(night)
        slices = cut(stock.new, night.settings.night_documents)
        summary = open_summary(night, stock)
        if len(slices) <= 1:
            with helping() as helper:
                return alert(night, _go_on(night, stock, summary, conductor, helper))
        summary.outcome = "nothing_new"

        def take_in(part: NightSummary) -> None:
            summary.take_in(part)
            with suppress(UnusableStorage):  # a run that is killed in a later slice stays told by all before it
                write_summary(summary, night.data.last_run)

        with _failure_kept(night, summary):
            in_slices(night, stock, slices, conductor, take_in)
        return alert(night, end(night, summary, summary.outcome))


def cut(documents: Sequence[InboxDocument], size: int) -> list[tuple[InboxDocument, ...]]:
    """The documents in slices of so many, in their order."""
    return [tuple(documents[start : start + size]) for start in range(0, len(documents), size)]


def in_slices(
    night: Night,
    stock: Stock,
    slices: Sequence[tuple[InboxDocument, ...]],
    conductor: Conductor,
    take_in: Callable[[NightSummary], None],
) -> None:
    """One committed night a slice, up to the first whose publication is refused; the caller holds the lock.

    Each is given to ``take_in`` when it ends, also the one that failed.
    """

    def read_slice(number: int) -> NightSummary:
        # The lake of the whole run: it knows whether its lock still holds.
        part = replace(begin(night.settings, night.calendar_day), lake=night.lake)
        reduced = _reduced(stock, slices[number])
        summary = open_summary(part, reduced)
        try:
            return _go_on(part, reduced, summary, conductor, helper)
        finally:
            take_in(summary)

    with helping() as helper:
        for summary in conductor.in_turn("slice", read_slice, len(slices)):
            if summary.outcome == "refused":
                return


def _reduced(stock: Stock, documents: tuple[InboxDocument, ...]) -> Stock:
    """The stock of one slice: what else lies in the inbox is told of the whole."""
    return replace(stock, listing=InboxListing(documents=list(documents)), new=documents)


def _go_on(night: Night, stock: Stock, summary: NightSummary, conductor: Conductor, helper: Executor) -> NightSummary:
    with _failure_kept(night, summary):
        outcome = _work(night, stock, summary, conductor, helper) if stock.asks_for_a_night else "nothing_new"
    return end(night, summary, outcome)


@contextmanager
def _failure_kept(night: Night, summary: NightSummary) -> Iterator[None]:
    try:
        with faults_kept(night):
            yield
    except BaseException as error:
        summary.message = fault_told(error) or str(error)
        with suppress(UnusableStorage):  # what stopped the night is told, not that it cannot be noted either
            end(night, summary, "failed")
        raise


def _work(night: Night, stock: Stock, summary: NightSummary, conductor: Conductor, helper: Executor) -> Outcome:
    staged = night.lake.stage(night.run_id)
    features = read_new(night, stock.new, staged, summary, conductor)
    if not summary.documents and not stock.asks_without_documents:
        return "nothing_new"
    candidate = conductor.station(
        "build the candidate", lambda: build_candidate(night, staged, features, summary, helper)
    )
    with closing(candidate):
        get_helper_ready(helper)
        with database_faults(candidate.path):
            _reconcile(night, candidate, staged, stock.reviewers, summary, conductor, helper)
        candidate.close()  # no other process could open it
        conductor.station("validate", lambda: validate_candidate(night, summary, helper))
    conductor.station("write review pages", lambda: write_pages(night, stock.reviewers, summary))
    if summary.failures:
        staged.drop()
        return "refused"
    conductor.station("commit", lambda: commit(night, staged, summary))
    conductor.station("publish", lambda: publish_candidate(night, summary))
    tidy_night(night, summary, conductor)
    return "published"


def _reconcile(
    night: Night,
    candidate: Candidate,
    staged: StagedNight,
    reviewers: Reviewers,
    summary: NightSummary,
    conductor: Conductor,
    helper: Executor,
) -> None:
    def decide() -> None:
        apply_reviewers(night, candidate, staged, reviewers, summary)

    conductor.station("apply decisions", decide)
    conductor.station("reconcile", lambda: reconcile_new(night, candidate, staged, summary, helper))
    conductor.station("apply decisions again", decide)
    candidate.settle()
