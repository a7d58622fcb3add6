"""Which reports are reprints of an earlier one (``reports.duplicate_of``).

Every report gets a row in ``fingerprints`` when it arrives: the keys of its text, and the earlier arrivals that
its text is like. Only reports that have none yet are compared, and each with few others: with the first
`COMPARED_A_KEY` texts that came under one of its keys. Reports joined by such likenesses form a group; in each
group that a new report joined the originals are told anew, in the order of publication.

The keys of a report are kept. When `extraction.fingerprints` is changed, `casetally rebuild` makes them anew.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import duckdb
import pyarrow as pa

from extraction.fingerprints import Features, band_keys, features_of, is_reprint
from warehouse.grouping import Group, groups_of
from warehouse.series import note_touched

COMPARED_A_KEY = 4
ROWS_AT_ONCE = 512
TEXTS_KEPT = 256

_ARRIVED = """
create or replace temp table arrived_reports as
with numbered as (
    select report_id, md5(text) as text_id,
        (select coalesce(max(arrival), 0) from fingerprints) + row_number() over (order by reports.rowid) as arrival
    from reports
    where report_id not in (select report_id from fingerprints)
)
select
    arrival::integer as arrival,
    report_id,
    text_id,
    coalesce(held.first_arrival, min(arrival) over (partition by text_id))::integer as first_arrival
from numbered
left join (
    select text_id, min(arrival) as first_arrival from fingerprints semi join numbered using (text_id) group by text_id
) held using (text_id)
"""

_NEW_TEXTS = """
select arrival, text
from arrived_reports join reports using (report_id)
where arrival = first_arrival
order by arrival
"""

# The texts under one key in the order they came: that order never changes, so nor do the pairs.
_PAIRS = """
create or replace temp table text_pairs as
with keyed as (
    select arrival, unnest(keys) as key from fingerprints
    union all
    select arrival, unnest(keys) as key from arrived_keys
),
ranked as (
    select key, arrival, row_number() over (partition by key order by arrival) as place
    from keyed
    where key in (select unnest(keys) from arrived_keys)
)
select distinct later.arrival as later, earlier.arrival as earlier
from ranked later
join ranked earlier using (key)
where earlier.arrival < later.arrival
  and earlier.place <= $compared
  and later.arrival in (select arrival from arrived_keys)
"""

_TEXTS_OF_PAIRS = """
with names as (
    select arrival, report_id from fingerprints union all select arrival, report_id from arrived_reports
)
select later, later_report.text, earlier, earlier_report.text
from text_pairs
join names later_name on later_name.arrival = later
join names earlier_name on earlier_name.arrival = earlier
join reports later_report on later_report.report_id = later_name.report_id
join reports earlier_report on earlier_report.report_id = earlier_name.report_id
order by later, earlier
"""

_KEEP_FINGERPRINTS = """
insert into fingerprints by name
select
    report_id,
    arrival,
    text_id,
    coalesce(keys, []) as keys,
    case
        when text_id = md5('') then []
        when arrival <> first_arrival then [first_arrival]
        else coalesce(alike, [])
    end as alike,
    printed.prints
from arrived_reports
left join arrived_keys using (arrival)
left join (select later as arrival, list(earlier order by earlier) as alike from arrived_pairs group by later)
    using (arrival)
left join (
    select report_id, (md5_number_lower(string_agg(obs_text, '|' order by char_start)) >> 1)::bigint as prints
    from observations semi join arrived_reports using (report_id)
    group by report_id
) printed using (report_id)
order by arrival
"""

_TOUCHED_LINKS = """
with recursive links as (
    select arrival as one, unnest(alike) as other from fingerprints
),
both_ways as (
    select one, other from links union all select other, one from links
),
touched (arrival) as (
    select arrival from arrived_reports
    union
    select other from both_ways join touched on one = arrival
)
select one, other from links where one in (select arrival from touched) order by one, other
"""

_MEMBERS = """
select members.place, report_id, text_id, text
from members
join fingerprints using (arrival)
join reports using (report_id)
order by members.place, published_on nulls last, report_id
"""

_MOVED = """
select observations.rowid
from observations
join reports using (report_id)
join originals using (report_id)
where duplicate_of is distinct from original
"""

_MARK = """
update reports
set duplicate_of = originals.original
from originals
where reports.report_id = originals.report_id
  and duplicate_of is distinct from originals.original
