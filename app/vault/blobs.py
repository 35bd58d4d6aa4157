"""Large encrypted things in files of their own: pictures, voices, snapshots of a model's memory.

One file a blob, under a random name, never changed: new content is a new file with a new key.  The
key lies in the database, so that forgetting a row makes every copy of the file noise.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import NewType

from app.core.clock import Clock, now
from app.core.errors import AppError, BlobDamaged, VaultBusy
from app.core.events import Changed
from app.core.files import sync_folder
from app.core.log import describe
from app.vault.blob_file import FOLDER, SUFFIX, BlobKind, begun, blob_path, opened
from app.vault.disk import disk_errors
from app.vault.sealed_stream import Sealer
from app.vault.vault import Connection, Vault

log = logging.getLogger("app.vault")

BlobId = NewType("BlobId", int)


Also = Callable[[Connection, BlobId], None]


class NewBlob:
    """A blob that is being written; ``write`` as much as there is."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer
        self.id: BlobId | None = None

    @property
    def size_bytes(self) -> int:
        return self._sealer.size_bytes

    def write(self, content: bytes) -> None:
        """Add *content*.

        Raises:
            DiskFull: there is no room.
        """
        with disk_errors(VaultBusy):
            self._sealer.write(content)


class Blobs:
    """Owns the ``blob`` table and the files beside the database."""

    def __init__(self, vault: Vault, clock: Clock = now) -> None:
        self._vault = vault
        self._clock = clock
        self._folder = vault.folder / FOLDER
        self._kept = 0
        self._keeping = threading.Lock()
        vault.changes.listen("blob", "message", "conversation", "persona", "memory", to=self._heard)

    @contextmanager
    def writing(
        self,
        kind: BlobKind,
        *,
        persona: int | None = None,
        conversation: int | None = None,
        message: int | None = None,
        also: Also | None = None,
    ) -> Iterator[NewBlob]:
        """Write a blob that belongs to what is given and goes with it; its ``id`` is known when the block ends well.

        *also* notes it elsewhere, in the same step.  When the block fails, nothing is left.

        Raises:
            DiskFull, VaultBusy: it could not be written.
        """
        name, key = os.urandom(16).hex(), os.urandom(32)
        path = blob_path(self._vault.folder, name)
        part = path.with_suffix(".part")
        try:
            with disk_errors(VaultBusy):
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                with part.open("wb") as out:
                    sealer = begun(out, name, key, kind)
                    blob = NewBlob(sealer)
                    yield blob
                    sealer.finish()
                    out.flush()
                    os.fsync(out.fileno())
                part.rename(path)
                sync_folder(path.parent)
            with self._vault.write("blob") as db:
                db.execute(
                    "INSERT INTO blob(file, kind, key, size_bytes, persona_id, conversation_id, message_id, created_ms)"
                    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (name, kind.value, key, blob.size_bytes, persona, conversation, message, self._clock()),
                )
                blob.id = BlobId(db.last_insert_rowid())
                if also is not None:
                    also(db, blob.id)
        except BaseException:
            for left in (part, path):
                with contextlib.suppress(OSError):
                    left.unlink(missing_ok=True)
            raise

    def put(
        self,
        kind: BlobKind,
        content: bytes,
        *,
        persona: int | None = None,
        conversation: int | None = None,
        message: int | None = None,
        also: Also | None = None,
    ) -> BlobId:
        """Keep *content*; as ``writing`` says.

        Raises:
            DiskFull, VaultBusy: it could not be written.
        """
        with self.writing(kind, persona=persona, conversation=conversation, message=message, also=also) as blob:
            blob.write(content)
        assert blob.id is not None
        return blob.id

    def stream(self, blob: BlobId) -> Iterator[bytes]:
        """The content, piece by piece.  Act on it only once all of it has come: an end may be missing.

        Raises:
            BlobDamaged: the file is gone, or is not what was written.
        """
        row = self._vault.read_one("SELECT file, key FROM blob WHERE id = ?", (blob,))
        if row is None:
            raise BlobDamaged
        yield from opened(blob_path(self._vault.folder, row[0]), row[0], row[1])

    def read(self, blob: BlobId) -> bytes:
        """The whole content, in memory.

        Raises:
            BlobDamaged: as ``stream`` says.
        """
        return b"".join(self.stream(blob))

    def forget(self, blob: BlobId) -> None:
        """Delete a blob: its key first, then its file."""
        with self._vault.write("blob") as db:
            db.execute("DELETE FROM blob WHERE id = ?", (blob,))

    def every(self) -> list[BlobId]:
        """All there are."""
        return [BlobId(row[0]) for row in self._vault.read("SELECT id FROM blob ORDER BY id")]

    def damaged(self) -> Generator[BlobId, None, list[BlobId]]:
        """Read everything; yields each blob read and returns those that are damaged."""
        bad = []
        for blob in self.every():
            try:
                for _ in self.stream(blob):
                    pass
            except BlobDamaged:
                bad.append(blob)
            yield blob
        return bad

    def rekey(self) -> Iterator[BlobId]:
        """Write every blob anew under a new key; yields each that is done."""
        for blob in self.every():
            row = self._vault.read_one(
                "SELECT kind, persona_id, conversation_id, message_id FROM blob WHERE id = ?", (blob,)
            )
            if row is None:
                continue
            try:
                with self.writing(BlobKind(row[0]), persona=row[1], conversation=row[2], message=row[3]) as new:
                    for piece in self.stream(blob):
                        new.write(piece)
            except BlobDamaged:
                log.warning("a blob is damaged and keeps its key")
                continue
            with self._vault.write("blob") as db:
                # Others know the blob by its number, so the new file takes the old one's row.
                db.execute("INSERT INTO blob_gone(file) SELECT file FROM blob WHERE id = ?", (blob,))
                ((file, key),) = db.execute("SELECT file, key FROM blob WHERE id = ?", (new.id,)).fetchall()
                db.execute("DELETE FROM blob WHERE id = ?", (new.id,))
                db.execute("DELETE FROM blob_gone WHERE file = ?", (file,))
                db.execute("UPDATE blob SET file = ?, key = ? WHERE id = ?", (file, key, blob))
            yield blob

    @contextmanager
    def keeping(self) -> Iterator[None]:
        """While the block runs no file is removed, so that a copy can be made of what a snapshot names."""
        with self._keeping:
            self._kept += 1
        try:
            yield
        finally:
            with self._keeping:
                self._kept -= 1
            self._collect()

    def sweep(self) -> int:
        """At start: remove files that no row names and parts that were never finished; how many there were."""
        self._collect()
        named = {row[0] for row in self._vault.read("SELECT file FROM blob")}
        strays = [path for path in self._folder.glob("*/*") if path.suffix != SUFFIX or path.stem not in named]
        for path in strays:
            with contextlib.suppress(OSError):
                path.unlink()
        return len(strays)

    def _heard(self, _: Changed) -> None:
        """Something was deleted, and is: files that cannot be removed now are removed at the next start."""
        try:
            self._collect()
        except AppError as error:
            log.info("files of deleted blobs stay for now: %s", describe(error))

    def _collect(self) -> None:
        """Remove the files whose rows are gone."""
        with self._keeping:
            if self._kept:
                return
            gone = [row[0] for row in self._vault.read("SELECT file FROM blob_gone")]
            if not gone:
                return
            for name in gone:
                with contextlib.suppress(OSError):  # the sweep at the next start tries again
                    blob_path(self._vault.folder, name).unlink(missing_ok=True)
            with self._vault.write() as db:
                db.executemany("DELETE FROM blob_gone WHERE file = ?", [(name,) for name in gone])
