-- What `series` holds: the one definition, by which the table is filled and renewed. Wide columns join last: they are
-- not to be carried through the window.
create or replace macro series_computed() as table
with ranked as (
    select
        indicator, breakdown, ref_area, time_start, time_end, unit_measure,
        observation_id, report_id, obs_status, value_low, value_high,
        row_number() over best_first as place,
        first_value(value_low) over best_first as best_low,
        first_value(value_high) over best_first as best_high
    from reported_levels
    where obs_status <> 'rejected'
    window best_first as (
        partition by indicator, breakdown, ref_area, time_start, time_end, unit_measure
        order by
            obs_status = 'suspect',
            published_on desc nulls last,
            qualifier = 'exact' desc,
            value_high - value_low nulls last,
            observation_id
    )
),
best as (
    select
        any_value(observation_id) filter (place = 1) as observation_id,
        count(distinct report_id) filter (
            intervals_meet(value_low, value_high, best_low, best_high)
        ) as reports_agreeing,
        count(distinct report_id) - reports_agreeing as reports_disagreeing
    from ranked
    group by indicator, breakdown, ref_area, time_start, time_end, unit_measure
    having bool_or(obs_status <> 'suspect')
),
confirmed as (
    select observation_id, count(*) as checked_by
    from confirmations
    group by observation_id
)
select
    figure.indicator,
    indicators.name_zh as indicator_name_zh,
    indicators.name_en as indicator_name_en,
    figure.breakdown,
    figure.ref_area,
    areas.name as area_name,
    figure.time_start,
    figure.time_end,
    figure.unit_measure,
    figure.obs_value,
    figure.value_low,
    figure.value_high,
    figure.qualifier,
    figure.obs_status,
    best.reports_agreeing,
    best.reports_disagreeing,
    coalesce(confirmed.checked_by, 0) as checked_by,
    figure.published_on,
    figure.observation_id,
    figure.report_id,
    figure.document_id,
    documents.uri,
    figure.sentence
from best
join reported_levels as figure using (observation_id)
left join confirmed using (observation_id)
left join documents on documents.document_id = figure.document_id
left join indicators on indicators.indicator = figure.indicator
left join areas on areas.ref_area = figure.ref_area;
