"""Sentences and clauses of running text."""

import re
from bisect import bisect_right

SENTENCE_END = re.compile(r"[。！？\n]+[”’）]*")
CLAUSE_END = re.compile(r"[，；：。！？\n]")
Span = tuple[int, int]


def split_sentences(text: str) -> list[Span]:
    """The spans of the sentences of a joined text, in order, blank ones left out."""
    spans: list[Span] = []
    start = 0
    for end in SENTENCE_END.finditer(text):
        if end.end() > start and text[start : end.end()].strip():
            spans.append((start, end.end()))
        start = end.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return spans


class Clauses:
    """Where the clauses of a text begin."""

    def __init__(self, text: str) -> None:
        """Find the beginnings of all clauses of the text."""
        self._starts = [0, *(found.end() for found in CLAUSE_END.finditer(text))]

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
