"""Publication: one rename, after which new readers see the new warehouse and old ones keep theirs."""

from typing import TYPE_CHECKING

from warehouse.data_folder import DataFolder
from warehouse.errors import UnsealedCandidate, storage_faults
from warehouse.storage import move, sync_file

if TYPE_CHECKING:
    from warehouse.writing import Candidate


def publish(candidate: "Candidate", data: DataFolder) -> None:
    """Close the candidate and put it in the place of the published warehouse.

    Readers that hold the old file open keep reading the old rows until they close it.

    Raises:
        UnsealedCandidate: The candidate does not say which commit of the lake it holds.
        UnusableStorage: The disk is full or the place may not be written.
    """
    if candidate.sealed_at is None:
        raise UnsealedCandidate(f"{candidate.path}: this candidate was not sealed; call seal before publish")
    candidate.close()
    with storage_faults(candidate.path):
        sync_file(candidate.path)
    move(candidate.path, data.warehouse)
