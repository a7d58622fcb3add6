"""Target 1: full extraction beside a bare scan for numbers with units, and beside what a user has today."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import Any

from bench.corpus import DENSE, MEGABYTE, MIXED, PAGES, ROOT, Text, extract, make_corpus, originals
from bench.records import Measured, Target
from bench.scan import bare_scan, recall

MEGABYTES, SHORT_MEGABYTES = 20.0, 0.3
DENSE_MEGABYTES = 4.0
PEER_MEGABYTES = 0.1
TWO_PROCESSES_MEGABYTES = 6.0
TURN = 50  # texts that scan and extraction read in turn, so that both meet the same state of the machine
ROUNDS = 3
PEERS = ROOT / "build/peers/bin/python"


def measure(short: bool) -> Target:
    """Measure the mixed corpus, a slice of it beside the peer and on two processes, and the dense texts."""
    corpus = list(make_corpus(SHORT_MEGABYTES if short else MEGABYTES, MIXED))
    for text in originals(MIXED + DENSE):
        extract(text)  # reads the catalogue
        _scan(text)
    mixed = _beside_scan(corpus)
    dense = _beside_scan(list(make_corpus(SHORT_MEGABYTES if short else DENSE_MEGABYTES, DENSE)))
    pages = _beside_scan(list(make_corpus(SHORT_MEGABYTES if short else DENSE_MEGABYTES, PAGES)))
    unmet = _without_words(corpus[: len(originals(MIXED))])
    peer = _beside_peer(list(make_corpus(PEER_MEGABYTES / 10 if short else PEER_MEGABYTES, MIXED)))
    two = _two_processes(SHORT_MEGABYTES if short else TWO_PROCESSES_MEGABYTES)
    return Target(
        1,
        "Extraction",
        (
            Measured("speed of full extraction to a bare scan of the same bytes", 0.05, mixed["ratio"]),
            Measured("speed to that of jionlp: money, time, place", 25, peer),
            Measured("speed of two processes to one", 1.8, two),
        ),
        f"{mixed['megabytes']:.1f} MB, {mixed['density']:.0f} bytes a figure",
        {
            "corpus": f"{len(corpus)} texts, copies of {len(originals(MIXED))} with other figures: words are met again",
            "no word met before, to the scan": f"{unmet:.4f} (the caches of words emptied before each text)",
            "extraction, MB/s of the processor": round(mixed["rate"], 2),
            "scan, MB/s of the processor": round(mixed["scan_rate"], 1),
            "recall of the scan on the annotated texts": round(recall(), 3),
            "pages alone": _line(pages),
            "dense texts alone": _line(dense),
            "figures a second": f"{mixed['figures_a_second']:.0f} in the mixed corpus, "
            f"{dense['figures_a_second']:.0f} in the dense texts",
            **({} if PEERS.exists() else {"peer": "not installed; make bench installs it into build/peers"}),
        },
    )


def _line(read: dict[str, float]) -> str:
    return (
        f"{read['density']:.0f} bytes a figure, {read['rate']:.2f} MB/s, "
        f"{read['ratio']:.4f} of the scan ({read['scan_rate']:.1f} MB/s)"
    )


def _beside_scan(corpus: list[Text]) -> dict[str, float]:
    """Scan and extract the corpus in turn, in this process."""
    scan = extraction = 0.0
    figures = 0
    rest = iter(corpus)
    while turn := list(islice(rest, TURN)):
        scan += _seconds(turn, _scan)
        start = time.process_time()
        figures += sum(len(extract(text).observations) for text in turn)
        extraction += time.process_time() - start
    size = sum(text.size for text in corpus)
    return {
        "megabytes": size / MEGABYTE,
        "density": size / figures,
        "rate": size / MEGABYTE / extraction,
        "scan_rate": size / MEGABYTE / scan,
        "ratio": scan / extraction,
        "figures_a_second": figures / extraction,
    }


def _without_words(texts: list[Text]) -> float:
    """The speed to that of the scan where no wording is remembered from the text before."""
    scan = extraction = 0.0
    for text in texts:
        for cache in _word_caches():
            cache.cache_clear()
        scan += _seconds([text], _scan)
        extraction += _seconds([text], extract)
    return scan / extraction


def _word_caches() -> list[Any]:
    """The bounded caches of extraction: those without a bound hold the catalogue."""
    modules = [module for name, module in sys.modules.items() if name.split(".")[0] == "extraction"]
    found = {id(each): each for module in modules for each in vars(module).values() if hasattr(each, "cache_clear")}
    return [cache for cache in found.values() if cache.cache_parameters()["maxsize"] is not None]


def _scan(text: Text) -> int:
    return sum(1 for _ in bare_scan().finditer(text.text))


def _seconds(texts: list[Text], read: Callable[[Text], object]) -> float:
    """Seconds of the processor, so that other work on the machine does not count."""
    start = time.process_time()
    for text in texts:
        read(text)
    return time.process_time() - start


def _beside_peer(texts: list[Text]) -> float | None:
    """How many times faster extraction reads a slice than the peer does; None where the peer is not installed."""
    if not PEERS.exists():
        return None
    seconds = _seconds(texts, extract)
    script = ROOT / "bench/peers/jionlp_speed.py"
    given = json.dumps([text.text for text in texts])
    ended = subprocess.run([PEERS, script], input=given, capture_output=True, text=True, check=True)
    return float(ended.stdout) / seconds


def _two_processes(megabytes: float) -> float:
    """How many times faster two processes read the same texts than one: on the clock, the best of some rounds."""
    texts = list(make_corpus(megabytes, MIXED))
    halves = [texts[::2], texts[1::2]]
    context = get_context("fork")
    one, two = [], []
    with ProcessPoolExecutor(1, context) as single, ProcessPoolExecutor(2, context) as pair:
        for _ in range(ROUNDS):
            one.append(_on_the_clock(single, halves))
            two.append(_on_the_clock(pair, halves))
    return min(one) / min(two)


def _on_the_clock(pool: ProcessPoolExecutor, halves: list[list[Text]]) -> float:
    start = time.perf_counter()
    list(pool.map(_read_all, halves))
    return time.perf_counter() - start


def _read_all(texts: list[Text]) -> None:
    for text in texts:
        extract(text)
