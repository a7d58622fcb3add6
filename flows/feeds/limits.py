"""How long, how much and how often: the bounds of every request, and the time that they are counted in."""

import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """What a server may cost; the source says how often it is asked."""

    connect_seconds: float = 10
    read_seconds: float = 30
    whole_seconds: float = 180
    tries: int = 4
    first_wait: float = 2
    longest_wait: float = 300
    longest_crawl_delay: float = 60
    redirects: int = 5
    failures_in_a_row: int = 3
    robots_bytes: int = 512_000
    listing_bytes: int = 2_000_000
    listed: int = 2000
    page_bytes: int = 20_000_000


@dataclass(frozen=True, slots=True)
class Time:
    """The clock, the waiting and the chance that fetching uses; tests bring their own."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random


@dataclass(slots=True)
class Pace:
    """Keeps requests to one host apart, whichever source or thread they come from."""

    time: Time
    _free_at: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, host: str, seconds: float) -> None:
        """Wait for the next turn at a host; the one after it comes ``seconds`` later."""
        with self._lock:
            now = self.time.now()
            turn = max(now, self._free_at.get(host, now))
            self._free_at[host] = turn + seconds
        if turn > now:
            self.time.sleep(turn - now)

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody ask a host for some seconds: it has asked for that."""
        with self._lock:
            self._free_at[host] = max(self._free_at.get(host, 0), self.time.now() + seconds)


class FetchFault(Exception):
    """Why something was not fetched, as the end of a sentence; ``passing`` when another try may go well."""

    def __init__(self, reason: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(reason)
        self.passing = passing
        self.wait = wait
