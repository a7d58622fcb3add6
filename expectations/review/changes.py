"""What a publication changes in ``series``: rows that are new, changed or withdrawn."""

from dataclasses import dataclass
from importlib.resources import files

import duckdb

from expectations.review.queue import Row, rows_of
from warehouse.ddl import MODELS
from warehouse.schemas import TABLES

TIERS = ("changed", "withdrawn", "new")
_KEY = ("indicator", "breakdown", "ref_area", "time_start", "time_end", "unit_measure")
_DERIVED = ("obs_value", "obs_status", "value_low", "value_high", "published_on")
_SAME_KEY = " AND ".join(f"t.{column} IS NOT DISTINCT FROM b.{column}" for column in _KEY)
_VALUES = ("obs_value", "value_low", "value_high", "obs_status", "qualifier", "published_on", "observation_id", "uri")
_COLUMNS = ", ".join(
    [f"coalesce(t.{column}, b.{column}) AS {column}" for column in (*_KEY, "area_name")]
    + [
        f"coalesce(t.indicator_name_{language}, b.indicator_name_{language}) AS name_{language}"
        for language in ("zh", "en")
    ]
    + [f"b.{column} AS old_{column}, t.{column} AS new_{column}" for column in _VALUES]
)
# Only the keys under which a figure came, went or changed can have another row in series.
_TOUCHED = f"""
CREATE OR REPLACE TEMP TABLE touched AS
WITH differing AS (
    SELECT observation_id
    FROM tonight.reported_levels t FULL JOIN {{before}} b USING (observation_id)
    WHERE {" OR ".join(f"t.{column} IS DISTINCT FROM b.{column}" for column in _DERIVED)}
)
SELECT {", ".join(_KEY)} FROM tonight.reported_levels SEMI JOIN differing USING (observation_id)
UNION SELECT {", ".join(_KEY)} FROM {{before}} SEMI JOIN differing USING (observation_id)
"""
_PART = f"""
CREATE SCHEMA memory.{{part}};
USE memory.{{part}};
CREATE TABLE reported_levels AS SELECT t.* FROM {{levels}} t SEMI JOIN temp.touched b ON {_SAME_KEY};
"""
_COMPARE = f"""
CREATE OR REPLACE TEMP TABLE compared AS
SELECT CASE WHEN b.indicator IS NULL THEN 'new' WHEN t.indicator IS NULL THEN 'withdrawn' ELSE 'changed' END AS tier,
    {_COLUMNS}
FROM memory.part_tonight.series t FULL JOIN memory.part_before.series b ON {_SAME_KEY}
WHERE t.indicator IS NULL OR b.indicator IS NULL OR t.obs_value <> b.obs_value OR t.obs_status <> b.obs_status
    OR t.value_low IS DISTINCT FROM b.value_low OR t.value_high IS DISTINCT FROM b.value_high
"""
_ROWS = """
SELECT c.*, o.obs_status AS status_now, f.decided_by, f.reason
FROM compared c
LEFT JOIN areas a USING (ref_area)
LEFT JOIN observations o ON o.observation_id = c.old_observation_id
LEFT JOIN findings f ON f.finding_id = (
    SELECT min(finding_id) FROM findings g
    WHERE g.observation_id = coalesce(c.new_observation_id, c.old_observation_id) AND g.decided_by IS NOT NULL)
WHERE tier = ?
ORDER BY list_position(['nation', 'province', 'prefecture', 'county'], a.level) NULLS LAST, c.ref_area, c.indicator,
    c.breakdown, c.time_end DESC, c.time_start, c.unit_measure LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a publication changes.

    Attributes:
        counts: How many rows there are in each tier.
        rows: The rows of each tier, at most as many as were asked for.
        first: Whether nothing was published before.
    """

    counts: dict[str, int]
    rows: dict[str, list[Row]]
    first: bool


def find_changes(connection: duckdb.DuckDBPyConnection, *, first: bool, limit: int) -> Changes:
    """Compare ``tonight.series`` with ``before.series``, both attached.

    Args:
        connection: In which both are attached and `tonight` is in use.
        first: Nothing was published before, so there is no `before`.
        limit: How many rows of each tier are returned.
    """
    before = "(FROM tonight.reported_levels LIMIT 0)" if first else "before.reported_levels"
    connection.execute(_TOUCHED.format(before=before))
    _make_part(connection, "tonight", "tonight.reported_levels", "tonight")
    _make_part(connection, "before", before, "tonight" if first else "before")
    connection.execute("USE tonight")
    connection.execute(_COMPARE)
    counted = dict(connection.execute("SELECT tier, count(*) FROM compared GROUP BY tier").fetchall())
    rows = {tier: rows_of(connection.execute(_ROWS, [tier, limit])) for tier in TIERS}
    return Changes({tier: counted.get(tier, 0) for tier in TIERS}, rows, first)


def _make_part(connection: duckdb.DuckDBPyConnection, part: str, levels: str, database: str) -> None:
    """Make a schema whose ``series`` is a database's for the touched keys alone, by the warehouse's own model."""
    connection.execute(_PART.format(part=f"part_{part}", levels=levels))
    for table in TABLES:
        connection.execute(f"CREATE VIEW {table} AS FROM {database}.{table}")
    for model in MODELS[: MODELS.index("series") + 1]:
        if model != "reported_levels":
            connection.execute(files("warehouse").joinpath("models", f"{model}.sql").read_text("utf-8"))
