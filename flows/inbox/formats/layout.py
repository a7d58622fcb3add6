"""Lines of a page by their place: reading order, and paragraphs from lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’—…]")
_SENTENCE_ENDS = ("。", "！", "？", "；")
_GUTTER = 0.25  # signs of white between columns, at least
_DEEPEST = 60  # cuts in cuts; no page has as many
_INDENT = 0.5  # of a line's height
_NARROW = 8  # signs; lines shorter than that are cells of a table, not of a paragraph
_SAME_SIZE = 1.2
_RAGGED = 2.5  # signs that may be missing at the end of a line that is full


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on a page, measured from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The size of its signs."""
        return self.bottom - self.top


def blocks(lines: Sequence[PrintedLine], depth: int = 0) -> Iterator[list[PrintedLine]]:
    """The columns and other blocks of a page in reading order, each with its lines from top to bottom.

    A page is cut along its white bands: from top to bottom where columns stand side by side, else across.
    """
    if not lines:
        return
    size = sorted(line.height for line in lines)[len(lines) // 2]
    for cut in (_cut(lines, "left", "right", size * _GUTTER), _cut(lines, "top", "bottom", size)):
        if len(cut) > 1 and depth < _DEEPEST:
            for part in cut:
                yield from blocks(part, depth + 1)
            return
    yield sorted(lines, key=lambda line: (line.top, line.left))


def paragraphs(lines: Sequence[PrintedLine]) -> Iterator[str]:
    """The lines of a block; one that is full goes on in the next, unless a sentence ends or a heading stands there."""
    if not lines:
        return
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    begun = ""
    goes_on = False
    size = 0.0
    for line in lines:
        indented = line.left - left > _INDENT * line.height or line.text.startswith(("\u3000", "  "))
        other_size = max(size, line.height) > _SAME_SIZE * min(size, line.height)
        if begun and (indented or other_size or not goes_on):
            yield begun
            begun = ""
        blank = " " if begun and _between_words(begun, line.text) else ""
        begun += blank + line.text
        size = line.height
        full = right - line.right < _RAGGED * size and right - left > _NARROW * size
        goes_on = full and not line.text.endswith(_SENTENCE_ENDS)
    yield begun


def _between_words(before: str, after: str) -> bool:
    # Chinese and figures that were cut at a line's end (93. 1%) go on without a blank.
    signs = before[-1:], after[:1]
    return any(sign.isascii() and sign.isalpha() for sign in signs) and not any(WIDE.match(sign) for sign in signs)


def _cut(lines: Sequence[PrintedLine], start: str, end: str, least: float) -> list[list[PrintedLine]]:
    parts: list[list[PrintedLine]] = []
    reach = 0.0
    for line in sorted(lines, key=lambda line: float(getattr(line, start))):
        if not parts or getattr(line, start) - reach > least:
            parts.append([])
            reach = getattr(line, end)
        parts[-1].append(line)
        reach = max(reach, getattr(line, end))
    return parts
