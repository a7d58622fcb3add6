"""ZIP archives: their documents by name, inflated within bounds and never written to disk."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from flows.inbox.limits import Limits
from flows.inbox.stores import printable

_PIECE = 65_536
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075  # the extra field in which some packers state the name in UTF-8
_MOST_ENTRIES = 50_000
_SMALL = 1_000_000  # up to this size no ratio is too high
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LEADS_OUT = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|$)")
# What the library raises for a damaged archive, beside its own error.
DAMAGES = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, NotImplementedError, RuntimeError)


class ArchiveRefused(ValueError):
    """The archive, or a file in it, is not read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in an archive: its number there, its name, and why it is not read, if so."""

    number: int
    name: str
    refusal: str = ""
    is_link: bool = False


class Archive:
    """An open archive."""

    def __init__(self, file: BinaryIO, limits: Limits) -> None:
        """Read the directory of an archive.

        Raises:
            ArchiveRefused: It is no ZIP archive, it is damaged, or it has too many entries.
        """
        self._limits = limits
        self._inflated = 0
        try:
            self._zip = zipfile.ZipFile(file)
        except DAMAGES as error:
            raise ArchiveRefused(f"it is no whole ZIP archive ({_said(error)}); pack it again") from error
        self._infos = self._zip.infolist()
        if len(self._infos) > _MOST_ENTRIES:
            raise ArchiveRefused(f"it has more than {_MOST_ENTRIES} entries; pack it in parts")

    def entries(self) -> list[Entry]:
        """The files of the archive in its own order; folders and hidden names are left out."""
        named = [(number, info, _name(info)) for number, info in enumerate(self._infos)]
        return [
            Entry(number, printable(name), _refusal(info, name), _is_link(info))
            for number, info, name in named
            if not name.endswith("/") and not _is_hidden(name)
        ]

    def pieces(self, number: int) -> Iterator[bytes]:
        """The bytes of an entry, in pieces.

        Raises:
            ArchiveRefused: It is damaged, or it or the whole archive inflates beyond the bounds.
        """
        info = self._infos[number]
        size = 0
        try:
            with self._zip.open(info) as file:
                while piece := file.read(_PIECE):
                    size += len(piece)
                    self._inflated += len(piece)
                    self._check(size, info.compress_size)
                    yield piece
        except ArchiveRefused:
            raise
        except DAMAGES as error:
            raise ArchiveRefused(f"it is damaged in its archive ({_said(error)}); pack it again") from error

    def _check(self, size: int, packed: int) -> None:
        if self._inflated > self._limits.archive_bytes:
            raise ArchiveRefused(
                f"its archive inflates to more than {self._limits.archive_bytes} bytes "
                "(CASETALLY_MAX_ARCHIVE_BYTES); pack it in parts"
            )
        if size > max(_SMALL, packed * self._limits.archive_ratio):
            raise ArchiveRefused(
                f"it inflates to more than {self._limits.archive_ratio} times its packed size "
                "(CASETALLY_MAX_ARCHIVE_RATIO), as no report does; put it into the inbox unpacked if it is one"
            )


def _name(info: zipfile.ZipInfo) -> str:
    """The name as the packer meant it: Chinese Windows writes it in GBK and does not say so."""
    if info.flag_bits & _UTF8_NAME:
        name = info.orig_filename
    else:
        raw = _stated_name(info.extra) or info.orig_filename.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("gb18030", errors="backslashreplace")
    return name.replace("\\", "/")


def _stated_name(extra: bytes) -> bytes | None:
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        if kind == _UNICODE_PATH:
            return extra[9 : 4 + length] or None
        extra = extra[4 + length :]
    return None


def _refusal(info: zipfile.ZipInfo, name: str) -> str:
    if _LEADS_OUT.match(name):
        return "its name leads out of its archive; pack it again under a plain name"
    if info.flag_bits & _ENCRYPTED:
        return "it is encrypted in its archive; pack it again without a password"
    if info.compress_type not in _METHODS:
        return "it is packed by a method that is not read; pack it again as an ordinary ZIP archive"
    return ""


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _is_hidden(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or any(part.startswith(".") and part != ".." for part in parts)


def _said(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
