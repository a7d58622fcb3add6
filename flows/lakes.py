"""Where the lake of a data folder lies: in it, in another folder, or in object storage."""

import hashlib
from importlib.util import find_spec
from pathlib import Path

from flows.errors import UsageError
from flows.settings import Settings
from warehouse.addresses import place_of
from warehouse.data_folder import DataFolder
from warehouse.lake import Lake


def lake_of(settings: Settings) -> Lake:
    """The lake that the settings name; nothing is read or created.

    Raises:
        UsageError: No lake can be at that address, or what it needs is not installed.
    """
    data, place = DataFolder(settings.data), place_of(settings.lake)
    if not settings.lake or (isinstance(place, Path) and place.resolve() == data.lake.resolve()):
        return Lake(data.lake)
    if isinstance(place, Path):
        root = place.resolve()
        return Lake(root, root / "_staged", root / "_lock")
    if place is None:
        raise UsageError(
            f"CASETALLY_LAKE is {settings.lake}, where no lake can lie: name a folder, or object storage as "
            "s3://bucket/prefix."
        )
    if not find_spec("s3fs"):
        raise UsageError(
            f"The lake {settings.lake} needs the extra for object storage: install casetally[s3] (make s3)."
        )
    from warehouse.bucket import Bucket
    from warehouse.bucket_lake import BucketLake

    # By its address, so that another lake finds no copies of this one.
    name = hashlib.sha256(f"{settings.s3_endpoint} {place}".encode()).hexdigest()[:12]
    return BucketLake(Bucket(place, settings.s3_endpoint), data.work / "lake" / name)


def existing_lake(settings: Settings, purpose: str) -> Lake:
    """The lake that the settings name, which must be there.

    Args:
        settings: The settings.
        purpose: What it is wanted for, as in "to build from".

    Raises:
        UsageError: There is none.
    """
    lake = lake_of(settings)
    if lake.exists():
        return lake
    if settings.lake:
        raise UsageError(f"{lake.address}: there is no lake here {purpose}; name it with CASETALLY_LAKE.")
    raise UsageError(f"{settings.data}: there is no lake here {purpose}; name the data folder with --data.")
