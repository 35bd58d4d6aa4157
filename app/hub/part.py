"""A file that is not whole yet: its bytes, how far it is, and proof that what is there is what came.

Beside ``model.gguf.part`` lie ``model.gguf.part.json``, written so that it lasts, and ``model.gguf.part.at``, written
more often and without waiting for the disk.  Both hold *marks*: an offset, and the SHA-256 of everything before it.
Whatever a crash leaves, the file is read again as far as the marks agree with it, and goes on from there.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from app.core.errors import ChangedUpstream, DownloadCorrupt, HomeUnwritable, NoSpace
from app.core.files import FULL, reserve, sync_folder, write_whole
from app.core.text import Size
from app.hub.page import HubFile

MARK_BYTES, KEPT_BYTES = 256 * 1024**2, 16 * 1024**2
"""So much is written between two marks that last, and between two that may be lost with the power."""
SPARE_BYTES = 1 << 30
"""Left free on the disk for everything else."""
READ_BYTES = 1 << 22

Going = Callable[[int], None]
"""Told how far a long step is, in bytes; what it raises breaks the step off."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file comes from: a repository, at one commit."""

    repo: str
    commit: str


PART = ".part"
"""How the name of a file that is not all there yet ends."""


class Part:
    """What is there of *file*, on its way to *target*.  Open it with ``resume``."""

    def __init__(self, source: Source, file: HubFile, target: Path) -> None:
        self.source, self.file, self.target = source, file, target
        self.path = target.with_name(target.name + PART)
        self._journal = target.with_name(target.name + ".part.json")
        self._light = target.with_name(target.name + ".part.at")
        self._out: BinaryIO | None = None
        self._hash = hashlib.sha256()
        self._git = _git_hash(file)
        self._marks: list[tuple[int, str]] = []
        self.done = 0
        self._kept = 0

    @property
    def left(self) -> int:
        """How many bytes are still to come."""
        return self.file.size_bytes - self.done

    @property
    def marked(self) -> int:
        """How far it is by the journals alone."""
        try:
            return max((offset for offset, _ in self._read_marks()), default=0)
        except ChangedUpstream:
            return 0

    @contextlib.contextmanager
    def resume(self, going: Going) -> Iterator[None]:
        """Reserve the room, find out what is there already, and take more in the block; closing keeps what came.

        Raises:
            NoSpace: the disk has no room for what is missing.
            ChangedUpstream: what is there belongs to another version of the file.
            HomeUnwritable: the folder cannot be written.
        """
        marks = self._read_marks()
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
            with os.fdopen(handle, "r+b", buffering=0) as out:
                self._out = out
                self._reserve(out)
                self._find(out, marks, going)
                self._keep_lastingly()
                try:
                    yield
                finally:
                    if self._out is not None:
                        self._keep_lightly()
                        self._out = None
        except OSError as error:
            raise _translated(error) from None

    def write(self, block: bytes) -> None:
        """Take *block*, which follows what is there.

        Raises:
            NoSpace: the disk is full; what came before is kept.
        """
        assert self._out is not None
        try:
            view = memoryview(block)
            while view:
                view = view[self._out.write(view) :]
        except OSError as error:
            raise _translated(error) from None
        self._hash.update(block)
        if self._git is not None:
            self._git.update(block)
        before, self.done = self.done, self.done + len(block)
        if before // MARK_BYTES != self.done // MARK_BYTES:
            try:
                self._keep_lastingly()
            except OSError as error:
                raise _translated(error) from None
        elif self.done - self._kept >= KEPT_BYTES:
            self._keep_lightly()

    def finish(self) -> Path:
        """Give the whole file its name, once its hash is the right one.

        Raises:
            DownloadCorrupt: it is not; nothing is kept.
        """
        assert self._out is not None
        right = self._hash.hexdigest() == self.file.sha256.casefold() if self.file.sha256 else self._is_git_right()
        if self.left or not right:
            self.discard()
            raise DownloadCorrupt
        try:
            os.fsync(self._out.fileno())
            # Only now may anybody take it for a model.
            self._out.close()
            self._out = None
            self.path.replace(self.target)
            sync_folder(self.target.parent)
        except OSError as error:
            raise _translated(error) from None
        self._forget()
        return self.target

    def discard(self) -> None:
        """Throw away what is there."""
        if self._out is not None:
            self._out.close()
            self._out = None
        self.path.unlink(missing_ok=True)
        self._forget()

    # --- room ---

    def _reserve(self, out: BinaryIO) -> None:
        """Take the whole file's room at once, so that it cannot run out half way."""
        there = os.fstat(out.fileno())
        have = there.st_blocks * 512 if hasattr(there, "st_blocks") else there.st_size
        missing = self.file.size_bytes - min(have, self.file.size_bytes)
        free = shutil.disk_usage(self.target.parent).free
        if missing and free < missing + SPARE_BYTES:
            raise NoSpace("download", need=Size(missing + SPARE_BYTES), free=Size(free))
        if missing:
            reserve(out, self.file.size_bytes)

    # --- marks ---

    def _find(self, out: BinaryIO, marks: list[tuple[int, str]], going: Going) -> None:
        """Read again what is there, as far as the marks agree with it."""
        good = (hashlib.sha256(), _git_hash(self.file))
        for offset, digest in marks:
            while self.done < offset:
                block = out.read(min(READ_BYTES, offset - self.done))
                if not block:
                    break
                self._hash.update(block)
                if self._git is not None:
                    self._git.update(block)
                self.done += len(block)
                going(self.done)
            if self._hash.hexdigest() != digest:
                break
            self._marks.append((offset, digest))
            good = (self._hash.copy(), self._git.copy() if self._git is not None else None)
        self._hash, self._git = good
        self.done = self._kept = self._marks[-1][0] if self._marks else 0
        out.seek(self.done)

    def _read_marks(self) -> list[tuple[int, str]]:
        """Where the file agreed with what came, in order."""
        told = _loaded(self._journal)
        if told and not self._is_of_this(told):
            raise ChangedUpstream
        kept = _marks_of(told)
        light = _loaded(self._light)
        if light and self._is_of_this(light):
            kept += _marks_of(light)
        return [mark for mark in sorted(set(kept)) if 0 < mark[0] <= self.file.size_bytes]

    def _is_of_this(self, told: dict[str, Any]) -> bool:
        return told.get("content") == self._content and told.get("size") == self.file.size_bytes

    @property
    def _content(self) -> str:
        return self.file.sha256.casefold() or f"git {self.file.git_sha1}"

    def _keep_lastingly(self) -> None:
        if self.done:
            self._marks = [*self._marks, (self.done, self._hash.hexdigest())]
            assert self._out is not None
            os.fsync(self._out.fileno())
        write_whole(self._journal, self._told(self._marks))
        self._kept = self.done

    def _keep_lightly(self) -> None:
        """Enough for a killed process; after a loss of power the marks decide."""
        if self.done == self._kept:
            return
        fresh = self._light.with_name(self._light.name + "~")
        with contextlib.suppress(OSError):  # a full disk: the lasting marks are there
            fresh.write_bytes(self._told([(self.done, self._hash.hexdigest())]))
            fresh.replace(self._light)
            self._kept = self.done

    def _told(self, marks: list[tuple[int, str]]) -> bytes:
        told = {
            "repo": self.source.repo, "commit": self.source.commit, "path": self.file.path,
            "size": self.file.size_bytes, "content": self._content, "marks": marks,
        }  # fmt: skip
        return json.dumps(told).encode()

    def _forget(self) -> None:
        for path in (self._journal, self._light, self._light.with_name(self._light.name + "~")):
            path.unlink(missing_ok=True)

    def _is_git_right(self) -> bool:
        return self._git is not None and self._git.hexdigest() == self.file.git_sha1.casefold()


def _git_hash(file: HubFile) -> Any:
    """Git's own name for the content, for small files that the hub keeps without a SHA-256."""
    if file.sha256 or not file.git_sha1:
        return None
    return hashlib.sha1(b"blob %d\0" % file.size_bytes, usedforsecurity=False)


def _loaded(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _marks_of(told: dict[str, Any]) -> list[tuple[int, str]]:
    found = told.get("marks")
    return [
        (mark[0], mark[1])
        for mark in (found if isinstance(found, list) else [])
        if isinstance(mark, list) and len(mark) == 2 and type(mark[0]) is int and isinstance(mark[1], str)
    ]


def _translated(error: OSError) -> Exception:
    if error.errno in FULL:
        return NoSpace()
    return HomeUnwritable("models_folder")
