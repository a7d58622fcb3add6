"""Publication: one rename, after which new readers see the new warehouse and old ones keep theirs."""

from typing import TYPE_CHECKING

import duckdb

from warehouse.data_folder import DataFolder
from warehouse.errors import CandidateInUse, UnsealedCandidate, storage_faults
from warehouse.storage import move, sync_file

if TYPE_CHECKING:
    from warehouse.writing import Candidate


def publish(candidate: "Candidate", data: DataFolder) -> None:
    """Close the candidate and put it in the place of the published warehouse.

    Readers that hold the old file open keep reading the old rows until they close it.

    Raises:
        CandidateInUse: A connection of this process to the candidate is still open.
        UnsealedCandidate: The candidate does not say which commit of the lake it holds.
        UnusableStorage: The disk is full or the place may not be written.
    """
    if candidate.sealed_at is None:
        raise UnsealedCandidate(f"{candidate.path}: this candidate was not sealed; call seal before publish")
    candidate.flush()
    candidate.close()
    _check_that_no_one_has_it_open(candidate)
    with storage_faults(candidate.path):
        sync_file(candidate.path)
    move(candidate.path, data.warehouse)


def _check_that_no_one_has_it_open(candidate: "Candidate") -> None:
    # Through an instance left open the next candidate would be written into the published file, in place.
    try:
        duckdb.connect(str(candidate.path), read_only=True).close()
    except duckdb.ConnectionException as fault:
        raise CandidateInUse(
            f"{candidate.path}: another connection of this process to the candidate is open; close it before publishing"
        ) from fault
