-- What `known_levels` holds of the figures from one row of `observations` on: the one definition, by which it is filled.
create or replace macro level_key(indicator, wording, ref_area) as
    (md5_number_lower(coalesce(indicator, '=' || wording) || '|' || ref_area) >> 1)::bigint;

create or replace macro period_key(indicator, breakdown, unit_measure, time_end) as
    (md5_number_lower(indicator || '|' || breakdown || '|' || unit_measure || '|' || time_end) >> 1)::bigint;

create or replace macro known_levels_computed(first) as table
select
    level_key(indicator, indicator_label, observations.ref_area) as level_key,
    period_key(indicator, breakdown, unit_measure, time_end) as period_key,
    observations.rowid as place,
    reports.rowid as report_place,
    observation_id,
    observations.char_start,
    obs_text,
    indicator,
    indicator_label,
    breakdown,
    unit_measure,
    observations.ref_area,
    court,
    time_start,
    time_end,
    qualifier,
    printed_value as obs_value,
    case when printed_bounds.observation_id is null then value_low else printed_low end as value_low,
    case when printed_bounds.observation_id is null then value_high else printed_high end as value_high,
    observations.char_start < reports.char_start or observations.char_end > reports.char_end as in_headline
from observations
join reports using (report_id)
left join printed_bounds using (observation_id)
where observations.rowid >= first
  and measure = 'level'
  and scope = 'aggregate'
  and observations.ref_area is not null
  and coalesce(time_start, time_end) is not null;
