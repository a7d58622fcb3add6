"""`casetally alerts`: what is set and what holds; `test` sends through every channel, `install` sets up the server."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.settings import Settings

alerts = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    help="Show where alerts go and which conditions hold (without a command), or try and install them.",
)

DataOption = Annotated[Path | None, typer.Option(help="The data folder. Default: CASETALLY_DATA, else ./data.")]


@alerts.callback(invoke_without_command=True)
def show(context: typer.Context, data: DataOption = None) -> int:
    """Show where alerts go, with secrets masked, and which conditions hold."""
    context.obj = data
    if context.invoked_subcommand is None:
        from flows.alerts.showing import show_alerts

        show_alerts(_settings(data))
    return 0


@alerts.command("test")
def try_channels(context: typer.Context, data: DataOption = None) -> int:
    """Send a test message through every channel and say what became of it; exit status 1 when one failed."""
    from flows.alerts.telling import send_test

    settings = _settings(data or context.obj)
    deliveries = send_test(settings)
    for delivery in deliveries:
        typer.echo(delivery.sentence())
    if not deliveries:
        raise _no_channel()
    return int(any(delivery.problem for delivery in deliveries))


@alerts.command()
def install(context: typer.Context, data: DataOption = None) -> int:
    """Have the Prefect server tell of nights that crashed, were late or never ran; again: bring it up to date."""
    from flows.alerts.automation import install as install_automations
    from flows.alerts.channels import UnusableChannel, channels
    from flows.errors import UsageError

    settings = _settings(data or context.obj)
    if not channels(settings):
        raise _no_channel()
    try:
        names = install_automations(settings)
    except UnusableChannel as error:
        raise UsageError(f"The automations were not installed: {error}.") from error
    for name in names:
        typer.echo(f"{name}: installed.")
    return 0


def _no_channel() -> Exception:
    from flows.errors import UsageError

    return UsageError(
        "No channel is set: set CASETALLY_ALERT_WEBHOOK, CASETALLY_ALERT_EMAIL or CASETALLY_ALERT_BLOCKS "
        "(docs/alerts.md)."
    )


def _settings(data: Path | None) -> "Settings":
    from flows.settings import load_settings, unknown_settings

    for sentence in unknown_settings():
        typer.echo(sentence, err=True)
    return load_settings(data=data)
