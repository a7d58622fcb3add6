"""The campaign that a text tells of: the day it began, its days, and the figures told before its end was."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from extraction.anchors import Period
from extraction.catalogue.time_words import time_words
from extraction.frames import NO_PERIOD
from extraction.numbers import HAN, read_number
from extraction.point_days import months_later

PART = re.compile(
    rf"(?P<last>后|最后)?(?:前|头|首|第一)?(?P<count>\d{{1,3}}|{HAN}{{1,3}})?(?P<unit>天|日|周|个星期|个月|月)"
)
DAYS = {"天": 1, "日": 1, "周": 7, "个星期": 7}
MONTHS = {"月": 1, "个月": 1, "年": 12}
LONGEST_RAID = 31  # days of an action whose first figures are told on its first day and hold for all of it


@dataclass(slots=True)
class Programme:
    """A campaign as far as the text has told of it.

    Attributes:
        days: Its days, for 行动期间 and 其间.
        told_in: The number of the paragraph that told them.
        paragraph: The number of the paragraph that told when it began.
        first_day: The day it began, where the text tells the clock: figures dated so may hold for all its days.
        prolonged: For the offset of each such figure the days from the first to the last.
    """

    days: Period = NO_PERIOD
    told_in: int = -1
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


def lasting(words: str, start: date, told: date) -> date | None:
    """The last day of a campaign said to last so long (为期三个月) from its first, at the latest the report's."""
    found = time_words().lasting.search(words)
    if found is None:
        return None
    return min(_last_day(start, int(read_number(found["count"]).value), found["unit"]), told)


def part_of(words: str, days: Period, begun: date | None) -> Period:
    """The days of a part of a campaign: 前50天, 首月, 最后10天.

    Args:
        words: The words for the part.
        days: The days of the campaign.
        begun: The day on which something began, for what tells no campaign.
    """
    found = PART.fullmatch(words)
    start, end = days[0] or begun, days[1]
    if found is None or start is None:
        return NO_PERIOD
    count = int(read_number(found["count"]).value) if found["count"] else 1
    if found["last"]:
        length = count * DAYS.get(found["unit"], 0)
        return (end - timedelta(length - 1), end) if end is not None and length else NO_PERIOD
    last = _last_day(start, count, found["unit"])
    return start, last if end is None or last <= end or days[0] == end else end


def _last_day(start: date, count: int, unit: str) -> date:
    if unit in DAYS:
        return start + timedelta(count * DAYS[unit] - 1)
    return months_later(start, count * MONTHS[unit]) - timedelta(1)
