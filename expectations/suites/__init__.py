"""What is expected of a candidate database, table by table: each expectation selects the rows that offend it."""

from expectations.suites.declared import declared_expectations, standing_expectations
from expectations.suites.expected import Expected
from expectations.suites.prepared import preparations

__all__ = ["Expected", "declared_expectations", "preparations", "standing_expectations"]
