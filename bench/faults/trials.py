"""Each kind of fault, tried on copies of one world: a night disturbed, the fault mended, the night run again."""

import fcntl
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from bench.faults.servers import own_server
from bench.faults.user import Published, User

TABLES = ("documents", "reports", "observations", "findings", "runs")
PATIENCE = 5  # seconds for which a run waits for a server that is gone; 60 for a user
ON_A_DISK = """
set -e
mkdir disk && mount -t tmpfs -o size={size} disk disk && cp -a data/. disk/ {then}
set +e
"$@"
status=$?
rm -rf data && cp -a disk data
exit $status
"""
CLOCK = """
import datetime as dates, importlib
class Earlier(dates.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) - dates.timedelta(days={days})
for name in ("flows.night", "flows.stations", "warehouse.staging"):
    importlib.import_module(name).datetime = Earlier
"""
SERVER_GONE = """
import os, signal
from flows import server_watch, way
server_watch.PATIENCE_SECONDS = {patience}
begun = way.{station}
def gone(*arguments, **named):
    os.kill({server}, signal.SIGKILL)
    return begun(*arguments, **named)
way.{station} = gone
"""


@dataclass(frozen=True)
class World:
    """The nights that a fault is held against.

    Attributes:
        before: A user's folder after one night, with new documents in its inbox.
        earlier: What was published then.
        after: What an undisturbed second night publishes.
        seconds: How long that night took.
        folder: Where copies are made.
        draw: Where chance comes from.
    """

    before: User
    earlier: Published
    after: Published
    seconds: float
    folder: Path
    draw: random.Random

    def copy(self) -> User:
        """A fresh copy of the folder before the second night."""
        return self.before.copy(self.folder / "trial")


@dataclass
class Trial:
    """One fault done to one night.

    Attributes:
        fault: Which kind.
        detail: When or where.
        status: With what the disturbed run ended; negative for a signal.
        said: Its last line.
        problems: What did not hold; empty when nothing was lost.
    """

    fault: str
    detail: str
    status: int | None = None
    said: str = ""
    problems: list[str] = field(default_factory=list)

    def ended(self, status: int, stderr: str) -> None:
        """Note how the disturbed run ended: no traceback, and a sentence where it failed by itself."""
        lines = stderr.strip().splitlines()
        self.status, self.said = status, lines[-1][:300] if lines else ""
        self.hold("it ended without a traceback", "Traceback" not in stderr)
        self.hold("it said why it failed", status <= 0 or len(self.said) > 20)

    def hold(self, what: str, holds: bool) -> None:
        """Note what does not hold."""
        if not holds:
            self.problems.append(f"not so: {what}")

    def published_is_whole(self, user: User, world: World) -> None:
        """What is published opens and is that of the night before or of tonight, no mixture."""
        try:
            published = user.published()
        except (duckdb.Error, AssertionError) as error:
            self.problems.append(f"published: {error}")
        else:
            self.hold("what is published is one night's, whole", published in (world.earlier, world.after))

    def completes(self, user: User, world: World) -> None:
        """With the fault mended, the next run brings what an undisturbed night brings, and the lake is whole."""
        run = user.run("run")
        self.hold(f"the next run completes ({run.stderr.strip()[-200:]})", run.returncode == 0)
        with suppress(duckdb.Error):
            published = user.published()
            self.hold("no figure is lost, none is there twice", published.figures == world.after.figures)
            self.hold("no document is lost, none is there twice", published.documents == world.after.documents)
            self.hold("the findings are the same", published.findings == world.after.findings)
        self.hold("every file of the lake is whole", user.lake_is_whole())


def killed(world: World, times: int) -> Iterator[Trial]:
    """Kill -9 at moments spread by chance over the length of a night and a little more."""
    for _ in range(times):
        moment = world.draw.uniform(0.0, 1.05 * world.seconds)
        trial, user = Trial("killed at a random moment", f"after {moment:.2f} s"), world.copy()
        run = user.start("run")
        try:
            run.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
        _, stderr = run.communicate()
        trial.ended(run.returncode, stderr)
        trial.published_is_whole(user, world)
        trial.completes(user, world)
        yield trial


def full_disk(world: World, times: int) -> Iterator[Trial]:
    """A disk that has room for ever more of the night, from nothing to all of it."""
    used = sum(path.stat().st_size for path in world.before.data.path.rglob("*") if path.is_file())
    for number in range(times):
        room = round(number / times * 2.2 * used) + 300_000
        trial, user = Trial("full disk", f"room for {room // 1000} kB"), world.copy()
        script = ON_A_DISK.format(size=used + room, then="")
        yield _on_a_disk(trial, user, world, script)


def read_only(world: World, times: int) -> Iterator[Trial]:
    """A data folder on a disk that is mounted read-only."""
    for _ in range(min(times, 1)):
        script = ON_A_DISK.format(size="100m", then="&& mount -o remount,ro disk")
        yield _on_a_disk(Trial("read-only data folder", "mounted read-only"), world.copy(), world, script)


