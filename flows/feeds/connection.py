"""Connections for untrusted addresses: only to public hosts, and never for longer than a deadline.

The address is looked at where the connection is made, so that neither a redirect nor a name that is resolved anew can
lead elsewhere.
"""

import ipaddress
import socket
import ssl
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx

from flows.feeds.limits import FetchFault

_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Deadline:
    """The moment at which a request must be done with."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._at = float("inf")

    def start(self, seconds: float) -> None:
        """Set the deadline some seconds from now."""
        self._at = self._now() + seconds

    def left(self, timeout: float | None) -> float:
        """The shorter of a timeout and the time left.

        Raises:
            httpcore.ReadTimeout: No time is left.
        """
        left = self._at - self._now()
        if left <= 0:
            raise httpcore.ReadTimeout("the whole took too long")
        return left if timeout is None else min(left, timeout)


class GuardedTransport(httpx.HTTPTransport):
    """The usual transport, without proxies, on connections that are looked at."""

    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        certificates = httpx.create_ssl_context()
        super().__init__(verify=certificates)
        # httpx has no public door for the backend of its pool.
        self._pool = httpcore.ConnectionPool(
            ssl_context=certificates, network_backend=_GuardedBackend(deadline, allow_private)
        )


class _GuardedBackend(httpcore.NetworkBackend):
    def __init__(self, deadline: Deadline, allow_private: bool) -> None:
        self._backend = httpcore.SyncBackend()
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        fault: Exception = httpcore.ConnectError("it has no address")
        for address in self._allowed(host, port):
            left = self._deadline.left(timeout)
            try:
                stream = self._backend.connect_tcp(address, port, left, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
            else:
                return _TimedStream(stream, self._deadline)
        raise fault

    def _allowed(self, host: str, port: int) -> list[str]:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"its name {host} cannot be resolved") from error
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [address for address in addresses if self._allow_private or is_public(address)]
        if addresses and not allowed:
            raise FetchFault(
                f"leads to the private address {addresses[0]}; set CASETALLY_FETCH_PRIVATE=true if that is meant"
            )
        return allowed


class _TimedStream(httpcore.NetworkStream):
    """A stream of which every step counts against the deadline: a server that trickles gains nothing."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def is_public(address: str) -> bool:
    """Whether an address belongs to the public internet, also where it carries an IPv4 address inside."""
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        inner = parsed.ipv4_mapped or parsed.sixtofour or (parsed.teredo or (None, None))[1]
        if parsed in _NAT64:
            inner = ipaddress.IPv4Address(int(parsed) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return parsed.is_global and not parsed.is_multicast
