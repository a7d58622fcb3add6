"""The public contract in code: every table of the warehouse and the lake, declared once.

The Arrow schemas are what Parquet files are written with; the DuckDB tables and their comments
are generated from them (`ddl`).
"""

from dataclasses import dataclass

import pyarrow as pa

FIGURE = pa.decimal128(28, 6)
INSTANT = pa.timestamp("us", tz="UTC")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its columns with their comments, its key, and how rows of one key follow each other.

    With ``newest_counts`` a table is a log in the lake: of the rows with one key the last committed counts.
    """

    name: str
    schema: pa.Schema
    comment: str
    key: tuple[str, ...]
    newest_counts: bool = False


def _column(name: str, kind: pa.DataType, comment: str) -> pa.Field:
    return pa.field(name, kind, metadata={b"comment": comment.encode()})


def _text(name: str, comment: str) -> pa.Field:
    return _column(name, pa.string(), comment)


def _date(name: str, comment: str) -> pa.Field:
    return _column(name, pa.date32(), comment)


def _whole(name: str, comment: str) -> pa.Field:
    return _column(name, pa.int32(), comment)


def _figure(name: str, comment: str) -> pa.Field:
    return _column(name, FIGURE, comment)


def _instant(name: str, comment: str) -> pa.Field:
    return _column(name, INSTANT, comment)


def _run_id(comment: str = "The nightly run that brought this row (runs.run_id)") -> pa.Field:
    return _text("run_id", comment)


DOCUMENTS = Table(
    "documents",
    pa.schema(
        [
            _text("document_id", "SHA-256 of the file's bytes, in hex: the same content is the same document"),
            _text("uri", "Path of the file, relative to the inbox; archive.zip!/name for a file in a ZIP archive"),
            _text("media_type", "What kind of document it is, such as text/plain, text/html or application/pdf"),
            _text("encoding", "Its encoding, such as utf-8; binary for PDF and DOCX, ocr for images"),
            _date("published_on", "Day of publication, NULL when nothing tells it"),
            _text("published_basis", "Where published_on was read: metadata, file_name, dateline or inferred"),
            _text("text", "The text as it came or as extracted; all character offsets count in it, from 0"),
            _instant("ingested_at", "When the run took the document in, UTC"),
            _run_id(),
        ]
    ),
    "One row per distinct file content",
    ("document_id",),
)

REPORTS = Table(
    "reports",
    pa.schema(
        [
            _text("report_id", "Stable identity of the article"),
            _text("document_id", "The document it stands in (documents.document_id)"),
            _whole("article_no", "Place of the article within its document, from 1"),
            _text("kind", "article, caption or fragment"),
            _text("title", "Headline, NULL when the page has none"),
            _text("subtitle", "Second headline"),
            _text("byline", "Who wrote it, as printed"),
            _text("dateline_place", "Place in the dateline, as printed"),
            _date("dateline_date", "Date in the dateline"),
            _date("published_on", "Day of publication, NULL when nothing tells it"),
            _text("ref_area", "Area that the article is about (areas.ref_area), NULL if unknown"),
            _whole("char_start", "First character of the body in documents.text"),
            _whole("char_end", "End of the body in documents.text, exclusive"),
            _text("text", "The body, cleaned: broken paragraphs joined"),
            _text("duplicate_of", "The report_id of an earlier report with the same text or nearly so"),
            _run_id(),
        ]
    ),
    "One row per article of a document",
    ("report_id",),
)

OBSERVATIONS = Table(
    "observations",
    pa.schema(
        [
            _text("observation_id", "Stable: the same document gives the same ids"),
            _text("report_id", "The article it was printed in (reports.report_id)"),
            _text("document_id", "The document it was printed in (documents.document_id)"),
            _run_id(),
            _whole("char_start", "First character of the number with its unit, in documents.text"),
            _whole("char_end", "End of the number with its unit, exclusive"),
            _text("obs_text", "The number with its unit, verbatim: documents.text from char_start to char_end"),
            _text("sentence", "The sentence around it, cleaned"),
            _text("indicator", "Code in indicators, NULL when none fits"),
            _text("indicator_label", "The indicator as the text words it"),
            _text("breakdown", "'' for the whole, else key=value pairs joined by ';', keys sorted"),
            _text("measure", "level or change"),
            _figure("obs_value", "Value in base units, as printed unless a reviewer corrected it; a fall is negative"),
            _figure("printed_value", "Value in base units, as printed, always"),
            _figure("value_low", "Lower end of what print, rounding and hedge, or a reviewer, allow; NULL when open"),
            _figure("value_high", "Upper end of what print, rounding and hedge, or a reviewer, allow; NULL when open"),
            _text("unit_measure", "Base unit: CNY, percent, percentage_point, case, person, day, ..."),
            _text("qualifier", "exact, about, nearly, over, under, at_least or at_most"),
            _text("ref_area", "GB/T 2260 six digits, 100000 for the nation, NULL if unknown"),
            _text("court", "The court or body whose figure it is, as worded, NULL if none"),
            _date("time_start", "First day covered, NULL if unknown"),
            _date("time_end", "Last day covered, NULL if unknown"),
            _text("time_basis", "How the period was found: stated, inherited, relative or none"),
            _text("comparison", "For a change: yoy, mom, other, or NULL"),
            _text("change_of", "For a change: the observation_id of the level that it changes"),
            _text("scope", "aggregate, or case for a figure of one case's or one firm's story"),
            _column("confidence", pa.float64(), "How sure the reading is, 0 to 1"),
            _text("obs_status", "normal, suspect (a finding is open on it), corrected or rejected"),
        ]
    ),
    "One row per figure, with the characters it was printed at",
    ("observation_id",),
)

FINDINGS = Table(
    "findings",
    pa.schema(
        [
            _text("finding_id", "Stable identity of the failed check"),
            _text("rule", "The rule that failed"),
            _text("severity", "critical, warning or info"),
            _text("report_id", "The report it was found in (reports.report_id)"),
            _text("observation_id", "The figure held to be wrong, NULL when it cannot be told"),
            _column("related", pa.list_(pa.string()), "The observation ids that take part in the contradiction"),
            _text("message", "What contradicts what, in one sentence with its figures"),
            _figure("suggested_value", "The likely right value in base units"),
            _text("suggested_text", "The likely right print"),
            _column("confidence", pa.float64(), "How sure the suggestion is, 0 to 1"),
            _column("candidates", pa.list_(pa.string()), "What may have been printed, the likeliest first"),
            _text("status", "open, accepted, rejected or waived"),
            _text("decided_by", "The reviewer who decided"),
            _text("reason", "Why it was decided so"),
            _text("first_run_id", "The run that found it first (runs.run_id)"),
            _text("last_run_id", "The run that looked at it last (runs.run_id)"),
        ]
    ),
    "One row per failed check",
    ("finding_id",),
    newest_counts=True,
)

RULE_RESULTS = Table(
    "rule_results",
    pa.schema(
        [
            _run_id("The run that checked (runs.run_id)"),
            _text("rule", "The rule"),
            _whole("level", "ESS validation level, 0 to 5"),
            _text("severity", "critical, warning or info"),
            _whole("checked", "How many cases the rule looked at"),
            _whole("passed", "How many held"),
            _whole("failed", "How many did not hold"),
            _whole("undecided", "How many could not be told; a rule with nothing to check is undecided"),
            _whole("errored", "How many could not be computed"),
        ]
    ),
    "One row per run and rule",
    ("run_id", "rule"),
    newest_counts=True,
)

FINGERPRINTS = Table(
    "fingerprints",
    pa.schema(
        [
            _text("report_id", "The report (reports.report_id)"),
            _whole("arrival", "Its place in the order in which the warehouse took reports in, from 1"),
            _text("text_id", "MD5 of its text: reports with the same text have the same"),
            _column("keys", pa.list_(pa.int64()), "Keys of which a reprint most likely shares one; empty for a copy"),
            _column("alike", pa.list_(pa.int32()), "Arrivals before it that are its reprints or originals"),
            _column("prints", pa.int64(), "Hash of the figures that it prints, in order; NULL where there is none"),
        ]
    ),
    "How reprints are found: one row per report",
    ("report_id",),
)

CONFIRMATIONS = Table(
    "confirmations",
    pa.schema(
        [
            _text("confirmation_id", "Stable identity of the check that held"),
            _text("observation_id", "The figure it confirms (observations.observation_id)"),
            _text("rule", "The rule that was checked"),
            _column("held_against", pa.list_(pa.string()), "The observation ids of the other figures of the check"),
            _column(
                "power", pa.float64(), "The share of scanning errors in the figure that the check would see, 0 to 1"
            ),
            _run_id("The run that checked (runs.run_id)"),
        ]
    ),
    "One row per figure and check that held and would have seen most scanning errors in it",
    ("confirmation_id",),
    newest_counts=True,
)

INDICATORS = Table(
    "indicators",
    pa.schema(
        [
            _text("indicator", "Code of the indicator"),
            _text("name_zh", "Chinese name"),
            _text("name_en", "English name"),
            _text("unit_measure", "Base unit of its levels"),
            _figure("minimum", "Smallest legal value, NULL when unbounded"),
            _figure("maximum", "Largest legal value, NULL when unbounded"),
            _text("definition", "What is counted"),
            _text("source", "Where the definition stands"),
        ]
    ),
    "The catalogue of indicators",
    ("indicator",),
)

INDICATOR_PARTS = Table(
    "indicator_parts",
    pa.schema(
        [
            _text("indicator", "The part (indicators.indicator)"),
            _text("part_of", "The whole it is a part of (indicators.indicator)"),
        ]
    ),
    "Which indicators are parts of which",
    ("indicator", "part_of"),
)

AREAS = Table(
    "areas",
    pa.schema(
        [
            _text("ref_area", "GB/T 2260 six digits, 100000 for the nation"),
            _text("name", "Chinese name, the newest one"),
            _text("level", "Administrative level"),
            _text("parent", "The area it belongs to (areas.ref_area)"),
        ]
    ),
    "The catalogue of areas",
    ("ref_area",),
)

RUNS = Table(
    "runs",
    pa.schema(
        [
            _text("run_id", "Identity of the nightly run: its start in UTC and six hex digits"),
            _instant("started_at", "When it started, UTC"),
            _instant("finished_at", "When it finished, UTC"),
            _whole("documents", "New documents"),
            _whole("reports", "New reports"),
            _whole("observations", "New figures"),
            _whole("findings", "New findings"),
            _text("outcome", "How it ended"),
            _text("version", "The version of Casetally that ran"),
        ]
    ),
    "One row per nightly run that brought something",
    ("run_id",),
    newest_counts=True,
)

PUBLICATION = Table(
    "publication",
    pa.schema(
        [
            _whole("commit_number", "Number of the lake's commit, from 1"),
            _run_id("The run that committed it (runs.run_id)"),
            _instant("published_at", "When it was committed, UTC"),
            _text("version", "The version of Casetally that committed it"),
        ]
    ),
    "One row per commit of the lake that this warehouse holds; the last one tells how far it goes",
    ("commit_number",),
)

PRINTED_BOUNDS = Table(
    "printed_bounds",
    pa.schema(
        [
            _text("observation_id", "A figure that a reviewer corrected (observations.observation_id)"),
            _figure("printed_low", "Lower end of what its print allows, NULL when open"),
            _figure("printed_high", "Upper end of what its print allows, NULL when open"),
        ]
    ),
    "What the prints of corrected figures allow, whose bounds in observations follow the accepted value",
    ("observation_id",),
)

_ALL = (
    DOCUMENTS,
    REPORTS,
    OBSERVATIONS,
    FINDINGS,
    RULE_RESULTS,
    CONFIRMATIONS,
    FINGERPRINTS,
    PRINTED_BOUNDS,
    INDICATORS,
    INDICATOR_PARTS,
    AREAS,
    RUNS,
    PUBLICATION,
)
TABLES: dict[str, Table] = {table.name: table for table in _ALL}
LAKE_TABLES: tuple[str, ...] = (
    "documents",
    "reports",
    "observations",
    "findings",
    "rule_results",
    "confirmations",
    "runs",
)
