"""The campaign that a text tells of: the day it began, its days, and the figures told before its end was."""

from dataclasses import dataclass, field

from extraction.anchors import Period
from extraction.frames import NO_PERIOD

LONGEST_RAID = 31  # days of an action whose first figures are told on its first day and hold for all of it


@dataclass(slots=True)
class Programme:
    """A campaign as far as the text has told of it.

    Attributes:
        days: Its days, for 行动期间 and 其间.
        paragraph: The number of the paragraph that told when it began.
        first_day: The day it began, where the text tells the clock: figures dated so may hold for all its days.
        prolonged: For the offset of each such figure the days from the first to the last.
    """

    days: Period = NO_PERIOD
    paragraph: int = -1
    first_day: Period = NO_PERIOD
    prolonged: dict[int, Period] = field(default_factory=dict)
    _of_first_day: list[int] = field(default_factory=list)

    def begin(self, period: Period, paragraph: int, is_day: bool) -> None:
        """Note when it began."""
        self.paragraph = paragraph
        self.first_day = period if is_day else NO_PERIOD
        self._of_first_day = []

    def date(self, offset: int, period: Period) -> None:
        """Note that a figure was dated."""
        if period == self.first_day and period != NO_PERIOD:
            self._of_first_day.append(offset)

    def end(self, period: Period) -> None:
        """Note its last day: the figures told of its first day hold for all of them."""
        first, last = period
        begun = self.first_day[0]
        if begun is None or first != begun or last is None or not 0 < (last - begun).days <= LONGEST_RAID:
            return
        self.prolonged.update(dict.fromkeys(self._of_first_day, period))
        self.first_day = NO_PERIOD
