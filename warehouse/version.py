"""The version of Casetally that is running."""

from importlib.metadata import PackageNotFoundError, version


def running_version() -> str:
    """Return the installed version, or ``source`` when run from a checkout that is not installed."""
    try:
        return version("casetally")
    except PackageNotFoundError:
        return "source"
