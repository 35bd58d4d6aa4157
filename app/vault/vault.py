"""The open vault: one connection a thread, one writer at a time, and word of every commit."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from app.core.changes import Announcer, Changed
from app.core.errors import VaultBusy
from app.vault.database import open_database, require_encryption, require_sealed, translated
from app.vault.keys import DATABASE, DataKey
from app.vault.migrate import migrate

Row = tuple[Any, ...]
Connection = apsw.Connection
Given = Sequence[Any] | Mapping[str, Any]


class Vault:
    """Reads and writes the database of an unlocked vault.

    Reads see the last commit.  Writes are short transactions under one lock; what they changed is
    announced after the commit, on the thread that wrote.
    """

    def __init__(self, folder: Path, key: DataKey) -> None:
        """Open the database in *folder*, bringing it up to date.

        Raises:
            VaultError: as ``open_database`` and ``migrate`` say.
        """
        require_encryption()
        self.folder = folder
        self.key = key
        self.changes = Announcer()
        self._mine = threading.local()
        self._writing = threading.RLock()
        self._all: list[apsw.Connection] = []
        self._is_closed = False
        with translated():
            migrate(self._connection())
            self._connection().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        require_sealed(folder / DATABASE)

    def read(self, sql: str, given: Given = ()) -> list[Row]:
        """Every row of a query."""
        with translated():
            return self._connection().execute(sql, given).fetchall()

    def read_one(self, sql: str, given: Given = ()) -> Row | None:
        """The first row of a query, or None."""
        with translated():
            return self._connection().execute(sql, given).fetchone()

    @contextmanager
    def write(self, *kinds: str) -> Iterator[apsw.Connection]:
        """A transaction that touches things of these *kinds*; it commits when the block ends well."""
        with self._writing, translated():
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        self.changes.announce(Changed(frozenset(kinds)))

    def close(self) -> None:
        """Fold the log into the database and close every thread's connection; for good."""
        with self._writing:
            self._is_closed = True
            for connection in self._all:
                try:
                    connection.interrupt()
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                except apsw.Error:
                    continue  # another connection still reads, or the disk is full: the log holds it all
            for connection in self._all:
                connection.close(True)
            self._all.clear()
            self._mine = threading.local()

    def _connection(self) -> apsw.Connection:
        connection: apsw.Connection | None = getattr(self._mine, "connection", None)
        if self._is_closed:
            raise VaultBusy("The vault is closed.", "Open it again.")
        if connection is None:
            connection = open_database(self.folder / DATABASE, self.key)
            self._mine.connection = connection
            self._all.append(connection)
        return connection
