"""A data folder with years of history, invented in SQL: a lake of committed nights and the warehouse published of it.

    python -m bench.history DATA [--reports 100000] [--figures 20] [--nights 20]

No text is read to make it, so a history of a million reports takes minutes. What it holds keeps every expectation:
its figures point at their characters, its references lead somewhere, its accused figures are withheld.
"""

import argparse
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from expectations.rules import declared_rules
from warehouse.candidate import Candidate
from warehouse.data_folder import DataFolder
from warehouse.ddl import create_tables, create_views
from warehouse.known_levels import add_levels
from warehouse.lake import Lake
from warehouse.loading import load_files
from warehouse.publishing import publish
from warehouse.schemas import LAKE_TABLES, TABLES
from warehouse.series import fill_series
from warehouse.status import derive_observation_status, refresh_catalogue

NIGHTS, SHORT_NIGHTS = 20, 2
FIRST_NIGHT = datetime(2021, 1, 1, 18, 30, tzinfo=UTC)
ACCUSED_EACH = 200  # one figure in so many has an open finding
CONFIRMED_EACH = 12
SENTENCES = """
CREATE OR REPLACE TEMP TABLE invented AS
WITH drawn AS (
    SELECT n, n // $figures AS report_no, n % $figures AS place, hash(n) AS h, hash(n // $figures, 1) AS of_report,
        CASE WHEN h // 11 % 5 = 0 THEN 'change' ELSE 'level' END AS measure,
        measure = 'change' AND place > 0 AND hash(n - 1) // 11 % 5 <> 0 AS is_linked,  -- to the level told before it
        CASE WHEN is_linked THEN hash(n - 1) ELSE h END AS of_level
    FROM range($first, $last) figures(n)
), placed AS (
    SELECT drawn.*, CASE WHEN of_report % 100 < 2 THEN 0 WHEN of_report % 100 < 40 THEN 1
        WHEN of_report % 100 < 80 THEN 2 ELSE 3 END AS area_tier, 2000 + (of_report // 7 % 21)::INTEGER AS told_of
    FROM drawn
), numbered AS (
    SELECT placed.*, (of_report // 101 % areas)::BIGINT AS area_number,
        (of_level // 17 % (SELECT count(*) FROM numbered_indicators))::BIGINT AS indicator_number
    FROM placed JOIN tiers USING (area_tier)
), named AS (
    SELECT numbered.*, a.ref_area, a.name AS area_name, i.indicator, i.name_zh,
        CASE WHEN of_level % 10 < 4 THEN NULL ELSE i.indicator END AS code,
        CASE of_level // 23 % 12 WHEN 0 THEN 'case_type=criminal' WHEN 1 THEN 'case_type=civil'
            WHEN 2 THEN 'case_type=administrative' ELSE '' END AS breakdown,
        CASE WHEN measure = 'change' THEN 'percent' ELSE i.unit_measure END AS unit_measure,
        CASE WHEN unit_measure = 'percent' THEN 1 + h // 13 % 9000 / 100 ELSE 100 + h // 13 % 900000 END::DECIMAL(28, 6)
            AS value
    FROM numbered
    JOIN numbered_areas a USING (area_tier, area_number) JOIN numbered_indicators i USING (indicator_number)
), worded AS (
    SELECT *, CASE unit_measure WHEN 'percent' THEN value::DECIMAL(12, 2)::VARCHAR || '%'
        ELSE value::BIGINT::VARCHAR || '件' END AS obs_text,
        told_of || '年' || area_name || '法院' || name_zh || CASE measure WHEN 'change' THEN '同比增长' ELSE '' END
            AS before, before || obs_text || '。' AS sentence
    FROM named
)
SELECT *, sha256(n::VARCHAR) AS observation_id, sha256('r' || report_no) AS report_id,
    sha256('d' || report_no) AS document_id, make_date(told_of + 1, 1 + (of_report // 5 % 12)::INTEGER, 15) AS day,
    (sum(length(sentence)) OVER (PARTITION BY report_no ORDER BY place))::INTEGER - length(sentence) AS begins,
    begins + length(before) AS char_start
FROM worded
"""
ROWS = {
    "documents": """
SELECT document_id, day || '/' || report_no || '.txt' AS uri, 'text/plain' AS media_type, 'utf-8' AS encoding,
    day AS published_on, 'metadata' AS published_basis, string_agg(sentence, '' ORDER BY place) AS text,
    $at::TIMESTAMPTZ AS ingested_at, $run_id AS run_id
FROM invented GROUP BY report_no, document_id, day ORDER BY report_no""",
    "reports": """
SELECT report_id, document_id, 1::INTEGER AS article_no, 'article' AS kind, NULL AS title, NULL AS subtitle,
    NULL AS byline, NULL AS dateline_place, NULL AS dateline_date, day AS published_on, any_value(ref_area) AS ref_area,
    0 AS char_start, sum(length(sentence))::INTEGER AS char_end, string_agg(sentence, '' ORDER BY place) AS text,
    NULL AS duplicate_of, $run_id AS run_id
FROM invented GROUP BY report_no, report_id, document_id, day ORDER BY report_no""",
    "observations": """
SELECT observation_id, report_id, document_id, $run_id AS run_id, char_start, char_start + length(obs_text) AS char_end,
    obs_text, sentence, code AS indicator, name_zh AS indicator_label, breakdown,
    measure, value AS obs_value, value AS printed_value, value AS value_low, value AS value_high,
    unit_measure, 'exact' AS qualifier, ref_area, NULL AS court, make_date(told_of, 1, 1) AS time_start,
    make_date(told_of, 12, 31) AS time_end, 'stated' AS time_basis,
    CASE measure WHEN 'change' THEN 'yoy' END AS comparison,
    CASE WHEN is_linked THEN sha256((n - 1)::VARCHAR) END AS change_of,
    CASE WHEN h // 19 % 10 = 0 THEN 'case' ELSE 'aggregate' END AS scope, 0.9::DOUBLE AS confidence,
    'normal' AS obs_status
FROM invented ORDER BY n""",
    "findings": f"""
SELECT sha256('f' || n) AS finding_id, 'area_within_larger_area' AS rule, 'warning' AS severity, report_id,
    observation_id, [observation_id] AS related, '所印为' || obs_text || ' / it prints ' || obs_text AS message,
    NULL AS suggested_value, NULL AS suggested_text, 0.5::DOUBLE AS confidence, [] AS candidates,
    CASE n // {ACCUSED_EACH} % 4 WHEN 0 THEN 'open' ELSE 'waived' END AS status, NULL AS decided_by, NULL AS reason,
    $run_id AS first_run_id, $run_id AS last_run_id
FROM invented WHERE n % {ACCUSED_EACH} = 0 ORDER BY n""",
    "rule_results": """
SELECT $run_id AS run_id, rule, level::INTEGER AS level, severity, 10 AS checked, 9 AS passed, 1 AS failed,
    0 AS undecided, 0 AS errored FROM declared_rules""",
    "confirmations": f"""
SELECT sha256('c' || n) AS confirmation_id, observation_id, 'sum_told_in_one_sentence' AS rule,
    [observation_id] AS held_against, 0.9::DOUBLE AS power, $run_id AS run_id
FROM invented WHERE n % {CONFIRMED_EACH} = 1 ORDER BY n""",
    "runs": """
SELECT $run_id AS run_id, $at::TIMESTAMPTZ AS started_at, $at::TIMESTAMPTZ AS finished_at,
    count(DISTINCT document_id)::INTEGER AS documents, count(DISTINCT report_id)::INTEGER AS reports,
    count(*)::INTEGER AS observations, 0 AS findings, 'published' AS outcome, '0.1.0' AS version FROM invented""",
}
FINGERPRINTS = """
INSERT INTO fingerprints BY NAME
SELECT report_id, (row_number() OVER (ORDER BY rowid))::INTEGER AS arrival, md5(text) AS text_id,
    list_transform(range(20), lambda band: (hash(report_id, band) % 9223372036854775807)::BIGINT) AS keys,
    []::INTEGER[] AS alike, (hash(report_id) >> 1)::BIGINT AS prints
FROM reports ORDER BY rowid
"""


