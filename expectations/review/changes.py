"""What a publication changes in ``series``: rows that are new, changed or withdrawn."""

from dataclasses import dataclass

import duckdb

from expectations.review.queue import Row, rows_of
from warehouse.series import KEY

TIERS = ("changed", "withdrawn", "new")
_SAME_KEY = " AND ".join(
    f"t.{column} {'IS NOT DISTINCT FROM' if column.startswith('time') else '='} b.{column}" for column in KEY
)
_VALUES = ("obs_value", "value_low", "value_high", "obs_status", "qualifier", "published_on", "observation_id", "uri")
_COLUMNS = ", ".join(
    [f"coalesce(t.{column}, b.{column}) AS {column}" for column in (*KEY, "area_name")]
    + [
        f"coalesce(t.indicator_name_{language}, b.indicator_name_{language}) AS name_{language}"
        for language in ("zh", "en")
    ]
    + [f"b.{column} AS old_{column}, t.{column} AS new_{column}" for column in _VALUES]
)
# Only keys under which a figure came or changed can have another row. No row of `observations` or `reports` is ever
# deleted, and a rebuilt database has them in the same order: the number of its row names a figure in both databases.
_MARKED = """
    SELECT rowid AS place, obs_status, NULL AS decided FROM {0}.observations WHERE obs_status IN ('suspect', 'rejected')
    UNION ALL SELECT rowid, obs_status, (obs_value, value_low, value_high) FROM {0}.observations
    WHERE obs_status = 'corrected'"""
_COPIES = "SELECT rowid AS place, duplicate_of FROM {0}.reports WHERE duplicate_of IS NOT NULL"
_PLACES = f"""
CREATE OR REPLACE TEMP TABLE touched_places AS
WITH marked AS ({_MARKED.format("tonight")}
), marked_before AS ({_MARKED.format("before")}
), copies AS ({_COPIES.format("tonight")}
), copies_before AS ({_COPIES.format("before")}
), moved AS (
    SELECT place FROM (FROM copies EXCEPT FROM copies_before)
    UNION SELECT place FROM (FROM copies_before EXCEPT FROM copies)
)
SELECT rowid AS place FROM tonight.observations
WHERE run_id IN (SELECT run_id FROM tonight.runs ANTI JOIN before.runs USING (run_id))
UNION SELECT place FROM (FROM marked EXCEPT FROM marked_before)
UNION SELECT place FROM (FROM marked_before EXCEPT FROM marked)
UNION SELECT rowid FROM tonight.observations
WHERE report_id IN (SELECT report_id FROM tonight.reports SEMI JOIN moved ON reports.rowid = moved.place)
"""
_TOUCHED = f"""
CREATE OR REPLACE TEMP TABLE touched AS
SELECT DISTINCT {", ".join(KEY)} FROM tonight.observations SEMI JOIN touched_places ON observations.rowid = place
WHERE indicator IS NOT NULL
"""
_ALL_TOUCHED = f"CREATE OR REPLACE TEMP TABLE touched AS SELECT {', '.join(KEY)} FROM tonight.series"
_COMPARE = f"""
CREATE OR REPLACE TEMP TABLE compared AS
WITH now_places AS (SELECT rowid AS place FROM tonight.series t SEMI JOIN touched b ON {_SAME_KEY}
), earlier_places AS (SELECT rowid AS place FROM {{before}}.series t SEMI JOIN touched b ON {_SAME_KEY} {{limit}}
), now AS (SELECT t.* FROM tonight.series t SEMI JOIN now_places ON t.rowid = place
), earlier AS (SELECT t.* FROM {{before}}.series t SEMI JOIN earlier_places ON t.rowid = place
)
SELECT CASE WHEN b.indicator IS NULL THEN 'new' WHEN t.indicator IS NULL THEN 'withdrawn' ELSE 'changed' END AS tier,
    {_COLUMNS}
FROM now t FULL JOIN earlier b ON {_SAME_KEY}
WHERE t.indicator IS NULL OR b.indicator IS NULL OR t.obs_value <> b.obs_value OR t.obs_status <> b.obs_status
    OR t.value_low IS DISTINCT FROM b.value_low OR t.value_high IS DISTINCT FROM b.value_high
"""
_ROWS = """
SELECT c.*, coalesce(o.obs_status, 'normal') AS status_now, f.decided_by, f.reason
FROM compared c
LEFT JOIN areas a USING (ref_area)
LEFT JOIN marked_figures o ON o.observation_id = c.old_observation_id
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
    if not first:
        connection.execute(_PLACES)
    connection.execute(_ALL_TOUCHED if first else _TOUCHED)
    earlier = {"before": "tonight", "limit": "LIMIT 0"} if first else {"before": "before", "limit": ""}
    connection.execute(_COMPARE.format(**earlier))
    counted = dict(connection.execute("SELECT tier, count(*) FROM compared GROUP BY tier").fetchall())
    rows = {tier: rows_of(connection.execute(_ROWS, [tier, limit])) for tier in TIERS}
    return Changes({tier: counted.get(tier, 0) for tier in TIERS}, rows, first)
