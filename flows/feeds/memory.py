"""What a source remembers from one fetch to the next, so that it asks for changes only. Safe to delete at any time."""

from datetime import date
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from flows.feeds.listing import Entry
from warehouse.storage import write_atomically


class KnownPage(BaseModel):
    """A page that lies in the inbox: where, since when, and how to ask whether it has changed."""

    path: str
    since: date
    validators: dict[str, str] = {}


class Memory(BaseModel):
    """The last listing of a source and the pages that were stored from it."""

    question: str = Field("", description="what was asked of the listing")
    validators: dict[str, str] = {}
    entries: list[Entry] = []
    pages: dict[str, KnownPage] = {}

    def forget_all_but(self, addresses: set[str]) -> None:
        """Keep only pages that are still listed: what is remembered does not grow with the years."""
        self.pages = {address: page for address, page in self.pages.items() if address in addresses}


def recall(path: Path, question: str) -> Memory:
    """What is remembered; nothing where the file is missing or damaged, or another question was asked."""
    try:
        memory = Memory.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return Memory(question=question)
    return memory if memory.question == question else Memory(question=question)


def remember(path: Path, memory: Memory) -> None:
    """Keep it for the next fetch, whole or not at all."""
    write_atomically(path, memory.model_dump_json(indent=1))
