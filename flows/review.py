"""`casetally review`: the review pages in the browser, and the same decisions from the command line."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from expectations.decisions import Verdict
    from flows.settings import Settings

review = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    help="Decide on findings: in the browser (without a command), or one by one with the commands below.",
)

DataOption = Annotated[Path | None, typer.Option(help="The data folder. Default: CASETALLY_DATA, else ./data.")]
FindingArgument = Annotated[
    str, typer.Argument(help="The finding's id, or enough of its beginning to be the only one.")
]
ReasonOption = Annotated[str, typer.Option(help="Why, in one line.", show_default=False)]
ReviewerOption = Annotated[str | None, typer.Option(help="Who decides. Default: the login name.")]
FigureOption = Annotated[str | None, typer.Option(help="The figure meant, by observation_id, where it is not plain.")]
OnlyOption = Annotated[bool, typer.Option("--only-this", help="Leave other findings on the same figure alone.")]
UntilOption = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Last day of the waiver.")]


@review.callback(invoke_without_command=True)
def serve(
    context: typer.Context,
    data: DataOption = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port on 127.0.0.1. Default: any free one.")] = 0,
    reviewer: ReviewerOption = None,
) -> int:
    """Serve the review pages on this machine alone, with accept, edit, reject, waive and cannot tell."""
    context.obj = data
    if context.invoked_subcommand is not None:
        return 0
    from flows.review_serving import serve_command

    return serve_command(_settings(context, data), port, _reviewer(reviewer))


@review.command()
def accept(
    context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    value: Annotated[str | None, typer.Option(help="Another value than the one proposed, as in edit.")] = None,
    reviewer: ReviewerOption = None,
    figure: FigureOption = None,
    only_this: OnlyOption = False,
    data: DataOption = None,
) -> int:
    """Correct the figure to the value that the finding proposes; the printed value is kept beside it."""
    verdict: Verdict = "accept" if value is None else "edit"
    given = {"value": value, "figure": figure, "only_this": only_this}
    return _decide(context, data, finding, verdict, reason, reviewer, **given)


@review.command()
def edit(
    context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    value: Annotated[str, typer.Option(help="The right value: 14.18万, or 141800 in base units.", show_default=False)],
    reviewer: ReviewerOption = None,
    figure: FigureOption = None,
    only_this: OnlyOption = False,
    data: DataOption = None,
) -> int:
    """Correct the figure to a value of your own; the printed value is kept beside it."""
    given = {"value": value, "figure": figure, "only_this": only_this}
    return _decide(context, data, finding, "edit", reason, reviewer, **given)


@review.command()
def reject(
    context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    reviewer: ReviewerOption = None,
    figure: FigureOption = None,
    only_this: OnlyOption = False,
    data: DataOption = None,
) -> int:
    """Take the figure out of series: it is wrong, and what is right cannot be told."""
    return _decide(context, data, finding, "reject", reason, reviewer, figure=figure, only_this=only_this)


@review.command()
def waive(
    context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    until: UntilOption,
    reviewer: ReviewerOption = None,
    only_this: OnlyOption = False,
    data: DataOption = None,
) -> int:
    """Let the figure pass as printed until a day; after it the finding is open again."""
    return _decide(context, data, finding, "waive", reason, reviewer, until=until, only_this=only_this)


@review.command()
def unsure(
    context: typer.Context,
    finding: FindingArgument,
    reason: ReasonOption,
    reviewer: ReviewerOption = None,
    only_this: OnlyOption = False,
    data: DataOption = None,
) -> int:
    """Leave the finding open and say so; this also takes back an earlier decision."""
    return _decide(context, data, finding, "unsure", reason, reviewer, only_this=only_this)


@review.command()
def show(context: typer.Context, finding: FindingArgument, data: DataOption = None) -> int:
    """Show one finding: contradiction, sentence, figures, proposal, what was decided, which others go along."""
    from flows.review_showing import show_command

    return show_command(_settings(context, data), finding)


@review.command("list")
def list_findings(
    context: typer.Context,
    status: Annotated[str, typer.Option(help="open, accepted, rejected, waived or all.")] = "open",
    rule: Annotated[str | None, typer.Option(help="Only findings of this rule.")] = None,
    severity: Annotated[str | None, typer.Option(help="critical, warning or info.")] = None,
    format: Annotated[str, typer.Option(help="table, csv or json.")] = "table",
    data: DataOption = None,
) -> int:
    """List findings, the most pressing first, with what is decided and not yet applied."""
    from flows.review_listing import list_command

    return list_command(_settings(context, data), {"status": status, "rule": rule, "severity": severity}, format)


def _decide(
    context: typer.Context,
    data: Path | None,
    finding: str,
    verdict: "Verdict",
    reason: str,
    reviewer: str | None,
    **given: Any,
) -> int:
    from flows.review_deciding import decide_command

    return decide_command(_settings(context, data), finding, verdict, reason, _reviewer(reviewer), **given)


def _settings(context: typer.Context, data: Path | None) -> "Settings":
    from flows.settings import load_settings

    return load_settings(data=data or context.obj)


def _reviewer(name: str | None) -> str:
    import getpass

    try:
        return name or getpass.getuser()
    except (OSError, KeyError):
        return ""  # refused with a sentence when a decision is taken
