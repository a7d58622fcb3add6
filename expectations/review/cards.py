"""The card of a finding: everything a reviewer needs to decide, gathered for many findings at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from expectations.decisions.seen import seen_findings
from expectations.review.excerpt import Mark, Piece, pieces
from expectations.review.queue import Row, rows_of

AROUND = 900
MEMBERS_SHOWN = 60
_MEMBERS = """
SELECT w.finding_id, w.place, o.*, i.name_zh, i.name_en, a.name AS area_name, d.uri, r.title, r.published_on,
    r.char_start AS article_start, r.char_end AS article_end
FROM (
    SELECT finding_id, unnest(related) AS observation_id, generate_subscripts(related, 1) AS place
    FROM findings WHERE finding_id IN (SELECT unnest(?::VARCHAR[]))
) w
JOIN observations o USING (observation_id)
LEFT JOIN indicators i ON i.indicator = o.indicator
LEFT JOIN areas a ON a.ref_area = o.ref_area
LEFT JOIN documents d ON d.document_id = o.document_id
LEFT JOIN reports r ON r.report_id = o.report_id
ORDER BY w.finding_id, w.place
"""
_TEXTS = """
SELECT w.observation_id, substring(d.text, w.first + 1, w.last - w.first)
FROM (SELECT unnest(?::VARCHAR[]) AS observation_id, unnest(?::INTEGER[]) AS first, unnest(?::INTEGER[]) AS last) w
JOIN observations o USING (observation_id) JOIN documents d ON d.document_id = o.document_id
"""
_ON_THE_SAME_FIGURE = """
SELECT f.finding_id, g.finding_id AS other, g.rule, g.status, g.message
FROM findings f JOIN findings g ON g.observation_id = f.observation_id AND g.finding_id <> f.finding_id
WHERE f.finding_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY f.finding_id, g.rule, g.finding_id
"""


@dataclass(frozen=True, slots=True)
class Card:
    """What the card of one finding shows.

    Attributes:
        finding: Its line of the queue.
        members: The figures that contradict each other, the one in question first.
        excerpt: The article around the figure in question, in pieces.
        cut_before: Whether the article begins before the excerpt.
        cut_after: Whether the article goes on after it.
        same_figure: Other findings on the same figure.
        seen_hash: What a decision on this card is bound to.
    """

    finding: Row
    members: tuple[Row, ...]
    excerpt: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    same_figure: tuple[Row, ...]
    seen_hash: str


def make_cards(connection: duckdb.DuckDBPyConnection, findings: Sequence[Row]) -> Iterator[Card]:
    """Yield the card of each finding, in their order; four queries serve them all."""
    wanted = [[row["finding_id"] for row in findings]]
    members = _grouped(rows_of(connection.execute(_MEMBERS, wanted)))
    others = _grouped(rows_of(connection.execute(_ON_THE_SAME_FIGURE, wanted)))
    seen = seen_findings(connection, wanted[0])
    subjects = {row["finding_id"]: _subject(row, members.get(row["finding_id"], [])) for row in findings}
    texts = _texts(connection, [subject for subject in subjects.values() if subject is not None])
    for row in findings:
        finding_id = row["finding_id"]
        subject = subjects[finding_id]
        ordered = sorted(members.get(finding_id, []), key=lambda member: (member is not subject, member["place"]))
        yield Card(
            finding=row,
            members=tuple(ordered),
            same_figure=tuple(others.get(finding_id, [])),
            seen_hash=seen[finding_id].seen_hash,
            **_excerpt(subject, ordered, texts),
        )


def _grouped(rows: Sequence[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        grouped.setdefault(row["finding_id"], []).append(row)
    return grouped


def _subject(finding: Row, members: Sequence[Row]) -> Row | None:
    accused = [member for member in members if member["observation_id"] == finding["observation_id"]]
    return next(iter(accused or members), None)


def _window(member: Row) -> tuple[int, int]:
    """The part of the document that is shown: the article, as far as it lies near the figure."""
    first = max(member["char_start"] - AROUND, min(member["article_start"] or 0, member["char_start"]))
    last = min(member["char_end"] + AROUND, max(member["article_end"] or 0, member["char_end"]))
    return first, last


def _texts(connection: duckdb.DuckDBPyConnection, subjects: Sequence[Row]) -> dict[str, str]:
    windows = {subject["observation_id"]: _window(subject) for subject in subjects}
    ends = [[end[place] for end in windows.values()] for place in (0, 1)]
    return dict(connection.execute(_TEXTS, [list(windows), *ends]).fetchall())


def _excerpt(subject: Row | None, members: Sequence[Row], texts: Mapping[str, str]) -> dict[str, Any]:
    if subject is None:
        return {"excerpt": (), "cut_before": False, "cut_after": False}
    first, last = _window(subject)
    marks = [
        Mark(member["char_start"] - first, member["char_end"] - first, "subject" if member is subject else "rival")
        for member in members
        if member["document_id"] == subject["document_id"]
    ]
    return {
        "excerpt": tuple(pieces(texts[subject["observation_id"]], marks, subject["sentence"] or "")),
        "cut_before": first > (subject["article_start"] or 0),
        "cut_after": last < (subject["article_end"] or 0),
    }
