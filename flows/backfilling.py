"""A backfill: the new documents of a part of the inbox, read slice by slice, each slice one committed night."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from flows.conductors import Conductor
from flows.faults import faults_kept
from flows.inbox import InboxDocument, Opener, Source, source_of
from flows.night import begin
from flows.selection import Selection, published_day
from flows.settings import Settings
from flows.stock import take_stock
from flows.summary import NightSummary, outcome_of
from flows.way import cut, in_slices

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Backfill:
    """What a backfill did: its nights, of how many, and the documents it left because their day is not known."""

    slices: int
    undated: int
    nights: list[NightSummary] = field(default_factory=list)

    @property
    def exit_status(self) -> int:
        """0 when every slice is published, 1 when one was refused or a document could not be read."""
        return max((night.exit_status for night in self.nights), default=0)

    @property
    def documents(self) -> int:
        """How many documents were read."""
        return sum(night.documents for night in self.nights)

    def log_line(self) -> str:
        """The backfill in one line of ``key=value``."""
        outcome = outcome_of(night.outcome for night in self.nights)
        return (
            f"backfill slices={len(self.nights)}/{self.slices} documents={self.documents} "
            f"observations={sum(night.observations for night in self.nights)} "
            f"unreadable={sum(len(night.unreadable) for night in self.nights)} undated={self.undated} "
            f"outcome={outcome}"
        )


def read_backlog(settings: Settings, selection: Selection, conductor: Conductor) -> Backfill:
    """Read what is new in the selection, slice by slice, under one lock.

    A slice that was committed is not read again: killed at any moment and run again, it goes on with the next one.
    It stops at a slice whose publication was refused.

    Raises:
        LockedDataFolder: Another run holds the data folder or its lake.
        UsageError: The inbox or the data folder cannot be used.
    """
    night = begin(settings)
    with night.data.lock(), night.lake.lock(), faults_kept(night):
        stock = conductor.station(
            "take stock", lambda: take_stock(settings, night.data, night.lake, night.calendar_day)
        )
        chosen, undated = _choose(stock.new, source_of(settings), selection, night.newest_day)
        slices = cut(chosen, settings.backfill_documents)
        done = Backfill(len(slices), undated)
        in_slices(night, stock, slices, conductor, done.nights.append)
    logger.info(done.log_line())
    return done


def _choose(
    documents: Sequence[InboxDocument], source: Source, selection: Selection, newest_day: date
) -> tuple[tuple[InboxDocument, ...], int]:
    """The documents of the selection, and how many of its folders were left out because nothing tells their day."""
    inside = tuple(document for document in documents if selection.takes_folder_of(document.uri))
    if not selection.asks_for_days:
        return inside, 0
    with Opener(source) as opener:
        days = [published_day(document, opener, newest_day) for document in inside]
    dated = zip(inside, days, strict=True)
    return tuple(document for document, day in dated if day and selection.takes_day(day)), days.count(None)