def _on_a_disk(trial: Trial, user: User, world: World, script: str) -> Trial:
    own_mounts = ("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh")
    run = user.run("run", "--data", "disk", before=own_mounts)
    trial.ended(run.returncode, run.stderr)
    trial.published_is_whole(user, world)
    trial.completes(user, world)
    return trial


def damaged_lake(world: World, times: int) -> Iterator[Trial]:
    """A flipped byte, and half a file, in the newest Parquet file of each table; mended from a backup."""
    for table in TABLES[: max(1, times // 2)]:
        for damage in (_flip, _halve):
            user = world.copy()
            path = max((user.data.lake / table).rglob("*.parquet"))
            content = path.read_bytes()
            trial = Trial("damaged Parquet file", f"{table}, {damage.__name__.strip('_')}")
            path.write_bytes(damage(content))
            run = user.run("run")
            trial.ended(run.returncode, run.stderr)
            trial.published_is_whole(user, world)
            published = user.published()
            rebuilt = user.run("rebuild")
            trial.hold("a rebuild from it is refused with a sentence", rebuilt.returncode == 1)
            trial.hold("the sentence names the file", path.name in rebuilt.stderr and "Traceback" not in rebuilt.stderr)
            trial.hold("what was published stands", user.published() == published)
            path.write_bytes(content)
            trial.completes(user, world)
            yield trial


def _flip(content: bytes) -> bytes:
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 0x10]) + content[middle + 1 :]


def _halve(content: bytes) -> bytes:
    return content[: len(content) // 2]


def damaged_warehouse(world: World, times: int) -> Iterator[Trial]:
    """The published file cut off, from an empty one to one that lacks its end: the lake is the record."""
    size = world.before.data.warehouse.stat().st_size
    for number in range(times):
        trial, user = Trial("truncated warehouse", f"{number}/{times} of it"), world.copy()
        os.truncate(user.data.warehouse, number * size // times)
        run = user.run("run")
        trial.ended(run.returncode, run.stderr)
        trial.hold("the run builds it again", run.returncode == 0)
        trial.completes(user, world)
        yield trial


def lock_held(world: World, times: int) -> Iterator[Trial]:
    """Another process holds the data folder."""
    for _ in range(min(times, 1)):
        trial, user = Trial("lock held", "by another process"), world.copy()
        with user.data.lock_file.open("a") as holder:
            fcntl.flock(holder, fcntl.LOCK_EX)
            run = user.run("run")
        trial.ended(run.returncode, run.stderr)
        trial.hold("it does not run beside the other", run.returncode == 1)
        trial.published_is_whole(user, world)
        trial.completes(user, world)
        yield trial


def clock_back(world: World, times: int) -> Iterator[Trial]:
    """The clock shows a day before the last night."""
    for days in (1, 40, 400)[:times]:
        trial, user = Trial("clock jumps back", f"by {days} days"), world.copy()
        run = user.run("run", code=CLOCK.format(days=days))
        trial.ended(run.returncode, run.stderr)
        trial.hold("the night completes", run.returncode == 0)
        trial.published_is_whole(user, world)
        trial.completes(user, world)
        yield trial


def server_gone(world: World, times: int) -> Iterator[Trial]:
    """A Prefect server of the user's is killed while a station of the night is at work."""
    for station in ("read_new", "validate_candidate", "publish_candidate")[:times]:
        trial, user = Trial("Prefect server gone", f"in {station}"), world.copy()
        with own_server(user.folder) as (api, server):
            code = SERVER_GONE.format(patience=PATIENCE, station=station, server=server)
            began = time.monotonic()
            run = user.run("run", code=code, CASETALLY_RUNNER="prefect", PREFECT_API_URL=api)
            seconds = time.monotonic() - began
        trial.status, trial.said = run.returncode, (run.stderr.strip().splitlines() or [""])[-1]
        trial.hold("its last line is one sentence", f"The Prefect server at {api} has gone away" in trial.said)
        trial.hold(f"it ended by itself soon ({seconds:.0f} s)", seconds < 2 * world.seconds + 60)
        trial.published_is_whole(user, world)
        trial.completes(user, world)
        yield trial


# How often each kind is tried in full, and in the short round of the tests.
FAULTS: dict[str, tuple[Callable[[World, int], Iterator[Trial]], int, int]] = {
    "full disk": (full_disk, 8, 1),
    "read-only": (read_only, 1, 1),
    "damaged lake": (damaged_lake, 10, 2),
    "damaged warehouse": (damaged_warehouse, 4, 1),
    "lock held": (lock_held, 1, 1),
    "clock back": (clock_back, 3, 1),
    "server gone": (server_gone, 3, 1),
    "killed": (killed, 50, 1),
}
