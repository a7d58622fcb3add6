"""The records that extraction hands on: one document, its reports, their observations.

Field names and meanings are those of the public contract; offsets count characters of the
document's text as decoded, from 0, end exclusive.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class StatedMetadata:
    """What a side file says of a document; everything may be unknown."""

    published_on: date | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(slots=True)
class Report:
    """One article, caption or fragment of a document."""

    report_id: str
    document_id: str
    article_no: int
    kind: str
    title: str | None
    subtitle: str | None
    byline: str | None
    dateline_place: str | None
    dateline_date: date | None
    published_on: date | None
    ref_area: str | None
    char_start: int
    char_end: int
    text: str


@dataclass(slots=True)
class Observation:
    """One figure: what it says, of what, when, where, and the characters it was printed at."""

    observation_id: str
    report_id: str
    document_id: str
    char_start: int
    char_end: int
    obs_text: str
    sentence: str
    indicator: str | None
    indicator_label: str
    breakdown: str
    measure: str
    printed_value: Decimal
    value_low: Decimal | None
    value_high: Decimal | None
    unit_measure: str
    qualifier: str
    ref_area: str | None
    court: str | None
    time_start: date | None
    time_end: date | None
    time_basis: str
    comparison: str | None
    change_of: str | None
    scope: str
    confidence: float


@dataclass(frozen=True, slots=True)
class ExtractedDocument:
    """All that was read in one document."""

    published_on: date | None
    published_basis: str | None
    reports: tuple[Report, ...]
    observations: tuple[Observation, ...]
