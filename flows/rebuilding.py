"""The warehouse again, from the Parquet lake alone; also `casetally rebuild`."""

from flows.lakes import existing_lake
from flows.settings import Settings
from warehouse.candidate import rebuild
from warehouse.data_folder import DataFolder


def rebuild_command(settings: Settings) -> None:
    """Rebuild and say so."""
    print(rebuild_warehouse(settings))


def rebuild_warehouse(settings: Settings) -> str:
    """Publish the warehouse built from the lake; a sentence says what was built.

    Raises:
        UsageError: There is no lake.
    """
    data, lake = DataFolder(settings.data), existing_lake(settings, "to build from")
    with data.lock(), lake.lock():
        lake.recover()
        commit = rebuild(data, lake, memory=settings.database_memory_bytes)
    return f"Built {data.warehouse} again from the lake's {commit} night{'s' * (commit != 1)}."
