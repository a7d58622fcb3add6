"""Manifests: which files a committed night consists of, and what they must be byte for byte."""

import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from warehouse.errors import DamagedLake
from warehouse.migrations import SCHEMA, refuse_newer
from warehouse.storage import write_atomically


@dataclass(frozen=True, slots=True)
class LakeFile:
    """One Parquet file of a night; paths are relative, to the lake and to the night's staging."""

    table: str
    path: str
    staged: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """One committed night."""

    commit: int
    run_id: str
    night: date
    committed_at: datetime
    version: str
    files: tuple[LakeFile, ...]
    schema: int = SCHEMA


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Commit a night: from this rename on its files count."""
    write_atomically(folder / f"{manifest.commit:06d}-{manifest.run_id}.json", manifest_text(manifest))


def manifest_text(manifest: Manifest) -> str:
    """A manifest as it is written."""
    return json.dumps(asdict(manifest), default=_plain, indent=1, ensure_ascii=False) + "\n"


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a manifest holds no {type(value).__name__}")


def manifest_paths(folder: Path) -> list[Path]:
    """List the manifests of a lake in the order of their commits."""
    return sorted(folder.glob("[0-9]*.json"), key=commit_number)


def commit_number(path: Path) -> int:
    """Read the number of a commit from its manifest's name, which may go on with the run's id."""
    return int(path.stem.partition("-")[0])


def read_manifest(path: Path) -> Manifest:
    """Read one manifest.

    Raises:
        DamagedLake: The manifest is not what a commit writes.
        NewerDataFolder: A newer version of Casetally wrote it.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        schema = found.get("schema", 1)
        refuse_newer(path, schema, found.get("version"))
        return Manifest(
            commit=found["commit"],
            run_id=found["run_id"],
            night=date.fromisoformat(found["night"]),
            committed_at=datetime.fromisoformat(found["committed_at"]),
            version=found["version"],
            files=tuple(LakeFile(**file) for file in found["files"]),
            schema=schema,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as fault:
        raise DamagedLake(f"{path}: this manifest cannot be read; restore it from a backup of the lake") from fault
