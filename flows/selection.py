"""A part of the inbox, by folder and by day of publication."""

from dataclasses import dataclass
from datetime import date

from extraction.publication import publication_date
from extraction.records import StatedMetadata
from flows import side_files
from flows.errors import UsageError
from flows.inbox import InboxDocument, Opener

_RANGE = ".."


@dataclass(frozen=True, slots=True)
class Selection:
    """Which documents are wanted; a bound that is empty or None does not bind."""

    first_folder: tuple[str, ...] = ()
    last_folder: tuple[str, ...] = ()
    published_from: date | None = None
    published_to: date | None = None

    @property
    def asks_for_days(self) -> bool:
        """Whether the day of publication matters."""
        return bool(self.published_from or self.published_to)

    def takes_folder_of(self, uri: str) -> bool:
        """Whether the folder of a document lies in the range; what lies below a folder belongs to it."""
        parts = tuple(uri.split("/")[:-1])
        first, last = self.first_folder, self.last_folder
        return parts[: len(first)] >= first and parts[: len(last)] <= last

    def takes_day(self, day: date) -> bool:
        """Whether a day of publication lies in the range; both ends belong to it."""
        return (self.published_from or date.min) <= day <= (self.published_to or date.max)


def select(folder: str, published_from: str, published_to: str) -> Selection:
    """Read a selection as a person words it: a folder or `FIRST..LAST`, and two days; empty means no bound.

    Raises:
        UsageError: A day is none, a folder leads out of the inbox, or a range ends before it begins.
    """
    first, dots, last = folder.strip().partition(_RANGE)
    folders = _parts(first, folder), _parts(last if dots else first, folder)
    days = _day(published_from, "--from"), _day(published_to, "--to")
    if (folders[1] and folders[1] < folders[0][: len(folders[1])]) or (days[0] and days[1] and days[1] < days[0]):
        raise UsageError("The range ends before it begins; name the earlier end first.")
    return Selection(*folders, *days)


def published_day(document: InboxDocument, opener: Opener, newest_day: date) -> date | None:
    """The day of publication as far as it is known without reading: by the side file, else by the file name."""
    side_file = opener.side_file(document.place)
    stated = side_files.read_statements(side_file, newest_day)[0] if side_file is not None else StatedMetadata()
    day, _ = publication_date("", [], document.uri, stated)
    return day


def _parts(folder: str, given: str) -> tuple[str, ...]:
    parts = tuple(part for part in folder.strip().split("/") if part not in ("", "."))
    if folder.strip().startswith("/") or ".." in parts:
        raise UsageError(
            f"The folder {given!r} is to be named as it lies under the inbox: such as 2019, 2019/03 or 2019..2021."
        )
    return parts


def _day(given: str, flag: str) -> date | None:
    if not given.strip():
        return None
    try:
        return date.fromisoformat(given.strip())
    except ValueError as error:
        raise UsageError(f"{flag} is {given!r}, which is no day; write it as 2019-01-31.") from error
