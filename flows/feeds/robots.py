"""What a server's robots.txt says to Casetally."""

from dataclasses import dataclass

from protego import Protego

AGENT = "casetally"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one server."""

    parsed: Protego

    def allow(self, address: str) -> bool:
        """Whether an address may be asked for."""
        return bool(self.parsed.can_fetch(address, AGENT))

    @property
    def seconds_between(self) -> float:
        """The wait between two requests that it wishes for; 0 when it says nothing."""
        return float(self.parsed.crawl_delay(AGENT) or 0)


def read_rules(body: bytes) -> Rules:
    """The rules in a robots.txt; what cannot be understood in it forbids nothing."""
    return Rules(Protego.parse(body.decode("utf-8-sig", errors="replace")))
