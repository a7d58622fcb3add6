"""Sentences and clauses of running text."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property

SENTENCE_END = re.compile(r"[。！？\n]+[”’）]*")
CLAUSE_SIGNS = "，；：。！？】\n"
CLAUSE_END = re.compile(f"[{CLAUSE_SIGNS}]")
OPENING_QUOTE, CLOSING_QUOTE = re.compile("“"), re.compile("”")
Span = tuple[int, int]
LONGEST_SENTENCE = 1000


def split_sentences(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """The spans of the sentences of a joined text, in order, blank ones left out.

    What goes on without an end for longer than any sentence is cut behind a clause, so that the work on a
    text grows with its length.

    Args:
        text: The text.
        start: Where the part to divide begins.
        end: Where it ends; by default with the text.
    """
    end = len(text) if end is None else end
    stops = [found.end() for found in SENTENCE_END.finditer(text, start, end)]
    spans: list[Span] = []
    for stop in (*stops, end):
        if start < stop and not text[start:stop].isspace():
            spans += _pieces(text, start, stop)
        start = stop
    return spans


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST_SENTENCE:
        limit = start + LONGEST_SENTENCE
        cut = max(text.rfind("，", start, limit), text.rfind("；", start, limit)) + 1
        cut = cut if cut > start else limit
        yield start, cut
        start = cut
    yield start, end


class Quotes:
    """Where the quotes of a text open and close: found when first asked for, as few texts are asked."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text

    @cached_property
    def _opening(self) -> list[int]:
        return [found.start() for found in OPENING_QUOTE.finditer(self._text)]

    @cached_property
    def _closing(self) -> list[int]:
        return [found.start() for found in CLOSING_QUOTE.finditer(self._text)]

    def open_at(self, at: int, since: int) -> bool:
        """Whether more quotes open than close from one offset up to another."""
        return _between(self._opening, since, at) > _between(self._closing, since, at)


def _between(offsets: list[int], low: int, high: int) -> int:
    """How many of the ordered offsets lie from low to high, end exclusive."""
    return bisect_left(offsets, high) - bisect_left(offsets, low)


def clause_start(text: str, at: int) -> int:
    """The beginning of the clause that holds an offset, for a text that is asked once or twice."""
    return max([text.rfind(sign, 0, at) for sign in CLAUSE_SIGNS]) + 1


class Clauses:
    """Where the clauses of a text begin: found when first asked for, as most texts hold no figure."""

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *[found.end() for found in CLAUSE_END.finditer(self._text)]]

    def start(self, at: int) -> int:
        """The beginning of the clause that holds the character at this offset."""
        return self._starts[bisect_right(self._starts, at) - 1]

    def end(self, at: int) -> int:
        """The beginning of the clause after the one that holds this offset."""
        after = bisect_right(self._starts, at)
        return self._starts[after] if after < len(self._starts) else 1 << 60

    def number(self, at: int) -> int:
        """The number of the clause that holds this offset, from 0."""
        return bisect_right(self._starts, at) - 1
