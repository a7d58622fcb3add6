"""A lake in object storage: the bucket is the record, a folder of this machine holds copies of what was read from it.

A night's files are written to ``_staged``, then its manifest to ``_commits`` under its number alone, and only if no
object is there: two runs can never commit the same night. From then on its files count; they are moved into place as in
a folder. Whoever reads a file fetches it once, and finds in its manifest what it must be byte for byte.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from warehouse.bucket import Bucket, StoredObject
from warehouse.bucket_lock import BucketLock, Lease
from warehouse.errors import OvertakenNight, storage_faults
from warehouse.lake import Lake, damaged
from warehouse.manifests import LakeFile, Manifest, manifest_text
from warehouse.packs import ASIDE, Pack, aside_folder, pack_text, replaced_names
from warehouse.schemas import LAKE_TABLES
from warehouse.staging import StagedNight
from warehouse.storage import checksum, write_atomically

_AT_ONCE = 8  # requests
_MANIFESTS = ("_commits", "_packs")
_STAGED = "_staged"
ABANDONED = timedelta(days=2)  # after which staged files are no run's that could still commit them

Item = TypeVar("Item")
Result = TypeVar("Result")


class BucketLake(Lake):
    """A lake in a bucket. Its ``root`` is a folder of copies and may be deleted whenever no run is on."""

    def __init__(self, bucket: Bucket, folder: Path) -> None:
        """Name the lake; nothing is read or created.

        Args:
            bucket: Where it lies.
            folder: This machine's own files of it: copies, and what is staged here.
        """
        super().__init__(folder / "copies", folder / "stage")
        self.bucket = bucket
        self._lock = BucketLock(bucket, "_lock.json")

    @property
    def address(self) -> str:
        """How a person names the lake."""
        return self.bucket.address

    def exists(self) -> bool:
        """Tell whether a night was ever committed to it."""
        self.refresh()
        return self.last_commit() > 0

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lake for one writing run.

        Raises:
            LockedDataFolder: Another run holds it, on this machine or another.
            UnreachableLake: The storage fails.
        """
        with self._lock.held():
            yield

    def lock_holder(self) -> Lease | None:
        """Tell who holds the lake, None when nobody does."""
        lease = self._lock.holder()
        return None if lease is None or lease.is_over(datetime.now(UTC)) else lease

    def left_lock(self) -> Lease | None:
        """Tell who died and left a lock that is over, None when nobody did."""
        lease = self._lock.holder()
        return lease if lease is not None and lease.is_over(datetime.now(UTC)) else None

    def elsewhere(self, folder: Path) -> "BucketLake":
        """The same lake for another machine, whose own files of it lie in ``folder``."""
        return BucketLake(self.bucket, folder)

    def refresh(self) -> None:
        """Fetch the manifests that came since, and drop copies of those that are gone."""
        for kind in _MANIFESTS:
            there = {key: found for key, found in self.bucket.list(kind).items() if key.endswith(".json")}
            for path in (self.root / kind).glob("*.json"):
                found = there.get(f"{kind}/{path.name}")
                if found and (path.stat().st_size, int(path.stat().st_mtime)) == (found.size, found.moment):
                    del there[f"{kind}/{path.name}"]
                elif not found:
                    path.unlink(missing_ok=True)
            _at_once(self._fetch_manifest, there.items())

    def _fetch_manifest(self, entry: tuple[str, StoredObject]) -> None:
        key, found = entry
        self.bucket.fetch(key, self.root / key)
        os.utime(self.root / key, (found.moment, found.moment))

    def paths_of(self, files: Iterable[LakeFile]) -> list[Path]:
        """Fetch those of the files that have no copy here, and list the copies.

        Raises:
            DamagedLake: One is missing or is not what was committed.
        """
        return _at_once(self._copy_of, files)

    def _copy_of(self, file: LakeFile) -> Path:
        path = self.root / file.path
        if not path.is_file() or path.stat().st_size != file.bytes:
            self._fetch(file)
            if not path.is_file() or checksum(path) != file.sha256:
                raise damaged(f"{self.address}/{file.path}")
        return path

    def _fetch(self, file: LakeFile) -> Path:
        path = self.root / file.path
        try:
            self.bucket.fetch(file.path, path)
        except FileNotFoundError:
            path.unlink(missing_ok=True)
        return path

    def read_again(self, files: Iterable[LakeFile]) -> Iterator[tuple[LakeFile, Path]]:
        """Give each file with its copy, fetched anew; nothing lies there when it is missing."""
        wanted = list(files)
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            yield from zip(wanted, threads.map(self._fetch, wanted), strict=True)

    def sizes(self) -> Mapping[str, int]:
        """Every object in the folders of the tables, by its path below the lake, with its bytes."""
        found = (self.bucket.list(table).items() for table in LAKE_TABLES)
        return {key: each.size for objects in found for key, each in objects}

    def copies_before(self, moment: datetime) -> list[Path]:
        """List copies of the lake's files that this machine has not fetched since."""
        copies = (path for table in LAKE_TABLES for path in (self.root / table).rglob("*") if path.is_file())
        return [path for path in copies if path.stat().st_mtime < moment.timestamp()]

    def hand_over(self, staged: StagedNight) -> None:
        """Write what was staged here to the bucket, and nothing of it stays."""
        for path in self._staged_here(staged):
            self.bucket.put(self._staged_key(staged.run_id, path), path)
        super().drop(staged)

    def take_over(self, staged: StagedNight, table_name: str, part: int) -> None:
        """Fetch a file that another machine has staged."""
        name = f"{table_name}/{part:06d}.parquet"
        self.bucket.fetch(f"{_STAGED}/{staged.run_id}/{name}", staged.folder / name)

    def drop(self, staged: StagedNight) -> None:
        """Throw staged rows away, here and in the bucket."""
        super().drop(staged)
        _at_once(self.bucket.remove, self.bucket.list(f"{_STAGED}/{staged.run_id}"))

    def commit(self, staged: StagedNight, night: date, committed_at: datetime) -> int:
        """Commit a staged night: write its files, then its manifest, then move the files into place."""
        self._upload(staged.run_id, self._not_handed_over(staged))
        try:
            return super().commit(staged, night, committed_at)
        except OvertakenNight:
            self.drop(staged)
            raise

    def _staged_here(self, staged: StagedNight) -> list[Path]:
        return [path for table in LAKE_TABLES for path in staged.files(table)]

    def _not_handed_over(self, staged: StagedNight) -> list[Path]:
        """List the staged files but for those that workers of this run have written to the bucket themselves."""
        there = self.bucket.list(f"{_STAGED}/{staged.run_id}")
        sizes = {key: found.size for key, found in there.items()}
        paths = self._staged_here(staged)
        return [path for path in paths if sizes.get(self._staged_key(staged.run_id, path)) != path.stat().st_size]

    def _upload(self, name: str, paths: Iterable[Path]) -> None:
        """Write staged files to the bucket, in the place of what may be there."""
        _at_once(lambda path: self.bucket.put(self._staged_key(name, path), path), paths)

    def _staged_key(self, name: str, path: Path) -> str:
        return f"{_STAGED}/{name}/{path.relative_to(self.staging / name).as_posix()}"

    def _count_night(self, manifest: Manifest) -> None:
        # Under its number alone, so that of two runs that hold the lake, as they think, one is refused.
        self._create(f"_commits/{manifest.commit:06d}.json", manifest_text(manifest), f"night {manifest.commit}")

    def _count_pack(self, pack: Pack) -> None:
        # Written whole again: what is there under this name may be of a run that was cut short, with other bytes.
        self._upload(pack.name, [self.staging / pack.name / file.staged for file in pack.files])
        self._create(f"_packs/{pack.name}.json", pack_text(pack), f"the pack of the nights {pack.first} to {pack.last}")

    def _create(self, key: str, text: str, what: str) -> None:
        """Have a manifest count, unless another run was first.

        Raises:
            OvertakenNight: One was.
        """
        if self._lock.is_lost():
            why = "gave no sign of life for too long, and another run has taken the lake over"
        # A manifest that is there and is ours: the answer to the first attempt was lost on the way.
        elif self.bucket.create(key, text.encode()) or self.bucket.read(key) == text.encode():
            write_atomically(self.root / key, text)
            return
        else:
            why = "was overtaken by another run"
        raise OvertakenNight(
            f"{self.address}: this run {why}, so it did not commit {what}; nothing is lost: run again, and what is new "
            "is taken up"
        )

    def _move_into_place(self, name: str, files: Iterable[LakeFile]) -> None:
        """Move files into place in the bucket, and what was staged here to the copies."""
        there = self.bucket.list(f"{_STAGED}/{name}")
        committed = list(files)

        def move(file: LakeFile) -> None:
            key, here = f"{_STAGED}/{name}/{file.staged}", self.staging / name / file.staged
            if key in there:
                self.bucket.move(key, file.path)
            if here.is_file():
                (self.root / file.path).parent.mkdir(parents=True, exist_ok=True)
                here.replace(self.root / file.path)

        with storage_faults(self.root):
            _at_once(move, committed)
        shutil.rmtree(self.staging / name, ignore_errors=True)

    def _set_aside(self, pack: Pack) -> None:
        there = self.sizes().keys() | self.bucket.list("_packs").keys()

        def move(name: str) -> None:
            if name in there:
                self.bucket.move(name, f"{aside_folder(pack)}/{name}")
            (self.root / name).unlink(missing_ok=True)

        _at_once(move, replaced_names(self.root, pack))

    def recover(self) -> None:
        """Finish a commit or a pack that was cut short, and drop what was staged and can no longer be committed."""
        super().recover()
        limit = datetime.now(UTC) - ABANDONED
        old = [key for key, found in self.bucket.list(_STAGED).items() if found.written_at < limit]
        _at_once(self.bucket.remove, old)

    def aside(self) -> list[str]:
        """List the folders of what packs replaced, by name."""
        return sorted({key.split("/")[1] for key in self.bucket.list(ASIDE)})

    def remove_aside(self, name: str) -> None:
        """Remove such a folder."""
        _at_once(self.bucket.remove, self.bucket.list(f"{ASIDE}/{name}"))


def _at_once(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What ``work`` gives for each, several at a time, in their order."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(work, items))
