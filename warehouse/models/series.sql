-- Kept by the keys that each night touches (warehouse/series.py).
create table series as from series_computed() limit 0;

comment on table series is
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
comment on column series.value_low is 'Lower end of what print, rounding and hedge allow, NULL when open; of the accepted value when corrected';
comment on column series.value_high is 'Upper end of what print, rounding and hedge allow, NULL when open; of the accepted value when corrected';
comment on column series.qualifier is 'exact, about, nearly, over, under, at_least or at_most';
comment on column series.obs_status is 'normal or corrected';
comment on column series.reports_agreeing is 'How many reports print a value for the same key that this one may be, itself included';
comment on column series.reports_disagreeing is 'How many reports print only values for the same key that this one cannot be, suspects included';
comment on column series.checked_by is 'How many checks hold that would have seen most scanning errors in the figure; 0: such an error would have gone unseen';
comment on column series.published_on is 'Day the report was published';
comment on column series.observation_id is 'The figure it comes from (observations.observation_id)';
comment on column series.report_id is 'The report it was printed in (reports.report_id)';
comment on column series.document_id is 'The document it was printed in (documents.document_id)';
comment on column series.uri is 'Path of the document, relative to the inbox';
comment on column series.sentence is 'The sentence it was printed in';
