create or replace view reconciliation as
with additive as (
    select indicator, breakdown, ref_area, time_start, time_end, unit_measure,
           obs_value, value_low, value_high, observation_id
    from series
    where unit_measure in (
        'CNY', 'case', 'person', 'person_time', 'case_time', 'occurrence', 'organization', 'square_metre', 'item'
    )
),
slices as (
    select *, unnest(string_split(breakdown, ';')) as slice
    from additive
    where breakdown <> ''
),
membership as (
    select
        'breakdown:' || split_part(slice, '=', 1) as dimension,
        indicator as whole_indicator,
        list_filter(string_split(breakdown, ';'), lambda pair: pair <> slice).array_to_string(';') as whole_breakdown,
        ref_area as whole_area,
        slices.* exclude (slice)
    from slices
    union all by name
    select 'indicator' as dimension, part_of as whole_indicator, breakdown as whole_breakdown,
           ref_area as whole_area, additive.*
    from additive
    join indicator_parts using (indicator)
    union all by name
    select 'area' as dimension, indicator as whole_indicator, breakdown as whole_breakdown,
           parent as whole_area, additive.*
    from additive
    join areas using (ref_area)
    where parent is not null
),
compared as (
    select
        whole.indicator, whole.breakdown, whole.ref_area, whole.time_start, whole.time_end, whole.unit_measure,
        whole.obs_value as whole_value,
        whole.value_low as whole_low,
        whole.value_high as whole_high,
        whole.observation_id as whole_observation_id,
        part.dimension,
        part.indicator as part_indicator,
        part.breakdown as part_breakdown,
        part.ref_area as part_ref_area,
        part.obs_value as part_value,
        part.value_low as part_low,
        part.value_high as part_high,
        part.observation_id as part_observation_id,
        count(*) over parts as parts,
        sum(part.obs_value) over parts as parts_value,
        sum(coalesce(part.value_low, 0)) over parts as parts_low,
        if(count(part.value_high) over parts = count(*) over parts, sum(part.value_high) over parts, null)
            as parts_high
    from additive as whole
    join membership as part
      on whole.indicator = part.whole_indicator
     and whole.breakdown = part.whole_breakdown
     and whole.ref_area = part.whole_area
     and whole.unit_measure = part.unit_measure
     and whole.time_start is not distinct from part.time_start
     and whole.time_end is not distinct from part.time_end
    window parts as (partition by whole.observation_id, part.dimension)
)
select
    compared.indicator,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    compared.breakdown,
    compared.ref_area,
    areas.name as area_name,
    compared.time_start,
    compared.time_end,
    compared.unit_measure,
    compared.whole_value,
    compared.whole_low,
    compared.whole_high,
    compared.dimension,
    compared.part_indicator,
    compared.part_breakdown,
    compared.part_ref_area,
    compared.part_value,
    compared.part_low,
    compared.part_high,
    coalesce(compared.part_low <= compared.whole_high, true) as part_within_whole,
    compared.parts::integer as parts,
    compared.parts_value,
    compared.parts_low,
    compared.parts_high,
    compared.whole_value - compared.parts_value as remainder,
    coalesce(compared.parts_low <= compared.whole_high, true) as parts_within_whole,
    intervals_meet(compared.parts_low, compared.parts_high, compared.whole_low, compared.whole_high)
        as parts_equal_whole,
    compared.whole_observation_id,
    compared.part_observation_id
from compared
left join indicators on indicators.indicator = compared.indicator
left join areas on areas.ref_area = compared.ref_area;

comment on view reconciliation is
    'Each published total beside its published parts, one row a part: slices of a breakdown, indicators that are part of another, areas within an area; only units that add up';
comment on column reconciliation.indicator is 'Code of the total in indicators';
comment on column reconciliation.indicator_name_zh is 'Chinese name of the indicator';
comment on column reconciliation.indicator_name_en is 'English name of the indicator';
comment on column reconciliation.breakdown is 'Breakdown of the total, empty for the whole';
comment on column reconciliation.ref_area is 'Area of the total, GB/T 2260 six digits, 100000 for the nation';
comment on column reconciliation.area_name is 'Chinese name of the area';
comment on column reconciliation.time_start is 'First day covered by the total and its parts';
comment on column reconciliation.time_end is 'Last day covered by the total and its parts';
comment on column reconciliation.unit_measure is 'Base unit of the total and its parts';
comment on column reconciliation.whole_value is 'The total, as series has it';
comment on column reconciliation.whole_low is 'Lower end of what its print allows, NULL when open';
comment on column reconciliation.whole_high is 'Upper end of what its print allows, NULL when open';
comment on column reconciliation.dimension is 'What tells the parts apart: breakdown:KEY, indicator or area; parts of one dimension are summed';
comment on column reconciliation.part_indicator is 'Indicator of the part';
comment on column reconciliation.part_breakdown is 'Breakdown of the part';
comment on column reconciliation.part_ref_area is 'Area of the part';
comment on column reconciliation.part_value is 'The part, as series has it';
comment on column reconciliation.part_low is 'Lower end of what its print allows, NULL when open';
comment on column reconciliation.part_high is 'Upper end of what its print allows, NULL when open';
comment on column reconciliation.part_within_whole is 'Whether the part may be no larger than the total';
comment on column reconciliation.parts is 'How many parts of this dimension are published';
comment on column reconciliation.parts_value is 'Sum of these parts';
comment on column reconciliation.parts_low is 'Lower end of the sum; a part that is open below counts 0';
comment on column reconciliation.parts_high is 'Upper end of the sum, NULL when a part is open above';
comment on column reconciliation.remainder is 'The total less the sum: what the published parts leave over';
comment on column reconciliation.parts_within_whole is 'Whether the parts together may be no larger than the total; parts of one dimension may overlap, so this alone proves no error';
comment on column reconciliation.parts_equal_whole is 'Whether the parts together may be the total; parts may overlap or be missing, so this alone proves no error';
comment on column reconciliation.whole_observation_id is 'The total (observations.observation_id)';
comment on column reconciliation.part_observation_id is 'The part (observations.observation_id)';
