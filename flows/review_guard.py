"""Who may talk to the review server: a browser on this machine that was given this session's token, nobody else.

A page of another site can make a browser send requests to 127.0.0.1, also under a name of its own (DNS rebinding). So
the Host must be ours, nothing is shown without the token, and a form is taken only from our own pages.
"""

import hmac
import secrets
from collections.abc import Mapping
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders, QueryParams
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from expectations.review.templates import content_security_policy

METHODS = ("GET", "HEAD", "POST")
NOT_OURS = "This server answers only at the address that `casetally review` printed."
NO_TOKEN = "Open the address that `casetally review` printed: it carries this session's token."
ELSEWHERE = "This form was sent from another site, and nothing was written."
SECURITY_HEADERS = {
    "Content-Security-Policy": content_security_policy() + "; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # no-referrer would make a form's Origin "null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Session:
    """One run of the server: its port and its secret."""

    def __init__(self, port: int) -> None:
        """Make a new secret for a server on a port of this machine."""
        self.token = secrets.token_urlsafe(32)
        self.hosts = frozenset({f"127.0.0.1:{port}", f"localhost:{port}"})
        self.cookie = f"casetally_review_{port}"
        self.address = f"http://127.0.0.1:{port}/?token={self.token}"

    def knows(self, token: str) -> bool:
        """Tell whether a token is this session's."""
        return hmac.compare_digest(token.encode(), self.token.encode())


class Guard:
    """Lets through only what comes from our own pages in a browser that holds the token."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        """Stand before an application."""
        self._app = app
        self._session = session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or let the application answer it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        answer = self._refusal(scope) or self._welcome(scope) or self._app

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await answer(scope, receive, send_guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.getlist("host") not in [[host] for host in self._session.hosts]:
            return PlainTextResponse(NOT_OURS, 421)
        if scope["method"] not in METHODS:
            return PlainTextResponse("Only GET and POST are answered.", 405, {"Allow": ", ".join(METHODS)})
        if scope["method"] == "POST" and not self._is_own_page(headers):
            return PlainTextResponse(ELSEWHERE, 403)
        given = QueryParams(scope["query_string"]).get("token", "") if scope["method"] != "POST" else ""
        if not self._session.knows(given) and not self._session.knows(self._cookie(headers)):
            return PlainTextResponse(NO_TOKEN, 403)
        return None

    def _is_own_page(self, headers: Mapping[str, str]) -> bool:
        return (
            headers.get("origin") == f"http://{headers['host']}"
            and headers.get("sec-fetch-site", "same-origin") == "same-origin"
        )

    def _cookie(self, headers: Mapping[str, str]) -> str:
        try:
            found = SimpleCookie(headers.get("cookie", "")).get(self._session.cookie)
        except CookieError:
            return ""
        return found.value if found else ""

    def _welcome(self, scope: Scope) -> Response | None:
        """Take the token out of the address at once and keep it in a cookie that no script can read."""
        if "token" not in QueryParams(scope["query_string"]):
            return None
        response = RedirectResponse("/index.html", 303)
        response.set_cookie(self._session.cookie, self._session.token, httponly=True, samesite="strict", path="/")
        return response
