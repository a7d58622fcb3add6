"""The errors of a command; with those of the warehouse, each is one sentence: what, where, what to do."""

from warehouse.errors import CasetallyError, NoWarehouse, UnreadableWarehouse


class UsageError(CasetallyError):
    """The command, a path, an option, a setting or a query is wrong; nothing was begun."""


class NightFailed(CasetallyError):
    """The night did not come to its end; what was published before stands."""


def exit_status(error: CasetallyError) -> int:
    """The exit status that the public contract gives to an error: 2 for wrong usage, else 1."""
    return 2 if isinstance(error, UsageError | NoWarehouse | UnreadableWarehouse) else 1


def ended(said: str) -> str:
    """A sentence of others with one sign at its end: its question mark, else a full stop."""
    sentence = said.rstrip(".! ")
    return sentence if sentence.endswith("?") else f"{sentence}."
