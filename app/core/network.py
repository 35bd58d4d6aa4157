"""The one gate: who may open a socket.  Today nobody may.

An audit hook stands before every connection, name look-up and child process of this interpreter
and refuses it.  Local sockets (to the desktop's own services) are free.  Child processes of ours
close the gate as the first thing they do; no other program is ever started, but a fresh process of
ourselves in this one's place.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn

LOOK_UPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
TALK = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
PROGRAMS = frozenset({"subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile"})


class NetworkRefused(PermissionError):
    """Somebody tried to reach outside and was stopped."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One refused attempt: what was tried, never to whom or with what."""

    what: str


class Gate:
    """Refuses the network to the whole process, once closed; there is no way to open it again."""

    def __init__(self, *, may_start_programs: bool = False) -> None:
        self._may_start_programs = may_start_programs
        self._lock = threading.Lock()
        self._closed = False
        self._is_replacing = False
        self._refused: list[Attempt] = []

    @property
    def refused(self) -> tuple[Attempt, ...]:
        """Every attempt since the start."""
        with self._lock:
            return tuple(self._refused)

    def close(self) -> None:
        """Install the hook.  Python offers no way to take one out again, which is what we want."""
        if not self._closed:
            self._closed = True
            sys.addaudithook(self._audit)

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
            event in LOOK_UPS
            or (event in TALK and not is_local(args[0]))
            or (event in PROGRAMS and not (self._may_start_programs or self._is_replacing))
        ):
            self._refuse(event)

    def _refuse(self, event: str) -> None:
        with self._lock:
            self._refused.append(Attempt(event))
        raise NetworkRefused(f"Inglenook's network gate refused {event}")


def is_local(sock: object) -> bool:
    """Whether *sock* can only reach this machine's own services."""
    family = getattr(sock, "family", None)
    return family is not None and family == getattr(socket, "AF_UNIX", object())


gate = Gate()
"""The gate of this process: the hook is the process's, so this is the one thing kept in a module."""
