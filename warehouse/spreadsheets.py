"""Text in CSV files that a spreadsheet may open.

A spreadsheet takes a cell for a formula that begins with ``=``, ``+``, ``-`` or ``@``, also in full width, or with a
tab or a line break before one. Texts come from reports, and a report can say anything. So a text that begins so, or
with an apostrophe, is written with one apostrophe before it; whoever reads takes one apostrophe at the beginning away
again. Numbers and dates stay as they are.
"""

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")


def guarded(text: str) -> str:
    """Return a text as it is written, so that no spreadsheet takes it for a formula."""
    return "'" + text if text.startswith(FORMULA_SIGNS) else text


def unguarded(text: str) -> str:
    """Return the text that was written guarded."""
    return text.removeprefix("'")


def guarded_sql(expression: str) -> str:
    """Return the SQL expression that guards what a text expression gives."""
    signs = " or ".join(f"starts_with({expression}, chr({ord(sign)}))" for sign in FORMULA_SIGNS)
    return f"case when {signs} then chr(39) || {expression} else {expression} end"
