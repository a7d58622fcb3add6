"""Addresses of inboxes and lakes: a folder of this machine, or object storage."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

BUCKET_SCHEME = "s3"


def place_of(address: str) -> Path | str | None:
    """A folder's path (also of ``file://…``), ``bucket/prefix`` as a text for ``s3://…``, None for anything else."""
    if "://" not in address:
        return Path(address)
    parts = urlsplit(address)
    if parts.scheme == "file" and parts.netloc in ("", "localhost"):
        return Path(unquote(parts.path))
    if parts.scheme == BUCKET_SCHEME and parts.netloc:
        return f"{parts.netloc}{parts.path}".rstrip("/")
    return None
