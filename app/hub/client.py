"""Clients for the hub whose every socket passes the network guard."""

from __future__ import annotations

import contextlib
import os
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.request import getproxies

import httpx2
from httpcore2 import NetworkBackend, NetworkStream, ReadTimeout, SyncBackend

from app.core.errors import HubGarbled, RedirectedElsewhere, TokenRefused, Unreachable
from app.core.network_guard import ConnectionMeter, NetworkPermission, network_guard
from app.core.text import Text
from app.hub.answers import is_passing, of_status
from app.hub.quiet import hub_library

PLACES = ("huggingface.co", "*.huggingface.co", "hf.co", "*.hf.co")
"""Where the hub keeps its answers and its files."""

USER_AGENT = "Inglenook"
TIMEOUT = httpx2.Timeout(30.0, connect=15.0)
TICK_S = 0.2
HERE = ("127.0.0.1", "::1", "localhost")
MOST_BYTES = 64 * 1024 * 1024
"""An answer of the hub, which is never a file, is not longer."""


class Endpoint:
    """One hub: the public one, or the mirror at *address*, which may keep its files at *places*."""

    _lock = threading.Lock()
    _users = 0
    """Errands under way: the library has one session for all of them."""

    def __init__(self, address: str = "", places: tuple[str, ...] = PLACES) -> None:
        self._places = places
        given = address or os.environ.get("HF_ENDPOINT") or "https://huggingface.co"
        self.address = given.rstrip("/")
        url = httpx2.URL(self.address)
        self.is_plain = url.scheme == "http"
        self.host, self._port = url.host, url.port
        self.is_official = self.host == "huggingface.co"

    def errand(self, why: Text) -> NetworkPermission:
        """Something a person asked for here: it may reach this hub, where it keeps its files, and the proxy."""
        host = f"{self.host}:{self._port}" if self._port else self.host
        own = (host,) if self.is_official else (host, f"*.{host}")
        return NetworkPermission(why, (*own, *self._places, *_proxies()))

    def owns(self, url: httpx2.URL) -> bool:
        """Whether *url* is this hub itself, and not a place it keeps files at."""
        return (url.scheme, url.host, url.port) == self._whole

    @contextlib.contextmanager
    def library(self) -> Iterator[Any]:
        """The hub's own library, whose sockets pass the network guard in the block; nothing stays connected after the
        last."""
        library = hub_library()
        with Endpoint._lock:
            if not Endpoint._users:
                library.set_client_factory(self.client)
            Endpoint._users += 1
        try:
            yield library
        finally:
            with Endpoint._lock:
                Endpoint._users -= 1
                if not Endpoint._users:
                    library.close_session()

    @property
    def _whole(self) -> tuple[str, str, int | None]:
        return ("http" if self.is_plain else "https", self.host, self._port)

    def client(self, *, bounded: bool = True) -> httpx2.Client:
        """A client for this hub.  Unless it is for files, its answers are *bounded*.

        Proxies are the system's own.
        """
        client = httpx2.Client(follow_redirects=bounded, timeout=TIMEOUT, event_hooks={"request": [self._leaving]})
        # There is no public way to give a client both the system's proxies and a backend of one's own.
        for transport in (client._transport, *client._mounts.values()):  # noqa: SLF001
            if isinstance(transport, httpx2.HTTPTransport):
                transport._pool._network_backend = _GatedBackend()  # noqa: SLF001
        if bounded:
            client._transport = _Bounded(client._transport)  # noqa: SLF001
            client._mounts = {  # noqa: SLF001
                key: transport and _Bounded(transport)
                for key, transport in client._mounts.items()  # noqa: SLF001
            }
        return client

    def _leaving(self, request: httpx2.Request) -> None:
        """The last look at each request, those after a redirect among them."""
        url = request.url
        errand = network_guard.errand
        port = url.port or (80 if url.scheme == "http" else 443)
        if errand is None or not errand.may_reach(url.host, port) or (url.scheme == "http" and not self.is_plain):
            raise RedirectedElsewhere
        network_guard.require_online()
        # Nothing that would tell more of this computer than that it runs Inglenook.
        request.headers["user-agent"] = USER_AGENT
        if not self.owns(url):
            request.headers.pop("authorization", None)
        if url.scheme == "http" and url.host not in HERE and "authorization" in request.headers:
            raise TokenRefused("plain_mirror")


