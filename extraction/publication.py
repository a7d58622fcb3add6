"""The day on which a document was published, and how that is known."""

import re
from datetime import date, timedelta

from extraction.articles import Article
from extraction.records import StatedMetadata

IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.年]?(0[1-9]|1[0-2])[-_.月]?(0[1-9]|[12]\d|3[01])(?!\d)")
FULL_DATE = re.compile(r"((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
DAY_AND_MONTH = re.compile(r"(\d{1,2})月(\d{1,2})日")
YEAR = re.compile(r"((?:19|20)\d\d)年")
HEAD = 200  # signs at the top of a page in which an imprint stands


def publication_date(
    page: str, articles: list[Article], uri: str, stated: StatedMetadata
) -> tuple[date | None, str | None]:
    """The publication date and its basis: metadata, file_name, dateline, inferred, or None when nothing tells.

    Args:
        page: The folded text of the document.
        articles: Its articles.
        uri: Its name; a date in it counts.
        stated: What its side file says.
    """
    if stated.published_on is not None:
        return stated.published_on, "metadata"
    named = IN_NAME.search(uri.rsplit("/", 1)[-1])
    if named and (found := _date(named[1], named[2], named[3])):
        return found, "file_name"
    for printed in (page[:HEAD], *(article.dateline or "" for article in articles)):
        full = FULL_DATE.search(printed)
        if full and (found := _date(full[1], full[2], full[3])):
            return found, "dateline"
    return _inferred(page, articles)


def _inferred(page: str, articles: list[Article]) -> tuple[date | None, str | None]:
    """The year of the text with the day of its dateline; else the last day that the text names in full.

    A paper's own dateline is of the day before it appears.
    """
    full = [found for each in FULL_DATE.finditer(page) if (found := _date(each[1], each[2], each[3]))]
    years = [int(found[1]) for found in YEAR.finditer(page)]
    datelines = [article.dateline for article in articles if article.dateline]
    printed = datelines[0] if datelines else page
    day = DAY_AND_MONTH.search(printed)
    if day and years:
        latest = max(years)
        found = _date(str(latest), day[1], day[2])
        if found and datelines and int(day[1]) <= 3 and "年，" in page and f"{latest}年，" in page:
            found = _date(str(latest + 1), day[1], day[2])
        if found and datelines and any(article.in_print for article in articles if article.dateline == printed):
            found += timedelta(days=1)
        if found:
            return max([found, *full]), "inferred"
    if full:
        return max(full), "inferred"
    if years:
        return date(max(years), 12, 31), "inferred"
    return None, None


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
