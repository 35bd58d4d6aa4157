"""Backing up everything into one file that a passphrase of its own opens, while the app goes on being used."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

from app.vault.blobs import Blobs
from app.vault.copies import BackupFacts, Progress, write_copy
from app.vault.vault import Vault


def back_up(vault: Vault, blobs: Blobs, path: Path, passphrase: str) -> Generator[Progress, None, BackupFacts]:
    """Write everything into one file at *path* that *passphrase* opens, and read it back before it gets its name.

    Closing the generator leaves nothing; so does every error.

    Raises:
        WeakPassphrase: the passphrase would be guessed.
        DiskFull, BackupUnwritable: it could not be written.
        VaultError: the vault could not be read.
    """
    with blobs.keeping():
        return (yield from write_copy(vault.folder, vault.connection(), path, passphrase, with_blobs=True))
