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
    """

    table: str
    id: str
    severity: Severity
    words: Words
    query: str
    labels: tuple[str, ...] = field(default=())
