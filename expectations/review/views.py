"""The pages of findings, the same for the static folder and the server."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from expectations.decisions import Decision
from expectations.review import wording
from expectations.review.cards import MEMBERS_SHOWN, Card
from expectations.review.history import History
from expectations.review.queue import Row, Wanted
from expectations.review.templates import render

STATUSES = (
    ("open", "待审 open"),
    ("pending", "待生效 decided, next run"),
    ("accepted", "已更正 accepted"),
    ("rejected", "已否定 rejected"),
    ("waived", "已放行 waived"),
    ("all", "全部 all"),
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which run the pages are about, and when they were written."""

    run_id: str
    written_at: str


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a page stands among its like."""

    number: int = 1
    last: int = 1
    previous: str = ""
    next: str = ""


@dataclass(frozen=True, slots=True)
class Deciding:
    """What a card needs so that a reviewer can decide on it; without it the card is only to be read."""

    token: str
    reviewer: str
    until: str
    notice: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a card's links lead."""

    previous: str = ""
    next: str = ""
    list_address: str = "index.html"
    query: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue."""

    rows: Sequence[Row]
    total: int
    wanted: Wanted
    facets: Mapping[str, Sequence[tuple[str, str, int]]]
    waiting: Mapping[str, Decision] = field(default_factory=dict)
    pages: Pages = field(default_factory=Pages)
    query: str = ""
    left_out: int = 0


def queue_page(queue: Queue, occasion: Occasion, *, live: bool) -> str:
    """Return a page of the queue."""
    return render(
        "findings.html.j2",
        **_frame("findings", "../", occasion),
        rows=queue.rows,
        total=queue.total,
        wanted={name: getattr(queue.wanted, name) for name in Wanted.__slots__},
        facets=queue.facets,
        waiting=queue.waiting,
        pages=queue.pages,
        query=queue.query,
        statuses=STATUSES,
        left_out=queue.left_out,
        live=live,
    )


def card_page(
    card: Card,
    occasion: Occasion,
    history: History,
    neighbours: Neighbours,
    *,
    waiting: Decision | None = None,
    deciding: Deciding | None = None,
) -> str:
    """Return the card of a finding."""
    live = deciding or Deciding("", "", "")
    said, proof = wording.contradiction_and_proof(card.finding["message"])
    return render(
        "card.html.j2",
        **_frame("findings", "../", occasion),
        card=card,
        said=said,
        proof=proof,
        history=history,
        waiting=waiting,
        previous=neighbours.previous,
        next=neighbours.next,
        list_address=neighbours.list_address,
        query=neighbours.query,
        members_shown=MEMBERS_SHOWN,
        live=deciding is not None,
        token=live.token,
        reviewer=live.reviewer,
        until=live.until,
        notice=live.notice,
        problem=live.problem,
    )


def other_page(page: str, here: str, base: str, occasion: Occasion, **content: Any) -> str:
    """Return one of the other pages."""
    return render(page, **_frame(here, base, occasion), **content)


def _frame(here: str, base: str, occasion: Occasion) -> dict[str, str]:
    return {"here": here, "base": base, "run_id": occasion.run_id, "written_at": occasion.written_at}
