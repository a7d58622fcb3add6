"""The Parquet lake: append-only, committed night by night through manifests.

A file counts only when a manifest names it. A night is committed by the rename of its manifest; moving
its files into place afterwards can be cut short at any point, `Lake.recover` finishes it. The files of
old nights may be packed into larger ones (`warehouse.packs`).
"""

import shutil
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from warehouse.errors import DamagedLake, storage_faults
from warehouse.lake_rows import damage_told, lake_rows
from warehouse.manifests import LakeFile, Manifest, commit_number, manifest_paths, read_manifest, write_manifest
from warehouse.packs import Pack, set_aside, standing_packs, write_pack
from warehouse.staging import StagedNight, check_run_id
from warehouse.storage import checksum, make_folder, move
from warehouse.version import running_version


class Lake:
    """The lake of one data folder. One process at a time may write (`DataFolder.lock`)."""

    def __init__(self, root: Path, staging: Path | None = None) -> None:
        """Name the lake; nothing is read or created.

        Args:
            root: Its folder.
            staging: Where a night's files wait, on the same disk; the data folder's own place where None is given.
        """
        self.root = root
        self.staging = staging or root.parent / "work" / "stage"
        self._commits = root / "_commits"

    def last_commit(self) -> int:
        """Return the number of the last committed night, 0 for an empty lake."""
        paths = manifest_paths(self._commits)
        return commit_number(paths[-1]) if paths else 0

    def refuse_newer(self) -> None:
        """Make sure that no newer version of Casetally has written to this lake.

        Raises:
            NewerDataFolder: One has.
        """
        for path in manifest_paths(self._commits)[-1:]:
            read_manifest(path)
        self.packs()

    def manifests(self, after: int = 0) -> list[Manifest]:
        """Read the manifests of all nights committed after a given one, in order."""
        return [read_manifest(path) for path in manifest_paths(self._commits) if commit_number(path) > after]

    def committed_files(self, table_name: str, after: int = 0) -> list[Path]:
        """List the files of one table in the order of their commits."""
        return [self.root / file.path for file in self.files(after) if file.table == table_name]

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
        return StagedNight(run_id, self.staging / run_id, self._commit)

    def _commit(self, staged: StagedNight, night: date, committed_at: datetime) -> int:
        """Commit a staged night: write its manifest, then move its files into place."""
        last = self.last_commit()
        files = staged.lake_files(night)
        if not files:
            return last
        make_folder(self._commits)
        manifest = Manifest(last + 1, staged.run_id, night, committed_at, running_version(), files)
        write_manifest(self._commits, manifest)
        self._move_into_place(manifest.run_id, manifest.files)
        return manifest.commit

    def commit_pack(self, pack: Pack) -> None:
        """Have a staged pack count in the place of its nights' files, then set those aside."""
        write_pack(self.root / "_packs", pack)
        self._finish(pack)

    def _finish(self, pack: Pack) -> None:
        self._move_into_place(pack.name, pack.files)
        set_aside(self.root, pack)

    def _move_into_place(self, name: str, files: Iterable[LakeFile]) -> None:
        for file in files:
            target = self.root / file.path
            staged = self.staging / name / file.staged
            if staged.exists():
                make_folder(target.parent)
                move(staged, target)
            elif not target.exists():
                raise _damaged(target)
        shutil.rmtree(self.staging / name, ignore_errors=True)

    def recover(self) -> None:
        """Finish a commit or a pack that was cut short, and drop what was staged and never committed.

        Raises:
            DamagedLake: A committed file is neither in its place nor staged.
        """
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
        for file in self.files(after, up_to):
            path = self.root / file.path
            if not path.is_file() or path.stat().st_size != file.bytes or checksum(path) != file.sha256:
                raise _damaged(path)


def _damaged(path: Path) -> DamagedLake:
    return DamagedLake(f"{path}: this file of the lake is missing or damaged; restore it from a backup and run again")
