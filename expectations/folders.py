"""A folder of pages, written beside and put in the place of the last one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from warehouse.errors import storage_faults


@contextmanager
def replaced_folder(folder: Path) -> Iterator[Path]:
    """Give an empty folder to write in; when the block ends well it takes the place of `folder`, as a whole.

    Raises:
        UnusableStorage: The disk is full or the place may not be written.
    """
    beside, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    with storage_faults(folder):
        for left_over in (beside, old):
            shutil.rmtree(left_over, ignore_errors=True)
        beside.mkdir(parents=True)
        yield beside
        if folder.exists():
            folder.rename(old)
        beside.rename(folder)
        shutil.rmtree(old, ignore_errors=True)
