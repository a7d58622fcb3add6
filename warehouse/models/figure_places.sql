-- Kept by each night (warehouse/figure_places.py).
create table figure_places as from figure_places_computed(0) limit 0;

comment on table figure_places is
    'How a night finds figures by their ids and their reports, without reading the ids of all; in the order of observations';
comment on column figure_places.place is 'Number of its row in observations';
comment on column figure_places.figure_key is 'Hash of its observation_id';
comment on column figure_places.report_place is 'Number of the row of its report in reports';
