create or replace view revisions as
with distinct_values as (
    select *
    from reported_levels
    qualify row_number() over (
        partition by
            indicator, breakdown, ref_area, time_start, time_end, unit_measure, report_id, obs_value, obs_status
        order by qualifier = 'exact' desc, value_high - value_low nulls last, observation_id
    ) = 1
),
numbered as (
    select
        *,
        row_number() over publication as revision,
        lag(obs_value) over publication as previous_value,
        lag(value_low) over publication as previous_low,
        lag(value_high) over publication as previous_high
    from distinct_values
    window publication as (
        partition by indicator, breakdown, ref_area, time_start, time_end, unit_measure
        order by published_on nulls first, report_id, obs_value, observation_id
    )
)
select
    numbered.indicator,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    numbered.breakdown,
    numbered.ref_area,
    areas.name as area_name,
    numbered.time_start,
    numbered.time_end,
    numbered.unit_measure,
    numbered.revision::integer as revision,
    numbered.published_on,
    numbered.obs_value,
    numbered.value_low,
    numbered.value_high,
    numbered.qualifier,
    numbered.obs_status,
    numbered.previous_value,
    numbered.obs_value - numbered.previous_value as difference,
    case
        when numbered.revision > 1 then intervals_meet(
            numbered.value_low, numbered.value_high, numbered.previous_low, numbered.previous_high
        )
    end as agrees_with_previous,
    numbered.observation_id,
    numbered.report_id,
    numbered.document_id,
    documents.uri,
    numbered.sentence
from numbered
left join documents on documents.document_id = numbered.document_id
left join indicators on indicators.indicator = numbered.indicator
left join areas on areas.ref_area = numbered.ref_area;

comment on view revisions is
    'Every value ever reported for a key (indicator, breakdown, area, period, unit), in order of publication; reprints left out, suspects and rejected figures marked';
comment on column revisions.indicator is 'Code in indicators';
comment on column revisions.indicator_name_zh is 'Chinese name of the indicator';
comment on column revisions.indicator_name_en is 'English name of the indicator';
comment on column revisions.breakdown is 'Empty for the whole, else key=value pairs joined by ;, keys sorted';
comment on column revisions.ref_area is 'GB/T 2260 six digits, 100000 for the nation';
comment on column revisions.area_name is 'Chinese name of the area';
comment on column revisions.time_start is 'First day covered, NULL if unknown';
comment on column revisions.time_end is 'Last day covered, NULL if unknown';
comment on column revisions.unit_measure is 'Base unit of the value';
comment on column revisions.revision is 'Place in the order of publication, from 1; undated reports come first';
comment on column revisions.published_on is 'Day the report was published';
comment on column revisions.obs_value is 'Value in base units, as printed or as a reviewer corrected it';
comment on column revisions.value_low is 'Lower end of what print, rounding and hedge allow, NULL when open';
comment on column revisions.value_high is 'Upper end of what print, rounding and hedge allow, NULL when open';
comment on column revisions.qualifier is 'exact, about, nearly, over, under, at_least or at_most';
comment on column revisions.obs_status is 'normal, suspect, corrected or rejected';
comment on column revisions.previous_value is 'The value reported before it, NULL for the first';
comment on column revisions.difference is 'This value less the one before';
comment on column revisions.agrees_with_previous is 'Whether both prints may mean the same number, NULL for the first';
comment on column revisions.observation_id is 'The figure it comes from (observations.observation_id)';
comment on column revisions.report_id is 'The report it was printed in (reports.report_id)';
comment on column revisions.document_id is 'The document it was printed in (documents.document_id)';
comment on column revisions.uri is 'Path of the document, relative to the inbox';
comment on column revisions.sentence is 'The sentence it was printed in';
