"""An inbox of many reports, made from our own texts: each copy has other figures, years, places and reporters.

What a text says in one place it says in all: numbers grow by one factor in the whole text, so that its sums and rates
still hold, years are shifted together, and every mention of an area is another area's. One text in twenty has one
misprinted digit, and each ends with a figure of its own. The signs of clauses without figures are shuffled, for
no paper prints one story thousands of times. The texts are those that the benchmark of extraction reads: pages of a
newspaper and, between them, reports. Those of the whole nation are left out: a thousand copies of them would contradict
each other.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import cycle
from pathlib import Path

from bench.corpus import MIXED, ROOT, originals
from extraction.catalogue.areas import areas

OF_THE_NATION = ROOT / "samples/national"
SEED = 20260127
MISPRINTED = 0.05
FACTORS = range(2, 10)
FIRST_YEAR, LAST_YEAR = 2010, 2025
OF_A_FOLDER = 1_000
LEVELS = ("province", "prefecture", "county")
COUNT = re.compile(r"(?<![\d.０-９．第])(\d+(?:\.\d+)?)(?=[万亿]?余?(?:元|件|人|起|案|名|户|家|次|份|台|套|辆))")
TELLING_NOTHING = re.compile(r"(?<=[，。；？！])[^\d０-９，。；：？！“”、（）\s]{5,}(?=[，。；？！])")
YEAR = re.compile(r"(?<![\d０-９])(?:20|２０)(?:[0-2]|[０-２])[\d０-９](?=[年-])")
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张"


@dataclass(frozen=True)
class Copy:
    """One report of the inbox."""

    path: str
    text: str


def copies(count: int, newest: int | None = None) -> Iterator[Copy]:
    """So many reports, the same ones each time.

    Args:
        count: How many.
        newest: The last year that each tells of; by default any of many years.
    """
    draw = random.Random(SEED)
    names = {
        level: sorted({area.name for area in areas() if area.level == level and len(area.name) > 2}) for level in LEVELS
    }
    left_out = {path.name for path in OF_THE_NATION.iterdir()}
    texts = [(Path(entry.name).stem, entry.text) for entry in originals(MIXED) if entry.name not in left_out]
    named = {stem: {level: _named(text, names[level]) for level in LEVELS} for stem, text in texts}
    for number, (stem, text) in zip(range(count), cycle(texts), strict=False):
        folder = f"{number // OF_A_FOLDER:03d}"
        retold = _retold(text, draw)
        yield Copy(f"{folder}/{number:06d}-{stem}.txt", _another(retold, named[stem], names, draw, newest))


def write_inbox(folder: Path, count: int, newest: int | None = None) -> int:
    """Write the reports and return how many bytes they have."""
    size = 0
    for copy in copies(count, newest):
        path = folder / copy.path
        path.parent.mkdir(parents=True, exist_ok=True)
        content = copy.text.encode()
        path.write_bytes(content)
        size += len(content)
    return size


def _named(text: str, names: list[str]) -> list[str]:
    return [name for name in names if name[:-1] in text]


def _retold(text: str, draw: random.Random) -> str:
    return TELLING_NOTHING.sub(lambda clause: "".join(draw.sample(clause[0], len(clause[0]))), text)


def _another(
    text: str, named: dict[str, list[str]], names: dict[str, list[str]], draw: random.Random, newest: int | None
) -> str:
    for level in LEVELS:
        for name in named[level]:
            other = draw.choice(names[level])
            text = text.replace(name, other).replace(name[:-1], other[:-1])
    years = [int(found[0]) for found in YEAR.finditer(text)] or [LAST_YEAR]
    shift = draw.randint(min(0, FIRST_YEAR - min(years)), max(0, LAST_YEAR - max(years)))
    if newest is not None:
        shift = newest - max(years)
    factor = draw.choice(FACTORS)
    text = YEAR.sub(lambda found: str(int(found[0]) + shift), text)
    text = COUNT.sub(lambda found: str(Decimal(found[1]) * factor), text)
    if draw.random() < MISPRINTED:
        text = _misprint(text, draw)
    reporters = "".join(draw.choice(SURNAMES) for _ in range(6))
    letters = f"此外，当地法院还收到群众来信{draw.randrange(1_000, 1_000_000)}件。"
    return f"{text.rstrip()}\n\n{letters}（通讯员 {reporters[:3]} {reporters[3:]}）\n"


def _misprint(text: str, draw: random.Random) -> str:
    found = list(COUNT.finditer(text))
    if not found:
        return text
    start = draw.choice(found).start()
    return text[:start] + str(draw.randrange(1, 10)) + text[start + 1 :]