"""


def derive_duplicates(connection: duckdb.DuckDBPyConnection) -> None:
    """Point every report at the first published one with the same text or nearly so (``reports.duplicate_of``).

    An original is never a duplicate itself. Of reports published on one day that of the least ``report_id`` is the
    first; one without a date comes last.
    """
    connection.execute(_ARRIVED)
    if connection.execute("from arrived_reports limit 1").fetchone() is None:
        connection.execute("drop table arrived_reports")
        return
    _keep_keys(connection)
    connection.execute(_PAIRS, {"compared": COMPARED_A_KEY})
    _keep_pairs(connection)
    connection.execute(_KEEP_FINGERPRINTS)
    _tell_originals(connection)
    for name in ("arrived_reports", "arrived_keys", "text_pairs", "arrived_pairs", "members", "originals"):
        connection.execute(f"drop table {name}")


def _keep_keys(connection: duckdb.DuckDBPyConnection) -> None:
    keyed = [
        pa.Table.from_pylist(
            [{"arrival": arrival, "keys": band_keys(features_of(text))} for arrival, text in rows], schema=_KEYS
        )
        for rows in _chunks(connection, _NEW_TEXTS)
    ]
    _keep(connection, "arrived_keys", pa.concat_tables([_KEYS.empty_table(), *keyed]))


def _keep_pairs(connection: duckdb.DuckDBPyConnection) -> None:
    """Keep those of the pairs of which one text may be a reprint of the other, whichever was published first."""
    features = lru_cache(TEXTS_KEPT)(features_of)
    alike = [
        {"later": later, "earlier": earlier}
        for rows in _chunks(connection, _TEXTS_OF_PAIRS)
        for later, later_text, earlier, earlier_text in rows
        if _may_be_reprints(features(later_text), features(earlier_text))
    ]
    _keep(connection, "arrived_pairs", pa.Table.from_pylist(alike, schema=_PAIR))


def _may_be_reprints(one: Features, other: Features) -> bool:
    # Whichever text prints more figures is taken for the original: if the other is no reprint of it, nor is it of that.
    return is_reprint(one, other) if len(one.numerals) >= len(other.numerals) else is_reprint(other, one)


def _tell_originals(connection: duckdb.DuckDBPyConnection) -> None:
    groups = groups_of(connection.execute(_TOUCHED_LINKS).fetchall())
    members = [{"arrival": arrival, "place": place} for arrival, place in groups.items()]
    _keep(connection, "members", pa.Table.from_pylist(members, schema=_MEMBER))
    told = []
    group = Group(-1)
    for rows in _chunks(connection, _MEMBERS):
        for place, report_id, text_id, text in rows:
            if place != group.place:
                group = Group(place)
            told.append({"report_id": report_id, "original": group.original_of(report_id, text_id, text)})
    _keep(connection, "originals", pa.Table.from_pylist(told, schema=_ORIGINAL))
    note_touched(connection, _MOVED)
    connection.execute(_MARK)


_KEYS = pa.schema([("arrival", pa.int32()), ("keys", pa.list_(pa.int64()))])
_PAIR = pa.schema([("later", pa.int32()), ("earlier", pa.int32())])
_MEMBER = pa.schema([("arrival", pa.int32()), ("place", pa.int32())])
_ORIGINAL = pa.schema([("report_id", pa.string()), ("original", pa.string())])


def _chunks(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query, some at a time; the connection must run no other query meanwhile."""
    result = connection.execute(query)
    while rows := result.fetchmany(ROWS_AT_ONCE):
        yield rows


def _keep(connection: duckdb.DuckDBPyConnection, table_name: str, rows: pa.Table) -> None:
    connection.register("arriving", rows)
    try:
        connection.execute(f"create or replace temp table {table_name} as from arriving")
    finally:
        connection.unregister("arriving")
