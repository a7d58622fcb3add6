"""An inbox that is a folder on this machine."""

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from flows.errors import UsageError
from flows.inbox.stores import StoredFile, printable


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of any depth; links that lead out of it are not followed."""

    path: Path

    def check(self) -> None:
        """Refuse a folder that is not there.

        Raises:
            UsageError: The sentence names the folder and says what to do.
        """
        if not self.path.is_dir():
            what = "is not a folder" if self.path.exists() else "does not exist"
            raise UsageError(f"The inbox {self.path} {what}; name a folder of report texts with --inbox.")

    def files(self, skip: Collection[Path] = ()) -> Iterator[StoredFile]:
        """Every file, hidden names left out, and every folder that cannot be looked into, with the reason."""
        root = self.path.resolve()
        skipped = {folder.resolve() for folder in skip}
        refused: list[StoredFile] = []

        def refuse(error: OSError) -> None:
            reason = f"the folder cannot be opened ({error.strerror})"
            refused.append(StoredFile(_uri(Path(error.filename), root), "", fault=reason))

        for name, folders, names in os.walk(root, onerror=refuse):
            here = Path(name)
            folders[:] = [each for each in folders if not each.startswith(".") and here / each not in skipped]
            for each in sorted(folders):
                if (here / each).is_symlink():
                    obstacle = "a link to a folder is not followed; put the folder itself into the inbox"
                    yield StoredFile(_uri(here / each, root), "", obstacle=obstacle)
            yield from (_file(here / each, root) for each in names if not each.startswith("."))
        yield from refused

    def open(self, key: str) -> AbstractContextManager[BinaryIO]:
        """The bytes of the file at a path below the folder."""
        return (self.path / key).open("rb")


def _file(path: Path, root: Path) -> StoredFile:
    uri, key = _uri(path, root), path.relative_to(root).as_posix()
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root):
            obstacle = "a link that leads out of the inbox is not followed; copy the file instead"
            return StoredFile(uri, key, obstacle=obstacle)
        found = path.stat()
    except OSError as error:
        return StoredFile(uri, key, fault=f"the file cannot be opened ({error.strerror})")
    if not stat.S_ISREG(found.st_mode):
        return StoredFile(uri, key, obstacle="it is no regular file and was passed over")
    return StoredFile(uri, key, found.st_size)


def _uri(path: Path, root: Path) -> str:
    """The path below the inbox as one line of text, whatever encoding the file system's names are in."""
    raw = os.fsencode(path.relative_to(root).as_posix())
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("gb18030", errors="backslashreplace")
    return printable(name)
