"""One Inglenook per home: a lock the operating system lets go when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType

from app.core.errors import AlreadyRunning
from app.core.files import NO_LINK, unwritable


class InstanceLock:
    """Holds the lock file of a home while open.

    Raises:
        AlreadyRunning: another process holds it.
        HomeUnwritable: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.open(path, os.O_RDWR | os.O_CREAT | NO_LINK, 0o600)
        except OSError as error:
            raise unwritable(error) from None
        try:
            _lock(self._file)
        except OSError:
            os.close(self._file)
            raise AlreadyRunning from None

    def release(self) -> None:
        """Let go; calling it twice does nothing."""
        if self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> InstanceLock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    def _lock(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