def make_history(folder: Path, reports: int, figures: int, nights: int) -> DataFolder:
    """Return a data folder that holds so many reports of so many figures each, published."""
    data = DataFolder(folder)
    data.create()
    lake = Lake(data.lake)
    with duckdb.connect(":memory:") as connection:
        _prepare(connection)
        for night in range(nights):
            _commit_night(
                connection, lake, night, (reports * night // nights, reports * (night + 1) // nights), figures
            )
    _publish(data, lake)
    return data


def history_to_read(folder: Path, reports: int, figures: int, short: bool) -> tuple[Path, int]:
    """Return a published warehouse that is only read, and how many figures it holds.

    The one of the data folder named by BENCH_HISTORY, where there is one and the run is no short one, else a new one
    in ``folder``.
    """
    made = None if short else os.environ.get("BENCH_HISTORY")
    nights = SHORT_NIGHTS if short else NIGHTS
    warehouse = DataFolder(Path(made)).warehouse if made else make_history(folder, reports, figures, nights).warehouse
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        row = connection.execute("SELECT count(*) FROM observations").fetchone()
    return warehouse, row[0] if row else 0


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    create_tables(connection)
    refresh_catalogue(connection)
    connection.execute("""
        CREATE TEMP TABLE numbered_areas AS SELECT ref_area, name,
            list_position(['nation', 'province', 'prefecture', 'county'], level) - 1 AS area_tier,
            row_number() OVER (PARTITION BY level ORDER BY ref_area) - 1 AS area_number FROM areas""")
    connection.execute(
        "CREATE TEMP TABLE tiers AS SELECT area_tier, count(*) AS areas FROM numbered_areas GROUP BY ALL"
    )
    connection.execute("""
        CREATE TEMP TABLE numbered_indicators AS SELECT indicator, name_zh, unit_measure,
            row_number() OVER (ORDER BY indicator) - 1 AS indicator_number
        FROM indicators WHERE unit_measure IN ('case', 'percent')""")
    connection.execute("CREATE TEMP TABLE declared_rules (rule VARCHAR, level INTEGER, severity VARCHAR)")
    for rule in declared_rules():
        connection.execute("INSERT INTO declared_rules VALUES (?, ?, ?)", [rule.id, rule.level, rule.severity])


def _commit_night(
    connection: duckdb.DuckDBPyConnection, lake: Lake, night: int, reports: tuple[int, int], figures: int
) -> None:
    at = FIRST_NIGHT + timedelta(days=night)
    run_id = f"{at:%Y%m%dT%H%M%SZ}-{night:06x}"
    first, last = (report * figures for report in reports)
    connection.execute(SENTENCES, {"figures": figures, "first": first, "last": last})
    staged = lake.stage(run_id)
    for table_name in LAKE_TABLES:
        query = ROWS[table_name]
        given = {name: value for name, value in (("at", at), ("run_id", run_id)) if f"${name}" in query}
        staged.write(table_name, connection.execute(query, given).to_arrow_table().cast(TABLES[table_name].schema))
    staged.commit(date(at.year, at.month, at.day), at)


def _publish(data: DataFolder, lake: Lake) -> None:
    data.candidate.unlink(missing_ok=True)
    with Candidate(data.candidate, lake) as candidate:
        create_tables(candidate.connection)
        refresh_catalogue(candidate.connection)
        create_views(candidate.connection)
        for table_name in LAKE_TABLES:
            load_files(candidate.connection, table_name, lake.committed_files(table_name))
        candidate.connection.execute(FINGERPRINTS)
        derive_observation_status(candidate.connection)
        fill_series(candidate.connection)
        add_levels(candidate.connection)
        candidate.seal(lake.last_commit())
        publish(candidate, data)


def main() -> None:
    """Make a history in a folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--figures", type=int, default=20, help="of each report")
    parser.add_argument("--nights", type=int, default=20)
    given = parser.parse_args()
    data = make_history(given.data, given.reports, given.figures, given.nights)
    print(f"{data.warehouse}: {data.warehouse.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
