"""The message of an alert: Chinese and English, one line a fact; texts of documents are bounded and made harmless."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from flows.alerts.conditions import Condition, Kind

if TYPE_CHECKING:
    from flows.alerts.news import News

MAXIMUM_LISTED = 10
MAXIMUM_LINE = 300
# What one channel or another would obey: markup, links, mentions, templates. Their full-width forms are only read.
_OBEYED = {ord(sign): ord(sign) + 0xFEE0 for sign in "<>&[]{}`*@|\\#~"}


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: a subject of one line, and the text."""

    subject: str
    body: str


def plain(text: str) -> str:
    """Text of others as one bounded line that no channel takes for markup, a link or a mention."""
    cut = text if len(text) <= MAXIMUM_LINE else f"{text[: MAXIMUM_LINE - 1]}…"
    line = "".join(sign if sign.isprintable() else " " for sign in cut)
    return line.translate(_OBEYED).replace("://", "：//")


def compose(news: "News", day: date, where: Mapping[str, str]) -> Message:
    """Write the message.

    Args:
        news: What is to be told.
        day: The day of the night.
        where: Names and places that follow the facts, such as the review pages.
    """
    lines = [f"Casetally {day}"]
    for mark, conditions in (("新 new", news.new), ("仍未解决 still so", news.still)):
        for kind in dict.fromkeys(condition.kind for condition in conditions):
            lines += ["", f"[{mark}]", *_told([condition for condition in conditions if condition.kind == kind])]
    for kind in news.cured:
        lines += ["", "[已恢复 cured]", words()[kind]["cured_zh"], words()[kind]["cured_en"]]
    lines += ["", *(f"{name}: {plain(place)}" for name, place in where.items())]
    return Message(_subject(news), "\n".join(lines))


def one_line(kind: Kind) -> str:
    """The name of a kind in both languages."""
    name = words()[kind]["name"]
    return f"{name['zh']} / {name['en']}"


@cache
def words() -> dict[str, dict[str, Any]]:
    """The declared kinds with their words."""
    declared: dict[str, dict[str, Any]] = yaml.safe_load(
        files("flows").joinpath("assets", "alerts.yaml").read_text(encoding="utf-8")
    )
    return declared


def _subject(news: "News") -> str:
    told = list(dict.fromkeys(condition.kind for condition in (*news.new, *news.still)))
    head, kinds = ("告警 alert", told) if told else ("恢复 cured", news.cured)
    return f"Casetally {head}: {'; '.join(map(one_line, kinds))}"


def _told(conditions: Sequence[Condition]) -> Iterator[str]:
    facts = {"count": len(conditions), **conditions[0].facts}
    said = words()[conditions[0].kind]
    yield said["zh"].format_map(facts)
    yield said["en"].format_map(facts)
    details = [condition.detail for condition in conditions if condition.detail]
    yield from (f"- {plain(detail)}" for detail in details[:MAXIMUM_LISTED])
    if len(details) > MAXIMUM_LISTED:
        yield f"- … 另有 / and {len(details) - MAXIMUM_LISTED} more"
