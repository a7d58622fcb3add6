"""The channels of alerts: Prefect's notification blocks, saved on a server or made from addresses in the environment.

Addresses are secrets: they are shown masked, and no sentence here quotes what an error says, as it may hold one.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flows.alerts.wording import Message
from flows.embedded import has_server
from flows.settings import Settings

if TYPE_CHECKING:
    from prefect.blocks.abstract import NotificationBlock

WEBHOOK, EMAIL, BLOCKS = "CASETALLY_ALERT_WEBHOOK", "CASETALLY_ALERT_EMAIL", "CASETALLY_ALERT_BLOCKS"
SECONDS = 30.0
_SHOWN_HOSTS = ("http", "https", "mailto", "mailtos")


class UnusableChannel(Exception):
    """A channel cannot be made; the message is half a sentence without a secret."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to an operator: its name, its address without what is secret, and how its block is made."""

    name: str
    shown: str
    make: Callable[[], "NotificationBlock"]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message on one channel; no problem means that the other side took it."""

    channel: str
    problem: str | None

    def sentence(self) -> str:
        """What became of it, as a sentence."""
        if self.problem is None:
            return f"{self.channel}: sent."
        return f"{self.channel}: the alert could not be sent: {self.problem}."


def channels(settings: Settings) -> list[Channel]:
    """The channels that are set, in the order webhook, e-mail, blocks."""
    found = []
    webhook, email = (
        secret.get_secret_value() if secret else "" for secret in (settings.alert_webhook, settings.alert_email)
    )
    if webhook:
        found.append(Channel("webhook", masked(webhook), lambda: webhook_block(webhook)))
    if email:
        found.append(Channel("email", masked(email), lambda: apprise_block(email)))
    return found + [_saved(name) for name in block_names(settings)]


def block_names(settings: Settings) -> list[str]:
    """The saved blocks that are named, each as `type/name`."""
    return [name.strip() for name in settings.alert_blocks.split(",") if name.strip()]


def masked(address: str) -> str:
    """An address without user, password, path and query; the host only where it is no secret itself."""
    try:
        parts = urlsplit(address)
        host = parts.hostname if parts.scheme in _SHOWN_HOSTS else None
    except ValueError:
        return "…"
    return f"{parts.scheme}://{host or ''}/…" if parts.scheme else "…"


def webhook_block(address: str) -> "NotificationBlock":
    """The block that posts `{"title": …, "text": …}` to an address.

    Raises:
        UnusableChannel: It is no address of a web server.
    """
    from prefect.blocks.notifications import CustomWebhookNotificationBlock
    from prefect.types import SecretDict

    if not address.startswith(("http://", "https://")):
        raise UnusableChannel(f"{WEBHOOK} must begin with https:// or http://")
    return CustomWebhookNotificationBlock(
        name="casetally",
        url="{{address}}",  # kept among the secrets, so that neither repr nor server shows it
        json_data={"title": "{{subject}}", "text": "{{body}}"},
        secrets=SecretDict({"address": address}),
        headers=None,
        cookies=None,
        timeout=SECONDS / 3,
    )


def apprise_block(address: str) -> "NotificationBlock":
    """The block that sends by any address that Apprise understands, as plain text.

    Raises:
        UnusableChannel: Apprise does not understand the address.
    """
    from apprise import Apprise

    # Prefect's Slack block hands every address that is not Slack's on to Apprise as it is. A class of our own would
    # not do: a server that runs an automation knows Prefect's classes only.
    from prefect.blocks.notifications import SlackWebhook
    from pydantic import SecretStr

    text = address if "format=" in address else f"{address}{'&' if '?' in address else '?'}format=text"
    if Apprise.instantiate(text) is None:
        raise UnusableChannel(f"{EMAIL} is no address that Apprise understands; see docs/alerts.md for examples")
    return SlackWebhook(url=SecretStr(text))


def saved_block(name: str) -> "NotificationBlock":
    """The block that is saved on the Prefect server under `type/name`.

    Raises:
        UnusableChannel: No server is set, or it has no such notification block.
    """
    if not has_server():
        raise UnusableChannel("blocks are kept on a Prefect server; set PREFECT_API_URL")
    import prefect.blocks.notifications  # noqa: F401  so that Prefect knows the classes of its own blocks
    from prefect.blocks.abstract import NotificationBlock
    from prefect.blocks.core import Block

    try:
        block = Block.load(name)
    except ValueError as error:
        raise UnusableChannel(
            f"the Prefect server has no such block; `prefect block ls` shows them, {BLOCKS} names them type/name"
        ) from error
    if not isinstance(block, NotificationBlock):
        raise UnusableChannel("this block sends no notifications")
    return block


def deliver(through: list[Channel], message: Message, seconds: float = SECONDS) -> list[Delivery]:
    """Send a message through every channel at once; whatever happens to one, the others are tried.

    Args:
        through: The channels.
        message: What is sent.
        seconds: After this time a channel that has not answered is given up.
    """
    _silence_libraries()
    problems: dict[str, str | None] = {}

    def send(channel: Channel) -> None:
        problems[channel.name] = _send(channel, message)

    # Daemons: one that hangs must not keep the night from ending.
    threads = [Thread(target=send, args=[channel], daemon=True) for channel in through]
    for thread in threads:
        thread.start()
    until = monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - monotonic()))
    late = f"it did not answer within {seconds:g} seconds"
    return [Delivery(channel.name, problems.get(channel.name, late)) for channel in through]


def _saved(name: str) -> Channel:
    return Channel(name, f"block {name}", lambda: saved_block(name))


def _send(channel: Channel, message: Message) -> str | None:
    """What went wrong, as half a sentence; None when the other side took the message."""
    try:
        block = channel.make()
        with block.raise_on_failure():
            sending: object = block.notify(message.body, subject=message.subject)
            if isinstance(sending, Coroutine):  # blocks of other collections may know no other way
                asyncio.run(sending)
    except UnusableChannel as error:
        return str(error)
    except Exception as error:  # whatever a library raises: only its kind is told, its text may hold the address
        return _problem(error)
    return None


def _problem(error: Exception) -> str:
    status = getattr(getattr(error, "response", None), "status_code", None)
    if status is not None:
        return f"it answered with status {status}"
    kind = type(error).__name__
    if kind == "NotificationError":
        return "the service cannot be reached or refused it; see the address, the user and the password"
    if "Timeout" in kind:
        return "it did not answer in time"
    return f"it cannot be reached ({kind})"


def _silence_libraries() -> None:
    # At a low level these log whole addresses; a parent's level holds for its children.
    for name, level in (("httpx", logging.WARNING), ("httpcore", logging.WARNING), ("apprise", logging.CRITICAL)):
        logging.getLogger(name).setLevel(level)
