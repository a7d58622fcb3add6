"""Checks of a figure among its like: the same figure in other reports, other areas, the prints around it."""

from expectations.checks.query import Query, name_facts, place_facts
from expectations.rules.relations import DecimalsHabitCheck, MirrorCheck, PeersCheck, WrittenScaleCheck


def mirror_query(_: MirrorCheck) -> Query:
    """Cases: each figure, against the same figure of the report that was published first with it."""
    sql = f"""WITH keyed AS (
        SELECT * FROM aggregate_levels
        WHERE (is_new OR is_history) AND ref_area IS NOT NULL AND time_end IS NOT NULL AND NOT is_duplicate
            AND NOT in_headline AND (indicator IS NOT NULL OR length(label) >= 4)
        QUALIFY row_number() OVER (PARTITION BY report_id, concept, unit_measure, ref_area, body, time_start, time_end
            ORDER BY place) = 1
    ), ordered AS (
        SELECT *, first_value(observation_id) OVER (PARTITION BY concept, unit_measure, ref_area, body, time_start,
            time_end ORDER BY published_on NULLS LAST, observation_id) AS first_id FROM keyed
    )
    SELECT a.observation_id AS subject, [b.observation_id] AS rivals, compared(a.low, a.high, b.low, b.high) AS outcome,
        struct_pack(figure := a.obs_text, other := b.obs_text, published := b.published_on::VARCHAR,
            {name_facts("a", "name")}, {place_facts("a")}) AS facts
    FROM ordered a JOIN keyed b ON b.observation_id = a.first_id AND b.document_id <> a.document_id
    WHERE a.is_new OR b.is_new"""
    return Query(sql, {}, "'meet'")


def peers_query(check: PeersCheck) -> Query:
    """Cases: each area's growth on last year among those of all areas of one level (Hidiroglou and Berthelot 1986)."""
    sql = f"""WITH keyed AS (
        SELECT f.*, a.level FROM aggregate_levels f JOIN areas a USING (ref_area)
        WHERE (is_new OR is_history OR is_peer) AND indicator IS NOT NULL
            AND time_start IS NOT NULL AND time_end IS NOT NULL AND NOT is_duplicate
            AND value > 0 AND list_contains($kinds, kind)
        QUALIFY row_number() OVER (PARTITION BY concept, unit_measure, ref_area, time_start, time_end
            ORDER BY high DESC NULLS FIRST, observation_id) = 1
    ), paired AS (
        SELECT a, b, (a.value / b.value)::DOUBLE AS ratio,
            median(ratio) OVER peers AS middle, count(*) OVER peers AS areas
        FROM keyed a JOIN keyed b ON a.concept = b.concept AND a.unit_measure = b.unit_measure
            AND a.ref_area = b.ref_area AND b.time_end = year_before(a.time_end)
            AND b.time_start = year_before(a.time_start)
        WINDOW peers AS (PARTITION BY a.concept, a.unit_measure, a.level, a.time_start, a.time_end)
    ), effects AS (
        SELECT *, CASE WHEN ratio < middle THEN 1 - middle / ratio ELSE ratio / middle - 1 END
            * greatest(a.value, b.value)::DOUBLE ** $influence AS effect FROM paired
    ), spread AS (
        SELECT *, median(effect) OVER peers AS centre, quantile_cont(effect, 0.25) OVER peers AS q1,
            quantile_cont(effect, 0.75) OVER peers AS q3 FROM effects
        WINDOW peers AS (PARTITION BY a.concept, a.unit_measure, a.level, a.time_start, a.time_end)
    )
    SELECT a.observation_id AS subject, [b.observation_id] AS rivals,
        CASE WHEN areas < $least_areas THEN 'undecided'
             WHEN effect < centre - $width * greatest(centre - q1, abs(0.05 * centre))
               OR effect > centre + $width * greatest(q3 - centre, abs(0.05 * centre)) THEN 'failed'
             ELSE 'passed' END AS outcome,
        struct_pack(figure := a.obs_text, before := b.obs_text, areas := areas::VARCHAR,
            {name_facts("a", "name")}, {place_facts("a")}) AS facts
    FROM spread WHERE a.is_new OR b.is_new"""
    return Query(sql, {**check.model_dump(exclude={"kind"}), "kinds": list(check.kinds)})


def scale_query(check: WrittenScaleCheck) -> Query:
    """Cases: each new figure written in 万 or 亿."""
    sql = f"""WITH scaled AS (
        SELECT *, replace(regexp_extract(obs_text, '^([0-9][0-9,]*)', 1), ',', '') AS whole,
            regexp_extract(obs_text, '^[0-9.,]+([万亿])', 1) AS scale
        FROM figures WHERE is_new
    )
    SELECT f.observation_id AS subject, []::VARCHAR[] AS rivals,
        CASE WHEN f.scale = '万' AND length(f.whole) > $most_digits OR f.scale = '亿' AND f.whole = '0' THEN 'failed'
             WHEN f.low IS NULL OR f.high IS NULL THEN 'undecided' ELSE 'passed' END AS outcome,
        struct_pack(figure := f.obs_text, {name_facts("f", "name")}, {place_facts("f")}) AS facts
    FROM scaled f WHERE f.scale <> ''"""
    return Query(sql, {"most_digits": check.most_digits})


def habit_query(check: DecimalsHabitCheck) -> Query:
    """Cases: each new figure in 万 or 亿 without decimals, against its report's prints of the same unit and scale."""
    sql = f"""WITH scaled AS (
        SELECT *, regexp_extract(obs_text, '^[0-9.,]+(万亿|[万亿])', 1) || unit_measure AS written,
            length(regexp_extract(obs_text, '^[0-9,]+\\.([0-9]+)', 1)) AS decimals,
            length(replace(regexp_extract(obs_text, '^([0-9,]+)', 1), ',', '')) AS digits
        FROM figures WHERE regexp_matches(obs_text, '^[0-9.,]+[万亿]') AND measure = 'level'
    ), habits AS (
        SELECT report_id, written, mode(decimals ORDER BY char_start) FILTER (decimals > 0) AS habit,
            2 * count(*) FILTER (decimals > 0) >= count(*) + 2 AS is_habit
        FROM scaled GROUP BY ALL HAVING count(*) FILTER (decimals > 0) >= $least_prints
    ), alike AS (
        SELECT h.*, list({{'id': observation_id, 'text': obs_text}} ORDER BY char_start)[1:3] AS printed
        FROM habits h JOIN scaled s USING (report_id, written) WHERE s.decimals = h.habit GROUP BY ALL
    )
    SELECT f.observation_id AS subject, h.printed.list_transform(lambda other: other.id) AS rivals,
        CASE WHEN f.low IS NULL OR f.high IS NULL OR f.qualifier <> 'exact' THEN 'undecided'
             WHEN h.is_habit AND f.digits >= $least_digits THEN 'failed' ELSE 'passed'
             END AS outcome,
        struct_pack(figure := f.obs_text, habit := h.habit::VARCHAR,
            others := h.printed.list_transform(lambda other: other.text).array_to_string('、'),
            {name_facts("f", "name")}, {place_facts("f")})
            AS facts
    FROM scaled f JOIN alike h USING (report_id, written) WHERE f.is_new AND f.decimals = 0"""
    return Query(sql, {"least_prints": check.least_prints, "least_digits": check.least_digits})
