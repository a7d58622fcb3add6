"""Object storage by fsspec: what an inbox and a lake in a bucket have in common, and the operations of a lake.

Keys and region come from the environment as the library knows them.
"""

import errno
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import fsspec

from warehouse.addresses import BUCKET_SCHEME
from warehouse.errors import UnreachableLake, storage_faults
from warehouse.storage import UNFINISHED, make_folder


def file_system(endpoint: str | None) -> Any:
    """The library's view of an object storage, of each process and thread its own: connections are not handed on."""
    options = {"endpoint_url": endpoint} if endpoint else {}
    return fsspec.filesystem(BUCKET_SCHEME, use_listings_cache=False, **options)


@contextmanager
def as_os_error() -> Iterator[None]:
    """Turn the faults of the storage libraries into OSError."""
    try:
        yield
    except (OSError, MemoryError):
        raise
    except Exception as error:
        if type(error).__module__.partition(".")[0] in ("botocore", "aiobotocore", "aiohttp", "fsspec"):
            raise OSError(None, said(error)) from error
        raise


def said(error: Exception) -> str:
    """What a fault says, on one line that is not too long."""
    sentence = getattr(error, "strerror", None) or str(error)
    return " ".join(sentence.split())[:300] or type(error).__name__


@dataclass(frozen=True, slots=True)
class StoredObject:
    """Size of an object, and when it was written, by the clock of the storage."""

    size: int
    written_at: datetime

    @property
    def moment(self) -> int:
        """When it was written, in whole seconds since 1970."""
        return int(self.written_at.timestamp())


@dataclass(frozen=True, slots=True)
class Bucket:
    """The objects below ``bucket/prefix``, to be read and written.

    Every operation raises `UnreachableLake` where the storage fails, FileNotFoundError where the object is not there.
    """

    prefix: str
    endpoint: str | None = None

    @property
    def address(self) -> str:
        """How a person names it."""
        return f"{BUCKET_SCHEME}://{self.prefix}"

    def list(self, below: str = "") -> dict[str, StoredObject]:
        """Every object below a folder of the prefix, by its key; none where nothing is there."""
        with self._faults():
            try:
                found = file_system(self.endpoint).find(f"{self.prefix}/{below}".rstrip("/"), detail=True)
            except FileNotFoundError as fault:  # not the folder, the bucket itself
                raise OSError(None, said(fault)) from fault
        return {
            path.removeprefix(f"{self.prefix}/"): StoredObject(
                int(facts["size"]), facts["LastModified"].astimezone(UTC)
            )
            for path, facts in found.items()
            if facts["type"] == "file" and not path.endswith("/")
        }

    def read(self, key: str) -> bytes:
        """The bytes of a small object."""
        with self._faults():
            content: bytes = file_system(self.endpoint).cat_file(f"{self.prefix}/{key}")
        return content

    def tag(self, key: str) -> str:
        """The storage's name for the content that an object has now, for `replace`."""
        with self._faults():
            return str(file_system(self.endpoint).info(f"{self.prefix}/{key}")["ETag"])

    def fetch(self, key: str, path: Path) -> None:
        """Put the bytes of an object into a file, whole or not at all."""
        make_folder(path.parent)
        unfinished = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}{UNFINISHED}")
        try:
            with storage_faults(path), self._faults():
                file_system(self.endpoint).get_file(f"{self.prefix}/{key}", str(unfinished))
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)

    def put(self, key: str, path: Path) -> None:
        """Write a file as an object, in the place of one that may be there."""
        with self._faults():
            file_system(self.endpoint).put_file(str(path), f"{self.prefix}/{key}")

    def create(self, key: str, content: bytes) -> bool:
        """Write a new object; False when one is there already, whoever of two writers was the first."""
        return self._put_if(key, content, IfNoneMatch="*")

    def replace(self, key: str, content: bytes, tag: str) -> bool:
        """Write in the place of the content with that tag; False when the object has changed or is gone."""
        return self._put_if(key, content, IfMatch=tag)

    def move(self, source: str, target: str) -> bool:
        """Give an object another key; False when there is none. Cut short, both are there."""
        with self._faults():
            library = file_system(self.endpoint)
            try:
                library.cp_file(f"{self.prefix}/{source}", f"{self.prefix}/{target}")
            except FileNotFoundError:
                return False
            library.rm_file(f"{self.prefix}/{source}")
        return True

    def remove(self, key: str) -> None:
        """Remove an object; one that is not there is as good."""
        with self._faults():
            file_system(self.endpoint).rm_file(f"{self.prefix}/{key}")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            with as_os_error():
                yield
        except FileNotFoundError:
            raise
        except OSError as fault:
            if fault.errno in (errno.ENOSPC, errno.EDQUOT):  # of this machine's disk, which copies are fetched to
                raise
            raise UnreachableLake(
                f"{self.address}: the storage of the lake failed ({said(fault)}); check the address (CASETALLY_LAKE), "
                "CASETALLY_S3_ENDPOINT and the keys in the environment; what was published stands"
            ) from fault

    def _put_if(self, key: str, content: bytes, **condition: str) -> bool:
        name, _, folder = self.prefix.partition("/")
        whole = f"{folder}/{key}" if folder else key
        with self._faults():
            try:
                file_system(self.endpoint).call_s3("put_object", Bucket=name, Key=whole, Body=content, **condition)
            except Exception as fault:
                if _is_refusal(fault):
                    return False
                raise
        return True


def _is_refusal(fault: Exception) -> bool:
    """Whether the storage refused a conditional write because its condition does not hold, or another is under way."""
    answer = getattr(fault.__cause__ or fault, "response", None) or {}
    return answer.get("Error", {}).get("Code") in ("PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey")
