"""Which reports are reprints of an earlier one (``reports.duplicate_of``).

Every report gets a row in ``fingerprints`` when it arrives: the keys of its text, and the earlier arrivals that
its text is like. Only reports that have none yet are compared, and each with few others: with the first texts that
came under one of its keys (`likeness`). Reports joined by such likenesses form a group; in each
group that a new report joined the originals are told anew, in the order of publication.

A report arrives with the number of its row in ``reports``, counted from 1: none is ever deleted. So what a night asks
of earlier reports is read by their places, not looked for among all.

The keys of a report are kept. When `extraction.fingerprints` is changed, `casetally rebuild` makes them anew.
"""

from concurrent.futures import Executor

import duckdb
import pyarrow as pa

from warehouse.figure_places import add_places
from warehouse.grouping import Group, groups_of
from warehouse.likeness import keep_alike_pairs
from warehouse.passing import chunks, keep
from warehouse.series import note_touched
from warehouse.text_features import TEXT_FEATURES, keep_features_of

_ARRIVED = """
create or replace temp table arrived_reports as
with numbered as (
    select report_id, md5(text) as text_id, rowid + 1 as arrival from reports where rowid >= $held
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

_MISSED_TEXTS = """
select text
from arrived_reports join reports on reports.rowid = arrival - 1
where arrival = first_arrival and text_id not in (select text_id from known_features)
order by arrival
"""

_KEEP_FEATURES = """
create or replace temp table arrived_features as
select arrival, any_value(keys) as keys, any_value(numerals) as numerals, any_value(years) as years
from arrived_reports join (from known_features union all from missed_features) using (text_id)
where arrival = first_arrival
group by arrival
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
left join arrived_features using (arrival)
left join (select later as arrival, list(earlier order by earlier) as alike from arrived_pairs group by later)
    using (arrival)
left join (
    select report_id, (md5_number_lower(string_agg(obs_text, '|' order by char_start)) >> 1)::bigint as prints
    from observations semi join arrived_reports using (report_id)
    where run_id in (select run_id from reports where rowid >= $held)
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
select members.place, arrival, report_id, text_id, text
from members
join (select arrival, text_id from fingerprints) using (arrival)
join reports on reports.rowid = arrival - 1
order by members.place, published_on nulls last, report_id
"""

_MOVED = """
create or replace temp table moved_reports as
select reports.rowid as place, report_id, original
from originals join reports on reports.rowid = arrival - 1
where duplicate_of is distinct from original
"""

_FIGURES_MOVED = "select place from figure_places where report_place in (select place from moved_reports)"

_MARK = """
update reports set duplicate_of = moved_reports.original from moved_reports where reports.rowid = moved_reports.place
"""

_TEMPORARY = (
    *("arrived_reports", "known_features", "missed_features", "arrived_features", "earlier_features"),
    *("text_pairs", "likely_pairs", "arrived_pairs", "members", "originals", "moved_reports"),
)


def derive_duplicates(
    connection: duckdb.DuckDBPyConnection, features: pa.Table | None = None, helper: Executor | None = None
) -> None:
    """Point every report at the first published one with the same text or nearly so (``reports.duplicate_of``).

    An original is never a duplicate itself. Of reports published on one day that of the least ``report_id`` is the
    first; one without a date comes last.

    Args:
        connection: The candidate.
        features: Rows of ``TEXT_FEATURES`` as far as they were worked out before; those missed are worked out here.
        helper: Processes that compare some of the texts while this one compares the others.
    """
    held = {"held": _count(connection, "fingerprints")}
    if held["held"] == _count(connection, "reports"):
        return
    connection.execute(_ARRIVED, held)
    _keep_features(connection, features)
    keep_alike_pairs(connection, helper)
    connection.execute(_KEEP_FINGERPRINTS, held)
    _tell_originals(connection)
    for name in _TEMPORARY:
        connection.execute(f"drop table {name}")


def _count(connection: duckdb.DuckDBPyConnection, table_name: str) -> int:
    row = connection.execute(f"select count(*) from {table_name}").fetchone()
    return int(row[0]) if row else 0


def _keep_features(connection: duckdb.DuckDBPyConnection, features: pa.Table | None) -> None:
    keep(connection, "known_features", TEXT_FEATURES.empty_table() if features is None else features)
    keep_features_of(connection, "missed_features", _MISSED_TEXTS)
    connection.execute(_KEEP_FEATURES)


def _tell_originals(connection: duckdb.DuckDBPyConnection) -> None:
    groups = groups_of(connection.execute(_TOUCHED_LINKS).fetchall())
    members = [{"arrival": arrival, "place": place} for arrival, place in groups.items()]
    keep(connection, "members", pa.Table.from_pylist(members, schema=_MEMBER))
    told = []
    group = Group(-1)
    for rows in chunks(connection, _MEMBERS):
        for place, arrival, report_id, text_id, text in rows:
            if place != group.place:
                group = Group(place)
            told.append({"arrival": arrival, "original": group.original_of(report_id, text_id, text)})
    keep(connection, "originals", pa.Table.from_pylist(told, schema=_ORIGINAL))
    connection.execute(_MOVED)
    if _count(connection, "moved_reports"):
        add_places(connection)
        note_touched(connection, _FIGURES_MOVED)
        connection.execute(_MARK)


_MEMBER = pa.schema([("arrival", pa.int32()), ("place", pa.int32())])
_ORIGINAL = pa.schema([("arrival", pa.int32()), ("original", pa.string())])
