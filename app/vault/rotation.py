"""Changing the data key itself, so that an old key file and its passphrase open nothing any more.

Two phases: the key file first holds both the old and the new key (``pending``), then the database is
written anew under the new one, then the old one is dropped.  A crash at any point leaves a vault
that the passphrase opens; opening it finishes what was begun.
"""

from __future__ import annotations

from pathlib import Path

from app.core.errors import AppError, WrongSecret
from app.vault.data_key import DataKey
from app.vault.database import DATABASE, opens, rekey
from app.vault.keyfile import KEY_FILE, KeyFile


def change_key(folder: Path, old: DataKey, new: DataKey, file: KeyFile) -> None:
    """Bring the closed vault in *folder* from *old* to *new*, which the slots of *file* wrap.

    Raises:
        VaultError: the database could not be written; opening the vault tries again.
    """
    path = folder / KEY_FILE
    pending = KeyFile.load(path).turning_to(file, new, old)
    pending.save(path)
    _finish(folder, pending, old, new)


def settle(folder: Path, file: KeyFile, *, old: DataKey | None, new: DataKey | None) -> DataKey:
    """Finish a change that was cut short, with what the person's secret opened of it: the key in force.

    Raises:
        WrongSecret: it opened neither, or only the old key of a database that has the new one.
    """
    database = folder / DATABASE
    if new is not None:
        old = file.old_key(new)
        try:
            _finish(folder, file, old, new)
        except AppError:  # no room for it now: what can be opened is opened, and the next time it is tried again
            return new if opens(database, new) else old
        return new
    if old is not None and opens(database, old):
        return old
    raise WrongSecret


def _finish(folder: Path, file: KeyFile, old: DataKey, new: DataKey) -> None:
    database = folder / DATABASE
    if database.exists() and not opens(database, new):
        rekey(database, old, new)
    file.turned().save(folder / KEY_FILE)
