"""Automatic copies: made before every migration and weekly; the last two are kept.

They lie beside the database, hold it without the blobs, and are opened by the vault's own key.
"""

from __future__ import annotations

import contextlib
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import apsw

from app.core.clock import Milliseconds, now
from app.core.errors import VaultBusy
from app.vault.copies import COPY, Progress, write_copy
from app.vault.data_key import DataKey
from app.vault.disk import disk_errors

SUFFIX = ".inglenook"
SNAPSHOTS, SNAPSHOTS_KEPT = "snapshots", 2


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An automatic copy."""

    path: Path
    created: Milliseconds


def snapshot_of(folder: Path, connection: apsw.Connection, key: DataKey) -> Generator[Progress, None, Snapshot]:
    """Keep a copy of the database as it is now, and the one before; older ones go.

    Raises:
        DiskFull, BackupUnwritable, VaultError: it could not be made.
    """
    created = now()
    with disk_errors(VaultBusy):
        (folder / SNAPSHOTS).mkdir(mode=0o700, exist_ok=True)
    path = folder / SNAPSHOTS / f"{created}{SUFFIX}"
    yield from write_copy(folder, connection, path, key, with_blobs=False)
    others = [other for other in snapshots(folder) if other.path != path]
    with disk_errors(VaultBusy):
        for old in others[SNAPSHOTS_KEPT - 1 :]:
            old.path.unlink(missing_ok=True)
    return Snapshot(path, created)


def snapshots(folder: Path) -> list[Snapshot]:
    """The automatic copies, the latest first; those from the future (of a clock that was wrong) come last."""
    found = [path for path in (folder / SNAPSHOTS).glob(f"*{SUFFIX}") if path.stem.isdecimal()]
    dated = [Snapshot(path, Milliseconds(int(path.stem))) for path in found]
    return sorted(dated, key=lambda one: (one.created > now(), -one.created))


def forget_snapshots(folder: Path) -> None:
    """Delete the automatic copies.

    Raises:
        VaultBusy: the system does not let one go.
    """
    with disk_errors(VaultBusy):
        for snapshot in snapshots(folder):
            snapshot.path.unlink(missing_ok=True)


def sweep_copies(folder: Path) -> None:
    """At start: remove what a backup that was cut short left behind."""
    for left in (folder / COPY, folder / f"{COPY}-journal", *(folder / SNAPSHOTS).glob("*.part")):
        with contextlib.suppress(OSError):
            left.unlink(missing_ok=True)
