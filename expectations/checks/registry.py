"""Which function writes the SQL of which kind of check."""

from collections.abc import Callable
from typing import Any

from expectations.checks import mentions, single, totals, wholes
from expectations.checks.query import Query
from expectations.rules import checks

WRITERS: dict[type[checks.Parameters], Callable[[Any], Query]] = {
    checks.RangeCheck: single.range_query,
    checks.WholeNumberCheck: single.whole_number_query,
    checks.PeriodOrderCheck: single.period_order_query,
    checks.PeriodPublishedCheck: single.period_published_query,
    checks.PartOfWholeCheck: wholes.part_query,
    checks.SliceOfWholeCheck: wholes.slice_query,
    checks.AreaOfAreaCheck: wholes.area_query,
    checks.TotalOfPartsCheck: totals.total_query,
    checks.MentionsAgreeCheck: mentions.mentions_query,
}


def query_for(check: checks.Parameters) -> Query:
    """Return the SQL of a declared check, ready to run on the table ``figures``."""
    return WRITERS[type(check)](check)
