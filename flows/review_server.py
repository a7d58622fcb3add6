"""The review pages served live: the queue and the cards from the warehouse, decisions into ``decisions.csv``."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import duckdb
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from expectations.decisions import (
    Decision,
    DecisionFile,
    DecisionRefused,
    append_decisions,
    read_decisions,
    take_decision,
)
from expectations.review.cards import make_cards
from expectations.review.history import histories
from expectations.review.queue import (
    Wanted,
    count_findings,
    facet_values,
    find_finding,
    list_findings,
    neighbours,
    waiting_findings,
)
from expectations.review.views import Deciding, Neighbours, Occasion, Pages, Queue, card_page, queue_page
from flows.review_deciding import today_of
from flows.review_forms import read_form, read_intent
from flows.review_guard import Guard, Session
from flows.settings import Settings
from warehouse.data_folder import DataFolder
from warehouse.reading import connect

ROWS = 50
WAIVED_FOR = timedelta(days=90)
_STATIC = re.compile(r"index\.html|unreadable\.html|changes/(index|page-[0-9]{1,6})\.html")
_LAST_RUN = "SELECT run_id, published_at FROM publication ORDER BY commit_number DESC LIMIT 1"
_NOTICES = {"recorded": "已记下，下次运行生效。 Recorded; the next run applies it."}


@dataclass(frozen=True, slots=True)
class Shown:
    """The warehouse as one request sees it, with the decisions that wait for the next run."""

    connection: duckdb.DuckDBPyConnection
    file: DecisionFile
    waiting: dict[str, Decision]


class ReviewServer:
    """Answers the requests of one session."""

    def __init__(self, settings: Settings, session: Session, reviewer: str) -> None:
        """Serve a data folder to a reviewer."""
        self._settings = settings
        self._data = DataFolder(settings.data)
        self._session = session
        self._reviewer = reviewer
        self._heard: tuple[object, DecisionFile, dict[str, Decision]] | None = None

    def application(self) -> Guard:
        """The application, with its guard before it."""
        card = "/findings/{finding_id:str}"
        routes = [
            Route("/", self.home),
            Route("/findings/index.html", self.queue),
            Route(card + ".html", self.card),
            Route(card + "/decide", self.decide, methods=["POST"]),
            Route("/{path:path}", self.static),
        ]
        return Guard(Starlette(routes=routes), self._session)

    async def home(self, request: Request) -> Response:
        """Lead to the overview."""
        return RedirectResponse("/index.html", 303)

    def queue(self, request: Request) -> Response:
        """One page of the findings that the address asks for."""
        wanted, number = Wanted.of(request.query_params), _page_number(request)
        with self._shown() as shown:
            waiting = list(shown.waiting)
            total = count_findings(shown.connection, wanted, waiting)
            rows = list_findings(shown.connection, wanted, waiting, limit=ROWS, offset=(number - 1) * ROWS)
            pages = _pages(wanted, number, max(1, -(-total // ROWS)))
            facets = facet_values(shown.connection)
            queue = Queue(rows, total, wanted, facets, shown.waiting, pages, _query(wanted))
            return HTMLResponse(queue_page(queue, _occasion(shown.connection), live=True))

    def card(self, request: Request) -> Response:
        """The card of a finding, to be decided on."""
        notice = _NOTICES.get(request.query_params.get("notice", ""), "")
        return self._card(request.path_params["finding_id"], Wanted.of(request.query_params), notice=notice)

    async def decide(self, request: Request) -> Response:
        """Write a decision down and lead on to the next finding; say what is wrong if it cannot be taken."""
        finding_id, wanted = request.path_params["finding_id"], Wanted.of(request.query_params)
        try:
            form = await read_form(request)
            if not self._session.knows(form.get("token", "")):
                return PlainTextResponse("The form carries no token of this session; load the page again.", 403)
            address = await run_in_threadpool(self._record, finding_id, wanted, form)
        except DecisionRefused as refusal:
            return await run_in_threadpool(self._card, finding_id, wanted, problem=str(refusal), status=422)
        return RedirectResponse(address, 303)

    def static(self, request: Request) -> Response:
        """One of the pages that the last run wrote; no other file of this machine."""
        path = request.path_params["path"]
        page = self._data.review / path
        if _STATIC.fullmatch(path) and page.is_file():
            # The page carries the policy that it was written with; another version's style has another hash.
            headers = {"Content-Security-Policy": "frame-ancestors 'none'"}
            return FileResponse(page, media_type="text/html; charset=utf-8", headers=headers)
        return PlainTextResponse("There is no such page.", 404)

    def _record(self, finding_id: str, wanted: Wanted, form: dict[str, str]) -> str:
        intent = read_intent(form, finding_id)
        with self._shown() as shown:
            now, today = datetime.now(UTC), today_of(self._settings)
            decisions = take_decision(shown.connection, intent, shown.file.standing, now=now, today=today)
            # What is decided along with this finding is not shown again.
            along = {decision.finding_id for decision in decisions} - {finding_id}
            _, following = neighbours(shown.connection, wanted, [*shown.waiting, *along], finding_id)
        append_decisions(self._data.decisions, decisions)
        self._reviewer = intent.reviewer
        return f"/findings/{following or finding_id}.html{_query(wanted, notice='recorded')}"

    def _card(
        self, finding_id: str, wanted: Wanted, *, notice: str = "", problem: str = "", status: int = 200
    ) -> Response:
        with self._shown() as shown:
            row = find_finding(shown.connection, finding_id)
            if row is None:
                return PlainTextResponse("There is no such finding.", 404)
            [card] = make_cards(shown.connection, [row])
            links = _links(*neighbours(shown.connection, wanted, list(shown.waiting), finding_id), _query(wanted))
            until = str(today_of(self._settings) + WAIVED_FOR)
            deciding = Deciding(self._session.token, self._reviewer, until, notice, problem)
            occasion, waiting = _occasion(shown.connection), shown.waiting.get(finding_id)
            history = histories(shown.connection, shown.file, [row])[finding_id]
            page = card_page(card, occasion, history, links, waiting=waiting, deciding=deciding)
        return HTMLResponse(page, status)

    @contextmanager
    def _shown(self) -> Iterator[Shown]:
        # A connection for each request: it sees what was published since the last one.
        with connect(self._data) as connection:
            yield Shown(connection, *self._hear(connection))

    def _hear(self, connection: duckdb.DuckDBPyConnection) -> tuple[DecisionFile, dict[str, Decision]]:
        # Thousands of decisions take a second to compare: done again only when one of the two files or the day changed.
        today = today_of(self._settings)
        state = (_state(self._data.decisions), _state(self._data.warehouse), today)
        heard = self._heard
        if heard is None or heard[0] != state:
            file = read_decisions(self._data.decisions)
            heard = (state, file, waiting_findings(connection, file.standing, today))
            self._heard = heard
        return heard[1], heard[2]


def _state(path: Path) -> tuple[int, int, int] | None:
    """What changes when a file is appended to or replaced; None where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def _links(previous: str | None, following: str | None, query: str) -> Neighbours:
    def address(finding_id: str | None) -> str:
        return f"{finding_id}.html{query}" if finding_id else ""

    return Neighbours(address(previous), address(following), f"index.html{query}", query)


def _query(wanted: Wanted, **more: str) -> str:
    parameters = {**wanted.as_parameters(), **more}
    return f"?{urlencode(parameters)}" if parameters else ""


def _page_number(request: Request) -> int:
    given = request.query_params.get("page", "1")
    return int(given) if given.isascii() and given.isdigit() and 0 < len(given) < 7 and int(given) else 1


def _pages(wanted: Wanted, number: int, last: int) -> Pages:
    def address(page: int) -> str:
        return f"index.html{_query(wanted, page=str(page))}" if 1 <= page <= last else ""

    return Pages(number, last, address(number - 1), address(number + 1))


def _occasion(connection: duckdb.DuckDBPyConnection) -> Occasion:
    run_id, published_at = connection.execute(_LAST_RUN).fetchone() or ("", None)
    return Occasion(run_id, f"{published_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if published_at else "")
