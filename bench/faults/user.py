"""A user's folder: nights run in it as a user runs them, and what must hold in it after any fault."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from warehouse.data_folder import DataFolder
from warehouse.lake import Lake
from warehouse.storage import checksum

ROOT = Path(__file__).parents[2]
TIME_LIMIT = 900
START = "import sys\n{code}\nfrom flows.cli import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
ORPHANS = """
SELECT count(*) FROM observations WHERE report_id NOT IN (SELECT report_id FROM reports)
UNION ALL SELECT count(*) FROM reports WHERE document_id NOT IN (SELECT document_id FROM documents)
UNION ALL SELECT count(*) - count(DISTINCT observation_id) FROM observations
UNION ALL SELECT count(*) - count(DISTINCT document_id) FROM documents
"""


@dataclass(frozen=True)
class Published:
    """What a published warehouse says, but for the runs that brought it."""

    figures: list[tuple[Any, ...]]
    findings: list[tuple[Any, ...]]
    documents: list[tuple[Any, ...]]


@dataclass(frozen=True)
class User:
    """A user's folder with an inbox and a data folder."""

    folder: Path

    @property
    def data(self) -> DataFolder:
        """The data folder."""
        return DataFolder(self.folder / "data")

    def write(self, counties: Sequence[int], seed: int) -> None:
        """Put one report a county into the inbox; every third prints a rate of more than 100 per cent."""
        inbox = self.folder / "inbox"
        inbox.mkdir(parents=True, exist_ok=True)
        for county in counties:
            draw = random.Random(seed * 1000 + county)
            received = draw.randint(1000, 9000)
            rate = "982%" if county % 3 == 0 else "96.5%"
            (inbox / f"2025-01-{county % 28 + 1:02d}-county-{county}.txt").write_text(
                f"第{county}县人民法院2024年受理执行案件{received}件，同比增长{draw.randint(1, 90) / 10}%，"
                f"执结{received - draw.randint(1, 900)}件，执行到位金额{draw.randint(11, 99) / 10}亿元，"
                f"执行完毕率达到{rate}。\n",
                encoding="utf-8",
            )

    def copy(self, folder: Path) -> "User":
        """The same folder once more."""
        shutil.rmtree(folder, ignore_errors=True)
        return User(shutil.copytree(self.folder, folder))

    def command(self, *words: str, code: str = "") -> list[str]:
        """The words that start a command here; ``code`` is executed before it in the same process."""
        start = self.folder / "start_casetally.py"
        start.write_text(START.format(code=code), encoding="utf-8")
        return [sys.executable, str(start), *words]

    def environment(self, **settings: str) -> dict[str, str]:
        """The environment of a fresh user."""
        plain = {"CASETALLY_RUNNER": "plain", "CASETALLY_WORKERS": "2", "CASETALLY_BATCH_BYTES": "600"}
        own = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PYTHONPATH": str(ROOT)}
        return own | plain | settings

    def start(self, *words: str, code: str = "", **settings: str) -> "subprocess.Popen[str]":
        """Start a command and do not wait for it."""
        return subprocess.Popen(
            self.command(*words, code=code),
            cwd=self.folder,
            env=self.environment(**settings),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def run(
        self, *words: str, code: str = "", before: Sequence[str] = (), **settings: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command; ``before`` are words in front of Python's own."""
        return subprocess.run(
            [*before, *self.command(*words, code=code)],
            cwd=self.folder,
            env=self.environment(**settings),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT,
            start_new_session=True,
            check=False,
        )

    def published(self) -> Published:
        """What the published warehouse says.

        Raises:
            duckdb.Error: It does not open.
        """
        with duckdb.connect(str(self.data.warehouse), read_only=True) as connection:

            def rows(query: str) -> list[tuple[Any, ...]]:
                return connection.execute(query).fetchall()

            if any(count for (count,) in rows(ORPHANS)):
                raise AssertionError("a row refers to nothing, or stands there twice")
            return Published(
                rows("SELECT * EXCLUDE (run_id) FROM observations ORDER BY observation_id"),
                rows("SELECT * EXCLUDE (first_run_id, last_run_id) FROM findings ORDER BY finding_id"),
                rows("SELECT document_id FROM documents ORDER BY document_id"),
            )

    def lake_is_whole(self) -> bool:
        """Whether every file that a manifest names is there, byte for byte."""
        lake = Lake(self.data.lake)
        return all(
            checksum(self.data.lake / file.path) == file.sha256
            for manifest in lake.manifests()
            for file in manifest.files
        )
