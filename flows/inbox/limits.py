"""How much one document may cost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what comes from outside: sizes in bytes, time in seconds."""

    document_bytes: int
    archive_bytes: int = 1_000_000_000
    archive_ratio: int = 200
    seconds: int = 300
    memory_bytes: int = 4_000_000_000
