"""Caring for the vault as a whole: checks, copies, backups, other keys, and the end of everything."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Protocol

from app.core import settings as s
from app.core.clock import now
from app.core.errors import AppError, VaultDamaged, VaultError
from app.core.log import start_logging
from app.core.paths import Home
from app.core.processor import processor_key
from app.core.settings import Settings
from app.core.text import Text
from app.generation import Conversations
from app.maintenance.trash import Trash
from app.vault import (
    BackupFacts,
    Blobs,
    DataKey,
    Keyring,
    Progress,
    Vault,
    back_up,
    check,
    destroy_keys,
    replaced_vaults,
    restore_backup,
    restore_snapshot,
    rotate_keys,
    slot_kinds,
    snapshot_of,
    snapshots,
    strengthen_passphrase,
    swap_in,
    unlock,
)  # fmt: skip

FORGETTING, CHANGING = Text("progress.writing_anew"), Text("progress.changing_keys")
WEEK_MS = 7 * 24 * 3600 * 1000


class Opened(Protocol):
    """What is needed of an open vault here."""

    @property
    def vault(self) -> Vault: ...
    @property
    def blobs(self) -> Blobs: ...
    @property
    def trash(self) -> Trash: ...
    @property
    def conversations(self) -> Conversations: ...


class VaultMaintenance:
    """Work for the io worker, but for the end of everything.

    *session* gives the open vault, or None; *enter* opens it with a key, *leave* closes it, *stop_work* ends what
    writes into the home; *is_busy* tells whether the machine has other work.
    """

    def __init__(
        self,
        home: Home,
        settings: Settings,
        keyring: Keyring,
        *,
        session: Callable[[], Opened | None],
        enter: Callable[[DataKey], Opened],
        leave: Callable[[], None],
        stop_work: Callable[[], None],
        is_busy: Callable[[], Generator[object, None, bool]],
    ) -> None:
        self._home = home
        self._settings = settings
        self._keyring = keyring
        self._session = session
        self._enter = enter
        self._leave = leave
        self._stop_work = stop_work
        self._is_busy = is_busy
        self._to_strengthen = ""
        self._key_of_the_damaged: DataKey | None = None

    def note_opened(self, passphrase: str) -> None:
        """The vault was opened, by *passphrase* where that is not empty: its cost may be raised when there is time."""
        self._to_strengthen = passphrase
        self._key_of_the_damaged = None

    def note_damaged(self, key: DataKey) -> None:
        """*key* is the vault's, but the vault does not open: an automatic copy may be put in its place."""
        self._key_of_the_damaged = key

    def note_left(self) -> None:
        """The vault is closed: nothing of its secrets stays here."""
        self._to_strengthen = ""

    def _opened(self) -> Opened:
        session = self._session()
        assert session is not None, "the vault is open"
        return session

    def upkeep(self) -> Generator[object, None, None]:
        """Once a week, and after an end without closing: see that the vault is whole, and keep an automatic copy.

        Raises:
            VaultDamaged: it is not whole.
        """
        session = self._opened()
        yield from self._strengthen(session)
        if self._settings.switch(s.RENEWING):
            yield from self._renew_blobs(session)
        due = now() - self._settings.number(s.CHECKED_AT) > WEEK_MS
        if due or session.vault.unclean_shutdown:
            if session.vault.integrity_check(thorough=False):
                raise VaultDamaged
            self._settings.put(s.CHECKED_AT, now())
        kept = snapshots(self._home.vault)
        if not kept or not 0 <= now() - kept[0].created <= WEEK_MS:
            yield from snapshot_of(self._home.vault, session.vault.connection(), session.vault.key)

    def _strengthen(self, session: Opened) -> Generator[object, None, None]:
        """Let a guess at the passphrase cost more, if the machine has nothing else to do and can bear it."""
        passphrase, machine = self._to_strengthen, processor_key()
        if not passphrase or self._settings.text(s.COST_MEASURED_ON) == machine:
            self._to_strengthen = ""
            return
        is_busy = yield from self._is_busy()
        if not is_busy:
            self._to_strengthen = ""
            with contextlib.suppress(VaultError):  # another time
                strengthen_passphrase(self._home.vault, session.vault.key, passphrase)
                self._settings.put(s.COST_MEASURED_ON, machine)  # once for each machine: it takes seconds

    def back_up(self, path: Path, passphrase: str) -> Generator[Progress, None, BackupFacts]:
        """Write everything into one file that *passphrase* opens; see ``vault.back_up``."""
        session = self._opened()
        return back_up(session.vault, session.blobs, path, passphrase)

    def restore(self, path: Path, passphrase: str) -> Generator[Progress, None, BackupFacts]:
        """Make a backup ready to take the vault's place at the next start; see ``vault.restore_backup``."""
        return restore_backup(path, passphrase, self._home.root)

    def put_in_place(self) -> bool:
        """Put a vault that was made ready in its place; true when there was one.  The vault is not open."""
        assert self._session() is None
        return swap_in(self._home.root, self._home.vault)

    def restore_copy(self, path: Path) -> Generator[Progress, None, BackupFacts]:
        """Make an automatic copy ready to take the vault's place; see ``vault.restore_snapshot``.

        The vault was opened, or would have been if it were not damaged.
        """
        session = self._session()
        key = session.vault.key if session is not None else self._key_of_the_damaged
        assert key is not None, "the vault's secret was given"
        return restore_snapshot(path, key, self._home.vault, self._home.root)

    def rotate(self, passphrase: str, *, forget: bool = False) -> Generator[Progress, None, Opened]:
        """Change the data key and every blob's key, and drop the automatic copies, which the old one opens.

        With *forget* the database is first written anew without gaps.  The vault is closed and opened again,
        so nobody may be using it; the recovery code opens nothing afterwards.

        Raises:
            WrongSecret: *passphrase* is not the vault's.
            WeakPassphrase: it is the vault's first, and would be guessed.
            VaultError: it could not be done; opening the vault finishes what was begun.
        """
        session = self._opened()
        if "passphrase" in slot_kinds(self._home.vault):
            check(self._home.vault, passphrase=passphrase)
        key = session.vault.key
        self._settings.put(s.RENEWING, True)
        if forget:
            yield Progress(FORGETTING, 0, 1)
            for _ in session.trash.empty():
                yield Progress(FORGETTING, 0, 1)
            session.conversations.memories.forget_for_good()
            session.vault.vacuum()
        self._leave()
        yield Progress(CHANGING, 0, 1)
        try:
            session = self._enter(rotate_keys(self._home.vault, key, passphrase=passphrase, keyring=self._keyring))
        except AppError:
            with contextlib.suppress(AppError):  # the change may have come so far that only the new key opens
                key = unlock(self._home.vault, passphrase=passphrase)
            self._enter(key)
            raise
        yield from self._renew_blobs(session)
        yield from snapshot_of(self._home.vault, session.vault.connection(), session.vault.key)
        return session

    def _renew_blobs(self, session: Opened) -> Generator[Progress, None, None]:
        """Give every blob a new key, as belongs to a change of keys; what is cut short is done again."""
        total = len(session.blobs.every())
        for done, _ in enumerate(session.blobs.rekey(), 1):
            yield Progress(CHANGING, done, total)
        self._settings.put(s.RENEWING, False)

    def delete_everything(self) -> None:
        """Destroy the keys, then everything that lies in the home; models that lie elsewhere stay."""
        self._stop_work()
        self._leave()
        for vault in (self._home.vault, *(replaced.path for replaced in replaced_vaults(self._home.root))):
            destroy_keys(vault, self._keyring)
        start_logging(None)
        for path in self._home.root.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path != self._home.lock:
                path.unlink(missing_ok=True)
