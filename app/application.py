"""The wiring: opens the rooms of one home from the bottom up and hands them to each other.

Read from top to bottom it is the table of contents of the app; the window and the command line are
two skins over it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Generator
from pathlib import Path

from app.boundaries import (
    PolicyService,
)
from app.core import settings as s
from app.core.errors import KeyringUnavailable, VaultDamaged
from app.core.instance import InstanceLock
from app.core.log import start_logging
from app.core.network_guard import network_guard
from app.core.paths import Home, resources
from app.core.settings import DeviceSettingsBackend, Settings
from app.core.workers import Worker, task
from app.engine import Engine, LoadPlan, forgive_packs, open_model, prepare_engine, use_packs
from app.hub import Endpoint, Hub
from app.maintenance import VaultMaintenance
from app.memory import EmbeddingService, Memory
from app.models import (
    TOY_MODEL,
    AdapterChoices,
    AdapterService,
    DownloadQueue,
    FlashProbe,
    GraphicsPacks,
    ModelRegistry,
    ModelService,
    ModelSession,
    Recommender,
    SamplingOverrides,
    SpeedProbe,
    find_starter,
    flash_is_quicker,
    look_for_work,
    weights_a_second,
)
from app.session import Session, open_session
from app.templates import close_helpers
from app.vault import (
    ConnectionLog,
    DataKey,
    Keyring,
    SystemKeyring,
    Vault,
    VaultSettingsBackend,
    add_keyring_slot,
    create_keys,
    slot_kinds,
    swap_in,
    sweep_copies,
    unlock,
    vault_exists,
)
from app.voice import VOICE_DATA, Audio, AudioProcess

GRACE_S = 0.5
CATALOGUE = "catalogue/models.toml"
PACKS = "packs/packs.json"
KILOBYTE = 1000


class Application:
    """One home and everything in it.

    Raises:
        HomeUnwritable: the folder cannot be used.
        AlreadyRunning: another process holds it.
        VaultBusy: a restored vault could not be put in its place.
    """

    def __init__(
        self,
        home: Home,
        *,
        keyring: Keyring | None = None,
        opener: Callable[[Path, LoadPlan, Callable[[float], bool]], Engine] = open_model,
        endpoint: Endpoint | None = None,
        speed_probe: SpeedProbe | None = None,
        flash_probe: FlashProbe | None = flash_is_quicker,
        busy: Callable[[], Generator[object, None, bool]] = look_for_work,
        packs: Path | None = None,
        audio: Audio | None = None,
    ) -> None:
        home.prepare()
        self._lock = InstanceLock(home.lock)
        start_logging(home.logs)
        swap_in(home.root, home.vault)
        self.home = home
        self.keyring: Keyring = keyring or SystemKeyring()
        self.settings = Settings(DeviceSettingsBackend(home.device_settings))
        self.registry = ModelRegistry(home.registry, find_starter(resources()))
        self.packs = GraphicsPacks(home.packs, packs or resources() / PACKS, resources() / TOY_MODEL)
        use_packs(self.packs.chosen)
        prepare_engine(home.engine, resources() / TOY_MODEL)
        self.engine_worker, self.io_worker = Worker("engine"), Worker("io")
        self.hub_worker = Worker("hub")
        self.files_worker = Worker("files")
        self.audio: Audio = audio or _sound_of(self.settings)
        self.model = ModelSession(self.registry, self.settings, home.root, opener, flash_probe)
        self.connection_log = ConnectionLog(home.ledger)
        network_guard.keep_log(self.connection_log.note)
        self._apply_offline()
        self.hub = Hub(endpoint or Endpoint(), self.hub_token)
        self.downloads = DownloadQueue(
            home.downloads, self.registry, self.hub.endpoint,
            folder=lambda: self.models.folder, token=self.hub_token,
            at_once=lambda: self.settings.number(s.DOWNLOADS_AT_ONCE),
            bytes_a_second=lambda: self.settings.number(s.SPEED_CAP) * KILOBYTE,
            is_offline=lambda: network_guard.is_offline,
        )  # fmt: skip
        self.settings.subscribe(self._apply)
        self.recommender = Recommender(
            resources() / CATALOGUE, self.settings, home.root, speed_probe or weights_a_second, busy
        )
        self.session: Session | None = None
        self._is_quiet = True
        self.models = ModelService(
            self.registry, self.settings, home.models,
            overrides=self._overrides,
            adapter_choices=self._adapter_choices,
            is_downloading=lambda: self.downloads.has_unfinished,
        )  # fmt: skip
        self.adapters = AdapterService(self.registry, self._adapter_choices)
        self.embedding = EmbeddingService(self.registry, self.settings, self.engine_worker, self._memory)
        self.policy = PolicyService(self.settings, home.vault, lambda: self._open().boundaries)
        self.maintenance = VaultMaintenance(
            home, self.settings, self.keyring,
            session=lambda: self.session, enter=self.enter, leave=self.leave_vault,
            stop_work=self._stop_writing, is_busy=busy,
        )  # fmt: skip

    # --- opening ---

    @property
    def has_vault(self) -> bool:
        """Whether there is a vault to unlock."""
        return vault_exists(self.home.vault)

    @property
    def may_use_keyring(self) -> bool:
        """Whether the keyring may open the vault now: not after a lock, and not if the person turned that off."""
        if slot_kinds(self.home.vault) == {"keyring"}:
            return True  # there is no other way in
        return self.settings.switch(s.KEYRING_AT_START) and not self.settings.switch(s.LOCKED)

    def create_vault(self, *, passphrase: str | None = None, keyring: Keyring | None = None) -> Session:
        """Make a new vault that the given secrets open.  Slow: off the Qt thread.

        Raises:
            WeakPassphrase, KeyringUnavailable: as ``create_keys`` says.
        """
        return self.enter(create_keys(self.home.vault, passphrase=passphrase, keyring=keyring))

    def unlock_vault(
        self, *, passphrase: str | None = None, recovery_code: str | None = None, keyring: Keyring | None = None
    ) -> Session:
        """Open the vault with the one secret given.  Slow: off the Qt thread.

        Raises:
            VaultError: as ``unlock`` and ``Vault`` say.
        """
        if keyring is not None and not self.may_use_keyring:
            raise KeyringUnavailable("locked")
        key = unlock(self.home.vault, passphrase=passphrase, recovery_code=recovery_code, keyring=keyring)
        try:
            session = self.enter(key)
        except VaultDamaged:
            self.maintenance.note_damaged(key)
            raise
        if self.settings.switch(s.LOCKED):
            self.settings.put(s.LOCKED, False)
        self.maintenance.note_opened(passphrase or "")
        if recovery_code is not None and "keyring" in slot_kinds(self.home.vault) and self.keyring.is_available():
            # A keyring that was lost or moved opens the vault again from the next start on.
            with contextlib.suppress(KeyringUnavailable):
                add_keyring_slot(self.home.vault, key, self.keyring)
        return session

    def enter(self, key: DataKey) -> Session:
        """Open every room that needs the vault; where one does not open, nothing stays open."""
        sweep_copies(self.home.vault)
        vault = Vault(self.home.vault, key)
        try:
            return self._enter(vault)
        except BaseException:
            self.session = None
            self.connection_log.close_vault()
            self.settings.close_vault()
            vault.close()
            raise

    def _enter(self, vault: Vault) -> Session:
        self.settings.open_vault(VaultSettingsBackend(vault))
        self.connection_log.open_vault(vault)
        self.session = open_session(
            vault, self.settings, self.engine_worker, self.model, self.adapters, self.registry, self.audio
        )
        self.embedding.apply()
        return self.session

    def leave_vault(self) -> None:
        """Close the vault, so that nothing of it is open; the rest of the application stays."""
        if self.session is not None:
            self.maintenance.note_left()
            self.session.dictation.cancel()
            self.session.call.end()
            self.session.read_aloud.close()
            self.audio.close()
            self.embedding.free(self.session.memory, is_quiet=self._is_quiet)
            self.connection_log.close_vault()
            self.settings.close_vault()
            self.session.vault.close()
            self.session = None

    def hub_token(self) -> str:
        """The access token of the hub; nothing while the vault is locked, or where there is none."""
        return self.settings.text(s.HUB_TOKEN)

    @property
    def is_offline(self) -> bool:
        """Whether the network guard refuses whatever is asked for."""
        return network_guard.is_offline

    def _apply(self, setting: s.Setting) -> None:
        """The network guard and the downloads go by what the settings say from the moment they say it."""
        if setting in (s.OFFLINE, s.DOWNLOADS_AT_ONCE, s.SPEED_CAP):
            self._apply_offline()
            self.downloads.go_on()

    def _apply_offline(self) -> None:
        # Whoever set the hub library's own switch for all programs means this one too.
        if self.settings.switch(s.OFFLINE) or os.environ.get("HF_HUB_OFFLINE", "0").lower() in (
            "1",
            "on",
            "true",
            "yes",
        ):
            network_guard.go_offline()
        else:
            network_guard.go_online()

    def sweep_packs(self) -> None:
        """Delete what is left of graphics packs, when nobody waits."""
        self.files_worker.submit(task(self.packs.sweep))

    def close(self) -> bool:
        """Stop work, free the model, close the vault, let the home go; calling it twice does nothing.

        False when a worker is still busy inside a library: then the process should end without
        waiting for it.
        """
        forgive_packs()
        workers = (self.hub_worker, self.files_worker, self.engine_worker, self.io_worker)
        quiet = all([self.downloads.close(), *(worker.close() for worker in workers)])
        if not quiet and self.session is not None:
            self.session.vault.interrupt()  # a check of the whole vault, or a search, need not come to its end
            quiet = all([self.engine_worker.close(GRACE_S), self.io_worker.close(GRACE_S)])
        self._is_quiet = quiet
        if quiet:
            self.model.close()
        self.leave_vault()
        close_helpers()
        self._lock.release()
        return quiet

    def _stop_writing(self) -> None:
        """End what writes into the home besides the vault."""
        self.downloads.close()
        self.files_worker.close()

    def _memory(self) -> Memory | None:
        session = self.session  # once: another thread may close the vault between two looks
        return session.memory if session is not None else None

    def _overrides(self) -> SamplingOverrides | None:
        session = self.session
        return session.word_choice if session is not None else None

    def _adapter_choices(self) -> AdapterChoices | None:
        session = self.session
        return session.adapter_choices if session is not None else None

    def _open(self) -> Session:
        assert self.session is not None, "the vault is open"
        return self.session


def _sound_of(settings: Settings) -> AudioProcess:
    """What plays and hears, on the loudspeaker that is chosen whenever something is said."""
    return AudioProcess(resources() / VOICE_DATA, loudspeaker=lambda: settings.text(s.LOUDSPEAKER))
