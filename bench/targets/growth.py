"""Target 7: how the cost of extraction grows with the number of documents and with the length of a page."""

import gc
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from bench.corpus import MEGABYTE, Text, extract, make_corpus
from bench.records import Measured, Target
from bench.sizes import own_peak

MEGABYTES, SHORT_MEGABYTES = 5.0, 0.2
LONG_PAGE, SHORT_LONG_PAGE = 1.0, 0.1
SMALL_PAGE = 2_000  # bytes
ROUNDS = 3


def measure(short: bool) -> Target:
    """Compare twice the documents with once, and one long page with the same text in small pages."""
    megabytes = SHORT_MEGABYTES if short else MEGABYTES
    once, twice = (list(make_corpus(megabytes * count)) for count in (1, 2))
    _seconds(once[:1])  # reads the catalogue
    for_once, for_twice = _least((once, twice), 1 if short else ROUNDS)
    bytes_once, bytes_twice = (sum(text.size for text in texts) for texts in (once, twice))
    memory_once, memory_twice = (_in_own_process(_read_all, megabytes * count) for count in (1, 2))
    small, page, line = _same_text(SHORT_LONG_PAGE if short else LONG_PAGE)
    for_small, for_page, for_line = _in_own_process(_least_of_reader, (small, [page], [line]), 1 if short else ROUNDS)
    return Target(
        7,
        "How cost grows",
        (
            Measured("time a byte of twice the documents to once", 1.1, for_twice / for_once * bytes_once / bytes_twice,
                     at_least=False),
            Measured("peak memory of twice the documents to once", 1.1, memory_twice / memory_once, at_least=False),
            Measured("time of one long page to the same text in small pages", 1.1, for_page / for_small,
                     at_least=False),
        ),
        f"{2 * megabytes:g} MB of documents; a page of {page.size / MEGABYTE:.2f} MB",
        {
            "documents": f"{len(once)} and {len(twice)}, {megabytes:g} and {2 * megabytes:g} MB",
            "peak memory": f"{memory_once:.0f} and {memory_twice:.0f} MB",
            "long page": f"{page.size / MEGABYTE:.2f} MB; small pages: {len(small)} of about {SMALL_PAGE} bytes",
            "the long page as one line, to the small pages": round(for_line / for_small, 3),
        },
    )  # fmt: skip


def _same_text(megabytes: float) -> tuple[list[Text], Text, Text]:
    """Small pages, the same text as one page, and as one page without any line break."""
    small = []
    waiting = ""
    for text in make_corpus(megabytes):
        waiting += text.text.strip() + "\n"
        if len(waiting.encode()) >= SMALL_PAGE:
            small.append(_text("small.txt", waiting))
            waiting = ""
    together = "".join(text.text for text in small)
    return small, _text("page.txt", together), _text("line.txt", together.replace("\n", ""))


def _text(name: str, text: str) -> Text:
    return Text(name, text, len(text.encode()))


def _least(sets: tuple[list[Text], ...], rounds: int) -> list[float]:
    """The least seconds that each set took, the sets timed in turn."""
    timed = [[_seconds(texts) for texts in sets] for _ in range(rounds)]
    return [min(each) for each in zip(*timed, strict=True)]


def _seconds(texts: Iterable[Text]) -> float:
    """Seconds of the processor, so that other work on the machine does not count."""
    start = time.process_time()
    for text in texts:
        extract(text)
    return time.process_time() - start


def _least_of_reader(sets: tuple[list[Text], ...], rounds: int) -> list[float]:
    """The same in a process that does as those that read for a night: it holds nothing but what reading needs."""
    _seconds(sets[0][:1])  # reads the catalogue
    gc.freeze()
    return _least(sets, rounds)


def _read_all(megabytes: float) -> float:
    """The peak memory, in megabytes, of this process once it has read so many megabytes of documents."""
    _seconds(make_corpus(megabytes))
    return own_peak()


def _in_own_process(measured: Callable[..., Any], *arguments: object) -> Any:
    """What a function gives in a process of its own, which shares nothing with this one."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measured, *arguments).result()
