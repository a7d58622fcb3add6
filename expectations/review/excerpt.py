"""A figure in its article: the text around it, cut into pieces that know what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extraction.folding import fold


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure's span in the excerpt, and what it is: the figure in question or a rival."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the excerpt: what figure it is, if any, and whether it belongs to the sentence in question."""

    text: str
    kind: str
    in_sentence: bool


def pieces(text: str, marks: Sequence[Mark], sentence: str) -> list[Piece]:
    """Return the excerpt in pieces, in order; put together they are the text again.

    Args:
        text: The excerpt.
        marks: Spans of figures in it, the figure in question first; of spans that overlap the first is kept.
        sentence: The sentence in question, cleaned: breaks joined.
    """
    kept = _apart(text, marks)
    start, end = _find_sentence(text, sentence, kept[0] if kept else None)
    cuts = sorted({0, len(text), start, end, *(edge for mark in kept for edge in (mark.start, mark.end))})
    return [Piece(text[left:right], _kind_at(kept, left), start <= left < end) for left, right in pairwise(cuts)]


def _apart(text: str, marks: Sequence[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in marks:
        inside = 0 <= mark.start < mark.end <= len(text)
        if inside and all(mark.end <= other.start or mark.start >= other.end for other in kept):
            kept.append(mark)
    return kept


def _kind_at(marks: Sequence[Mark], place: int) -> str:
    return next((mark.kind for mark in marks if mark.start <= place < mark.end), "")


def _find_sentence(text: str, sentence: str, figure: Mark | None) -> tuple[int, int]:
    """Where the sentence stands in the text, whatever breaks and spaces it had; nowhere is (0, 0)."""
    places = [place for place, sign in enumerate(text) if not sign.isspace()]
    squeezed = fold("".join(text[place] for place in places))
    wanted = fold("".join(sentence.split()))
    at = squeezed.find(wanted) if wanted else -1
    while at >= 0:
        start, end = places[at], places[at + len(wanted) - 1] + 1
        if figure is None or start <= figure.start < end:
            return start, end
        at = squeezed.find(wanted, at + 1)
    return 0, 0
