"""What the relative words of time of a text are counted from."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

Period = tuple[date | None, date | None]

UNDATED = date(2999, 12, 31)  # stands for the day of publication where nothing tells it


@dataclass(slots=True)
class Anchor:
    """What relative words are counted from.

    Attributes:
        published: The day of publication, until which a figure "so far" reaches; `UNDATED` where it is unknown.
        told: The day on which the reporter says 今天; the publication where the text does not tell.
        year: The year that the report speaks of, as last stated; None before any is.
        named_year: The year last named, for 这一年.
        period: The period last stated, for 同期.
        day: The day last named, for 当天.
        until: The last day that figures were told of, where the text says 截至.
        closing: The last day that a yearly work report speaks of; None for other reports.
        main: The period that the report speaks of first of all.
        event: The day from which a told programme runs, for 运行以来.
        campaign: The days of a campaign told before, for 行动期间.
    """

    published: date
    told: date
    year: int | None = None
    named_year: int | None = None
    period: Period = (None, None)
    event: date | None = None
    day: date | None = None
    until: date | None = None
    closing: date | None = None
    main: Period = (None, None)
    campaign: Period = (None, None)

    def copy(self) -> "Anchor":
        """Another one that says the same, to be changed: `dataclasses.replace` takes five times as long."""
        return Anchor(*_ALL_FIELDS(self))


_ALL_FIELDS = attrgetter(*Anchor.__dataclass_fields__)
