-- What several views need: the arithmetic of intervals whose open ends are NULL, and of periods.
create or replace macro intervals_meet(low, high, other_low, other_high) as
    coalesce(low <= other_high, true) and coalesce(other_low <= high, true);

create or replace macro year_before(day) as
    case
        when day = last_day(day) then last_day((day - interval 1 year)::date)
        else (day - interval 1 year)::date
    end;
