-- What `marked_figures` holds: the one definition, by which it is filled and renewed.
create or replace macro marked_figures_computed() as table
select rowid as place, * from observations where obs_status <> 'normal';
