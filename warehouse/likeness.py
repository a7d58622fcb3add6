"""Which texts may be reprints of each other: by their keys, then by figures and years, then by the texts themselves."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future
from functools import lru_cache

import duckdb
import pyarrow as pa

from extraction.fingerprints import LEAST_SHARED_FIGURES, Features, features_of, is_reprint
from warehouse.passing import chunks, keep
from warehouse.text_features import keep_features_of

COMPARED_A_KEY = 4
PAIRS_AT_ONCE = 2_048
AHEAD = 2  # parts that wait for the helper: their texts are held in memory
TEXTS_KEPT = 256

TextPair = tuple[int, str, int, str]  # the arrival and the text of the later, then of the earlier one

# The texts under one key in the order they came: that order never changes, so nor do the pairs.
_PAIRS = """
create or replace temp table text_pairs as
with keyed as (
    select arrival, unnest(keys) as key from fingerprints
    union all
    select arrival, unnest(keys) as key from arrived_features
),
ranked as (
    select key, arrival, row_number() over (partition by key order by arrival) as place
    from keyed
    where key in (select unnest(keys) from arrived_features)
)
select distinct later.arrival as later, earlier.arrival as earlier
from ranked later
join ranked earlier using (key)
where earlier.arrival < later.arrival
  and earlier.place <= $compared
  and later.arrival in (select arrival from arrived_features)
"""

_EARLIER_TEXTS = """
select text
from reports
where rowid in (select earlier - 1 from text_pairs where earlier not in (select arrival from arrived_features))
order by rowid
"""

# Whose figures or years differ need no comparing of texts: of the pairs a few in a hundred are left.
_LIKELY_PAIRS = """
create or replace temp table likely_pairs as
with compared as (
    select arrival, numerals, years from arrived_features
    union all
    select arrival, numerals, years from fingerprints join earlier_features using (text_id)
    where arrival in (select earlier from text_pairs) and arrival not in (select arrival from arrived_features)
),
counted as (
    select
        later,
        earlier,
        len(list_intersect(one.numerals, other.numerals)) as shared,
        least(len(one.numerals), len(other.numerals)) as fewer,
        greatest(len(one.numerals), len(other.numerals)) as more,
        len(one.years) = 0 or len(other.years) = 0 or list_has_any(one.years, other.years) as of_one_year
    from text_pairs
    join compared one on one.arrival = later
    join compared other on other.arrival = earlier
)
select later, earlier from counted
where of_one_year and (more = 0 or fewer > 0 and shared >= $shared::double * fewer)
"""

# What was compared with the same earlier texts stands together, so that few texts need be at hand.
_TEXTS_OF_PAIRS = """
select later, later_report.text, earlier, earlier_report.text
from likely_pairs
join reports later_report on later_report.rowid = later - 1
join reports earlier_report on earlier_report.rowid = earlier - 1
order by min(earlier) over (partition by later), later, earlier
"""

_PAIR = pa.schema([("later", pa.int32()), ("earlier", pa.int32())])


def keep_alike_pairs(connection: duckdb.DuckDBPyConnection, helper: Executor | None = None) -> None:
    """Fill the temporary table ``arrived_pairs``: each new text and the earlier ones that may be its reprints.

    It does not matter which of the two was published first.

    Args:
        connection: The candidate, with the temporary table ``arrived_features``.
        helper: Processes that compare some of the texts while this one compares the others.
    """
    connection.execute(_PAIRS, {"compared": COMPARED_A_KEY})
    keep_features_of(connection, "earlier_features", _EARLIER_TEXTS, with_keys=False)
    connection.execute(_LIKELY_PAIRS, {"shared": LEAST_SHARED_FIGURES})
    alike = [
        {"later": later, "earlier": earlier}
        for pairs in _compared(chunks(connection, _TEXTS_OF_PAIRS, PAIRS_AT_ONCE), helper)
        for later, earlier in pairs
    ]
    keep(connection, "arrived_pairs", pa.Table.from_pylist(alike, schema=_PAIR))


def alike_pairs(pairs: Sequence[TextPair]) -> list[tuple[int, int]]:
    """Return the pairs of which one text may be a reprint of the other."""
    features = lru_cache(TEXTS_KEPT)(features_of)
    return [
        (later, earlier)
        for later, later_text, earlier, earlier_text in pairs
        if _may_be_reprints(features(later_text), features(earlier_text))
    ]


def _compared(parts: Iterator[list[TextPair]], helper: Executor | None) -> Iterator[list[tuple[int, int]]]:
    """Compare each part, in any order: the helper takes one when it is free, this process the others."""
    waiting: list[Future[list[tuple[int, int]]]] = []
    for part in parts:
        waiting, done = [one for one in waiting if not one.done()], [one for one in waiting if one.done()]
        yield from (one.result() for one in done)
        if helper and len(part) == PAIRS_AT_ONCE and len(waiting) < AHEAD:
            waiting.append(helper.submit(alike_pairs, part))
        else:
            yield alike_pairs(part)
    yield from (one.result() for one in waiting)


def _may_be_reprints(one: Features, other: Features) -> bool:
    # Whichever text prints more figures is taken for the original: if the other is no reprint of it, nor is it of that.
    return is_reprint(one, other) if len(one.numerals) >= len(other.numerals) else is_reprint(other, one)
