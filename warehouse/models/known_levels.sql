-- Kept by each night (warehouse/known_levels.py).
create table known_levels as from known_levels_computed(0) limit 0;

comment on table known_levels is
    'How a night finds old figures: levels of a known area and period as printed, sorted by area and subject';
comment on column known_levels.level_key is 'Hash of the indicator, or of the wording where there is none, and the area';
comment on column known_levels.period_key is 'Hash of indicator, breakdown, unit and last day; NULL without an indicator';
comment on column known_levels.place is 'Number of its row in observations';
comment on column known_levels.report_place is 'Number of the row of its report in reports';
comment on column known_levels.observation_id is 'The figure (observations.observation_id)';
comment on column known_levels.char_start is 'Where it stands in the text of its document';
comment on column known_levels.obs_text is 'The number with its unit, verbatim';
comment on column known_levels.indicator is 'Code in indicators, NULL when none fits';
comment on column known_levels.indicator_label is 'The indicator as the text words it';
comment on column known_levels.breakdown is 'Empty for the whole, else key=value pairs joined by ;, keys sorted';
comment on column known_levels.unit_measure is 'Base unit of the value';
comment on column known_levels.ref_area is 'GB/T 2260 six digits, 100000 for the nation';
comment on column known_levels.court is 'The court or body whose figure it is, as worded';
comment on column known_levels.time_start is 'First day covered, NULL if unknown';
comment on column known_levels.time_end is 'Last day covered, NULL if unknown';
comment on column known_levels.qualifier is 'exact, about, nearly, over, under, at_least or at_most';
comment on column known_levels.obs_value is 'Value in base units, as printed';
comment on column known_levels.value_low is 'Lower end of what print, rounding and hedge allow, NULL when open';
comment on column known_levels.value_high is 'Upper end of what print, rounding and hedge allow, NULL when open';
comment on column known_levels.in_headline is 'Whether it stands outside the body of its report';
