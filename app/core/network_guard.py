"""The one gate: who may open a socket, the record of every connection, and the offline switch.

An audit hook stands before every connection, name look-up and child process of this interpreter
and refuses it, unless it is part of an *errand*: something a person asked for, with a reason in
words and the hosts it needs.  Only ``app.hub`` runs errands.  Local sockets (to the desktop's own
services) are free.  Child processes of ours close the network guard as the first thing they do; no other
program is ever started, but a fresh process of ourselves in this one's place, and what speaks on this system, by
name, in the process for sound.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NoReturn

from app.core.clock import Milliseconds, now
from app.core.errors import Offline
from app.core.text import Text

LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
TALK = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"})
HERE = "127.0.0.1"
NOTED_EVERY_S = 5.0


class NetworkRefused(PermissionError):
    """Somebody tried to reach outside and was stopped."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One refused attempt: what was tried, never to whom or with what."""

    what: str


@dataclass(frozen=True, slots=True)
class NetworkPermission:
    """Something a person asked for that needs the network.

    *why* is said to them; *hosts* are the names it may reach: ``example.org``, ``*.example.org`` for every name
    below it, or ``127.0.0.1:8080`` with its port.
    """

    why: Text
    hosts: tuple[str, ...]

    def may_reach(self, host: str, port: int) -> bool:
        """Whether this host is one of those."""
        host = host.casefold()
        return any(_names(allowed.casefold(), host, port) for allowed in self.hosts)


@dataclass(frozen=True, slots=True)
class Connection:
    """One line of the connection log: when, to where, why, and how many bytes were sent and received so far."""

    key: str
    at: Milliseconds
    host: str
    port: int
    why: Text
    sent: int = 0
    received: int = 0
    is_open: bool = True


Keeper = Callable[[Connection], None]


class _Here(threading.local):
    """What holds for this thread alone."""

    errand: NetworkPermission | None = None
    going_to: str = ""
    while_waiting: Callable[[], None] | None = None


@dataclass(slots=True)
class ConnectionMeter:
    """A connection in use: counts what passes, and has it written down."""

    network_guard: NetworkGuard
    host: str
    port: int
    connection: Connection
    close: Callable[[], None] = lambda: None
    _noted: float = field(default_factory=time.monotonic)

    def sends(self, count: int) -> None:
        """So many bytes are about to be sent.

        Raises:
            NetworkRefused: this thread is on no errand that leads there.
            Offline: nothing may be sent now.
        """
        errand = self.network_guard.require(self.host, self.port)
        if errand.why != self.connection.why:
            # The same line serves another errand: that is another entry.
            self.end()
            self.connection = self.network_guard.begin(self.host, self.port, errand)
        self._count(sent=count)

    def received(self, count: int) -> None:
        """So many bytes have come."""
        self._count(received=count)

    def end(self) -> None:
        """It is closed."""
        if self.connection.is_open:
            self.connection = replace(self.connection, is_open=False)
            self.network_guard.note(self.connection)

    def _count(self, sent: int = 0, received: int = 0) -> None:
        held = self.connection
        self.connection = replace(held, sent=held.sent + sent, received=held.received + received)
        if time.monotonic() - self._noted > NOTED_EVERY_S:
            self._noted = time.monotonic()
            self.network_guard.note(self.connection)


