"""Packs: one file a table in the place of the small files of many nights, the same rows in the same order.

A pack counts from the rename of its own manifest on, in ``lake/_packs``; before that the nights' files do. Afterwards
its files are moved into place and those they replace are moved aside, to ``lake/_replaced``, where a person finds them
until their time is over; that can be cut short anywhere, `Lake.recover` finishes it. The manifests of the nights stay.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from warehouse.errors import DamagedLake
from warehouse.manifests import LakeFile
from warehouse.migrations import SCHEMA, refuse_newer
from warehouse.storage import make_folder, move, write_atomically

ASIDE = "_replaced"


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of the commits ``first`` to ``last``; ``replaced`` are the paths of those that they stand for."""

    first: int
    last: int
    packed_at: datetime
    version: str
    files: tuple[LakeFile, ...]
    replaced: tuple[str, ...]
    schema: int = SCHEMA

    @property
    def name(self) -> str:
        """How its manifest and its files are called."""
        return pack_name(self.first, self.last)

    @property
    def bytes(self) -> int:
        """How many bytes its files have."""
        return sum(file.bytes for file in self.files)

    def holds(self, other: "Pack") -> bool:
        """Tell whether it stands for all nights of another."""
        return self.first <= other.first and other.last <= self.last


def pack_name(first: int, last: int) -> str:
    """How the pack of these commits is called; no run is called so."""
    return f"pack-{first:06d}-{last:06d}"


def write_pack(folder: Path, pack: Pack) -> None:
    """Have a pack count: from this rename on."""
    make_folder(folder)
    write_atomically(folder / f"{pack.name}.json", pack_text(pack))


def pack_text(pack: Pack) -> str:
    """The manifest of a pack as it is written."""
    entries = asdict(pack) | {"packed_at": pack.packed_at.isoformat()}
    return json.dumps(entries, indent=1, ensure_ascii=False) + "\n"


def standing_packs(folder: Path) -> list[Pack]:
    """Read the packs that no larger one stands for, in the order of their commits.

    Raises:
        DamagedLake: One cannot be read.
        NewerDataFolder: A newer version of Casetally wrote one.
    """
    packs = [_read(path) for path in folder.glob("pack-*.json")]
    return sorted((one for one in packs if not _outgrown(one, packs)), key=lambda pack: pack.first)


def outgrown_packs(folder: Path) -> list[Path]:
    """List the manifests of the packs that a larger one stands for."""
    packs = [_read(path) for path in folder.glob("pack-*.json")]
    return [folder / f"{pack.name}.json" for pack in packs if _outgrown(pack, packs)]


def _outgrown(pack: Pack, packs: Iterable[Pack]) -> bool:
    return any(other.holds(pack) for other in packs if other.name != pack.name)


def set_aside(root: Path, pack: Pack) -> None:
    """Move the files that a pack replaces out of the way of whoever reads the lake's folders; twice is as good as once.

    Args:
        root: The folder of the lake.
        pack: A pack that counts, its own files in place.
    """
    aside = root / aside_folder(pack)
    for name in replaced_names(root, pack):
        if (root / name).exists():
            make_folder((aside / name).parent)
            move(root / name, aside / name)
    for folder in {(root / name).parent for name in pack.replaced}:
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def replaced_names(root: Path, pack: Pack) -> list[str]:
    """What a pack replaces, by path below the lake: files of nights, and the manifests of smaller packs."""
    return [*pack.replaced, *(path.relative_to(root).as_posix() for path in outgrown_packs(root / "_packs"))]


def aside_folder(pack: Pack) -> str:
    """Where what a pack replaces is kept for some days, below the lake."""
    return f"{ASIDE}/{pack.packed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{pack.name}"


def set_aside_at(folder: str) -> datetime:
    """Read when what a folder of ``lake/_replaced`` holds was replaced, from its name.

    Raises:
        ValueError: The folder has another name.
    """
    return datetime.strptime(folder.partition("-")[0], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _read(path: Path) -> Pack:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        refuse_newer(path, found["schema"], found["version"])
        return Pack(
            first=found["first"],
            last=found["last"],
            packed_at=datetime.fromisoformat(found["packed_at"]),
            version=found["version"],
            files=tuple(LakeFile(**file) for file in found["files"]),
            replaced=tuple(found["replaced"]),
            schema=found["schema"],
        )
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise DamagedLake(f"{path}: this manifest cannot be read; restore it from a backup of the lake") from fault
