"""The texts that the benchmarks of speed read: our own, with other figures in each copy, so that no cache answers."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from extraction import extract_document
from extraction.records import ExtractedDocument
from flows.decoding import decode

ROOT = Path(__file__).parents[1]
DENSE = ("tests/annotated/reports",)  # a figure every 48 bytes
PAGES = ("bench/texts",)  # pages of a newspaper with their stories, columns and captions: one every 455 bytes
MIXED = PAGES * 6 + ("samples",)  # pages and, between them, reports: one every 214 bytes
FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.]|\s*[年月日])")
SEED = 20260127
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Text:
    """One text of a corpus."""

    name: str
    text: str
    size: int  # bytes in UTF-8


def make_corpus(megabytes: float, folders: tuple[str, ...] = MIXED) -> Iterator[Text]:
    """Texts of so many megabytes together, the files of the folders in turn; each copy has other figures."""
    draw = random.Random(SEED)
    made = 0
    for original in cycle(originals(folders)):
        varied = FIGURE.sub(lambda found: _another(found[0], draw), original.text)
        size = len(varied.encode())
        yield Text(original.name, varied, size)
        made += size
        if made >= megabytes * MEGABYTE:
            return


def originals(folders: tuple[str, ...]) -> list[Text]:
    """The texts of the folders as they are."""
    read = [(path.name, decode(path.read_bytes()).text) for path in _paths(folders)]
    return [Text(name, text, len(text.encode())) for name, text in read]


def _paths(folders: tuple[str, ...]) -> list[Path]:
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*"))]
    return [path for path in found if path.suffix in (".txt", ".md") and path.name != "README.md"]


def _another(printed: str, draw: random.Random) -> str:
    """A number with as many places before and behind the point."""
    return "".join(str(draw.randrange(1, 10)) if sign.isdecimal() else sign for sign in printed)


def extract(text: Text) -> ExtractedDocument:
    """All that extraction reads in a text."""
    return extract_document(text.text, document_id="0" * 64, uri=text.name)
