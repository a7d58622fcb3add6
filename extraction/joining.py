"""Running text put together from pieces of a page, with the way back to every character's place."""

import re
from bisect import bisect_right
from dataclasses import dataclass, field

HAN = r"\u3400-\u9fff"
# Blanks that scanning leaves inside a figure or around Chinese signs: 541 342件, 12 件, 297.84  %, 2023 年; and
# the marks of bold type.
STRAY_BLANK = re.compile(
    rf"(?<=\d) +(?=\d{{3}}(?:[,. ]\d| ?[万亿{HAN}%]| *\n{{1,2}}[万亿{HAN}%]))"
    rf"|(?<=[\d%]) +(?=[%‰{HAN}，。；：、！？）])"
    rf"|(?<=\d[万亿]) +(?=[{HAN}])"
    rf"|(?<=[{HAN}]) +(?=\d)"
    rf"|(?<=[万亿]) +(?=[{HAN}])"
    rf"|(?<=[，。；：、！？（]) +"
    rf"|(?<=[{HAN}]) +(?=[，。；：、！？（）])"
    r"|\*{2,3}"
)
BLANK = re.compile(r"[ *](?:(?<= ) *|(?<=\*)\*{1,2})")  # what may be stray: most texts hold few

NEXT_LINE = 4  # signs behind a piece that tell whether its last number goes on in the line below


@dataclass(slots=True)
class JoinedText:
    """A text put together from slices of a source text.

    ``source_span`` gives the place in the source of a span of the joined text.
    """

    pieces: list[str] = field(default_factory=list)
    joined_starts: list[int] = field(default_factory=list)
    source_starts: list[int] = field(default_factory=list)
    length: int = 0

    def append(self, source: str, start: int, end: int) -> None:
        """Add source[start:end], leaving out blanks that scanning put into it."""
        at = start
        limit = min(len(source), end + NEXT_LINE)
        for found in BLANK.finditer(source, start, end):
            blank = STRAY_BLANK.match(source, found.start(), limit)
            if blank is None:
                continue
            if blank.end() > end:
                break
            self._append_slice(source, at, blank.start())
            at = blank.end()
        self._append_slice(source, at, end)

    def _append_slice(self, source: str, start: int, end: int) -> None:
        if start < end:
            self.pieces.append(source[start:end])
            self.joined_starts.append(self.length)
            self.source_starts.append(start)
            self.length += end - start

    def append_break(self, source_offset: int) -> None:
        """Add the end of a paragraph, which stands at source_offset in the source."""
        self.pieces.append("\n")
        self.joined_starts.append(self.length)
        self.source_starts.append(source_offset)
        self.length += 1

    @property
    def text(self) -> str:
        """The joined text."""
        return "".join(self.pieces)

    def source_offset(self, at: int) -> int:
        """The place in the source of the joined text's character at this offset."""
        piece = bisect_right(self.joined_starts, at) - 1
        return self.source_starts[piece] + at - self.joined_starts[piece]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The place in the source, end exclusive, of a non-empty span of the joined text."""
        after = bisect_right(self.joined_starts, start)
        shift = self.source_starts[after - 1] - self.joined_starts[after - 1]
        if after == len(self.joined_starts) or end <= self.joined_starts[after]:
            return start + shift, end + shift
        return start + shift, self.source_offset(end - 1) + 1
