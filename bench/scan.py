"""A bare scan for numbers with units, with all the units that the catalogue declares: the least that anyone does."""

import json
import re
from functools import cache
from pathlib import Path

from extraction.catalogue.measures import units

ROOT = Path(__file__).parents[1]
ANNOTATED = ("tests/annotated/reports", "tests/annotated/held_out", "tests/annotated/held_out_2")
DIGITS = r"[0-9０-９]"
HAN = "[零〇一二两三四五六七八九十百千万亿]"


@cache
def bare_scan() -> re.Pattern[str]:
    """One compiled pattern: Arabic, full-width and Chinese numerals with their multiplier, hedge and unit."""
    unit = "|".join(map(re.escape, units()))
    full_width = "|".join(word.translate({ord("%"): "％"}) for word in units() if "%" in word)
    arabic = rf"{DIGITS}+(?:[,，]{DIGITS}{{3}})*(?:[.．]{DIGITS}+)?[余多几]?[十百千万亿]*[余多几]?"
    percent = f"百分之(?:{HAN}+(?:点{HAN}+)?|{arabic})"
    return re.compile(f"(?:{arabic}|{HAN}+[余多几]?[十百千万亿]*[余多几]?)(?:{unit}|{full_width})|{percent}")


def _place(text: str, quote: str, nth: int) -> int:
    """Where the nth occurrence of a quote begins."""
    at = -1
    for _ in range(nth):
        at = text.index(quote, at + 1)
    return at


def recall() -> float:
    """The share of the annotated figures that a match of the scan touches."""
    told = found = 0
    for path in sorted(path for folder in ANNOTATED for path in (ROOT / folder).glob("*.json")):
        text = path.with_suffix(".txt").read_bytes().decode("utf-8")
        spans = [match.span() for match in bare_scan().finditer(text)]
        for figure in json.loads(path.read_text(encoding="utf-8"))["observations"]:
            told += 1
            at = _place(text, figure["quote"], figure["nth"])
            found += any(start < at + len(figure["quote"]) and at < end for start, end in spans)
    return found / told
