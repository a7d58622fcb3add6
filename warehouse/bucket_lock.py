"""The lock of a lake in object storage: an object with its owner and its end, which the owner keeps putting off."""

import json
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from warehouse.bucket import Bucket
from warehouse.errors import CasetallyError, LockedDataFolder

LEASE = timedelta(minutes=5)  # after so long without a sign of its owner a lock is over
_SIGNS = 4  # of life in a lease
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Lease:
    """Who holds a lake, since when, and until when unless they give another sign of life."""

    since: str
    until: str
    process: int = field(default_factory=os.getpid)
    host: str = field(default_factory=socket.gethostname)
    boot: str = field(default_factory=lambda: _boot())
    token: str = field(default_factory=lambda: secrets.token_hex(8))

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time has passed, or its owner was a process of this machine that has ended."""
        return now >= datetime.fromisoformat(self.until) or self._has_ended()

    def _has_ended(self) -> bool:
        is_here = (self.host, self.boot) == (socket.gethostname(), _boot())
        return is_here and not Path(f"/proc/{self.process}").exists()

    def longer(self, now: datetime) -> "Lease":
        """The same lock with a new end."""
        return replace(self, until=(now + LEASE).isoformat(timespec="seconds"))

    def content(self) -> bytes:
        """The object that stands for it."""
        return json.dumps(asdict(self), indent=1).encode()


class BucketLock:
    """The lock object of one lake."""

    def __init__(self, bucket: Bucket, key: str) -> None:
        self._bucket, self._key = bucket, key
        self._own: Lease | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lake for one writing run.

        Raises:
            LockedDataFolder: Another run holds it.
            UnreachableLake: The storage fails.
        """
        own = self._take()
        self._own = own
        done = threading.Event()
        keeper = threading.Thread(target=self._keep, args=(own, done), name="lock of the lake", daemon=True)
        keeper.start()
        try:
            yield
        finally:
            done.set()
            keeper.join()
            self._own = None
            with suppress(CasetallyError, FileNotFoundError):  # it ends by itself
                if self._is_ours(own):
                    self._bucket.remove(self._key)

    def is_lost(self) -> bool:
        """Tell whether this run has held the lake and somebody else has taken it over."""
        return self._own is not None and not self._is_ours(self._own)

    def holder(self) -> Lease | None:
        """Tell what the lock object says, also when its time is over; None when there is none."""
        with suppress(FileNotFoundError, ValueError, TypeError):
            return Lease(**json.loads(self._bucket.read(self._key)))
        return None

    def _take(self) -> Lease:
        for _ in range(_TRIES):
            now = datetime.now(UTC)
            own = Lease(now.isoformat(timespec="seconds"), "").longer(now)
            # Read again: some storages pass over the condition of a write, and then both would think that they hold it.
            if self._write(own, now) and self._is_ours(own):
                return own
        raise self._refusal(self.holder())

    def _write(self, own: Lease, now: datetime) -> bool:
        if self._bucket.create(self._key, own.content()):
            return True
        try:
            tag = self._bucket.tag(self._key)
        except FileNotFoundError:
            return False  # let go just now
        held = self.holder()
        if held is not None and not held.is_over(now):
            raise self._refusal(held)
        return self._bucket.replace(self._key, own.content(), tag)

    def _refusal(self, held: Lease | None) -> LockedDataFolder:
        who = f" (process {held.process} on {held.host} since {held.since})" if held else ""
        return LockedDataFolder(
            f"{self._bucket.address}: another run is writing to this lake{who}; wait for it to end and run again; "
            f"should it have died, the lock is over {LEASE.seconds // 60} minutes after its last sign of life"
        )

    def _is_ours(self, own: Lease) -> bool:
        held = self.holder()
        return held is not None and held.token == own.token

    def _keep(self, own: Lease, done: threading.Event) -> None:
        while not done.wait(LEASE.total_seconds() / _SIGNS):
            with suppress(CasetallyError, FileNotFoundError):  # the next sign may come through
                tag = self._bucket.tag(self._key)
                if not self._is_ours(own):
                    return
                self._bucket.replace(self._key, own.longer(datetime.now(UTC)).content(), tag)


def _boot() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return ""
