"""The command line: `run`, `backfill`, `fetch`, `sql`, `status`, `doctor`, `export`, `tidy`, `rebuild`, `explain`, ...

Each command imports what it needs when it is called: `sql` and `status` load neither Prefect nor Great Expectations.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.exceptions import TyperException

from flows.alerts.command import alerts
from flows.errors import ended, exit_status
from flows.review import review
from warehouse.errors import CasetallyError
from warehouse.version import running_version

if TYPE_CHECKING:
    from flows.settings import Settings

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Court statistics from prose: read reports nightly, query the figures, see what contradicts what.",
)

app.add_typer(review, name="review")
app.add_typer(alerts, name="alerts")

DataOption = Annotated[Path | None, typer.Option(help="The data folder. Default: CASETALLY_DATA, else ./data.")]
InboxOption = Annotated[
    str | None,
    typer.Option(help="The folder of reports, or s3://bucket/prefix. Default: CASETALLY_INBOX, else ./inbox."),
]


@app.command()
def run(inbox: InboxOption = None, data: DataOption = None) -> int:
    """Read every new document of the inbox and publish the warehouse."""
    from flows.running import run_command

    return run_command(_settings(inbox=inbox, data=data))


@app.command()
def backfill(
    folder: Annotated[str, typer.Option(help="A folder of the inbox (2019), or a range (2019..2021).")] = "",
    published_from: Annotated[str, typer.Option("--from", help="The first day of publication (2019-01-31).")] = "",
    published_to: Annotated[str, typer.Option("--to", help="The last day of publication.")] = "",
    inbox: InboxOption = None,
    data: DataOption = None,
) -> int:
    """Read the new documents of a part of the inbox in slices, each one committed night; run again, it goes on."""
    from flows.running import backfill_command

    return backfill_command(_settings(inbox=inbox, data=data), folder, published_from, published_to)


@app.command()
def fetch(
    sources: Annotated[
        Path | None, typer.Option(help="The list of sources. Default: CASETALLY_SOURCES, else ./sources.yaml.")
    ] = None,
    inbox: InboxOption = None,
    data: DataOption = None,
) -> int:
    """Fetch what is new in the declared feeds and index pages into the inbox."""
    from flows.feeds.command import fetch_command

    return fetch_command(_settings(sources=sources, inbox=inbox, data=data))


@app.command()
def sql(
    query: Annotated[
        str | None, typer.Argument(help="One query. Without it: a prompt, or the query from a pipe.")
    ] = None,
    data: DataOption = None,
    format: Annotated[
        str, typer.Option(help="table, csv, csv-exact (texts not guarded against spreadsheets) or json.")
    ] = "table",
) -> int:
    """Query the published warehouse with SQL; nothing can be changed."""
    from flows.sql import sql_command

    sql_command(_settings(data=data), query, format)
    return 0


@app.command()
def status(data: DataOption = None) -> int:
    """Show the last runs, how fresh the publication is, and the open findings."""
    from flows.status import status_command

    status_command(_settings(data=data))
    return 0


@app.command()
def rebuild(data: DataOption = None) -> int:
    """Build the warehouse again from the Parquet lake alone."""
    from flows.rebuilding import rebuild_command

    rebuild_command(_settings(data=data))
    return 0


@app.command()
def doctor(
    data: DataOption = None,
    inbox: InboxOption = None,
    fast: Annotated[bool, typer.Option("--fast", help="Leave out checksums and references of the lake.")] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="Also hold every published row against every expectation.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
) -> int:
    """Check settings, versions, server, disk, lock, lake and warehouse; say what is wrong and what to do."""
    from flows.doctor import doctor_command

    return doctor_command(data, inbox, fast=fast, whole=whole, as_json=json)


@app.command()
def export(
    to: Annotated[Path, typer.Option(help="The folder of the export; an earlier export there is replaced.")],
    data: DataOption = None,
    format: Annotated[str, typer.Option(help="Formats, with commas between them.")] = "parquet,csv,sdmx-csv",
    tables: Annotated[str, typer.Option(help="Tables and views, with commas between them. Default: all.")] = "",
    licence: Annotated[
        list[str] | None, typer.Option(help="A licence that you give, such as CC-BY-4.0; may be repeated.")
    ] = None,
) -> int:
    """Write the published tables as Parquet, CSV and SDMX-CSV, described by a data package."""
    from flows.export import export_command

    export_command(_settings(data=data), to, format, tables, licence or ())
    return 0


@app.command()
def tidy(data: DataOption = None) -> int:
    """Pack the small files of old nights, and remove what interrupted runs left and nobody needs."""
    from flows.tidying import tidy_command

    tidy_command(_settings(data=data))
    return 0


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="A report text, as it would lie in the inbox.")],
    json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    html: Annotated[Path | None, typer.Option(help="Write one self-contained page here.")] = None,
) -> int:
    """Show what is read in one document and which entry or rule each field came from."""
    from flows.explain import explain_command

    explain_command(_settings(), file, as_json=json, html=html)
    return 0


@app.callback(invoke_without_command=True)
def _top(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version.", is_eager=True)] = False,
) -> None:
    if version:
        typer.echo(f"casetally {running_version()}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status; a user's mistake is one sentence on stderr."""
    return _guarded(lambda: app(args=arguments, prog_name="casetally", standalone_mode=False))


def _guarded(command: Callable[[], int | None]) -> int:
    try:
        return command() or 0
    except CasetallyError as error:
        _say(str(error))
        return exit_status(error)
    except TyperException as error:
        _say(_usage_sentence(error))
        return 2
    except (KeyboardInterrupt, typer.Abort):
        _say("Stopped.")
        return 130
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough; without this Python complains once more at exit.
        sys.stdout = None
        return 0
    except Exception as error:
        from flows.faults import fault_told

        if not fault_told(error):
            raise
        _say(fault_told(error))
        return 1


def _settings(**flags: object) -> "Settings":
    from flows.settings import load_settings, unknown_settings

    for sentence in unknown_settings():
        _say(sentence)
    return load_settings(**flags)


def _usage_sentence(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "casetally"
    said = error.format_message().replace("(Possible options: ", "(did you mean ")
    advice = "Put the whole query in quotes" if "unexpected extra" in said and command.endswith("sql") else ""
    return f"{command}: {ended(said[0].lower() + said[1:])} {advice or f'See `{command} --help`'}."


def _say(sentence: str) -> None:
    from flows.tables import harmless

    print(harmless(sentence), file=sys.stderr)
