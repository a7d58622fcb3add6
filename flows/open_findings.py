"""The open findings in a few lines each: rule, count, and one of them as an example."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from expectations.review.wording import contradiction_and_proof
from flows.tables import harmless

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_MAXIMUM_LINES = 2
_INDENT = "  "
_OPEN_FINDINGS = """
select severity, rule, count(*) as open_findings, min_by(message, finding_id) as example
from findings where status = 'open'
group by severity, rule
order by list_position(['critical', 'warning', 'info'], severity), open_findings desc, rule limit 10
"""


def print_open_findings(connection: "DuckDBPyConnection", console: Console) -> None:
    """Print each rule with open findings, and what one of them says: in English where it has English, in two lines."""
    findings = connection.execute(_OPEN_FINDINGS).fetchall()
    console.print("Open findings" if findings else "No finding is open.", style="bold" if findings else "")
    for severity, rule, count, example in findings:
        console.print(Text.assemble(f"{severity} ", (rule, "bold"), f": {count} open"), soft_wrap=True)
        for line in _example(example, console):
            console.print(Text(_INDENT) + line, soft_wrap=True)


def _example(message: str, console: Console) -> list[Text]:
    said, _ = contradiction_and_proof(message)
    width = console.width - len(_INDENT)
    lines = list(Text(harmless(said.en)).wrap(console, width))
    for line in lines:
        line.rstrip()
    shown = lines[:_MAXIMUM_LINES]
    if len(lines) > len(shown):
        shown[-1].truncate(width - 1)
        shown[-1].append("…")
    return shown
