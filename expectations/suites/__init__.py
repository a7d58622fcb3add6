"""What is expected of a candidate database, table by table: each expectation selects the rows that offend it."""

from expectations.suites.declared import declared_expectations
from expectations.suites.expected import Expected

__all__ = ["Expected", "declared_expectations"]
