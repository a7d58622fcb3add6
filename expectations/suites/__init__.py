"""What is expected of a candidate database, table by table: each expectation selects the rows that offend it."""

from expectations.suites.declared import Expected, declared_expectations

__all__ = ["Expected", "declared_expectations"]
