-- The verdicts of expectations/formulas.py in SQL; open ends of intervals are NULL and never evidence against a figure.
CREATE OR REPLACE TEMP MACRO above(low, high) AS
    coalesce(low > high AND abs(low - high) > 1e-9 * greatest(abs(low), abs(high)), false);

CREATE OR REPLACE TEMP MACRO compared(low, high, other_low, other_high) AS
    CASE WHEN above(low, other_high) OR above(other_low, high) THEN 'failed'
         WHEN low IS NULL OR high IS NULL OR other_low IS NULL OR other_high IS NULL THEN 'undecided'
         ELSE 'passed' END;

CREATE OR REPLACE TEMP MACRO not_above(part_low, part_high, whole_low, whole_high) AS
    CASE WHEN part_low > whole_high THEN 'failed'
         WHEN part_low IS NOT NULL AND whole_high IS NOT NULL THEN 'passed'
         WHEN part_high <= whole_low THEN 'passed'
         ELSE 'undecided' END;

CREATE OR REPLACE TEMP MACRO is_ratio(low, high, part_low, part_high, whole_low, whole_high, factor) AS
    compared(low::DOUBLE * whole_low::DOUBLE, high::DOUBLE * whole_high::DOUBLE,
        part_low::DOUBLE * factor, part_high::DOUBLE * factor);

CREATE OR REPLACE TEMP MACRO is_growth(low, high, level_low, level_high, base_low, base_high, factor) AS
    compared((1 + low::DOUBLE / factor) * base_low::DOUBLE, (1 + high::DOUBLE / factor) * base_high::DOUBLE,
        level_low::DOUBLE, level_high::DOUBLE);

CREATE OR REPLACE TEMP MACRO is_difference(low, high, level_low, level_high, base_low, base_high) AS
    compared(level_low, level_high, low + base_low, high + base_high);

CREATE OR REPLACE TEMP MACRO any_of(outcomes) AS
    CASE WHEN list_contains(outcomes, 'passed') THEN 'passed'
         WHEN list_contains(outcomes, 'undecided') THEN 'undecided' ELSE 'failed' END;

CREATE OR REPLACE TEMP MACRO no_jump(low, high, base_low, base_high) AS
    CASE WHEN low IS NULL OR high IS NULL OR base_low IS NULL OR base_high IS NULL THEN 'undecided'
         WHEN least(low + high, base_low + base_high) < 100 THEN 'undecided'
         WHEN list_min(list_transform([1, 2, 3, 4, 8],
            lambda jump: abs(abs(log10((low + high)::DOUBLE / (base_low + base_high)::DOUBLE)) - jump))) <= 0.15
         THEN 'failed' ELSE 'passed' END;
