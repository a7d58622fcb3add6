create or replace view changes as
with growths as (
    select
        growth.*,
        reports.published_on,
        level.obs_value as level_value,
        level.obs_status as level_status,
        level.unit_measure as level_unit,
        level.indicator as level_indicator,
        level.breakdown as level_breakdown,
        level.ref_area as level_area,
        level.time_start as level_start,
        level.time_end as level_end,
        level.value_low as level_low,
        level.value_high as level_high
    from observations as growth
    join reports using (report_id)
    left join observations as level on level.observation_id = growth.change_of
    where growth.measure = 'change'
      and growth.scope = 'aggregate'
      and growth.obs_status <> 'rejected'
      and duplicate_of is null
),
with_base as (
    select
        growths.*,
        base.obs_value as base_value,
        base.value_low as base_low,
        base.value_high as base_high,
        base.observation_id as base_observation_id,
        case
            when comparison is distinct from 'yoy' or base.obs_value is null then 'none'
            when growths.unit_measure in ('percent', 'multiple') and base.value_low > 0 then 'ratio'
            when growths.unit_measure = 'percentage_point' and level_unit = 'percent' then 'difference'
            when growths.unit_measure = level_unit and level_unit <> 'percent' then 'difference'
            else 'none'
        end as arithmetic,
        if(growths.unit_measure = 'percent', 100, 1) as factor
    from growths
    left join series as base
      on base.indicator = level_indicator
     and base.breakdown = level_breakdown
     and base.ref_area = level_area
     and base.unit_measure = level_unit
     and base.time_start is not distinct from year_before(level_start)
     and base.time_end is not distinct from year_before(level_end)
),
computed as (
    select
        *,
        case arithmetic
            when 'ratio' then round(factor * (level_value / base_value - 1), 6)
            when 'difference' then level_value - base_value
        end::decimal(28, 6) as computed_value,
        case arithmetic
            when 'ratio' then round(factor * (level_low / base_high - 1), 6)
            when 'difference' then level_low - base_high
        end::decimal(28, 6) as computed_low,
        case arithmetic
            when 'ratio' then round(factor * (level_high / base_low - 1), 6)
            when 'difference' then level_high - base_low
        end::decimal(28, 6) as computed_high
    from with_base
)
select
    coalesce(level_indicator, computed.indicator) as indicator,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    coalesce(level_breakdown, computed.breakdown) as breakdown,
    coalesce(level_area, computed.ref_area) as ref_area,
    areas.name as area_name,
    coalesce(level_start, computed.time_start) as time_start,
    coalesce(level_end, computed.time_end) as time_end,
    computed.comparison,
    computed.unit_measure,
    computed.obs_value as printed_growth,
    computed.value_low as printed_low,
    computed.value_high as printed_high,
    computed_value as computed_growth,
    computed_low,
    computed_high,
    case
        when computed_value is not null then intervals_meet(printed_low, printed_high, computed_low, computed_high)
    end as agrees,
    level_value,
    level_low,
    level_high,
    level_unit,
    base_value,
    base_low,
    base_high,
    computed.obs_status,
    level_status,
    computed.published_on,
    computed.observation_id,
    computed.change_of as level_observation_id,
    base_observation_id,
    computed.report_id,
    computed.document_id,
    documents.uri,
    computed.sentence
from computed
left join documents on documents.document_id = computed.document_id
left join indicators on indicators.indicator = coalesce(level_indicator, computed.indicator)
left join areas on areas.ref_area = coalesce(level_area, computed.ref_area);

comment on view changes is
    'Each printed growth beside its level and the level of a year before as published, and the growth computed from both';
comment on column changes.indicator is 'Code in indicators';
comment on column changes.indicator_name_zh is 'Chinese name of the indicator';
comment on column changes.indicator_name_en is 'English name of the indicator';
comment on column changes.breakdown is 'Empty for the whole, else key=value pairs joined by ;, keys sorted';
comment on column changes.ref_area is 'GB/T 2260 six digits, 100000 for the nation';
comment on column changes.area_name is 'Chinese name of the area';
comment on column changes.time_start is 'First day of the period that grew';
comment on column changes.time_end is 'Last day of the period that grew';
comment on column changes.comparison is 'What it is compared with: yoy, mom, other, NULL if unknown';
comment on column changes.unit_measure is 'Unit of the growth: percent, percentage_point, multiple or that of the level';
comment on column changes.printed_growth is 'Growth as printed or as a reviewer corrected it; a fall is negative';
comment on column changes.printed_low is 'Lower end of what the printed growth allows, NULL when open';
comment on column changes.printed_high is 'Upper end of what the printed growth allows, NULL when open';
comment on column changes.computed_growth is 'Growth computed from level_value and base_value in the same unit; only for a comparison with the year before';
comment on column changes.computed_low is 'Lower end of the computed growth, from the ends of both levels, NULL when open';
comment on column changes.computed_high is 'Upper end of the computed growth, from the ends of both levels, NULL when open';
comment on column changes.agrees is 'Whether the printed and the computed growth may be the same number, NULL when nothing could be computed';
comment on column changes.level_value is 'The level that grew, printed beside it, NULL when none is linked';
comment on column changes.level_low is 'Lower end of what that print allows, NULL when open';
comment on column changes.level_high is 'Upper end of what that print allows, NULL when open';
comment on column changes.level_unit is 'Unit of the level';
comment on column changes.base_value is 'The level of the same period a year before, as series has it, NULL when it was not published';
comment on column changes.base_low is 'Lower end of what that print allows, NULL when open';
comment on column changes.base_high is 'Upper end of what that print allows, NULL when open';
comment on column changes.obs_status is 'Status of the growth: normal, suspect or corrected';
comment on column changes.level_status is 'Status of the level: normal, suspect, corrected or rejected';
comment on column changes.published_on is 'Day the report was published';
comment on column changes.observation_id is 'The growth (observations.observation_id)';
comment on column changes.level_observation_id is 'The level that grew (observations.observation_id)';
comment on column changes.base_observation_id is 'The level of a year before (observations.observation_id)';
comment on column changes.report_id is 'The report it was printed in (reports.report_id)';
comment on column changes.document_id is 'The document it was printed in (documents.document_id)';
comment on column changes.uri is 'Path of the document, relative to the inbox';
comment on column changes.sentence is 'The sentence it was printed in';
