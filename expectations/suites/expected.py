"""One expectation of a candidate, in words and in SQL."""

from dataclasses import dataclass, field

from expectations.rules.models import Severity, Words


@dataclass(frozen=True, slots=True)
class Expected:
    """One expectation: the rows that its query selects offend it.

    Attributes:
        table: The table or view it is about; ``{batch}`` stands for it in the query.
        id: Its name, unique among all.
        severity: critical refuses publication; warning and info are reported.
        words: What must hold, in both languages.
        query: SQL that selects the offending rows.
        labels: What Data Docs show beside the words, such as the level and severity of a rule.
        condition: Where rows alone decide, what every row meets that `query` selects: whether any row meets any such
            condition of a table is told by one scan, and only if one does are the queries asked.
    """

    table: str
    id: str
    severity: Severity
    words: Words
    query: str
    labels: tuple[str, ...] = field(default=())
    condition: str = ""


def expect_of_rows(table: str, id: str, severity: Severity, words: Words, shown: str, condition: str) -> Expected:
    """Return an expectation that each row decides alone.

    Args:
        table: The table.
        id: Its name.
        severity: Its severity.
        words: What must hold.
        shown: The columns that are shown of a row that offends.
        condition: When a row does.
    """
    query = f"SELECT {shown} FROM {{batch}} WHERE {condition}"
    return Expected(table, id, severity, words, query, condition=condition)
