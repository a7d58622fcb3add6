"""Speed of the full extraction in one process, beside a bare `re` scan for numbers with units over the same text.

    python -m bench.extraction [--mb 20] [--profile]

The corpus is made from tests/annotated/reports and samples: every copy of a text has other figures, so that no
cache answers for the reader. Writes bench/results/extraction.json.
"""

import argparse
import cProfile
import json
import platform
import pstats
import random
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from extraction import extract_document
from flows.decoding import decode

ROOT = Path(__file__).parents[1]
FOLDERS = ("tests/annotated/reports", "samples")
RESULTS = Path(__file__).parent / "results" / "extraction.json"
SEED = 20260127
SHOWN = 25
UNITS = "个百分点|%|元|人次|件|起|人|名|家|户|次|个工作日|天|个月|平方米|倍|批|个|项"
BARE_SCAN = re.compile(rf"(?:\d+(?:\.\d+)?|[零〇一二两三四五六七八九十百千万亿]+)[万亿]*(?:{UNITS})")
FIGURE = re.compile(r"\d+(?:\.\d+)?(?![\d.]|\s*[年月日])")
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Text:
    """One text of the corpus."""

    name: str
    text: str
    size: int  # bytes in UTF-8


def main() -> None:
    """Measure, print and write the results."""
    arguments = _arguments()
    corpus = list(make_corpus(arguments.mb * MEGABYTE))
    extract_document(corpus[0].text, document_id="0" * 64, uri="warm.txt")  # reads the catalogue
    if arguments.profile:
        profile(corpus)
        return
    result = measure(corpus)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    for name, value in result.items():
        print(f"{name:24} {value}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=20, help="megabytes of UTF-8 text")
    parser.add_argument("--profile", action="store_true", help=f"the {SHOWN} functions that take the most time instead")
    return parser.parse_args()


def make_corpus(size: float) -> Iterator[Text]:
    """Texts of so many bytes together; each copy of a text has other figures."""
    draw = random.Random(SEED)
    made = 0
    for path in cycle(_paths()):
        text = FIGURE.sub(lambda found: _another(found[0], draw), decode(path.read_bytes()).text)
        size_of_text = len(text.encode())
        yield Text(path.name, text, size_of_text)
        made += size_of_text
        if made >= size:
            return


def _paths() -> list[Path]:
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in (".txt", ".md")]
    return sorted(path for path in found if path.name != "README.md")


def _another(printed: str, draw: random.Random) -> str:
    """A number with as many places before and behind the point."""
    return "".join(str(draw.randrange(1, 10)) if sign.isdecimal() else sign for sign in printed)


def measure(corpus: list[Text]) -> dict[str, float | int | str]:
    """Time both over the whole corpus, in this process.

    Rates are per second of the processor, so that other work on the machine does not count.
    """
    size = sum(text.size for text in corpus) / MEGABYTE
    start = time.process_time()
    scanned = sum(sum(1 for _ in BARE_SCAN.finditer(text.text)) for text in corpus)
    scan_seconds = time.process_time() - start
    begun, start = time.perf_counter(), time.process_time()
    figures = sum(len(_extract(text)) for text in corpus)
    seconds, elapsed = time.process_time() - start, time.perf_counter() - begun
    return {
        "python": platform.python_version(),
        "documents": len(corpus),
        "megabytes": round(size, 2),
        "processor_seconds": round(seconds, 2),
        "elapsed_seconds": round(elapsed, 2),
        "megabytes_per_second": round(size / seconds, 3),
        "figures": figures,
        "figures_per_second": round(figures / seconds),
        "scan_seconds": round(scan_seconds, 3),
        "scan_megabytes_per_second": round(size / scan_seconds, 1),
        "scan_matches": scanned,
        "times_the_bare_scan": round(seconds / scan_seconds, 1),
    }


def _extract(text: Text) -> tuple[object, ...]:
    return extract_document(text.text, document_id="0" * 64, uri=text.name).observations


def profile(corpus: list[Text]) -> None:
    """Print the functions in which the most time is spent."""
    profiler = cProfile.Profile(time.process_time)
    profiler.enable()
    for text in corpus:
        _extract(text)
    profiler.disable()
    pstats.Stats(profiler, stream=sys.stdout).strip_dirs().sort_stats("tottime").print_stats(SHOWN)


if __name__ == "__main__":
    main()
