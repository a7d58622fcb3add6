"""`series` as SDMX-CSV 2.0: the header and the codes of SDMX, its way of writing periods.

Source: SDMX 3.0, Technical specification of SDMX-CSV 2.0; code lists CL_FREQ 2.1 and CL_OBS_STATUS 2.2. ``_T`` is the
total of a breakdown. A figure that a reviewer corrected is ``I``: imputed by the receiving agency.

A period that is no calendar year, half-year, quarter, month or day is a range: ``2025-01-01/P9M``. Of a period with one
end unknown the known day is written, with the frequency ``_U`` where it is the last day, ``_Z`` where it is the first.
"""

from warehouse.ddl import quoted

STRUCTURE_ID = "CASETALLY:DF_SERIES(1.0.0)"
DIMENSIONS = ("FREQ", "INDICATOR", "BREAKDOWN", "REF_AREA", "UNIT_MEASURE", "TIME_PERIOD")
DESCRIPTIONS = {
    "STRUCTURE": "What STRUCTURE_ID names",
    "STRUCTURE_ID": "The dataflow that the rows belong to",
    "ACTION": "I: for information",
    "FREQ": "A, S, Q, M or D; _O for another period, _U where only its last day is known, _Z where only its first is",
    "INDICATOR": "Code in indicators",
    "BREAKDOWN": "_T for the whole, else key=value pairs joined by ;, keys sorted",
    "REF_AREA": "GB/T 2260 six digits, 100000 for the nation",
    "UNIT_MEASURE": "Base unit of the value",
    "TIME_PERIOD": "2025, 2025-S1, 2025-Q1, 2025-01, 2025-01-31, or first day and length: 2025-01-01/P9M",
    "OBS_VALUE": "Value in base units",
    "OBS_STATUS": "A: normal; I: corrected by a reviewer",
    "VALUE_LOW": "Lower end of what print, rounding and hedge allow, empty when open",
    "VALUE_HIGH": "Upper end of what print, rounding and hedge allow, empty when open",
    "QUALIFIER": "exact, about, nearly, over, under, at_least or at_most",
    "TIME_START": "First day covered, empty if unknown",
    "TIME_END": "Last day covered, empty if unknown",
    "REPORTS_AGREEING": "How many reports print a value for the same key that this one may be, itself included",
    "REPORTS_DISAGREEING": "How many reports print only values for the same key that this one cannot be",
    "CHECKED_BY": "How many checks hold that would have seen most scanning errors in the figure",
    "PUBLISHED_ON": "Day the report was published",
    "OBSERVATION_ID": "The figure it comes from (observations.observation_id)",
}

SERIES_QUERY = f"""
with calendar as (
    select
        *,
        coalesce(time_start = date_trunc('month', time_start) and time_end = last_day(time_end), false) as in_months,
        datediff('month', time_start, time_end) + 1 as months,
        datediff('day', time_start, time_end) + 1 as days
    from series
),
periods as (
    select
        *,
        case
            when time_start is null then '_U'
            when time_end is null then '_Z'
            when days = 1 then 'D'
            when not in_months then '_O'
            when months = 12 and month(time_start) = 1 then 'A'
            when months = 6 and month(time_start) in (1, 7) then 'S'
            when months = 3 and month(time_start) in (1, 4, 7, 10) then 'Q'
            when months = 1 then 'M'
            else '_O'
        end as freq,
        case
            when not in_months then format('P{{}}D', days)
            when months % 12 = 0 then format('P{{}}Y', months // 12)
            else format('P{{}}M', months)
        end as length
    from calendar
)
select
    'dataflow' as STRUCTURE,
    {quoted(STRUCTURE_ID)} as STRUCTURE_ID,
    'I' as ACTION,
    freq as FREQ,
    indicator as INDICATOR,
    case breakdown when '' then '_T' else breakdown end as BREAKDOWN,
    ref_area as REF_AREA,
    unit_measure as UNIT_MEASURE,
    case freq
        when 'A' then strftime(time_start, '%Y')
        when 'S' then format('{{}}-S{{}}', strftime(time_start, '%Y'), month(time_start) // 6 + 1)
        when 'Q' then format('{{}}-Q{{}}', strftime(time_start, '%Y'), quarter(time_start))
        when 'M' then strftime(time_start, '%Y-%m')
        when '_O' then format('{{}}/{{}}', strftime(time_start, '%Y-%m-%d'), length)
        else strftime(coalesce(time_start, time_end), '%Y-%m-%d')
    end as TIME_PERIOD,
    rtrim(rtrim(obs_value::varchar, '0'), '.') as OBS_VALUE,
    case obs_status when 'corrected' then 'I' else 'A' end as OBS_STATUS,
    rtrim(rtrim(value_low::varchar, '0'), '.') as VALUE_LOW,
    rtrim(rtrim(value_high::varchar, '0'), '.') as VALUE_HIGH,
    qualifier as QUALIFIER,
    time_start as TIME_START,
    time_end as TIME_END,
    reports_agreeing as REPORTS_AGREEING,
    reports_disagreeing as REPORTS_DISAGREEING,
    checked_by as CHECKED_BY,
    published_on as PUBLISHED_ON,
    observation_id as OBSERVATION_ID
from periods
order by INDICATOR, BREAKDOWN, REF_AREA, UNIT_MEASURE, time_start, time_end
"""
