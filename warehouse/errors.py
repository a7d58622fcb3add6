"""What can go wrong with the data folder, each as one plain sentence for the person who runs it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CasetallyError(Exception):
    """Any fault that a user can understand and mend; its message is one plain sentence."""


class LockedDataFolder(CasetallyError):
    """Another run is writing to the data folder, or to its lake."""


class NoWarehouse(CasetallyError):
    """Nothing has been published in the data folder yet."""


class UnreadableWarehouse(CasetallyError):
    """The published warehouse exists and cannot be opened."""


class DamagedLake(CasetallyError):
    """A file that a manifest of the lake names is missing, or is not what was committed."""


class UnreachableLake(CasetallyError):
    """The object storage that a lake lies in does not answer, or refuses."""


class OvertakenNight(CasetallyError):
    """Another run has written to the lake meanwhile, so this one may not commit; its documents are still new."""


class LakeBehindWarehouse(CasetallyError):
    """The published warehouse holds a night that the lake does not know."""


class FigureTooLarge(CasetallyError):
    """A number does not fit the columns of the contract."""


class UnsealedCandidate(CasetallyError):
    """A candidate was to be published before it was sealed with the number of its commit."""


class CandidateInUse(CasetallyError):
    """A candidate was to be published while another part of this process still has it open."""


class UnusableStorage(CasetallyError):
    """The disk is full, or the data folder may not be written."""


class TooLittleMemory(CasetallyError):
    """The database needs more memory than it may use."""


_STORAGE_FAULTS = {
    errno.ENOSPC: "the disk is full: free some space and run again; what was published stands",
    errno.EDQUOT: "the disk quota is used up: free some space and run again; what was published stands",
    errno.EACCES: "the data folder may not be written: give this user the right to write there",
    errno.EPERM: "the data folder may not be written: give this user the right to write there",
    errno.EROFS: "the data folder is on a read-only disk: name another with --data",
    errno.ENOTDIR: "there is a file where a folder is needed: name another folder with --data",
    errno.EEXIST: "there is a file where a folder is needed: name another folder with --data",
}


@contextmanager
def storage_faults(place: Path) -> Iterator[None]:
    """Turn the operating system's refusals while writing to ``place`` into `UnusableStorage`."""
    try:
        yield
    except OSError as fault:
        sentence = _STORAGE_FAULTS.get(fault.errno or 0)
        if sentence is None:
            raise
        raise UnusableStorage(f"{place}: {sentence}") from fault
