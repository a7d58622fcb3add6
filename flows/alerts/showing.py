"""What `casetally alerts` shows: where alerts go, from where on they are told, and which conditions hold."""

from collections.abc import Iterator

from flows.alerts.channels import channels
from flows.alerts.state import AlertState, Known, read_state
from flows.alerts.wording import MAXIMUM_LISTED, one_line
from flows.settings import Settings
from flows.tables import person_console, print_pairs
from warehouse.data_folder import DataFolder


def show_alerts(settings: Settings) -> None:
    """Print channels with their secrets masked, limits and present conditions."""
    data = DataFolder(settings.data)
    conditions = _conditions(read_state(data.alerts), read_state(data.feed_alerts))
    print_pairs([*_channels(settings), *_limits(settings), *conditions], person_console())


def _channels(settings: Settings) -> Iterator[tuple[str, str]]:
    found = channels(settings)
    for channel in found:
        yield "channel", f"{channel.name}: {channel.shown}" if channel.name != channel.shown else channel.shown
    if not found:
        yield "channel", "none: alerts are only remembered; docs/alerts.md says how to set one"


def _limits(settings: Settings) -> Iterator[tuple[str, str]]:
    days, remind = settings.alert_silence_days, settings.alert_remind_days
    yield "silence", f"after {days} days without a new document" if days else "never"
    jump = f"more than {settings.alert_findings_factor:g} times and {settings.alert_findings_more} above the usual"
    yield "findings", f"open findings {jump}"
    yield "reminder", f"every {remind} days while a condition stands" if remind else "never"


def _conditions(nights: AlertState, fetches: AlertState) -> Iterator[tuple[str, str]]:
    if nights.judged_on is None:
        yield "conditions", "unknown until the next night"
    else:
        yield "judged", f"after the night of {nights.judged_on}"
    if fetches.judged_on:
        yield "fetched", f"last on {fetches.judged_on}"
    holding = [*nights.conditions, *fetches.conditions]
    for known in holding[:MAXIMUM_LISTED]:
        yield "holds", _line(known)
    if len(holding) > MAXIMUM_LISTED:
        yield "holds", f"… and {len(holding) - MAXIMUM_LISTED} more"
    if nights.judged_on and not holding:
        yield "holds", "nothing to alert"


def _line(known: Known) -> str:
    told = f"told on {known.told}" if known.told else "told to nobody yet"
    return f"{one_line(known.kind)}, since {known.since}, {told}" + (f": {known.detail}" if known.detail else "")
