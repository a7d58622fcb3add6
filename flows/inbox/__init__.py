"""The inbox: where it lies, what lies in it, and how its documents are opened and become text."""

from flows.inbox.limits import Limits
from flows.inbox.listing import scan
from flows.inbox.memory import Memory
from flows.inbox.opening import Opener
from flows.inbox.records import InboxDocument, InboxListing, Place, Unreadable
from flows.inbox.source import Source, source_of

__all__ = [
    "InboxDocument",
    "InboxListing",
    "Limits",
    "Memory",
    "Opener",
    "Place",
    "Source",
    "Unreadable",
    "scan",
    "source_of",
]
