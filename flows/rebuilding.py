"""The warehouse again, from the Parquet lake alone; also `casetally rebuild`."""

from flows.errors import UsageError
from flows.settings import Settings
from warehouse.candidate import rebuild
from warehouse.data_folder import DataFolder
from warehouse.lake import Lake


def rebuild_command(settings: Settings) -> None:
    """Rebuild and say so."""
    print(rebuild_warehouse(settings))


def rebuild_warehouse(settings: Settings) -> str:
    """Publish the warehouse built from the lake; a sentence says what was built.

    Raises:
        UsageError: There is no lake in the data folder.
    """
    data = DataFolder(settings.data)
    if not data.lake.is_dir():
        raise UsageError(f"{data.path}: there is no lake here to build from; name the data folder with --data.")
    with data.lock():
        Lake(data.lake).recover()
        commit = rebuild(data)
    return f"Built {data.warehouse} again from the lake's {commit} night{'s' * (commit != 1)}."
