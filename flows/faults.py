"""A fault of the program that ends a night: its traceback is kept in the data folder, one sentence is told."""

import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from warehouse.errors import CasetallyError, UnusableStorage
from warehouse.storage import write_atomically
from warehouse.version import running_version

if TYPE_CHECKING:
    from flows.night import Night

_TOLD = "A fault of Casetally ended the night"
_LONGEST = 300  # signs of what an error says: it may quote a document
_WHO = re.compile(r"//[^/@\s]*@")  # a name and a password in an address


@contextmanager
def faults_kept(night: "Night") -> Iterator[None]:
    """Write the traceback of a fault to the data folder, once, and note on the error what a person is told.

    An error that Casetally knows passes as it is; so does a fault that a full disk or a closed place keeps from being
    written.
    """
    try:
        yield
    except CasetallyError:
        raise
    except Exception as error:
        if not fault_told(error):
            with suppress(UnusableStorage):  # what stopped the night is told, not that it cannot be noted either
                _keep(error, night)
        raise


def _keep(error: Exception, night: "Night") -> None:
    path = night.data.last_fault
    told = "".join(traceback.format_exception(error))
    write_atomically(path, f"casetally {running_version()}, run {night.run_id}\n{told}".encode(errors="replace"))
    said = " ".join(_WHO.sub("//…@", str(error)[: 4 * _LONGEST])[:_LONGEST].split())
    error.add_note(
        f"{_TOLD} ({type(error).__name__}: {said}). What was published stands: run again, and if it comes again "
        f"report it with {path}."
    )


def fault_told(error: BaseException) -> str:
    """What a person is told of an error whose traceback was kept; empty for any other."""
    return next((note for note in getattr(error, "__notes__", ()) if note.startswith(_TOLD)), "")
