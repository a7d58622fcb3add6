"""An explained document in the terminal."""

from collections.abc import Mapping
from typing import TextIO

from rich.console import Console
from rich.text import Text

from extraction.explanation import ExplainedFigure, ExplainedReport
from flows.explain import Explained, count
from flows.explain_fields import MAXIMUM_CHARACTERS, area_name, fields_of, printed_at
from flows.tables import person_console, print_pairs

_CONTEXT = 24  # characters shown to either side of a figure
_WIDEST_NAME = 24


def print_explained(explained: Explained, out: TextIO) -> None:
    """Print every report with its figures and the numbers left out."""
    console = person_console(out=out)
    document = explained.document
    console.print(f"{printable(explained.name)}: {count(explained)}", style="bold", soft_wrap=True)
    console.print(f"published {document.published_on or 'unknown'} ({document.published_basis or 'nothing tells'})")
    printed = printed_at(document)
    for report in document.reports:
        _print_report(report, explained.text, printed, console)
    if document.left_out:
        console.print("\nOutside the articles", style="bold")
    for number in document.left_out:
        _print_left_out(explained.text, number.start, number.end, number.reason, console)
    if len(explained.text) > MAXIMUM_CHARACTERS:
        console.print(f"Only the first {MAXIMUM_CHARACTERS} characters are shown; --json gives all.")


def _print_report(report: ExplainedReport, text: str, printed: Mapping[str, str], console: Console) -> None:
    told = report.report
    console.print(f"\n{told.article_no}. {printable(told.title or 'without a headline')}", style="bold", soft_wrap=True)
    facts = {
        "kind": told.kind,
        "byline": told.byline,
        "dateline": " ".join(filter(None, [told.dateline_place, str(told.dateline_date or "")])),
        "area": area_name(told.ref_area),
    }
    print_pairs(((name, printable(fact)) for name, fact in facts.items() if fact), console)
    for figure in report.figures:
        if figure.observation.char_end <= MAXIMUM_CHARACTERS:
            _print_figure(figure, text, printed, console)
    for number in report.left_out:
        _print_left_out(text, number.start, number.end, number.reason, console)


def _print_figure(figure: ExplainedFigure, text: str, printed: Mapping[str, str], console: Console) -> None:
    observation = figure.observation
    console.print()
    console.print(_in_context(text, observation.char_start, observation.char_end, "bold reverse"), soft_wrap=True)
    for field in fields_of(figure, printed):
        words = f" «{printable(field.words)}»" if field.words else ""
        line = Text.assemble(
            (f"  {field.name.ljust(_WIDEST_NAME)}", "bold"), printable(field.value), (f"  {field.source}", "dim"), words
        )
        console.print(line, soft_wrap=True)


def _print_left_out(text: str, start: int, end: int, reason: str, console: Console) -> None:
    if end <= MAXIMUM_CHARACTERS:
        line = Text.assemble(("left out ", "dim"), _in_context(text, start, end, "underline"), (f"  {reason}", "dim"))
        console.print(line, soft_wrap=True)


def _in_context(text: str, start: int, end: int, style: str) -> Text:
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Text.assemble(printable(before), (f"[{printable(text[start:end])}]", style), printable(after))


def printable(text: str) -> str:
    """The text on one line, without signs that would steer a terminal or turn the direction of writing."""
    return "".join(sign if sign.isprintable() else " " if sign.isspace() else "\ufffd" for sign in text)
