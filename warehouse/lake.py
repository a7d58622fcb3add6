"""The Parquet lake: append-only, committed night by night through manifests.

A file counts only when a manifest names it. A night is committed by the rename of its manifest; moving
its files into place afterwards can be cut short at any point, `Lake.recover` finishes it. The files of
old nights may be packed into larger ones (`warehouse.packs`). A lake in object storage is a `BucketLake`.
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from warehouse.errors import DamagedLake, storage_faults
from warehouse.lake_rows import damage_told, lake_rows
from warehouse.locks import Holder, held_alone, holder_of
from warehouse.manifests import LakeFile, Manifest, commit_number, manifest_paths, read_manifest, write_manifest
from warehouse.packs import ASIDE, Pack, set_aside, standing_packs, write_pack
from warehouse.schemas import LAKE_TABLES
from warehouse.staging import StagedNight, check_run_id
from warehouse.storage import checksum, make_folder, move
from warehouse.version import running_version


class Lake:
    """A lake in a folder. One process at a time may write (`DataFolder.lock`, and `Lake.lock` where it lies apart)."""

    def __init__(self, root: Path, staging: Path | None = None, lock_file: Path | None = None) -> None:
        """Name the lake; nothing is read or created.

        Args:
            root: Its folder.
            staging: Where a night's files wait, on the same disk; the data folder's own place where None is given.
            lock_file: What a writer holds; None where the lock of the data folder is enough.
        """
        self.root = root
        self.staging = staging or root.parent / "work" / "stage"
        self._lock_file = lock_file
        self._commits = root / "_commits"

    @property
    def address(self) -> str:
        """How a person names the lake."""
        return str(self.root)

    def exists(self) -> bool:
        """Tell whether there is a lake at all."""
        return self.root.is_dir()

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lake for one writing run.

        Raises:
            LockedDataFolder: Another run holds it.
            UnusableStorage: The place may not be written.
        """
        if self._lock_file is None:
            yield
            return
        make_folder(self._lock_file.parent)
        refusal = f"{self.address}: another run is writing to this lake; wait for it to end and run again"
        with held_alone(self._lock_file, refusal):
            yield

    def lock_holder(self) -> Holder | None:
        """Tell who holds the lake, None when nobody does or the lock of the data folder tells."""
        return holder_of(self._lock_file) if self._lock_file else None

    def left_lock(self) -> Holder | None:
        """Tell who died and left a lock that is over, None when nobody did: a lock on a file ends with its process."""
        return None

    def elsewhere(self, folder: Path) -> "Lake":
        """The same lake for another machine, whose own files of it lie in ``folder``: this one, for it is shared."""
        return self

    def refresh(self) -> None:
        """See which nights and packs are committed by now; a folder tells at once."""

    def last_commit(self) -> int:
        """Return the number of the last committed night, 0 for an empty lake."""
        paths = manifest_paths(self._commits)
        return commit_number(paths[-1]) if paths else 0

    def refuse_newer(self) -> None:
        """Make sure that no newer version of Casetally has written to this lake.

        Raises:
            NewerDataFolder: One has.
        """
        self.refresh()
        for path in manifest_paths(self._commits)[-1:]:
            read_manifest(path)
        self.packs()

    def manifests(self, after: int = 0) -> list[Manifest]:
        """Read the manifests of all nights committed after a given one, in order."""
        return [read_manifest(path) for path in manifest_paths(self._commits) if commit_number(path) > after]

    def committed_files(self, table_name: str, after: int = 0) -> list[Path]:
        """List the files of one table in the order of their commits, as they lie on this machine."""
        return self.paths_of(file for file in self.files(after) if file.table == table_name)

    def paths_of(self, files: Iterable[LakeFile]) -> list[Path]:
        """List where files that count lie on this machine."""
        return [self.root / file.path for file in files]

    def files(self, after: int = 0, up_to: int | None = None) -> Iterator[LakeFile]:
        """Give the files of the nights after a commit, up to another, in their order: packed ones as they are packed.

        Raises:
            ValueError: A pack holds nights both within these bounds and beyond them (see `can_go_on_from`).
        """
        packs = [pack for pack in self.packs() if pack.last > after and (up_to is None or pack.first <= up_to)]
        if any(pack.first <= after or (up_to is not None and pack.last > up_to) for pack in packs):
            raise ValueError(f"{self.root}: the nights from {after} to {up_to} are packed together with others")
        for pack in packs:
            yield from pack.files
        for manifest in self.manifests(after=packs[-1].last if packs else after):
            if up_to is None or manifest.commit <= up_to:
                yield from manifest.files

    def packs(self) -> list[Pack]:
        """Read the packs that count, in the order of their commits."""
        return standing_packs(self.root / "_packs")

    def can_go_on_from(self, commit: int) -> bool:
        """Tell whether the nights after a commit can be read without those up to it."""
        return not any(pack.first <= commit < pack.last for pack in self.packs())

    def known_documents(self) -> set[str]:
        """Return the ids of all documents in the lake.

        Raises:
            DamagedLake: A file cannot be read.
        """
        files = self.committed_files("documents")
        if not files:
            return set()
        with damage_told(files):
            rows = lake_rows("documents", files, ["document_id"])
            return {document for batch in rows for document in batch["document_id"].to_pylist()}

    def stage(self, run_id: str) -> StagedNight:
        """Open the staging of one run."""
        check_run_id(run_id)
        return StagedNight(run_id, self.staging / run_id, self)

    def hand_over(self, staged: StagedNight) -> None:
        """Give what was staged on another machine to the one that conducts the night: it lies there already."""

    def take_over(self, staged: StagedNight, table_name: str, part: int) -> None:
        """Have a file that another machine has staged lie here: it does."""

    def drop(self, staged: StagedNight) -> None:
        """Throw staged rows away."""
        shutil.rmtree(staged.folder, ignore_errors=True)

    def commit(self, staged: StagedNight, night: date, committed_at: datetime) -> int:
        """Commit a staged night: write its manifest, then move its files into place.

        Raises:
            OvertakenNight: Another run has written to the lake meanwhile.
        """
        last = self.last_commit()
        files = staged.lake_files(night)
        if not files:
            return last
        manifest = Manifest(last + 1, staged.run_id, night, committed_at, running_version(), files)
        self._count_night(manifest)
        self._move_into_place(manifest.run_id, manifest.files)
        return manifest.commit

    def _count_night(self, manifest: Manifest) -> None:
        make_folder(self._commits)
        write_manifest(self._commits, manifest)

    def commit_pack(self, pack: Pack) -> None:
        """Have a staged pack count in the place of its nights' files, then set those aside."""
        self._count_pack(pack)
        self._finish(pack)

    def _count_pack(self, pack: Pack) -> None:
        write_pack(self.root / "_packs", pack)

    def _finish(self, pack: Pack) -> None:
        self._move_into_place(pack.name, pack.files)
        self._set_aside(pack)

    def _set_aside(self, pack: Pack) -> None:
        set_aside(self.root, pack)

    def aside(self) -> list[str]:
        """List the folders of what packs replaced, by name."""
        return sorted(path.name for path in (self.root / ASIDE).glob("[0-9]*Z-pack-*") if path.is_dir())

    def remove_aside(self, name: str) -> None:
        """Remove such a folder."""
        with storage_faults(self.root / ASIDE / name):
            shutil.rmtree(self.root / ASIDE / name)

    def _move_into_place(self, name: str, files: Iterable[LakeFile]) -> None:
        for file in files:
            target = self.root / file.path
            staged = self.staging / name / file.staged
            if staged.exists():
                make_folder(target.parent)
                move(staged, target)
            elif not target.exists():
                raise damaged(target)
        shutil.rmtree(self.staging / name, ignore_errors=True)

    def recover(self) -> None:
        """Finish a commit or a pack that was cut short, and drop what was staged and never committed.

        Raises:
            DamagedLake: A committed file is neither in its place nor staged.
        """
        self.refresh()
        paths = manifest_paths(self._commits)
        if paths:
            last = read_manifest(paths[-1])
            self._move_into_place(last.run_id, last.files)
        for pack in self.packs()[-1:]:
            self._finish(pack)
        if self.staging.exists():
            with storage_faults(self.staging):
                shutil.rmtree(self.staging)

    def verify(self, after: int = 0, up_to: int | None = None) -> None:
        """Read every file of the nights after a commit, up to another, and compare it with its manifest.

        Raises:
            DamagedLake: A file is missing or is not byte for byte what was committed.
        """
        for file, path in self.read_again(self.files(after, up_to)):
            if not path.is_file() or path.stat().st_size != file.bytes or checksum(path) != file.sha256:
                raise damaged(f"{self.address}/{file.path}")

    def read_again(self, files: Iterable[LakeFile]) -> Iterator[tuple[LakeFile, Path]]:
        """Give each file with where its bytes lie as the lake has them now; nothing lies there when it is missing."""
        for file in files:
            yield file, self.root / file.path

    def sizes(self) -> Mapping[str, int]:
        """Every file in the folders of the tables, by its path below the lake, with its bytes."""
        found = (path for table in LAKE_TABLES for path in (self.root / table).rglob("*") if path.is_file())
        return {path.relative_to(self.root).as_posix(): path.stat().st_size for path in found}

    def copies_before(self, moment: datetime) -> list[Path]:
        """List copies of the lake's files that this machine has not fetched since: of a folder there are none."""
        return []


def damaged(name: object) -> DamagedLake:
    """The fault of a file that is not what was committed."""
    return DamagedLake(f"{name}: this file of the lake is missing or damaged; restore it from a backup and run again")
