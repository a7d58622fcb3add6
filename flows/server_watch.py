"""Ends a run whose Prefect server has gone away: Prefect's client would ask for it again for minutes at every step."""

import os
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from flows.embedded import shown_address

PATIENCE_SECONDS = 60.0  # a server that is started anew, as for an upgrade, is back by then
PAUSE_SECONDS = 2.0


class ServerWatch:
    """Watches a server while a run only waits for Prefect; a station at work is never cut short."""

    def __init__(self, api: str) -> None:
        """Begin to watch the server at an address.

        Args:
            api: The address of its API, as in PREFECT_API_URL.
        """
        self._api = api
        self._counting = threading.Lock()
        self._at_work = 0
        self._waits_since = time.monotonic()
        threading.Thread(target=self._watch, name="server watch", daemon=True).start()

    @contextmanager
    def working(self) -> Iterator[None]:
        """What is done here is the run's own work; several threads may be at work at once."""
        with self._counting:
            self._at_work += 1
        try:
            yield
        finally:
            with self._counting:
                self._at_work -= 1
                self._waits_since = time.monotonic()

    def _watch(self) -> None:
        answered = time.monotonic()
        while True:
            time.sleep(PAUSE_SECONDS)
            if self._at_work or _answers(self._api):
                answered = time.monotonic()
            elif time.monotonic() - max(answered, self._waits_since) > PATIENCE_SECONDS:
                _end_without(self._api)


def _answers(api: str) -> bool:
    """Whether a server answers, with whatever."""
    try:
        # Only http addresses come here: Prefect would have refused another.
        urllib.request.urlopen(f"{api.rstrip('/')}/health", timeout=PATIENCE_SECONDS).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def _end_without(api: str) -> None:
    # A night may be cut short anywhere, so it is: Prefect itself cannot be told to give up.
    sentence = (
        f"The Prefect server at {shown_address(api)} has gone away and did not come back within "
        f"{PATIENCE_SECONDS:.0f} seconds, so this run ended without it; what was published stands, `casetally status` "
        "tells what was done, and the next run takes up the rest.\n"
    )
    os.write(sys.stderr.fileno(), sentence.encode())
    os._exit(1)
