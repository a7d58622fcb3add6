"""How far a period reaches that an article states: its clause, sentence, paragraph, section or the whole.

A period holds for the smallest part of the article that it opens. What stands before every figure of the
article opens the article; what stands before every figure of a section or paragraph opens that; what is told
behind other figures holds for its paragraph, and a part of the period around it (其中第三季度) for its sentence
alone. Where a part ends, the period of what holds it is spoken of again.
"""

from dataclasses import dataclass, field
from enum import Enum

from extraction.anchors import Period

NO_PERIOD: Period = (None, None)


class Reach(Enum):
    """The part of an article that a period holds for."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    SECTION = "section"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Frame:
    """A period that later sentences inherit.

    Attributes:
        period: Its days.
        ref_area: The area of which it was said; None where any.
        paragraph: The number of the paragraph that states it; -1 where none does.
        is_day: Whether it is a single day, of which no other paragraph speaks.
    """

    period: Period = NO_PERIOD
    ref_area: str | None = None
    paragraph: int = -1
    is_day: bool = False


@dataclass(slots=True)
class Section:
    """A section that is being read: how it is marked, its frame, and whether figures were told in it."""

    mark: str
    frame: Frame | None = None
    told: bool = False


@dataclass(slots=True)
class Frames:
    """The frames that hold at one place of an article."""

    article: Frame
    told: bool = False  # whether figures were told
    _sections: list[Section] = field(default_factory=list)
    _paragraph: Frame | None = None

    @property
    def current(self) -> Frame:
        """The frame that a sentence without a time of its own inherits."""
        if self._paragraph is not None:
            return self._paragraph
        for section in reversed(self._sections):
            if section.frame is not None:
                return section.frame
        return self.article

    @property
    def spanning(self) -> Frame | None:
        """The nearest frame that tells when its period began: what was done, and is no stock, belongs to it."""
        sections = (section.frame for section in reversed(self._sections))
        frames = (self._paragraph, *sections, self.article)
        return next((frame for frame in frames if frame is not None and frame.period[0] is not None), None)

    def enter_section(self, mark: str) -> None:
        """Begin a section: those marked alike, and all within them, are at their end."""
        marks = [section.mark for section in self._sections]
        if mark in marks:
            del self._sections[marks.index(mark) :]
        self._sections.append(Section(mark))

    def enter_paragraph(self) -> None:
        """Begin a paragraph: what was told in the one before it has ended."""
        self._paragraph = None

    def forget(self) -> None:
        """Let nothing told before hold any longer."""
        self.article, self._paragraph = Frame(), None
        for section in self._sections:
            section.frame = None

    def tell_figures(self) -> None:
        """Note that figures were told: what is stated from now on opens no more of the article than is left."""
        self.told = True
        for section in self._sections:
            section.told = True

    def state(self, frame: Frame, opens: bool, aside: bool) -> Reach:
        """Take in a period that was stated; tells how far it reaches.

        Args:
            frame: The period with where it was told.
            opens: Whether it stands before every figure of its paragraph and may speak of more than that.
            aside: Whether it is told in passing, behind figures of the period around it.
        """
        reach = Reach.SENTENCE if aside and self.current.period != NO_PERIOD else self._reach(opens)
        if reach is Reach.ARTICLE:
            self.article = frame
        if reach in (Reach.ARTICLE, Reach.SECTION) and self._sections:
            self._sections[-1].frame = frame
        if reach is not Reach.SENTENCE:
            self._paragraph = frame
        return reach

    def _reach(self, opens: bool) -> Reach:
        if not opens:
            return Reach.PARAGRAPH
        if not self.told or self.article.period == NO_PERIOD:
            return Reach.ARTICLE
        return Reach.SECTION if self._sections and not self._sections[-1].told else Reach.PARAGRAPH


def is_part(period: Period, whole: Period) -> bool:
    """Whether a period is a part of another and less than it."""
    (start, end), (first, last) = period, whole
    if start is None and end and first and last:
        return first <= end <= last  # 截至9月底: how things stood then
    if not (start and end and first and last):
        return False
    return first <= start and end <= last and period != whole


def is_before(period: Period, other: Period) -> bool:
    """Whether a period had ended when another began."""
    end, start = period[1], other[0]
    return end is not None and start is not None and end < start
