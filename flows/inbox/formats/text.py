"""What a reader of one format gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field

BINARY = "binary"  # the encoding of formats that are no text themselves


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document's text and how it was come by.

    ``entries`` are what the document states of itself under the keys of a side file; ``remarks`` what of it was
    passed over, each a sentence without its full stop.
    """

    text: str
    encoding: str
    entries: Mapping[str, object] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