class NetworkGuard:
    """Refuses the network to the whole process, once closed; only errands pass, one connection at a time."""

    def __init__(self, *, may_start_programs: bool = False) -> None:
        self._may_start_programs = may_start_programs
        self._may_serve_here = False
        self._lock = threading.Lock()
        self._closed = False
        self._is_replacing = False
        self._program = ""
        self._is_offline = False
        self._refused: list[Attempt] = []
        self._here = _Here()
        self._numbers = itertools.count()
        self._importer: Keeper = lambda connection: None
        self._lines: list[ConnectionMeter] = []

    @property
    def refused(self) -> tuple[Attempt, ...]:
        """Every attempt since the start."""
        with self._lock:
            return tuple(self._refused)

    def close(self, *, may_serve_here: bool = False) -> None:
        """Install the hook.  Python offers no way to take one out again, which is what we want.

        With *may_serve_here* this process may answer others on the same machine, as the pretend hub does.
        """
        self._may_serve_here = may_serve_here
        if not self._closed:
            self._closed = True
            sys.addaudithook(self._audit)

    # --- errands ---

    @property
    def errand(self) -> NetworkPermission | None:
        """What this thread is on, if it is on one."""
        return self._here.errand

    @contextlib.contextmanager
    def on(self, errand: NetworkPermission, while_waiting: Callable[[], None] | None = None) -> Iterator[None]:
        """Let this thread reach the hosts of *errand* in the block.

        *while_waiting* is called several times a second while nothing comes; what it raises ends the waiting.

        Raises:
            Offline: the person switched the network off.
        """
        self.require_online()
        before = self._here.errand, self._here.while_waiting
        self._here.errand, self._here.while_waiting = errand, while_waiting
        try:
            yield
        finally:
            self._here.errand, self._here.while_waiting = before

    def is_waiting(self) -> None:
        """Nothing has come yet: let the errand of this thread break off."""
        self.require_online()
        if self._here.while_waiting is not None:
            self._here.while_waiting()

    def require(self, host: str, port: int) -> NetworkPermission:
        """The errand of this thread, which leads to *host*.

        Raises:
            NetworkRefused: it is on none, or on one that does not.
            Offline: the person switched the network off.
        """
        errand = self._here.errand
        if errand is None or not errand.may_reach(host, port):
            self._refuse("connection")
        self.require_online()
        return errand

    @contextlib.contextmanager
    def connect(self, host: str, port: int) -> Iterator[ConnectionMeter]:
        """Let this thread open one connection to *host* in the block; what it becomes is written down.

        Raises:
            NetworkRefused: this thread is on no errand that leads there.
            Offline: the person switched the network off.
        """
        errand = self.require(host, port)
        line = ConnectionMeter(self, host, port, self.begin(host, port, errand))
        self._here.going_to = host
        try:
            yield line
        except BaseException:
            line.end()
            raise
        finally:
            self._here.going_to = ""
        with self._lock:
            self._lines = [kept for kept in self._lines if kept.connection.is_open] + [line]
            is_offline = self._is_offline
        if is_offline:  # switched while it was being opened
            line.close()

    # --- the connection log ---

    def keep_log(self, importer: Keeper) -> None:
        """From now on *importer* is told of every connection: when it is opened, now and then, and when it is
        closed."""
        self._importer = importer

    def begin(self, host: str, port: int, errand: NetworkPermission) -> Connection:
        """Write down that a connection is opened for *errand*."""
        key = f"{os.getpid()}-{time.time_ns()}-{next(self._numbers)}"
        connection = Connection(key, now(), host, port, errand.why)
        self.note(connection)
        return connection

    def note(self, connection: Connection) -> None:
        """Write down how *connection* stands."""
        self._importer(connection)

    # --- the offline switch ---

    @property
    def is_offline(self) -> bool:
        """Whether the person switched the network off."""
        return self._is_offline

    def go_offline(self) -> None:
        """Refuse every errand from now on, and break off what is under way."""
        with self._lock:
            self._is_offline = True
            lines, self._lines = self._lines, []
        for line in lines:
            line.close()

    def go_online(self) -> None:
        """Let errands pass again."""
        self._is_offline = False

    def require_online(self) -> None:
        """Refuse while the person wants to be offline.

        Raises:
            Offline: they do.
        """
        if self._is_offline:
            raise Offline()

    # --- the hook ---

    @contextlib.contextmanager
    def starting_a_program(self) -> Iterator[None]:
        """Let the block start a program that a person named by hand, to be measured: Inglenook itself, or another."""
        before, self._may_start_programs = self._may_start_programs, True
        try:
            yield
        finally:
            self._may_start_programs = before

    @contextlib.contextmanager
    def starting(self, program: str) -> Iterator[None]:
        """Let the block start just *program*, the whole way to a file."""
        before, self._program = self._program, program
        try:
            yield
        finally:
            self._program = before

    @contextlib.contextmanager
    def serving_here(self) -> Iterator[None]:
        """Let the block take a port of this machine, which only this machine can reach."""
        before, self._may_serve_here = self._may_serve_here, True
        try:
            yield
        finally:
            self._may_serve_here = before

    def replace_process(self, arguments: Sequence[str]) -> NoReturn:
        """End this process and run the same program with *arguments* in its place; nothing of its memory stays."""
        self._is_replacing = True
        if sys.platform == "win32":
            # There a process cannot become another.
            subprocess.Popen([sys.executable, *arguments])  # noqa: S603 - ourselves
            os._exit(0)
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 - ourselves

    def _audit(self, event: str, args: tuple[object, ...]) -> None:
        if (
            (event in LOOK_UPS and not self._is_looked_up(event, args))
            or (event in TALK and not is_local(args[0]) and not self._is_allowed(event, args))
            or (event in PROGRAMS and not (self._may_start_programs or self._is_replacing or self._is_named(args)))
        ):
            self._refuse(event)

    def _is_allowed(self, event: str, args: tuple[object, ...]) -> bool:
        """Whether it is the connection this thread is on its way to make, or one that stays on this machine."""
        if event == "socket.connect":
            return bool(self._here.going_to)
        address = args[1] if len(args) > 1 else None
        return event == "socket.bind" and self._may_serve_here and isinstance(address, tuple) and address[0] == HERE

    def _is_named(self, args: tuple[object, ...]) -> bool:
        """Whether it is the one program that may be started now."""
        return bool(self._program) and str(args[0]) == self._program

    def _is_looked_up(self, event: str, args: tuple[object, ...]) -> bool:
        """Whether it is the name of the one host this thread is on its way to."""
        return event == "socket.getaddrinfo" and bool(self._here.going_to) and args[0] == self._here.going_to

    def _refuse(self, event: str) -> NoReturn:
        with self._lock:
            self._refused.append(Attempt(event))
        raise NetworkRefused(f"Inglenook's network guard refused {event}")


def is_local(sock: object) -> bool:
    """Whether *sock* can only reach this machine's own services."""
    family = getattr(sock, "family", None)
    return family is not None and family == getattr(socket, "AF_UNIX", object())


def _names(allowed: str, host: str, port: int) -> bool:
    name, _, wanted_port = allowed.partition(":") if allowed.count(":") == 1 else (allowed, "", "")
    if wanted_port and wanted_port != str(port):
        return False
    return host.endswith(name[1:]) if name.startswith("*.") else host == name


network_guard = NetworkGuard()
"""The network guard of this process: the hook is the process's, so this is the one thing kept in a module."""
