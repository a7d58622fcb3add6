"""`series` as a table: a night computes only the rows of the keys that it touched, so that asking costs no computing.

What a row holds is said once, by the macro ``series_computed`` of ``models``. A night touches the keys of its own
figures, of those whose status, value or bounds it changed, of those in a report that it found to be a reprint, or no
longer to be one, and of those that one of its checks confirms.
"""

from collections.abc import Collection

import duckdb

from warehouse.known_levels import add_levels

KEY = ("indicator", "breakdown", "ref_area", "time_start", "time_end", "unit_measure")
_COLUMNS = ", ".join(KEY)
_SAME_KEY = " and ".join(
    f"one.{column} {'is not distinct from' if column.startswith('time') else '='} touched_keys.{column}"
    for column in KEY
)
_FILL = f"insert into series from series_computed() order by {_COLUMNS}"

# A whole `series` is computed in portions that follow each other in its order: what one takes in memory is bounded.
ROWS_AT_ONCE = 500_000
_PORTIONS = """
create or replace temp table series_portions as
with counted as (select indicator, breakdown, ref_area, count(*) as figures from reported_levels group by all)
select * exclude (figures),
    ((sum(figures) over (order by indicator, breakdown, ref_area) - figures) // $rows)::integer as portion
from counted
"""
_OF_PORTION = ("observations", "reported_levels")
_PORTION = """
create or replace temp view {name} as select * from "{database}".main.{name}
semi join (from series_portions where portion = {number}) using (indicator, breakdown, ref_area)
"""

# No row of `observations` is ever deleted, so that the number of its row names a figure for as long as a night lasts.
_NOTES = "create temp table if not exists touched_figures (place bigint)"
_TOUCHED_KEYS = f"""
create or replace temp table touched_keys as
select {_COLUMNS} from observations where run_id in (select unnest($runs)) and indicator is not null
union
select {_COLUMNS} from observations semi join touched_figures on observations.rowid = place where indicator is not null
union
select {_COLUMNS} from series
where observation_id in (select observation_id from confirmations where run_id in (select unnest($runs)))
"""
# Temporary tables are found before others: over these the macro computes the touched keys alone. They are made of the
# levels that lie together by area and subject; of `observations` only the sentences are read, by their places.
_NARROW = (
    "create temp table touched_subjects as "
    "select distinct level_key(indicator, null, ref_area) as level_key from touched_keys",
    f"create temp table touched_levels as select rowid as known, place, report_place, {_COLUMNS} from known_levels "
    "semi join touched_subjects using (level_key)",
    "create temp table touched_places as "
    f"select known, place, report_place from touched_levels one semi join touched_keys on {_SAME_KEY}",
    "create temp table reports as "
    "select rowid as report_place, one.* exclude (text) from reports one semi join touched_places "
    "on one.rowid = touched_places.report_place",
    """
create temp table observations as
with told as (
    select known_levels.* from known_levels semi join touched_places on known_levels.rowid = known
), sentences as (
    select rowid as place, sentence from observations semi join touched_places on observations.rowid = place
)
select told.* exclude (obs_value, value_low, value_high), sentence, report_id, document_id,
    'level' as measure, 'aggregate' as scope, coalesce(marked.obs_status, 'normal') as obs_status,
    case when marked.place is null then told.obs_value else marked.obs_value end as obs_value,
    case when marked.place is null then told.value_low else marked.value_low end as value_low,
    case when marked.place is null then told.value_high else marked.value_high end as value_high
from told
join sentences using (place)
join (select report_place, report_id, document_id from temp.reports) using (report_place)
left join (select place, obs_status, obs_value, value_low, value_high from marked_figures) marked using (place)
""",
    f"create temp table reported_levels as select one.* from reported_levels one semi join touched_keys on {_SAME_KEY}",
    "create temp table confirmations as from confirmations semi join reported_levels using (observation_id)",
)
_TEMPORARY = (
    *("touched_figures", "touched_keys", "touched_subjects", "touched_levels", "touched_places"),
    *("observations", "reports", "reported_levels", "confirmations"),
)
_RENEW = (
    f"delete from series where rowid in (select one.rowid from series one semi join touched_keys on {_SAME_KEY})",
    _FILL,
)


def note_touched(connection: duckdb.DuckDBPyConnection, figures: str) -> None:
    """Note figures under whose keys `series` may change.

    Args:
        connection: The candidate.
        figures: A query for the numbers of their rows in ``observations``.
    """
    connection.execute(_NOTES)
    connection.execute(f"insert into touched_figures {figures}")


def fill_series(connection: duckdb.DuckDBPyConnection, rows_at_once: int = ROWS_AT_ONCE) -> None:
    """Compute `series` as a whole.

    Args:
        connection: The candidate.
        rows_at_once: How many figures one portion takes, some more where many stand in one place.
    """
    connection.execute("delete from series")
    connection.execute(_PORTIONS, {"rows": rows_at_once})
    [[portions, database]] = connection.execute(
        "select coalesce(max(portion) + 1, 0), current_database() from series_portions"
    ).fetchall()
    for number in range(portions):
        for name in _OF_PORTION:
            connection.execute(_PORTION.format(name=name, database=database, number=number))
        connection.execute(_FILL)
    for name in _OF_PORTION if portions else ():
        connection.execute(f"drop view temp.{name}")
    for name in ("series_portions", "touched_figures"):
        connection.execute(f"drop table if exists temp.{name}")


def renew_series(connection: duckdb.DuckDBPyConnection, runs: Collection[str]) -> None:
    """Compute anew the rows of `series` under the keys that were touched since it was last computed.

    Args:
        connection: The candidate.
        runs: The runs whose rows came since then.
    """
    add_levels(connection)
    connection.execute(_NOTES)
    connection.execute(_TOUCHED_KEYS, {"runs": list(runs)})
    for statement in (*_NARROW, *_RENEW):
        connection.execute(statement)
    for name in _TEMPORARY:
        connection.execute(f"drop table temp.{name}")
