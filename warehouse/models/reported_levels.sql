create or replace view reported_levels as
select
    indicator,
    breakdown,
    observations.ref_area,
    time_start,
    time_end,
    unit_measure,
    obs_value,
    value_low,
    value_high,
    qualifier,
    obs_status,
    reports.published_on,
    observation_id,
    report_id,
    observations.document_id,
    sentence,
    obs_text
from observations
join reports using (report_id)
where measure = 'level'
  and scope = 'aggregate'
  and indicator is not null
  and duplicate_of is null
  and observations.ref_area is not null
  and coalesce(time_start, time_end) is not null;

comment on view reported_levels is
    'Every level figure whose indicator, area and period are known, reprints and single cases left out: what series and revisions are made from';
comment on column reported_levels.indicator is 'Code in indicators';
comment on column reported_levels.breakdown is 'Empty for the whole, else key=value pairs joined by ;, keys sorted';
comment on column reported_levels.ref_area is 'GB/T 2260 six digits, 100000 for the nation';
comment on column reported_levels.time_start is 'First day covered, NULL if unknown';
comment on column reported_levels.time_end is 'Last day covered, NULL if unknown';
comment on column reported_levels.unit_measure is 'Base unit of the value';
comment on column reported_levels.obs_value is 'Value in base units, as printed or as a reviewer corrected it';
comment on column reported_levels.value_low is 'Lower end of what print, rounding and hedge allow, NULL when open; of the accepted value when corrected';
comment on column reported_levels.value_high is 'Upper end of what print, rounding and hedge allow, NULL when open; of the accepted value when corrected';
comment on column reported_levels.qualifier is 'exact, about, nearly, over, under, at_least or at_most';
comment on column reported_levels.obs_status is 'normal, suspect, corrected or rejected';
comment on column reported_levels.published_on is 'Day the report was published';
comment on column reported_levels.observation_id is 'The figure (observations.observation_id)';
comment on column reported_levels.report_id is 'The report it was printed in (reports.report_id)';
comment on column reported_levels.document_id is 'The document it was printed in (documents.document_id)';
comment on column reported_levels.sentence is 'The sentence it was printed in';
comment on column reported_levels.obs_text is 'The number with its unit, verbatim';
