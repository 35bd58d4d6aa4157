"""Copying a database, with or without the blobs, into one sealed file; and reading such a file to its end."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

import apsw

from app.core.clock import Milliseconds, now
from app.core.errors import BackupDamaged, VaultBusy
from app.core.text import Text
from app.vault.backup_file import DATABASE_COPY, BackupReader, BackupWriter, Manifest, Secret, read_through
from app.vault.blob_file import FOLDER as BLOBS
from app.vault.blob_file import BlobKind, blob_path
from app.vault.database import copied, open_copy, translated
from app.vault.disk import disk_errors

COPY = "copying.db"
COPYING, SEALING, CHECKING = Text("progress.copying"), Text("progress.sealing"), Text("progress.checking")
COUNTED = ("persona", "conversation", "message", "blob")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far long work is: *done* of *total* parts of what it is *doing*."""

    doing: Text
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup holds, after it was read to its end."""

    created: Milliseconds
    schema: int
    counts: dict[str, int]
    size_bytes: int


def write_copy(
    folder: Path, connection: apsw.Connection, path: Path, secret: Secret, *, with_blobs: bool
) -> Generator[Progress, None, BackupFacts]:
    """Copy the database that *connection* sees into one file at *path* that *secret* opens, and read it back.

    Raises:
        DiskFull, BackupUnwritable: it could not be written; nothing is left.
        VaultError: the database could not be read.
    """
    copy, key = folder / COPY, os.urandom(32).hex()
    schema = int(connection.pragma("user_version") or 0)
    try:
        with translated(folder), disk_errors(VaultBusy):
            copy.unlink(missing_ok=True)
            with contextlib.closing(open_copy(copy, key)) as target:
                for done, total in copied(connection, target):
                    yield Progress(COPYING, done, total)
                names, counts = _trimmed(target, schema, with_blobs=with_blobs)
            files = [(DATABASE_COPY, copy), *((f"{BLOBS}/{name}", blob_path(folder, name)) for name in names)]
            # A file that is missing was lost before: a picture less is better than no backup.
            sizes = {name: (file, file.stat().st_size) for name, file in files if file.exists()}
        with BackupWriter(path, secret, schema=schema, created=now()) as writer:
            done, total = 0, sum(size for _, size in sizes.values())
            for name, (file, size) in sizes.items():
                with disk_errors(VaultBusy), file.open("rb") as source:
                    for added in writer.add(name, source, size):
                        done += added
                        yield Progress(SEALING, done, total)
            writer.finish(key, counts)
            facts = yield from check_backup(writer.part, secret)
            writer.publish()
            return facts
    finally:
        with contextlib.suppress(OSError):
            copy.unlink(missing_ok=True)


def _trimmed(target: apsw.Connection, schema: int, *, with_blobs: bool) -> tuple[list[str], dict[str, int]]:
    """Take out of the copy what can be made again; the names of the blob files that belong to it, and counts."""
    # The copy came with the original's journal in a file; its own stays in memory.
    target.execute("PRAGMA journal_mode=MEMORY; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON").fetchall()
    names: list[str] = []
    if schema >= 2 and with_blobs:
        target.execute("DELETE FROM blob WHERE kind = ?", (BlobKind.SNAPSHOT.value,))
        target.execute("DELETE FROM blob_gone")
        names = [str(row[0]) for row in target.execute("SELECT file FROM blob")]
    tables = {row[0] for row in target.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    return names, {table: counted(target, table) for table in COUNTED if table in tables}


def counted(connection: apsw.Connection, table: str) -> int:
    """How many rows a *table* of ours has."""
    rows: list[tuple[int]] = connection.execute(f"SELECT count(*) FROM {table}").fetchall()  # type: ignore[assignment]
    return rows[0][0]


def check_backup(path: Path, secret: Secret) -> Generator[Progress, None, BackupFacts]:
    """Read a backup to its end and see that all of it is genuine.

    Raises:
        BackupError: it is not, or cannot be read.
        WrongSecret: *secret* does not open it.
    """

    def take(_: str, content: Iterator[bytes]) -> Iterator[Progress]:
        for _piece in content:
            yield Progress(CHECKING, reader.done_bytes, reader.size_bytes)

    with BackupReader(path, secret) as reader:
        for event in read_through(reader, take):
            if isinstance(event, Manifest):
                return BackupFacts(reader.header.created, reader.header.schema, event.counts, reader.size_bytes)
            assert isinstance(event, Progress)
            yield event
    raise BackupDamaged
