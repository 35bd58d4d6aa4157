"""The open vault: one connection a thread, one writer at a time, and word of every commit."""

from __future__ import annotations

import contextlib
import threading
import weakref
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

from app.core.errors import VaultBusy, VaultDamaged
from app.core.events import Changed, ChangeNotifier
from app.vault.data_key import DataKey
from app.vault.database import (
    BUSY_MS,
    DATABASE,
    NEW,
    integrity_problem,
    open_database,
    require_encryption,
    require_sealed,
    translated,
)
from app.vault.disk import disk_errors
from app.vault.migrate import migrate
from app.vault.snapshots import snapshot_of

Row = tuple[Any, ...]
Connection = apsw.Connection
Given = Sequence[Any] | Mapping[str, Any]

ERASED = "erased"
"""A kind of change: something was deleted for good."""


class Vault:
    """Reads and writes the database of an unlocked vault.

    Reads see the last commit.  Writes are short transactions under one lock; what they changed is
    announced after the commit, on the thread that wrote.
    """

    def __init__(self, folder: Path, key: DataKey, *, may_create: bool = False) -> None:
        """Open the database in *folder*, bringing it up to date.

        It is made only right after the keys were, or when *may_create* says so: a database that is gone must
        not be taken for a new one.

        Raises:
            VaultDamaged: it is gone, or empty.
            VaultError: as ``open_database`` and ``migrate`` say.
        """
        require_encryption()
        self.folder = folder
        self.key = key
        self.changes = ChangeNotifier()
        self._mine: dict[int, apsw.Connection] = {}
        self._writing = threading.RLock()
        self._all: list[apsw.Connection] = []
        self._owners: dict[int, weakref.ref[threading.Thread]] = {}
        self._is_closed = False
        is_new = may_create or (folder / NEW).exists()
        if not is_new:
            self._require_database()
        log_file = folder / f"{DATABASE}-wal"
        self.unclean_shutdown = log_file.exists() and log_file.stat().st_size > 0
        try:
            with translated(self.folder):
                if not is_new and not self.connection().pragma("user_version"):
                    raise VaultDamaged
                migrate(self.connection(), before=self._keep_snapshot)
                self.connection().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            self._require_sealed()
            with disk_errors(VaultBusy):
                (folder / NEW).unlink(missing_ok=True)
        except BaseException:
            self.close()
            raise

    def read(self, sql: str, given: Given = ()) -> list[Row]:
        """Every row of a query."""
        with translated(self.folder):
            return self.connection().execute(sql, given).fetchall()

    def read_one(self, sql: str, given: Given = ()) -> Row | None:
        """The first row of a query, or None."""
        with translated(self.folder):
            return self.connection().execute(sql, given).fetchone()

    @contextmanager
    def write(self, *kinds: str, ids: Iterable[int] = ()) -> Iterator[apsw.Connection]:
        """A transaction that touches things of these *kinds*; it commits when the block ends well.

        *ids* are the numbers of those of the first kind, where they are known; they are read when the block has ended.
        """
        with self._writing, translated(self.folder):
            connection = self.connection()
            # The write lock at once: a reading transaction that wants to write later can be refused.
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        # Only what is on the disk is told of, and outside the lock: who hears of it may read, or write.
        self.changes.announce(Changed(frozenset(kinds), frozenset(ids), self.changes.origin, kinds[0] if kinds else ""))

    @contextmanager
    def secure_delete(self, *kinds: str, ids: Iterable[int] = ()) -> Iterator[apsw.Connection]:
        """A transaction that deletes what must not be found again: the log is emptied after it as well.

        It touches things of the kind ``ERASED`` besides: whoever holds anything of what was there lets it go.
        """
        with self.write(*kinds, ERASED, ids=ids) as connection:
            yield connection
        with self._writing:
            # While another thread reads it cannot be emptied; nobody waits for that, as closing empties it too.
            connection.set_busy_timeout(0)
            with contextlib.suppress(apsw.Error):
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            connection.set_busy_timeout(BUSY_MS)

    def vacuum(self) -> None:
        """Write the database anew without gaps.  Takes as much memory as it is large."""
        with self._writing, translated(self.folder):
            self.connection().execute("VACUUM")
            self.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def integrity_check(self, *, thorough: bool = True) -> str:
        """What is wrong inside the database, in the library's words; empty when all is well.

        Raises:
            VaultDamaged: a page fails its seal.
        """
        found = integrity_problem(self.connection(), thorough=thorough)
        if not found and thorough:
            try:
                with self.write() as db:
                    db.execute("INSERT INTO message_index(message_index, rank) VALUES ('integrity-check', 1)")
            except VaultDamaged:
                return "full-text index"
        return found

    def stems(self, text: str) -> list[str]:
        """The stems of the words of *text*, in their order, as the full-text indexes have them."""
        tokenizer = self.connection().fts5_tokenizer("porter", ["unicode61", "remove_diacritics", "2"])
        found = tokenizer(
            text.encode("utf-8", "replace"), apsw.FTS5_TOKENIZE_DOCUMENT, None, include_offsets=False,
            include_colocated=False,
        )  # fmt: skip
        return [str(each) for each in found]

    def interrupt(self) -> None:
        """End every query that is running, with an error where it runs."""
        for connection in self._all:
            connection.interrupt()

    def _require_database(self) -> None:
        database = self.folder / DATABASE
        if not database.exists() or not database.stat().st_size:
            raise VaultDamaged("database_gone")

    def _keep_snapshot(self) -> None:
        for _ in snapshot_of(self.folder, self.connection(), self.key):
            pass

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
            self._mine.clear()

    @property
    def is_open(self) -> bool:
        """Whether it can still be read."""
        return not self._is_closed

    def connection(self) -> apsw.Connection:
        """This thread's connection.

        Raises:
            VaultBusy: the vault is closed.
        """
        # By the thread's own number: what threading.local keeps is lost between two calls on a thread that Python did
        # not start, such as the one on which Qt reads pictures, and each call would open another.
        ident, thread = threading.get_ident(), threading.current_thread()
        connection = self._mine.get(ident)
        if self._is_closed:
            raise VaultBusy("closed")
        if connection is None:
            self._close_orphans()
            connection = self._mine[ident] = self._open()
            self._all.append(connection)
        if (owner := self._owners.get(ident)) is None or owner() is not thread:
            self._owners[ident] = weakref.ref(thread)
        return connection

    def _close_orphans(self) -> None:
        """Close the connections of threads that have ended: each holds files and memory."""
        with self._writing:
            for ident, ref in list(self._owners.items()):
                if (owner := ref()) is None or not owner.is_alive():
                    del self._owners[ident]
                    self._let_go(self._mine.pop(ident, None))

    def _let_go(self, connection: apsw.Connection | None) -> None:
        if connection is not None and connection in self._all:
            self._all.remove(connection)
            connection.close(True)

    @contextmanager
    def temporary_connection(self) -> Iterator[None]:
        """For a thread that does not stay: the connection it opens in the block is closed with it."""
        ident = threading.get_ident()
        had = ident in self._mine
        try:
            yield
        finally:
            if not had:
                with self._writing:
                    self._owners.pop(ident, None)
                    self._let_go(self._mine.pop(ident, None))

    def _open(self) -> apsw.Connection:
        return open_database(self.folder / DATABASE, self.key)

    def _require_sealed(self) -> None:
        require_sealed(self.folder / DATABASE)