def _proxies() -> tuple[str, ...]:
    """The hosts of the system's proxies, with their ports."""
    found = []
    for kind in ("http", "https", "all"):
        address = getproxies().get(kind, "")
        url = httpx2.URL(address if "//" in address else f"http://{address}")
        if address and url.host:
            found.append(f"{url.host}:{url.port}" if url.port else url.host)
    return tuple(found)


class _GatedBackend(NetworkBackend):
    """Opens connections only through the network guard."""

    def __init__(self) -> None:
        self._inner = SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> NetworkStream:
        with network_guard.connect(host, port) as line:
            stream = self._inner.connect_tcp(host, port, timeout, local_address, socket_options)
            return _GatedStream(stream, line)


class _GatedStream(NetworkStream):
    """Counts what passes, and can be broken off while nothing comes."""

    def __init__(self, inner: NetworkStream, line: ConnectionMeter) -> None:
        self._inner, self._line = inner, line
        self._socket = inner.get_extra_info("socket")
        self._asked_at = time.monotonic()
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._socket, selectors.EVENT_READ)
        line.close = self._shut

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if time.monotonic() - self._asked_at > TICK_S:
            self._ask()  # what only drips must not go on for ever
        self._wait(timeout)
        got = self._inner.read(max_bytes, timeout)
        network_guard.require_online()  # what came while the line was being shut is not looked at
        self._line.received(len(got))
        return got

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._line.sends(len(buffer))
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        self._selector.close()
        self._inner.close()
        self._line.end()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> NetworkStream:
        self._selector.close()
        try:
            network_guard.require(self._line.host, self._line.port)
            return _GatedStream(self._inner.start_tls(ssl_context, server_hostname, timeout), self._line)
        except BaseException:
            self._inner.close()
            self._line.end()
            raise

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def _wait(self, timeout: float | None) -> None:
        """Until something can be read; what the errand raises meanwhile breaks it off."""
        pending = getattr(self._socket, "pending", None)
        if pending is not None and pending():
            return
        ends = time.monotonic() + (timeout if timeout is not None else TIMEOUT.read or 30.0)
        while not self._selector.select(TICK_S):
            self._ask()
            if time.monotonic() > ends:
                raise ReadTimeout

    def _ask(self) -> None:
        self._asked_at = time.monotonic()
        network_guard.is_waiting()

    def _shut(self) -> None:
        # Not the TLS socket's own way: that would take the encryption off before the line is down, and whoever reads
        # just then would be given what is encrypted.
        with contextlib.suppress(OSError):
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


class _Bounded(httpx2.BaseTransport):
    """Breaks off answers that are too long to be one."""

    def __init__(self, inner: httpx2.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        try:
            response = self._inner.handle_request(request)
        except httpx2.TransportError:
            # The library would try again, close everybody's connections and sleep meanwhile; we decide that ourselves.
            raise Unreachable from None
        if is_passing(response):
            response.close()
            raise of_status(response)
        assert isinstance(response.stream, httpx2.SyncByteStream)
        response.stream = _BoundedStream(response.stream)
        return response

    def close(self) -> None:
        self._inner.close()


class _BoundedStream(httpx2.SyncByteStream):
    def __init__(self, inner: httpx2.SyncByteStream) -> None:
        self._inner = inner

    def __iter__(self) -> Iterator[bytes]:
        total = 0
        for block in self._inner:
            network_guard.is_waiting()
            total += len(block)
            if total > MOST_BYTES:
                raise HubGarbled
            yield block

    def close(self) -> None:
        self._inner.close()


def within(seconds: float, going_on: Callable[[], bool] = lambda: True) -> Callable[[], None]:
    """What an errand calls while it waits: breaks it off after *seconds*, or when it should not go on."""
    ends = time.monotonic() + seconds

    def check() -> None:
        if not going_on():
            raise Stopped
        if time.monotonic() > ends:
            raise TimeoutError

    return check


class Stopped(Exception):
    """Whoever asked does not want it any more."""
