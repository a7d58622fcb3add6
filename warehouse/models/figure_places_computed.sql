-- What `figure_places` holds of the figures from one row of `observations` on: the one definition, by which it is filled.
create or replace macro figure_key(observation_id) as (md5_number_lower(observation_id) >> 1)::bigint;

create or replace macro figure_places_computed(first) as table
select observations.rowid as place, figure_key(observation_id) as figure_key, reports.rowid as report_place
from observations
join reports using (report_id)
where observations.rowid >= first;
