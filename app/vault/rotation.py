"""Changing the data key itself, so that an old key file and its passphrase open nothing any more.

Two phases: the key file first holds both the old and the new key (``pending``), then the database is
written anew under the new one, then the old one is dropped.  A crash at any point leaves a vault
that the passphrase opens; opening it finishes what was begun.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from app.core.errors import AppError, VaultDamaged, WrongSecret
from app.vault.data_key import DataKey
from app.vault.database import DATABASE, opens, rekey
from app.vault.keyfile import KEY_FILE, KeyFile
from app.vault.snapshots import forget_snapshots


def change_key(folder: Path, old: DataKey, new: DataKey, file: KeyFile) -> None:
    """Bring the closed vault in *folder* from *old* to *new*, which the slots of *file* wrap.

    Raises:
        VaultError: the database could not be written, or has another key; the old one still holds.
    """
    database = folder / DATABASE
    if not opens(database, old):
        raise VaultDamaged
    before = KeyFile.load(folder / KEY_FILE)
    try:
        pending = before.turning_to(file, new, old)
        pending.save(folder / KEY_FILE)
        _finish(folder, pending, old, new)
    except AppError:
        if opens(database, old):  # nothing has changed: so that it can be tried again, nothing is left begun
            with contextlib.suppress(AppError):
                before.save(folder / KEY_FILE)
        raise


def settle(folder: Path, file: KeyFile, *, old: DataKey | None, new: DataKey | None) -> DataKey:
    """Finish a change that was cut short, with what the person's secret opened of it: the key in force.

    Raises:
        WrongSecret: it opened neither, or only the old key of a database that has the new one.
    """
    database = folder / DATABASE
    if new is not None:
        before = file.old_key(new)
        try:
            _finish(folder, file, before, new)
        except AppError:  # no room for it now: what can be opened is opened, and the next time it is tried again
            return next((key for key in (new, before, old) if key is not None and opens(database, key)), before)
        return new
    if old is not None and opens(database, old):
        return old
    raise WrongSecret


def _finish(folder: Path, file: KeyFile, old: DataKey, new: DataKey) -> None:
    database = folder / DATABASE
    if database.exists() and not opens(database, new):
        rekey(database, old, new)
    forget_snapshots(folder)  # the old key opens them, and only it
    file.turned().save(folder / KEY_FILE)
