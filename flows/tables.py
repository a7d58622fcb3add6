"""Rows shown to a person: a table where it fits the terminal, else one block a row."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

MAXIMUM_ROWS = 200
_WIDEST_COLUMN = 48
_COLUMN_GAP = 3
_LAYOUT = "\n\r\t\u3000\xa0"


class _PersonConsole(Console):
    def render_str(self, text: str, **options: Any) -> Text:
        return super().render_str(harmless(text), **options)


def person_console(stderr: bool = False, out: TextIO | None = None) -> Console:
    """A console for untrusted text: nothing in it is obeyed, neither by us nor by the terminal, or coloured."""
    return _PersonConsole(file=out, stderr=stderr, markup=False, emoji=False, highlight=False)


def harmless(text: str) -> str:
    """The text without signs that would steer a terminal or turn the direction of writing."""
    return "".join(sign if sign.isprintable() or sign in _LAYOUT else "\ufffd" for sign in text)


def print_rows(names: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    """Print at most ``MAXIMUM_ROWS`` rows, and say so when there are more."""
    iterator = iter(rows)
    shown = [[_cell(value) for value in row] for row in islice(iterator, MAXIMUM_ROWS)]
    console = person_console(out=out)
    if _natural_width(names, shown) <= console.width:
        console.print(_table(names, shown))
    elif not shown:
        console.print(", ".join(names), soft_wrap=True)
    else:
        for number, row in enumerate(shown, start=1):
            console.print(f"row {number}", style="italic")
            print_pairs(zip(names, row, strict=True), console)
    more = next(iterator, None) is not None
    count = f"first {len(shown)} rows; --format csv gives all" if more else f"{len(shown)} row{'s' * (len(shown) != 1)}"
    console.print(f"({count})")


def print_table(names: Sequence[str], rows: Iterable[Sequence[Any]], out: TextIO) -> None:
    """Print all rows as one table, without the columns that are empty throughout; long cells go on below."""
    shown = [[_cell(value) for value in row] for row in rows]
    filled = [place for place in range(len(names)) if any(row[place] for row in shown)]
    console = person_console(out=out)
    console.print(_table([names[place] for place in filled], [[row[place] for place in filled] for row in shown]))


def print_pairs(pairs: Iterable[tuple[str, str]], console: Console) -> None:
    """Print names and what belongs to them, one pair a line, in two columns."""
    entries = list(pairs)
    width = max((len(name) for name, _ in entries), default=0) + 2
    for name, text in entries:
        console.print(Text.assemble((name.ljust(width), "bold"), harmless(text)), soft_wrap=True)


def _cell(value: Any) -> str:
    return "" if value is None else str(value)


def _natural_width(names: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    columns = zip(names, *rows, strict=True)
    widths = [min(_WIDEST_COLUMN, max(cell_len(cell) for cell in column)) for column in columns]
    return sum(widths) + _COLUMN_GAP * len(widths) + 1


def _table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table()
    for name in names:
        table.add_column(name, max_width=_WIDEST_COLUMN, overflow="fold")
    for row in rows:
        table.add_row(*row)
    return table
