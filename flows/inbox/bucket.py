"""An inbox in object storage, by fsspec; keys and endpoint come from the environment as that library knows them."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from flows.errors import UsageError
from flows.inbox.stores import StoredFile, printable
from warehouse.addresses import BUCKET_SCHEME
from warehouse.bucket import as_os_error, file_system, said

_BLOCK = 1_048_576


@dataclass(frozen=True, slots=True)
class Bucket:
    """The objects below ``bucket/prefix``, read with GET and LIST alone."""

    prefix: str
    endpoint: str | None = None

    def check(self) -> None:
        """Refuse an address where no object can be listed.

        Raises:
            UsageError: The sentence names the address, what the storage said, and what to do.
        """
        address = f"{BUCKET_SCHEME}://{self.prefix}"
        try:
            file_system(self.endpoint).ls(self.prefix, detail=False)
        except FileNotFoundError as error:
            raise UsageError(f"The inbox {address} does not exist or is empty; name a bucket with --inbox.") from error
        except ImportError as error:
            raise UsageError(
                f"The inbox {address} needs the extra for object storage: install casetally[s3] (make s3)."
            ) from error
        except Exception as error:  # each storage library has faults of its own
            raise UsageError(
                f"The inbox {address} cannot be listed ({said(error)}); check the address, "
                "CASETALLY_S3_ENDPOINT and the keys in the environment."
            ) from error

    def files(self, skip: Collection[Path] = ()) -> Iterator[StoredFile]:
        """Every object, hidden names and the marks of folders left out."""
        with as_os_error():
            found: dict[str, dict[str, Any]] = file_system(self.endpoint).find(self.prefix, detail=True)
        for path, facts in found.items():
            key = path.removeprefix(f"{self.prefix}/")
            hidden = any(part.startswith(".") for part in key.split("/"))
            if facts["type"] == "file" and not hidden and not key.endswith("/"):
                yield StoredFile(printable(key), key, int(facts["size"]), str(facts.get("ETag", "")))

    @contextmanager
    def open(self, key: str) -> Iterator[BinaryIO]:
        """The bytes of an object, fetched in blocks as they are read."""
        with as_os_error(), file_system(self.endpoint).open(f"{self.prefix}/{key}", "rb", block_size=_BLOCK) as file:
            yield file
