"""The legal codes of the contract, column by column."""

from extraction.catalogue.indicators import UNITS

LEGAL_CODES: dict[str, dict[str, tuple[str, ...]]] = {
    "documents": {
        "media_type": (
            "text/plain",
            "text/markdown",
            "text/html",
            "application/pdf",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "image/png",
            "image/jpeg",
            "image/tiff",
        ),
        "encoding": ("utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5", "binary", "ocr"),
        "published_basis": ("metadata", "file_name", "dateline", "inferred"),
    },
    "reports": {"kind": ("article", "caption", "fragment")},
    "observations": {
        "measure": ("level", "change"),
        "unit_measure": UNITS,
        "qualifier": ("exact", "about", "nearly", "over", "under", "at_least", "at_most"),
        "time_basis": ("stated", "inherited", "relative", "none"),
        "comparison": ("yoy", "mom", "other"),
        "scope": ("aggregate", "case"),
        "obs_status": ("normal", "suspect", "corrected", "rejected"),
    },
    "findings": {
        "severity": ("critical", "warning", "info"),
        "status": ("open", "accepted", "rejected", "waived"),
    },
    "rule_results": {"severity": ("critical", "warning", "info")},
    "indicators": {"unit_measure": UNITS},
}
MAY_BE_EMPTY = {("documents", "published_basis"), ("observations", "comparison")}

REFERENCES: tuple[tuple[str, str, str, str], ...] = (
    ("reports", "document_id", "documents", "document_id"),
    ("reports", "ref_area", "areas", "ref_area"),
    ("reports", "duplicate_of", "reports", "report_id"),
    ("observations", "report_id", "reports", "report_id"),
    ("observations", "document_id", "documents", "document_id"),
    ("observations", "indicator", "indicators", "indicator"),
    ("observations", "ref_area", "areas", "ref_area"),
    ("observations", "change_of", "observations", "observation_id"),
    ("findings", "report_id", "reports", "report_id"),
    ("findings", "observation_id", "observations", "observation_id"),
    ("confirmations", "observation_id", "observations", "observation_id"),
    ("areas", "parent", "areas", "ref_area"),
)
