"""What earlier looks found in objects that have not changed since, so that these are not fetched again."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from flows.inbox.records import Place
from flows.inbox.stores import StoredFile
from warehouse.storage import write_atomically


@dataclass(frozen=True, slots=True)
class Content:
    """One document in a file of the inbox: the file itself or a member of an archive; or why it is not one."""

    uri: str
    place: Place
    size: int = 0
    document_id: str | None = None
    refusal: str = ""


@dataclass(slots=True)
class Look:
    """What a file of the inbox holds."""

    contents: list[Content] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    passed_over: int = 0


class Memory:
    """Looks by the version that the store gives to an object's content. Nothing is lost when the file is deleted."""

    def __init__(self, path: Path | None = None, inbox: str = "") -> None:
        """Open the memory of an inbox that is kept in a file; without one nothing is remembered."""
        self._path, self._inbox = path, inbox
        self._before = _load(path)
        self._now: dict[str, object] = {}

    def recall(self, file: StoredFile) -> Look | None:
        """What was found in this very content before."""
        kept = self._before.get(self._name(file)) if file.version else None
        if kept is None:
            return None
        try:
            look = _look(kept)
        except (KeyError, TypeError):
            return None
        self._now[self._name(file)] = kept
        return look

    def keep(self, file: StoredFile, look: Look) -> None:
        """Remember a look, unless something in it may be readable another time."""
        if file.version and not any(content.refusal for content in look.contents):
            self._now[self._name(file)] = asdict(look)

    def save(self) -> None:
        """Write down what this scan saw; what it did not see is forgotten."""
        if self._path is None or self._now == self._before:
            return
        write_atomically(self._path, json.dumps(self._now, ensure_ascii=False))

    def _name(self, file: StoredFile) -> str:
        return json.dumps([self._inbox, file.key, file.version, file.size])


def _load(path: Path | None) -> dict[str, object]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8")) if path else {}
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _look(kept: object) -> Look:
    if not isinstance(kept, dict):
        raise TypeError
    contents = [Content(**{**each, "place": Place(**each["place"])}) for each in kept["contents"]]
    return Look(contents, list(kept["warnings"]), int(kept["passed_over"]))
