"""What a look into the inbox tells: documents, what cannot be read, and the listing of both."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """Where a document's bytes lie: a file of the inbox, or a member of a ZIP archive that is one.

    ``key`` is the file's path below the inbox, as its store spells it; ``member`` counts the archive's entries from 0.
    """

    key: str
    member: int | None = None


@dataclass(frozen=True, slots=True)
class InboxDocument:
    """A distinct content in the inbox, under the first of its names."""

    document_id: str
    uri: str
    place: Place
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A document that could not be read, with the reason as a sentence without its full stop.

    ``document_id`` is None when not even the bytes could be read; ``lasting`` when reading again gives the same;
    ``detail`` is for developers.
    """

    uri: str
    reason: str
    document_id: str | None = None
    place: Place | None = None
    lasting: bool = False
    detail: str = ""

    def as_entry(self) -> dict[str, str]:
        """The document as the summary lists it."""
        return {"uri": self.uri, "reason": self.reason, "document_id": self.document_id or ""}


@dataclass(slots=True)
class InboxListing:
    """What a scan found, in the order of the uris."""

    documents: list[InboxDocument] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    passed_over: int = 0
