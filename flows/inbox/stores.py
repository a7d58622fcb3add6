"""Where an inbox lies: what a folder and object storage have in common, and which of them an address names."""

from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

from flows.errors import UsageError
from warehouse.addresses import place_of


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file of an inbox: its name as one line of text, its key in the store, its size.

    ``version`` names this very content where the store has a name for it that costs no download, else "".
    ``obstacle`` says why it is not to be opened, if so; ``fault`` why it cannot be.
    """

    uri: str
    key: str
    size: int = 0
    version: str = ""
    obstacle: str = ""
    fault: str = ""


class Store(Protocol):
    """An inbox that is read and never written. A store can be handed to another process."""

    def check(self) -> None:
        """Refuse an inbox that is not there, with a `UsageError` that says what to do."""

    def files(self, skip: Collection[Path] = ()) -> Iterator[StoredFile]:
        """Every file at any depth, hidden names left out; folders in ``skip`` are not looked into."""

    def open(self, key: str) -> AbstractContextManager[BinaryIO]:
        """The bytes of a file, to be read in pieces and from any place; OSError where that fails."""


def store_at(inbox: str, endpoint: str | None = None) -> Store:
    """The inbox at an address: a folder's path, ``file://…`` or ``s3://bucket/prefix``.

    Args:
        inbox: The address.
        endpoint: The address of an object storage that is not the provider's own.

    Raises:
        UsageError: No inbox can be at such an address, or what it needs is not installed.
    """
    place = place_of(inbox)
    if isinstance(place, Path):
        from flows.inbox.folder import Folder

        return Folder(place)
    if place:
        from flows.inbox.bucket import Bucket

        return Bucket(place, endpoint)
    raise UsageError(f"The inbox {inbox} cannot be read: name a folder, or object storage as s3://bucket/prefix.")


def printable(name: str) -> str:
    """A name as one line of text."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in name)
