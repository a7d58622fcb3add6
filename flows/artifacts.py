"""What a run leaves in Prefect beside its state: a table of figures, a page of links and reasons, its progress.

Prefect shows every text of an artifact as Markdown, and names and reasons come from documents: what is not our own
is escaped. An artifact that cannot be left is a line in the log and spoils no night.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.conductors import Result
from flows.settings import Settings
from flows.summary import NightSummary
from warehouse.data_folder import DataFolder

logger = logging.getLogger(__name__)

SUMMARY_KEY = "nightly-summary"
REPORT_KEY = "nightly-report"
BACKFILL_KEY = "backfill-summary"
MAXIMUM_LISTED = 50
_MAXIMUM_SIGNS = 500
_MARKDOWN_SIGN = re.compile(r"([!-/:-@\[-`{-~])")


def leave_night(summary: NightSummary, settings: Settings) -> None:
    """Leave the artifacts of one night."""
    table = [{"fact": name, "value": escaped(value)} for name, value in summary.facts()]
    _leave(lambda: create_table_artifact(table, key=SUMMARY_KEY, description="What this night brought."))
    page = report_page(summary, settings)
    _leave(lambda: create_markdown_artifact(page, key=REPORT_KEY, description="Where to look, and what went wrong."))


def leave_backfill(nights: Sequence[NightSummary]) -> None:
    """Leave one table with a row for each night of a backfill."""
    table = [{name: escaped(value) for name, value in summary.facts()} for summary in nights]
    _leave(lambda: create_table_artifact(table, key=BACKFILL_KEY, description="The nights of this backfill."))


def with_progress(name: str, items: Iterable[Result], count: int) -> Iterator[Result]:
    """Pass on ``count`` items and keep a progress artifact, changed when another whole percent is done."""
    key = name.replace(" ", "-") + "-progress"
    artifact = _leave(lambda: create_progress_artifact(0.0, key=key, description=f"{name}: 0 of {count}"))
    shown = 0
    for number, item in enumerate(items, start=1):
        yield item
        percent = 100 * number // count
        if artifact and percent > shown:
            shown = percent
            _leave(_update(artifact, percent, f"{name}: {number} of {count}"))


def report_page(summary: NightSummary, settings: Settings) -> str:
    """Markdown with links to the review pages and the Data Docs, and what a person should know of the night."""
    data = DataFolder(settings.data.resolve())
    base = settings.pages_url.rstrip("/") if settings.pages_url else data.path.as_uri()
    lines = [
        f"- [Review pages](<{base}/{data.review.name}/index.html>)",
        f"- [Data Docs](<{base}/{data.docs.name}/index.html>)",
    ]
    unreadable = [f"{entry['uri']}: {entry['reason']}" for entry in summary.unreadable]
    for title, said in (
        ("Why publication was refused", summary.failures),
        ("Could not be read", unreadable),
        ("In these documents no figure was found", summary.without_figures),
        ("Please note", summary.warnings),
    ):
        lines += _listed(title, said)
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """A text of others as one bounded line that Markdown shows as it is and obeys nowhere."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    cut = line if len(line) <= _MAXIMUM_SIGNS else line[:_MAXIMUM_SIGNS] + "…"
    return _MARKDOWN_SIGN.sub(r"\\\1", cut)


def _listed(title: str, said: Sequence[str]) -> Iterator[str]:
    if said:
        yield f"\n**{title}** ({len(said)})\n"
        yield from (f"- {escaped(each)}" for each in said[:MAXIMUM_LISTED])
    if len(said) > MAXIMUM_LISTED:
        yield f"- … and {len(said) - MAXIMUM_LISTED} more"


def _update(artifact: UUID, percent: int, description: str) -> Callable[[], object]:
    return lambda: update_progress_artifact(artifact, float(percent), description)


def _leave(write: Callable[[], object]) -> UUID | None:
    try:
        made = write()
    except Exception as error:  # whatever a server answers, the night goes on
        logger.warning("artifact_missing reason=%r", f"{type(error).__name__}: {error}")
        return None
    return made if isinstance(made, UUID) else None
