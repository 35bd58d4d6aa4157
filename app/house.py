"""The wiring: opens the rooms of one home from the bottom up and hands them to each other.

Read from top to bottom it is the table of contents of the app; the window and the command line are
two skins over it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.conversation import Conversations, ConversationStore
from app.core.errors import KeyringUnavailable
from app.core.instance import InstanceLock
from app.core.lanes import Lane
from app.core.log import start_logging
from app.core.paths import Home, resources
from app.core.settings import DeviceDrawer, Settings
from app.engine import Engine, LoadPlan, open_model
from app.library import CurrentModel, Shelf
from app.persona import PersonaStore, starter_sketches
from app.vault import (
    DataKey,
    Keyring,
    SystemKeyring,
    Vault,
    VaultDrawer,
    create_keys,
    renew_keyring_slot,
    unlock,
    vault_exists,
)

STARTER_MODEL = "starter/starter.gguf"


@dataclass(frozen=True, slots=True)
class OpenVault:
    """What there is once the vault is open."""

    vault: Vault
    personas: PersonaStore
    conversations: Conversations


class House:
    """One home and everything in it.

    Raises:
        HomeUnwritable: the folder cannot be used.
        AlreadyRunning: another process holds it.
    """

    def __init__(
        self,
        home: Home,
        *,
        keyring: Keyring | None = None,
        opener: Callable[[Path, LoadPlan], Engine] = open_model,
    ) -> None:
        home.prepare()
        self._lock = InstanceLock(home.lock)
        start_logging(home.logs)
        self.home = home
        self.keyring: Keyring = keyring or SystemKeyring()
        self.settings = Settings(DeviceDrawer(home.device_settings))
        self.shelf = Shelf(home.shelf, resources() / STARTER_MODEL)
        self.engine_lane = Lane("engine")
        self.io_lane = Lane("io")
        self.model = CurrentModel(self.shelf, self.settings, home.root, opener)
        self.opened: OpenVault | None = None

    @property
    def has_vault(self) -> bool:
        """Whether there is a vault to unlock."""
        return vault_exists(self.home.vault)

    def create_vault(self, *, passphrase: str | None = None, keyring: Keyring | None = None) -> OpenVault:
        """Make a new vault that the given secrets open.  Slow: off the Qt thread.

        Raises:
            WeakPassphrase, KeyringUnavailable: as ``create_keys`` says.
        """
        return self.enter(create_keys(self.home.vault, passphrase=passphrase, keyring=keyring))

    def unlock_vault(
        self, *, passphrase: str | None = None, recovery_code: str | None = None, keyring: Keyring | None = None
    ) -> OpenVault:
        """Open the vault with the one secret given.  Slow: off the Qt thread.

        Raises:
            VaultError: as ``unlock`` and ``Vault`` say.
        """
        key = unlock(self.home.vault, passphrase=passphrase, recovery_code=recovery_code, keyring=keyring)
        opened = self.enter(key)
        if recovery_code is not None:
            # A keyring that was lost or moved opens the vault again from the next start on.
            with contextlib.suppress(KeyringUnavailable):
                renew_keyring_slot(self.home.vault, key, self.keyring)
        return opened

    def enter(self, key: DataKey) -> OpenVault:
        """Open every room that needs the vault."""
        vault = Vault(self.home.vault, key)
        self.settings.open_vault(VaultDrawer(vault))
        personas = PersonaStore(vault)
        personas.add_starters(starter_sketches(resources() / "personas"))
        store = ConversationStore(vault)
        store.settle_interrupted()
        store.purge()
        instructions = (resources() / "prompts" / "companion.txt").read_text("utf-8")
        conversations = Conversations(store, self.engine_lane, self.model, self.settings, instructions)
        self.opened = OpenVault(vault, personas, conversations)
        return self.opened

    def close(self) -> bool:
        """Stop work, free the model, close the vault, let the home go; calling it twice does nothing.

        False when a lane is still busy inside a library: then the process should end without
        waiting for it.
        """
        quiet = all([self.engine_lane.close(), self.io_lane.close()])
        if quiet:
            self.model.close()
        if self.opened is not None:
            self.opened.vault.close()
            self.opened = None
        self._lock.release()
        return quiet
