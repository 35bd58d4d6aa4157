"""A second start asks the window that is open to come to the front, and to open files.

They talk over a socket that lies in the home, where nobody else can put one: in a shared folder another account could
listen in the window's place and be told the names of files.  Where the home's path is too long for a socket, it lies in
the folder that the system keeps for this account alone.  Both ends ask the system whose program the other is.
"""

from __future__ import annotations

import hashlib
import os
import socket
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from app.core.paths import Home

WAIT_MS = 1000
MOST_SAID = 1 << 20
"""How many bytes of file names a second start may hand over."""
LONGEST_PATH = 100
"""Bytes of a socket's path: the system's own limit is 104 on macOS and 108 on Linux, with a zero at the end."""


def addresses_of(home: Home) -> Iterator[str]:
    """Where the window of *home* may listen, the best first; none where there is no safe place."""
    if sys.platform == "win32":
        yield f"inglenook-{_short(home)}"
        return
    if len(os.fsencode(at := home.root / "window.socket")) <= LONGEST_PATH:
        yield str(at)
    # On some disks (a stick, a share) no socket can be made: then this one does.
    folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.RuntimeLocation) or "/nowhere")
    if _is_private(folder) and len(os.fsencode(at := folder / f"inglenook-{_short(home)}")) <= LONGEST_PATH:
        yield str(at)


def raise_other(home: Home, files: Sequence[Path] = ()) -> bool:
    """Ask the window that holds *home* to come to the front and open *files*; false when it does not answer."""
    return any(_knock(address, files) for address in addresses_of(home))


def _knock(address: str, files: Sequence[Path]) -> bool:
    line = QLocalSocket()
    line.connectToServer(address)
    if not line.waitForConnected(WAIT_MS):
        return False
    is_ours = _is_of_this_account(line)
    if is_ours and files:
        line.write(b"".join(os.fsencode(path) + b"\0" for path in files))
        line.waitForBytesWritten(WAIT_MS)
    line.disconnectFromServer()
    if line.state() is not QLocalSocket.LocalSocketState.UnconnectedState:
        line.waitForDisconnected(WAIT_MS)
    return is_ours


def listen(home: Home, raised: Callable[[], object], opened: Callable[[list[Path]], object]) -> QLocalServer | None:
    """Call *raised* when a second start knocks, and *session* with the files that it names; None where nobody can."""
    server = QLocalServer()
    server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
    for address in addresses_of(home):
        # We hold the home's lock, so whatever stands there is left over from a crash.
        QLocalServer.removeServer(address)
        if server.listen(address):
            break
    else:
        return None

    def knocked() -> None:
        if (visitor := server.nextPendingConnection()) is None:
            return
        if not _is_of_this_account(visitor):
            visitor.abort()
            visitor.deleteLater()
            return
        raised()
        said = bytearray()

        def gone() -> None:
            said.extend(visitor.readAll().data())
            # More than this no desktop hands over at once.
            names = bytes(said[:MOST_SAID]).split(b"\0")[:-1]
            opened([Path(os.fsdecode(name)) for name in names])
            visitor.deleteLater()

        visitor.readyRead.connect(lambda: said.extend(visitor.readAll().data()))
        if visitor.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            gone()
        else:
            visitor.disconnected.connect(gone)

    server.newConnection.connect(knocked)
    return server


def _short(home: Home) -> str:
    return hashlib.sha256(os.fsencode(home.root)).hexdigest()[:16]


def _is_private(folder: Path) -> bool:
    """Whether only this account may look into *folder*."""
    try:
        found = folder.stat()
    except OSError:
        return False
    return sys.platform != "win32" and found.st_uid == os.getuid() and not found.st_mode & 0o077


def _is_of_this_account(line: QLocalSocket) -> bool:
    """Whether the program at the other end runs for the same account; where that cannot be told, it does not."""
    if sys.platform == "win32":
        return _is_of_this_account_on_windows(int(line.socketDescriptor()))
    try:
        ours = socket.socket(fileno=os.dup(int(line.socketDescriptor())))
    except OSError:
        return False
    with ours:
        try:
            if sys.platform == "linux":
                told = ours.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
                return bool(struct.unpack("3i", told)[1] == os.getuid())
            # macOS: SOL_LOCAL, LOCAL_PEERCRED gives a struct xucred (sys/ucred.h): version, user, number of groups, …
            told = ours.getsockopt(0, 0x001, 76)
            return bool(len(told) >= 8 and struct.unpack_from("Ii", told)[1] == os.getuid())
        except OSError:
            return False


def _is_of_this_account_on_windows(pipe: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        import psutil

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        for ask in (kernel.GetNamedPipeServerProcessId, kernel.GetNamedPipeClientProcessId):
            number = ctypes.c_ulong()
            if not ask(ctypes.c_void_p(pipe), ctypes.byref(number)):
                return False
            try:
                # Somebody else's process does not say whose it is.
                if psutil.Process(number.value).username() != psutil.Process().username():
                    return False
            except psutil.Error:
                return False
        return True
    return False
