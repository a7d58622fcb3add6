"""Asking servers politely: paced, within bounds, as robots.txt allows, again when that may help."""

from dataclasses import dataclass
from typing import Self

import httpx
import tenacity

from flows.feeds.answers import Answer, read_answer
from flows.feeds.connection import Deadline, GuardedTransport
from flows.feeds.limits import FetchFault, Limits, Pace, Time
from flows.feeds.robots import Rules, read_rules
from flows.feeds.sources import Source

_NO_RULES = read_rules(b"")


@dataclass(frozen=True, slots=True)
class Manners:
    """What all sources of a fetch share: bounds, time, the pace of each host, and how they present themselves."""

    user_agent: str
    limits: Limits
    time: Time
    pace: Pace
    allow_private: bool = False


class Web:
    """The web as one source may see it: its own hosts only."""

    def __init__(self, source: Source, manners: Manners) -> None:
        limits = manners.limits
        self._source = source
        self._manners = manners
        self._deadline = Deadline(manners.time.now)
        self._rules: dict[str, Rules | FetchFault] = {}
        self._client = httpx.Client(
            transport=GuardedTransport(self._deadline, manners.allow_private),
            timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
            headers={"User-Agent": manners.user_agent, "Accept": "*/*", "Accept-Encoding": "gzip"},
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, address: str, maximum_bytes: int, validators: dict[str, str] | None = None) -> Answer:
        """What a server answers, wherever it redirects to among the hosts of the source.

        Args:
            address: What to ask for.
            maximum_bytes: A larger body is a fault.
            validators: Request headers that make the request conditional; the answer may then be "not modified".

        Raises:
            FetchFault: There is no such answer; says why.
        """
        url = self._checked(address)
        for _ in range(self._manners.limits.redirects + 1):
            rules = self._rules_of(url)
            if not rules.allow(str(url)):
                raise FetchFault("its robots.txt does not allow it")
            answer = self._ask(url, maximum_bytes, validators or {}, rules.seconds_between)
            if answer.moved_to is None:
                return answer
            url = self._checked(answer.moved_to)
        raise FetchFault(f"redirects more than {self._manners.limits.redirects} times")

    def _checked(self, address: str) -> httpx.URL:
        try:
            url = httpx.URL(address)
        except httpx.InvalidURL as error:
            raise FetchFault("is no usable address") from error
        if url.scheme not in ("http", "https") or url.userinfo or not url.host:
            raise FetchFault("is no plain http or https address")
        if url.host not in self._source.allowed_hosts:
            raise FetchFault(f"leads to the host {url.host}; name it under hosts if it belongs to the source")
        return url

    def _rules_of(self, url: httpx.URL) -> Rules:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        if origin not in self._rules:
            self._rules[origin] = self._fetch_rules(httpx.URL(f"{origin}/robots.txt"))
        rules = self._rules[origin]
        if isinstance(rules, FetchFault):
            raise rules
        return rules

    def _fetch_rules(self, url: httpx.URL) -> Rules | FetchFault:
        # RFC 9309: a server that cannot tell its rules for now is not asked; one that has none allows everything.
        try:
            for _ in range(self._manners.limits.redirects + 1):
                answer = self._ask(url, self._manners.limits.robots_bytes, {}, 0, cut=True)
                if answer.moved_to is None:
                    return read_rules(answer.body)
                url = self._checked(answer.moved_to)
        except FetchFault as fault:
            if fault.passing or fault.wait is not None:
                return FetchFault(f"its robots.txt cannot be had: it {fault}", passing=fault.passing, wait=fault.wait)
        return _NO_RULES

    def _ask(
        self, url: httpx.URL, maximum_bytes: int, validators: dict[str, str], delay: float, *, cut: bool = False
    ) -> Answer:
        limits, time = self._manners.limits, self._manners.time
        seconds = max(self._source.seconds_between, min(delay, limits.longest_crawl_delay))
        retrying = tenacity.Retrying(
            sleep=time.sleep,
            stop=tenacity.stop_after_attempt(limits.tries),
            wait=self._pause,
            retry=tenacity.retry_if_exception(lambda error: isinstance(error, FetchFault) and error.passing),
            reraise=True,
        )
        answer: Answer = retrying(self._ask_once, url, maximum_bytes, validators, seconds, cut)
        return answer

    def _pause(self, state: tenacity.RetryCallState) -> float:
        limits = self._manners.limits
        fault = state.outcome.exception() if state.outcome else None
        asked = fault.wait if isinstance(fault, FetchFault) and fault.wait else 0
        backed_off: float = limits.first_wait * 2.0 ** (state.attempt_number - 1) * (0.5 + self._manners.time.chance())
        return max(asked, min(backed_off, limits.longest_wait))

    def _ask_once(
        self, url: httpx.URL, maximum_bytes: int, validators: dict[str, str], seconds: float, cut: bool
    ) -> Answer:
        limits, pace = self._manners.limits, self._manners.pace
        pace.wait(url.host, seconds)
        self._deadline.start(limits.whole_seconds)
        try:
            with self._client.stream("GET", url, headers=validators) as response:
                return read_answer(response, maximum_bytes, conditional=bool(validators), cut=cut)
        except httpx.TimeoutException as error:
            raise FetchFault("did not answer in time", passing=True) from error
        except httpx.TransportError as error:
            certificate = "CERTIFICATE_VERIFY_FAILED" in str(error)
            raise FetchFault(f"broke off: {error}" if str(error) else "broke off", passing=not certificate) from error
        except FetchFault as fault:
            if fault.wait is not None and fault.wait > limits.longest_wait:
                raise FetchFault(f"{fault} and wants {fault.wait:.0f} seconds of rest", wait=fault.wait) from fault
            if fault.wait is not None:
                pace.hold(url.host, fault.wait)
            raise


def user_agent(version: str, contact: str) -> str:
    """How Casetally presents itself to servers."""
    return f"casetally/{version} ({contact})" if contact else f"casetally/{version}"
