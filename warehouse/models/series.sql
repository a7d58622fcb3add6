create or replace view series as
with reported as (
    select
        observation_id, report_id, reports.published_on,
        indicator, breakdown, observations.ref_area, time_start, time_end, unit_measure,
        obs_value, obs_status, qualifier,
        case obs_status when 'corrected' then obs_value else value_low end as value_low,
        case obs_status when 'corrected' then obs_value else value_high end as value_high
    from observations
    join reports using (report_id)
    where measure = 'level'
      and scope = 'aggregate'
      and indicator is not null
      and obs_status <> 'rejected'
      and duplicate_of is null
      and observations.ref_area is not null
      and coalesce(time_start, time_end) is not null
),
best as (
    select *
    from reported
    where obs_status in ('normal', 'corrected')
    qualify row_number() over (
        partition by indicator, breakdown, ref_area, time_start, time_end, unit_measure
        order by
            published_on desc nulls last,
            qualifier = 'exact' desc,
            value_high - value_low nulls last,
            observation_id
    ) = 1
),
opinions as (
    select
        best.observation_id,
        reported.report_id,
        bool_or(intervals_meet(
            reported.value_low, reported.value_high, best.value_low, best.value_high
        )) as agrees
    from best
    join reported
      on reported.indicator = best.indicator
     and reported.breakdown = best.breakdown
     and reported.ref_area = best.ref_area
     and reported.unit_measure = best.unit_measure
     and reported.time_start is not distinct from best.time_start
     and reported.time_end is not distinct from best.time_end
    group by all
),
agreement as (
    select
        observation_id,
        count(*) filter (agrees) as reports_agreeing,
        count(*) filter (not agrees) as reports_disagreeing
    from opinions
    group by observation_id
)
select
    best.indicator,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    best.breakdown,
    best.ref_area,
    areas.name as area_name,
    best.time_start,
    best.time_end,
    best.unit_measure,
    best.obs_value,
    best.value_low,
    best.value_high,
    best.qualifier,
    best.obs_status,
    agreement.reports_agreeing,
    agreement.reports_disagreeing,
    best.published_on,
    best.observation_id,
    best.report_id,
    observations.document_id,
    documents.uri,
    observations.sentence
from best
join agreement using (observation_id)
join observations using (observation_id)
left join documents on documents.document_id = observations.document_id
left join indicators on indicators.indicator = best.indicator
left join areas on areas.ref_area = best.ref_area;

comment on view series is
    'One best value per indicator, breakdown, area, period and unit: levels of whole areas, neither suspect, rejected nor reprinted, from the newest report, the most precise print first';
comment on column series.indicator is 'Code in indicators';
comment on column series.indicator_name_zh is 'Chinese name of the indicator';
comment on column series.indicator_name_en is 'English name of the indicator';
comment on column series.breakdown is 'Empty for the whole, else key=value pairs joined by ;, keys sorted';
comment on column series.ref_area is 'GB/T 2260 six digits, 100000 for the nation';
comment on column series.area_name is 'Chinese name of the area';
comment on column series.time_start is 'First day covered, NULL if unknown';
comment on column series.time_end is 'Last day covered, NULL if unknown';
comment on column series.unit_measure is 'Base unit of the value';
comment on column series.obs_value is 'Value in base units, as printed or as a reviewer corrected it';
comment on column series.value_low is 'Lower end of what print, rounding and hedge allow, NULL when open; the value itself when corrected';
comment on column series.value_high is 'Upper end of what print, rounding and hedge allow, NULL when open; the value itself when corrected';
comment on column series.qualifier is 'exact, about, nearly, over, under, at_least or at_most';
comment on column series.obs_status is 'normal or corrected';
comment on column series.reports_agreeing is 'How many reports print a value for the same key that this one may be, itself included';
comment on column series.reports_disagreeing is 'How many reports print only values for the same key that this one cannot be, suspects included';
comment on column series.published_on is 'Day the report was published';
comment on column series.observation_id is 'The figure it comes from (observations.observation_id)';
comment on column series.report_id is 'The report it was printed in (reports.report_id)';
comment on column series.document_id is 'The document it was printed in (documents.document_id)';
comment on column series.uri is 'Path of the document, relative to the inbox';
comment on column series.sentence is 'The sentence it was printed in';
