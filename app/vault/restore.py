"""Putting a backup in the place of the vault, without ever being without one.

First everything is written into a new folder beside the vault and verified there; only a complete one
gets the name ``restored``.  The next start, before it opens anything, swaps it in and keeps the old
vault under a name of its own.  A crash at any point leaves the old vault or the new one.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import string
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.core.clock import Milliseconds, now
from app.core.errors import BackupDamaged, BackupTooNew, VaultBusy
from app.core.files import sync_folder, write_whole
from app.core.text import Text
from app.vault.backup_file import DATABASE_COPY, BackupReader, Manifest, Secret, read_through
from app.vault.blob_file import FOLDER as BLOBS
from app.vault.blob_file import SUFFIX as BLOB_SUFFIX
from app.vault.blob_file import blob_path
from app.vault.copies import COPY, COUNTED, BackupFacts, Progress, counted
from app.vault.data_key import DataKey
from app.vault.database import DATABASE, NEW, copied, integrity_problem, open_copy, open_database, translated
from app.vault.disk import disk_errors
from app.vault.keyfile import KEY_FILE
from app.vault.keyring_slot import Keyring
from app.vault.keys import create_keys
from app.vault.migrate import newest

PART, READY, REPLACED = "restored.part", "restored", "vault-replaced-"
READING, WRITING, CHECKING = Text("progress.reading_backup"), Text("progress.writing_vault"), Text("progress.checking")
BLOB_NAME = re.compile(rf"{BLOBS}/([0-9a-f]{{32}})")


@dataclass(frozen=True, slots=True)
class Replaced:
    """A vault that a restored one took the place of."""

    path: Path
    at: Milliseconds


def restore_backup(
    path: Path, passphrase: str, root: Path, keyring: Keyring | None = None
) -> Generator[Progress, None, BackupFacts]:
    """Make a vault ready from the backup at *path*, for ``swap_in``; its passphrase opens the vault too.

    A new data key is made; *keyring* gets a slot if it can keep one.  Nothing of the vault in force is touched.

    Raises:
        BackupError, WrongSecret: the backup is no good, or another passphrase opens it.
        DiskFull, VaultBusy: it could not be written.
    """
    with _new_folder(root) as folder:
        manifest, facts = yield from _read_into(path, passphrase, folder)
        key = create_keys(folder, passphrase=passphrase, keyring=keyring)
        yield from _finish(folder, root, manifest, key)
    return facts


def restore_snapshot(path: Path, key: DataKey, vault: Path, root: Path) -> Generator[Progress, None, BackupFacts]:
    """Make a vault ready from the automatic copy at *path*, with the keys and the blobs of the one in force.

    Raises:
        BackupError, WrongSecret: the copy is no good, or of another vault.
        DiskFull, VaultBusy: it could not be written.
    """
    with _new_folder(root) as folder:
        manifest, facts = yield from _read_into(path, key, folder)
        with disk_errors(VaultBusy):
            write_whole(folder / KEY_FILE, (vault / KEY_FILE).read_bytes())
            for blob in (vault / BLOBS).glob(f"*/*{BLOB_SUFFIX}"):
                place = blob_path(folder, blob.stem)
                place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                _link(blob, place)
        yield from _finish(folder, root, manifest, key)
    return facts


def swap_in(root: Path, vault: Path) -> bool:
    """Put the vault that was made ready in place; true when there was one.  The old one is kept.

    For the start, while nothing is open.

    Raises:
        VaultBusy: the system refused; the next start tries again.
    """
    with disk_errors(VaultBusy):
        shutil.rmtree(root / PART, ignore_errors=True)
        ready = root / READY
        if not ready.is_dir():
            return False
        if (vault / KEY_FILE).exists() or (vault / DATABASE).exists():
            vault.rename(root / f"{REPLACED}{now()}")
        elif vault.exists():
            shutil.rmtree(vault)
        ready.rename(vault)
        sync_folder(root)
    return True


def replaced_vaults(root: Path) -> list[Replaced]:
    """The vaults that were replaced and are still there, the latest first."""
    found = [path for path in root.glob(f"{REPLACED}*") if path.name.removeprefix(REPLACED).isdecimal()]
    dated = [Replaced(path, Milliseconds(int(path.name.removeprefix(REPLACED)))) for path in found]
    return sorted(dated, key=lambda one: -one.at)


def forget_replaced(root: Path) -> None:
    """Delete the vaults that were replaced: their keys first."""
    for replaced in replaced_vaults(root):
        with disk_errors(VaultBusy):
            (replaced.path / KEY_FILE).unlink(missing_ok=True)
            shutil.rmtree(replaced.path)


@contextlib.contextmanager
def _new_folder(root: Path) -> Iterator[Path]:
    folder = root / PART
    with disk_errors(VaultBusy):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _read_into(path: Path, secret: Secret, folder: Path) -> Generator[Progress, None, tuple[Manifest, BackupFacts]]:
    """Write the still sealed database and blobs into *folder*; the manifest stays in memory."""

    def take(name: str, content: Iterator[bytes]) -> Iterator[Progress]:
        place = _place(folder, name)
        with disk_errors(VaultBusy):
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            out = place.open("xb")
        with disk_errors(VaultBusy), out:
            for piece in content:
                out.write(piece)
                yield Progress(READING, reader.done_bytes, reader.size_bytes)
            out.flush()
            os.fsync(out.fileno())

    with BackupReader(path, secret) as reader:
        if reader.header.schema > newest():
            raise BackupTooNew
        for event in read_through(reader, take):
            if isinstance(event, Manifest):
                header = reader.header
                return event, BackupFacts(header.created, header.schema, event.counts, reader.size_bytes)
            assert isinstance(event, Progress)
            yield event
    raise BackupDamaged


def _place(folder: Path, name: str) -> Path:
    """Where a file of the backup goes: names are ours or refused."""
    if name == DATABASE_COPY:
        return folder / COPY
    if (blob := BLOB_NAME.fullmatch(name)) is not None:
        return blob_path(folder, blob.group(1))
    raise BackupDamaged


def _finish(folder: Path, root: Path, manifest: Manifest, key: DataKey) -> Generator[Progress, None, None]:
    """Write the database anew under *key*, verify all of it, and give the folder the name that counts."""
    if len(manifest.database_key) != 64 or not set(manifest.database_key) <= set(string.hexdigits.lower()):
        raise BackupDamaged
    with (
        translated(folder),
        contextlib.closing(open_copy(folder / COPY, manifest.database_key)) as source,
        contextlib.closing(open_database(folder / DATABASE, key)) as target,
    ):
        for done, total in copied(source, target):
            yield Progress(WRITING, done, total)
        yield Progress(CHECKING, 0, 1)
        if integrity_problem(target):
            raise BackupDamaged
        if {table: counted(target, table) for table in COUNTED if table in manifest.counts} != manifest.counts:
            raise BackupDamaged
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    with disk_errors(VaultBusy):
        (folder / COPY).unlink()
        (folder / NEW).unlink(missing_ok=True)
        sync_folder(folder)
        shutil.rmtree(root / READY, ignore_errors=True)
        folder.rename(root / READY)
        sync_folder(root)


def _link(source: Path, place: Path) -> None:
    """The same file under another name: blobs never change."""
    try:
        os.link(source, place)
    except OSError:  # a file system without links
        shutil.copyfile(source, place)
