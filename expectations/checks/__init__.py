"""From a declared check to the SQL that finds every case it decides, one module per family.

A query gives one row per case: ``subject`` (the figure asked about), ``rivals`` (the figures it is held against),
``outcome`` (passed, failed, undecided) and ``facts`` (what a finding's sentence is filled with).
"""

from expectations.checks.figures import gather_evidence, prepare_figures
from expectations.checks.query import Query
from expectations.checks.registry import query_for

__all__ = ["Query", "gather_evidence", "prepare_figures", "query_for"]
