"""Writing small files so that they are never half there, and making room for large ones."""

from __future__ import annotations

import contextlib
import errno
import os
import struct
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from app.core.errors import HomeFull, HomeUnwritable

TRIES, TRY_S = 5, 0.05
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Windows knows no such thing; there only who may administrate can make links."""
PRIVATE, FOR_OTHERS = 0o600, 0o666
"""Permissions of what is ours, and of what a person writes for other programs."""
F_PREALLOCATE, F_ALLOCATEALL, F_PEOFPOSMODE = 42, 4, 3
FSCTL_SET_SPARSE = 0x000900C4


def write_whole(path: Path, content: bytes) -> None:
    """Replace *path* with *content* at once: after a crash it is the old or the new, never a part.

    Raises:
        HomeUnwritable: it could not be written; the old content is still there.
    """
    try:
        with replacing(path) as out:
            out.write(content)
    except OSError as error:
        raise unwritable(error, "file", name=path.name) from None


@contextlib.contextmanager
def replacing(path: Path, mode: int = PRIVATE) -> Iterator[BinaryIO]:
    """A file that takes the place of *path* once the block has ended; where it raises, nothing is changed or left.

    What was written is on the disk before it gets its name, so that a crash leaves the old file or the new one.
    *mode* are its permissions, less what the system takes away.

    Raises:
        OSError: it cannot be written.
    """
    part = path.with_name(path.name + ".part")
    try:
        with make_anew(part, mode) as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        rename(part, path)
        sync_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def make_anew(path: Path, mode: int = PRIVATE) -> BinaryIO:
    """The file *path*, empty and open to be written; a link that stands there goes, and leads nowhere.

    Raises:
        OSError: it cannot be made.
    """
    path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_LINK | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, mode), "wb")


def append(path: Path, content: bytes) -> None:
    """Write *content* at the end of *path*, which is made if it is missing; no link is followed.

    Raises:
        OSError: it cannot be written.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | NO_LINK | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags, 0o600), "ab") as out:
        out.write(content)


def unwritable(error: OSError, case: str = "", **names: str) -> HomeUnwritable:
    """Why something in the home could not be written: a full disk is called full; see ``HomeUnwritable``."""
    return HomeFull() if error.errno in FULL else HomeUnwritable(case, **names)


def rename(part: Path, path: Path, tries: int = TRIES) -> None:
    """Give *part* the name *path*; on Windows a virus scan, or a reader, may hold it for a moment.

    Raises:
        OSError: it cannot be given.
    """
    for left in reversed(range(tries)):
        try:
            part.replace(path)
        except PermissionError:
            if os.name != "nt" or not left:
                raise
            time.sleep(TRY_S)
        else:
            return


def sync_folder(folder: Path) -> None:
    """Make the names in *folder* last."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def reserve(file: Any, size: int) -> None:
    """Make the open *file* at least *size* bytes long, and take the room for it where the system can, at once.

    Raises:
        OSError: the disk is full.
    """
    handle = file.fileno()
    if sys.platform == "win32":
        _set_end(handle, size)
        return
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(handle, 0, size)
        elif sys.platform == "darwin":
            import fcntl

            wanted = struct.pack("=Iiqqq", F_ALLOCATEALL, F_PEOFPOSMODE, 0, size - os.fstat(handle).st_size, 0)
            fcntl.fcntl(handle, F_PREALLOCATE, wanted)
    except OSError as error:
        if error.errno in FULL:  # else it is a disk that cannot reserve
            raise
    if os.fstat(handle).st_size < size:
        os.ftruncate(handle, size)


def make_hole(path: Path, size: int) -> None:
    """Make the file at *path* as long as *size* without taking room for it.

    Raises:
        OSError: the disk cannot do that.
    """
    with path.open("r+b") as file:
        if sys.platform == "win32":
            _set_sparse(file.fileno())
            _set_end(file.fileno(), size)
        else:
            file.truncate(size)


def _set_end(handle: int, size: int) -> None:
    """On Windows: Python's own way would write zeros, for minutes."""
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        file = ctypes.c_void_p(msvcrt.get_osfhandle(handle))
        if os.fstat(handle).st_size >= size:
            return
        moved = kernel.SetFilePointerEx(file, ctypes.c_longlong(size), None, 0)
        if not moved or not kernel.SetEndOfFile(file):
            raise ctypes.WinError(ctypes.get_last_error())
        os.lseek(handle, 0, os.SEEK_SET)


def _set_sparse(handle: int) -> None:
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        file, told = ctypes.c_void_p(msvcrt.get_osfhandle(handle)), ctypes.c_ulong()
        kernel.DeviceIoControl(file, FSCTL_SET_SPARSE, None, 0, None, 0, ctypes.byref(told), None)
