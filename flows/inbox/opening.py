"""Documents' bytes by their place, and the side files beside them."""

from contextlib import ExitStack
from types import TracebackType

from flows.inbox.archives import Archive
from flows.inbox.records import Place
from flows.inbox.source import Source
from flows.side_files import MAXIMUM_BYTES, beside


class Opener:
    """Opens documents; the archive that was opened last stays open, as its documents come one after another."""

    def __init__(self, source: Source) -> None:
        self._store, self._limits = source.store, source.limits
        self._opened = ExitStack()
        self._archives: dict[str, Archive] = {}

    def __enter__(self) -> "Opener":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def content(self, place: Place, at_most: int) -> bytes:
        """A document's bytes, of which no more than one beyond ``at_most`` is read.

        Raises:
            OSError: It cannot be opened.
            ArchiveRefused: It cannot be inflated.
        """
        if place.member is None:
            with self._store.open(place.key) as file:
                return file.read(at_most + 1)
        content = bytearray()
        for piece in self._archive(place.key).pieces(place.member):
            content += piece
            if len(content) > at_most:
                break
        return bytes(content)

    def side_file(self, place: Place) -> bytes | None:
        """The bytes of a document's side file, None when there is none."""
        if place.member is None:
            try:
                return self.content(Place(beside(place.key)), MAXIMUM_BYTES)
            except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return None
        names = {entry.number: entry.name for entry in self._archive(place.key).entries()}
        numbers = {name: number for number, name in names.items()}
        member = numbers.get(beside(names[place.member]))
        return None if member is None else self.content(Place(place.key, member), MAXIMUM_BYTES)

    def _archive(self, key: str) -> Archive:
        if key not in self._archives:
            self._close()
            self._archives[key] = Archive(self._opened.enter_context(self._store.open(key)), self._limits)
        return self._archives[key]

    def _close(self) -> None:
        self._archives.clear()
        self._opened.close()
