"""Plain files in the home that tell how things stand: small, in JSON, and no reason not to start.

A crash, a full disk, another program or a hand may have damaged one.  What cannot be understood is put beside it, into
``NAME.damaged``, and said once; the rest holds.
"""

from __future__ import annotations

import json
import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path

from app.core.errors import HomeUnwritable
from app.core.files import append, rename

log = logging.getLogger("app.state")

MOST_BYTES = 16 << 20
DAMAGED = ".damaged"


class PutAside:
    """The names of the files of which something was put aside, until somebody says so."""

    def __init__(self) -> None:
        self._names: dict[str, None] = {}
        self._lock = threading.Lock()

    def note(self, name: str) -> None:
        """Something of the file *name* was put aside."""
        log.info("%s was damaged", name)
        with self._lock:
            self._names[name] = None

    def take(self) -> list[str]:
        """What is to be said; the next time there is nothing."""
        with self._lock:
            names, self._names = list(self._names), {}
        return names


put_aside = PutAside()


def read_state(path: Path) -> object:
    """What *path* says; None where there is no such file, and where it is damaged: then it is put aside.

    Raises:
        HomeUnwritable: it is there and cannot be read just now.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError:
        raise HomeUnwritable("unreadable", name=path.name) from None
    try:
        if len(content) > MOST_BYTES:
            raise ValueError
        return json.loads(content)
    except (ValueError, RecursionError):
        set_aside(path)
        return None


def set_aside(path: Path) -> None:
    """Put all of a damaged file beside itself."""
    try:
        rename(path, _free_name(path))
    except OSError:
        return  # it stays, and counts as empty
    put_aside.note(path.name)


def _free_name(path: Path) -> Path:
    """A name beside *path* at which nothing lies that was put aside before."""
    for number in range(1, 100):
        place = path.with_name(f"{path.name}{DAMAGED}{f'-{number}' if number > 1 else ''}")
        if not os.path.lexists(place):
            return place
    return place


def set_aside_entries(path: Path, entries: Sequence[object]) -> None:
    """Keep *entries* of the file *path*, which cannot be understood, beside it, a line each."""
    if not entries:
        return
    lines = "".join(f"{entry if isinstance(entry, str) else json.dumps(entry)}\n" for entry in entries)
    beside = path.with_name(path.name + DAMAGED)
    try:
        append(beside, lines.encode("utf-8", "replace"))
    except OSError:
        return
    put_aside.note(path.name)
