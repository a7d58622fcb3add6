"""Great Expectations' Data Docs in pages of our own: no script, no font, no picture from anywhere else.

Imports Great Expectations. GX's own pages load sixteen files from other hosts and are bare text without them, so its
site builder is given renderers and views of ours; each page carries its stylesheet.
"""

import errno
import logging
import os
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from great_expectations.render.renderer.site_builder import SiteBuilder
from jinja2 import DictLoader, Environment, StrictUndefined

from expectations.outcomes import count_outcomes, judged
from warehouse.schemas import TABLES

ROWS_SHOWN = 50
TABLES_ZH = {
    "rule_results": "规则",
    "series": "拟发布序列",
    "observations": "数字",
    "findings": "发现",
    "confirmations": "印证",
    "reports": "报道",
    "documents": "文件",
    "indicators": "指标",
    "indicator_parts": "指标从属关系",
    "areas": "地区",
    "runs": "运行",
    "publication": "发布",
    "fingerprints": "报道指纹",
    "printed_bounds": "更正前的区间",
}


def _is_no_full_disk(record: logging.LogRecord) -> bool:
    # The command tells of a full disk in one sentence; GX would print a trace for every page.
    return os.strerror(errno.ENOSPC) not in record.getMessage()


logging.getLogger(SiteBuilder.__module__).addFilter(_is_no_full_disk)


class DocsIncomplete(RuntimeError):
    """Great Expectations swallowed an error while it wrote the pages; the sentence says which page is missing."""


class ResultRenderer:
    """Gives the content of one suite's page."""

    def render(self, validation_result: Any) -> dict[str, Any]:
        """Return what the page shows of a validation result."""
        return _suite_content(validation_result)


class IndexRenderer:
    """Gives the content of the index page."""

    def __init__(self, data_context: Any, refused: Sequence[str], only_the_night: bool) -> None:
        """Remember where the results are, what was judged, and why publication was refused, if it was."""
        self._store = data_context.validation_results_store
        self._refused = refused
        self._only_the_night = only_the_night

    def render(self, index_links: dict[str, Any]) -> dict[str, Any]:
        """Return what the index shows: every suite with its link and its counts."""
        links = {link["expectation_suite_name"]: link["filepath"] for link in index_links["validations_links"]}
        suites = [_suite_content(self._store.get(key)) for key in self._store.list_keys()]
        suites.sort(key=lambda suite: list(TABLES_ZH).index(suite["table"]))
        entries = [entry for suite in suites for entry in suite["entries"]]
        return {
            "page": "index.html.j2",
            "run_name": suites[0]["run_name"],
            "run_time": suites[0]["run_time"],
            "suites": [{**suite, "link": links[suite["table"]]} for suite in suites],
            "counts": count_outcomes(entries),
            "refused": self._refused,
            "only_the_night": self._only_the_night,
            "reasons": [entry for entry in entries if entry.refuses_publication],
        }


class PageView:
    """Turns the content of a page into HTML."""

    def render(self, content: dict[str, Any], **_: Any) -> str:
        """Return the page; all text is escaped, none of it can be markup."""
        return _templates().get_template(content["page"]).render(**content)


def build_data_docs(context: Any, docs: Path, refused: Sequence[str] = (), *, only_the_night: bool = False) -> None:
    """Write the pages of a context's results to a folder, in the place of what stood there.

    Args:
        context: The Great Expectations context that holds the results.
        docs: The folder, replaced as a whole once all pages are written.
        refused: Why publication is refused, one sentence each.
        only_the_night: Whether only what the night touched was judged.

    Raises:
        DocsIncomplete: A page could not be written.
    """
    beside = docs.with_name(f"{docs.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    SiteBuilder(data_context=context, site_name="casetally", **_site(beside, refused, only_the_night)).build()
    shutil.rmtree(beside / "static", ignore_errors=True)  # what GX copies there our pages do not use
    _check_complete(context, beside)
    _put_in_place(beside, docs)


def _site(folder: Path, refused: Sequence[str], only_the_night: bool) -> dict[str, Any]:
    own = {"module_name": __name__}
    view = {**own, "class_name": PageView.__name__}
    return {
        "show_how_to_buttons": False,
        "store_backend": {"class_name": "TupleFilesystemStoreBackend", "base_directory": str(folder.resolve())},
        "site_index_builder": {
            "class_name": "DefaultSiteIndexBuilder",
            "show_how_to_buttons": False,
            "renderer": {
                **own,
                "class_name": IndexRenderer.__name__,
                "refused": list(refused),
                "only_the_night": only_the_night,
            },
            "view": view,
        },
        "site_section_builders": {
            "expectations": "None",
            "profiling": "None",
            "validations": {"renderer": {**own, "class_name": ResultRenderer.__name__}, "view": view},
        },
    }


def _check_complete(context: Any, folder: Path) -> None:
    written = len(list(folder.glob("validations/**/*.html")))
    wanted = len(context.validation_results_store.list_keys())
    index = folder / "index.html"
    if written != wanted or not index.is_file() or not index.read_text(encoding="utf-8"):
        raise DocsIncomplete(
            f"{folder}: {written} of {wanted} result pages and the index were to be written; see the log"
        )


def _put_in_place(beside: Path, docs: Path) -> None:
    old = docs.with_name(f"{docs.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if docs.exists():
        docs.rename(old)
    beside.rename(docs)
    shutil.rmtree(old, ignore_errors=True)


def _suite_content(validation_result: Any) -> dict[str, Any]:
    meta = validation_result.meta
    run_id, table = meta["run_id"], meta["active_batch_definition"]["data_asset_name"]
    entries = judged(validation_result.results)
    return {
        "page": "suite.html.j2",
        "table": table,
        "table_zh": TABLES_ZH[table],
        "about": TABLES[table].comment if table in TABLES else "What analysts are about to be given",
        "run_name": run_id["run_name"],
        "run_time": datetime.fromisoformat(run_id["run_time"]).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC"),
        "entries": entries,
        "counts": count_outcomes(entries),
        "refuses": any(entry.refuses_publication for entry in entries),
        "rows_shown": ROWS_SHOWN,
        "up": PurePosixPath(*[".."] * 4),  # validations/SUITE/RUN/TIME/BATCH.html
    }


@cache
def _templates() -> Environment:
    folder = files("expectations").joinpath("assets")
    pages = {entry.name: entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.is_file()}
    return Environment(loader=DictLoader(pages), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
