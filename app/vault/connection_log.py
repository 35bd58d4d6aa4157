"""Keeps the network guard's connection log: every connection there was, for the person to read.

It lies in the vault.  While that is locked, connections (of downloads that go on) are written to a plain file, with no
more in it than the list of downloads beside it tells, and moved into the vault when it opens.
"""

from __future__ import annotations

import contextlib
import json
import logging
import threading
from dataclasses import asdict
from pathlib import Path

from app.core.errors import AppError
from app.core.files import append
from app.core.network_guard import Connection
from app.core.records import record
from app.core.state_file import MOST_BYTES, set_aside_entries
from app.core.text import Text, as_written, with_code
from app.vault.vault import Vault

log = logging.getLogger("app.vault")

MOST = 10_000
COLUMNS = "key, at, host, port, why, sent, received, is_open"


class ConnectionLog:
    """Owns the ``connection`` table, and the file *pending* for the time when the vault is locked."""

    def __init__(self, pending: Path) -> None:
        self._pending = pending
        self._vault: Vault | None = None
        self._lock = threading.Lock()

    def note(self, connection: Connection) -> None:
        """Write down how *connection* stands; a disk that is full loses the line, not the download."""
        try:
            with self._lock:
                if self._vault is not None:
                    with self._vault.temporary_connection():  # most come from threads that live for one errand
                        _put(self._vault, [connection])
                else:
                    append(self._pending, json.dumps(asdict(connection)).encode() + b"\n")
        except (AppError, OSError):
            log.info("a line of the ledger could not be kept")

    def open_vault(self, vault: Vault) -> None:
        """Keep the connection log in *vault* from now on, and move what was written down while it was locked."""
        with self._lock:
            with vault.write("connection") as db:
                # What was open when the app ended is not any more.
                db.execute("UPDATE connection SET is_open = 0 WHERE is_open")
                db.execute(
                    "DELETE FROM connection WHERE key NOT IN (SELECT key FROM connection ORDER BY at DESC LIMIT ?)",
                    (MOST,),
                )
            _put(vault, self._read_pending())
            with contextlib.suppress(OSError):  # read again, each line only replaces itself
                self._pending.unlink(missing_ok=True)
            self._vault = vault

    def close_vault(self) -> None:
        """The vault is about to be closed."""
        with self._lock:
            self._vault = None

    def entries(self, most: int = MOST) -> list[Connection]:
        """What there was, the latest first."""
        with self._lock:
            vault = self._vault
        if vault is None:
            return []
        rows = vault.read(f"SELECT {COLUMNS} FROM connection ORDER BY at DESC, key DESC LIMIT ?", (most,))
        return [
            Connection(key, at, host, port, _read_why(why), sent, received, bool(is_open))
            for key, at, host, port, why, sent, received, is_open in rows
        ]

    def count(self) -> int:
        """How many lines there are."""
        with self._lock:
            vault = self._vault
        return int(vault.read("SELECT count(*) FROM connection")[0][0]) if vault is not None else 0

    def clear(self) -> None:
        """Forget every line."""
        with self._lock:
            vault = self._vault
        if vault is not None:
            with vault.secure_delete("connection") as db:
                db.execute("DELETE FROM connection")

    def _read_pending(self) -> list[Connection]:
        try:
            with self._pending.open("rb") as file:
                lines = file.read(MOST_BYTES).decode("utf-8", "replace").splitlines()
        except OSError:
            return []
        found: dict[str, Connection] = {}
        strange: list[str] = []
        for line in lines:
            try:
                connection = record(Connection, with_code(json.loads(line), "why"))
            except (ValueError, RecursionError):
                strange.append(line)
                continue
            found[connection.key] = connection
        if strange and strange[-1] == lines[-1]:
            strange.pop()  # the last line may be cut short by a crash; nothing of it was promised
        set_aside_entries(self._pending, strange)
        return list(found.values())


def _put(vault: Vault, connections: list[Connection]) -> None:
    with vault.write("connection") as db:
        db.executemany(
            f"INSERT OR REPLACE INTO connection({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (each.key, each.at, each.host, each.port, _why(each), each.sent, each.received, int(each.is_open))
                for each in connections
            ],
        )


def _why(connection: Connection) -> str:
    return json.dumps(asdict(connection.why))


def _read_why(kept: str) -> Text:
    """Why there was a connection; a line of an earlier version has a sentence in the place of a code."""
    try:
        return record(Text, json.loads(kept))
    except (ValueError, RecursionError):
        return as_written(kept)
