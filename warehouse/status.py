"""What the warehouse derives from its own rows: the status of figures, the catalogue.

The nightly run and the rebuild both derive by these functions, so that both publish the same rows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

import duckdb

from extraction.catalogue.areas import Area
from extraction.catalogue.areas import areas as catalogued_areas
from extraction.catalogue.indicators import Indicator
from extraction.catalogue.indicators import indicators as catalogued_indicators
from warehouse.corrections import restore_printed_bounds, set_accepted_bounds
from warehouse.figure_places import add_places, places_of_figures
from warehouse.loading import insert_rows
from warehouse.rows import table_of
from warehouse.schemas import TABLES
from warehouse.series import note_touched

# The night that is under way has no commit yet: its decisions are the newest.
_STATUSES = """
create or replace temp table derived_statuses as
with accusing as (
    select observation_id, status, suggested_value, suggested_text, last_run_id, finding_id
    from findings
    where observation_id is not null and status in ('open', 'accepted', 'rejected')
),
unlocalised as (
    select finding_id, last_run_id, unnest(related) as observation_id
    from findings
    where observation_id is null and severity = 'critical' and status = 'open'
),
settled as (
    select unlocalised.finding_id
    from unlocalised
    join accusing using (observation_id)
    where status <> 'open'
),
blamed as (
    from accusing
    union all by name
    select observation_id, 'open' as status, last_run_id, finding_id
    from unlocalised
    where finding_id not in (from settled)
)
select
    observation_id,
    count(*) filter (status <> 'open') > 0 as decided,
    max_by(
        struct_pack(
            suggested_value := case status when 'accepted' then suggested_value end, suggested_text := suggested_text
        ),
        (coalesce(commit_number, 2147483647), finding_id)
    ) filter (status <> 'open') as decision,
    case when not decided then 'suspect' when decision['suggested_value'] is null then 'rejected' else 'corrected' end
        as obs_status
from blamed
left join publication on publication.run_id = last_run_id
group by observation_id
"""

# Only what differs from how it stands is written: an update of one row writes its whole row group anew.
_STANDING = """
create or replace temp table standing as
select place, observation_id, obs_status, obs_value from marked_figures
"""
_DIFFERING = """
create or replace temp table differing as
select derived_statuses.*
from derived_statuses
left join standing using (observation_id)
where standing.obs_status is distinct from derived_statuses.obs_status
   or standing.obs_status = 'corrected' and obs_value is distinct from decision['suggested_value']
"""
# In two steps: of the rows of a few places only these are read, of those that a join keeps all are.
_PLACES = f"create or replace temp table differing_places as {places_of_figures('differing')}"
_TO_MARK = """
create or replace temp table to_mark as
with found as (
    select observations.rowid as place, observation_id
    from observations
    semi join differing_places on observations.rowid = differing_places.place
)
select found.place, differing.obs_status, decision['suggested_value'] as decided_value
from found
join differing using (observation_id)
"""
_MARK_STATUSES = """
update observations
set obs_status = to_mark.obs_status, obs_value = coalesce(decided_value, printed_value)
from to_mark
where observations.rowid = to_mark.place
"""
_TO_CLEAR = "select place from standing anti join derived_statuses using (observation_id)"
_CLEAR_STATUSES = f"""
update observations
set obs_status = 'normal', obs_value = printed_value
where rowid in ({_TO_CLEAR})
"""
# Of the figures noted as touched the kept rows are written anew.
_REMARK = (
    "delete from marked_figures where place in (from touched_figures)",
    """
insert into marked_figures
select place, observations.* from observations join (select distinct place from touched_figures) on rowid = place
where obs_status <> 'normal' order by place
""",
)


@dataclass(frozen=True, slots=True, order=True)
class _IndicatorPart:
    """A row of ``indicator_parts``."""

    indicator: str
    part_of: str


def derive_observation_status(connection: duckdb.DuckDBPyConnection) -> None:
    """Set ``obs_status``, ``obs_value`` and bounds of every figure from the findings on it.

    A figure with an open finding is suspect. Of a critical contradiction in which nobody can tell the wrong figure all
    figures are, until a reviewer decides on one of them: a figure that may be wrong is not published. A reviewer's
    decision counts before open findings (the newest of several): accepted with a value the figure is corrected to it,
    accepted without one or rejected it is rejected. All others, waived ones among them, are normal, as printed.
    """
    add_places(connection)
    connection.execute(_STATUSES)
    connection.execute(_STANDING)
    for statement in (_DIFFERING, _PLACES, _TO_MARK):
        connection.execute(statement)
    note_touched(connection, f"select place from to_mark union all {_TO_CLEAR}")
    restore_printed_bounds(connection)
    connection.execute(_MARK_STATUSES)
    connection.execute(_CLEAR_STATUSES)
    set_accepted_bounds(connection)
    for statement in _REMARK:
        connection.execute(statement)
    for name in ("derived_statuses", "standing", "differing", "differing_places", "to_mark"):
        connection.execute(f"drop table {name}")


def refresh_catalogue(
    connection: duckdb.DuckDBPyConnection,
    indicators: Sequence[Indicator] | None = None,
    areas: Sequence[Area] | None = None,
) -> bool:
    """Write those of the catalogue's tables anew that differ (``indicators``, ``indicator_parts``, ``areas``).

    Their rows are sorted by code.

    Args:
        connection: The candidate.
        indicators: The catalogue of indicators, by default the one that ships with Casetally.
        areas: The catalogue of areas, likewise.

    Returns:
        Whether any differed.
    """
    indicators = catalogued_indicators() if indicators is None else indicators
    areas = catalogued_areas() if areas is None else areas
    parts = [_IndicatorPart(part.indicator, whole) for part in indicators for whole in part.part_of]
    rewritten = (
        _rewrite(connection, "indicators", sorted(indicators, key=attrgetter("indicator"))),
        _rewrite(connection, "indicator_parts", sorted(parts)),
        _rewrite(connection, "areas", sorted(areas, key=attrgetter("ref_area"))),
    )
    return any(rewritten)


def _rewrite(connection: duckdb.DuckDBPyConnection, table_name: str, records: Iterable[object]) -> bool:
    rows = table_of(TABLES[table_name], records)
    if connection.execute(f"from {table_name}").to_arrow_table().equals(rows):
        return False
    connection.execute(f"delete from {table_name}")
    insert_rows(connection, TABLES[table_name], rows)
    return True
