-- Kept with every status that is set (warehouse/status.py).
create table marked_figures as from marked_figures_computed();

comment on table marked_figures is
    'The figures whose status is not normal, as they stand in observations, so that nobody looks for them among all';
comment on column marked_figures.place is 'Number of its row in observations';
