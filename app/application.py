"""The wiring: opens the rooms of one home from the bottom up and hands them to each other.

Read from top to bottom it is the table of contents of the app; the window and the command line are
two skins over it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from app.boundaries import Boundaries, BoundaryStore, HelpLine, TimeSpent, country_of, read_lines, seems_young
from app.chat import ConversationStore
from app.core import settings as s
from app.core.clock import now
from app.core.errors import AppError, KeyringUnavailable, MoveFailed, TooYoung, VaultDamaged, VaultError
from app.core.instance import InstanceLock
from app.core.log import start_logging
from app.core.network_guard import network_guard
from app.core.paths import Home, resources
from app.core.processor import processor_key
from app.core.settings import DeviceSettingsBackend, Settings
from app.core.words import N_
from app.core.workers import Priority, Worker, task
from app.engine import Engine, LoadPlan, forgive_packs, open_embedder, open_model, prepare_engine, use_packs
from app.generation import Conversations, KvSnapshots
from app.hub import Endpoint, Hub
from app.maintenance import Trash
from app.memory import Memory
from app.models import (
    DownloadQueue,
    FileProgress,
    GraphicsPacks,
    InstalledModel,
    ModelRegistry,
    ModelSession,
    Recommender,
    SamplingOverrides,
    SpeedProbe,
    delete_removed,
    look_for_work,
    move_models,
    remove_model,
)
from app.personas import CardImporter, PersonaStore, starter_sketches
from app.templates import close_helpers
from app.vault import (
    BackupFacts,
    Blobs,
    ConnectionLog,
    DataKey,
    Keyring,
    Progress,
    SystemKeyring,
    Vault,
    VaultSettingsBackend,
    add_keyring_slot,
    back_up,
    check,
    create_keys,
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
    sweep_copies,
    unlock,
    vault_exists,
)

log = logging.getLogger("app.application")

FORGETTING, CHANGING = N_("Writing everything anew…"), N_("Changing the keys…")
GRACE_S, PATIENCE_S = 0.5, 10.0
EMBEDS, NO_EMBEDDER = "embedding", "-"
STARTER_MODEL = "starter/starter.gguf"
CATALOGUE = "catalogue/models.toml"
HELP_LINES = "help/lines.toml"
PACKS = "packs/packs.json"
KILOBYTE = 1000
MEGABYTE = 1_000_000
WEEK_MS = 7 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class Session:
    """What there is once the vault is open."""

    vault: Vault
    blobs: Blobs
    personas: PersonaStore
    importer: CardImporter
    conversations: Conversations
    word_choice: SamplingOverrides
    boundaries: Boundaries
    time_spent: TimeSpent
    memory: Memory
    trash: Trash


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
        busy: Callable[[], Generator[object, None, bool]] = look_for_work,
        packs: Path | None = None,
    ) -> None:
        home.prepare()
        self._lock = InstanceLock(home.lock)
        start_logging(home.logs)
        swap_in(home.root, home.vault)
        self.home = home
        self.keyring: Keyring = keyring or SystemKeyring()
        self.settings = Settings(DeviceSettingsBackend(home.device_settings))
        self.registry = ModelRegistry(home.registry, resources() / STARTER_MODEL)
        self.packs = GraphicsPacks(home.packs, packs or resources() / PACKS, resources() / STARTER_MODEL)
        use_packs(self.packs.chosen)
        prepare_engine(home.engine, resources() / STARTER_MODEL)
        self.engine_worker = Worker("engine")
        self.io_worker = Worker("io")
        self.hub_worker = Worker("hub")
        self.files_worker = Worker("files")
        self.model = ModelSession(self.registry, self.settings, home.root, opener, _flash_is_quicker)
        self.connection_log = ConnectionLog(home.ledger)
        network_guard.keep_log(self.connection_log.note)
        self.apply_offline()
        endpoint = endpoint or Endpoint()
        self.hub = Hub(endpoint, self.hub_token)
        self.downloads = DownloadQueue(
            home.downloads, self.registry, endpoint,
            folder=lambda: self.models_folder, token=self.hub_token,
            at_once=lambda: self.settings.number(s.DOWNLOADS_AT_ONCE),
            bytes_a_second=lambda: self.settings.number(s.SPEED_CAP) * KILOBYTE,
            is_offline=lambda: network_guard.is_offline,
        )  # fmt: skip
        self.recommender = Recommender(
            resources() / CATALOGUE, self.settings, home.root, speed_probe or _weights_a_second, busy
        )
        self.session: Session | None = None
        self._key_of_the_damaged: DataKey | None = None
        self._embedder_loaded = ""
        self._is_quiet = True
        self._is_busy = busy
        self._to_strengthen = ""

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
            raise KeyringUnavailable("The vault is locked.", "Use your passphrase or recovery code.")
        key = unlock(self.home.vault, passphrase=passphrase, recovery_code=recovery_code, keyring=keyring)
        try:
            session = self.enter(key)
        except VaultDamaged:
            self._key_of_the_damaged = key
            raise
        if self.settings.switch(s.LOCKED):
            self.settings.put(s.LOCKED, False)
        self._to_strengthen = passphrase or ""
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
        blobs = Blobs(vault)
        blobs.sweep()
        personas = PersonaStore(vault)
        personas.sweep()
        personas.add_starters(starter_sketches(resources() / "personas"))
        store = ConversationStore(vault)
        store.replies.mark_interrupted()
        store.trash.purge_messages()  # an earlier version had begun to delete them
        instructions = (resources() / "prompts" / "companion.txt").read_text("utf-8")
        resume = KvSnapshots(vault, blobs, lambda: self.settings.number(s.RESUME_MB) * MEGABYTE)
        word_choice = SamplingOverrides(vault)
        boundaries = Boundaries(BoundaryStore(vault), lambda: self.settings.switch(s.MATURE_LOCK))
        memory = Memory(
            vault, store.branches.on_way, resources() / "words",
            usual_reach=lambda: self.settings.text(s.MEMORY_REACH), is_on=lambda: self.settings.switch(s.REMEMBER),
        )  # fmt: skip
        conversations = Conversations(
            store, self.engine_worker, self.model, self.settings, instructions, resume, word_choice,
            boundaries=boundaries, memory=memory,
        )  # fmt: skip
        self.session = Session(
            vault,
            blobs,
            personas,
            CardImporter(personas, blobs),
            conversations,
            word_choice,
            boundaries,
            TimeSpent(vault),
            memory,
            Trash(vault, personas, conversations, memory),
        )
        self.apply_embedder()
        return self.session

    def leave_vault(self) -> None:
        """Close the vault, so that nothing of it is open; the rest of the application stays."""
        if self.session is not None:
            self._to_strengthen = ""
            self._free_embedder(self.session.memory)
            self.connection_log.close_vault()
            self.settings.close_vault()
            self.session.vault.close()
            self.session = None

    # --- meaning ---

    @property
    def embedder_name(self) -> str:
        """The embedding model by which memories are found: the chosen one, else the first that is here; or none."""
        name = self.settings.text(s.EMBEDDER)
        there = [model.name for model in self.registry.models() if model.kind == EMBEDS]
        return name if name in there else there[0] if there and name != NO_EMBEDDER else ""

    def use_embedder(self, name: str) -> None:
        """Find memories by their meaning too, with the embedding model called *name*; with none by words alone.

        Raises:
            ModelNotOnShelf: there is no such model.
        """
        self.settings.put(s.EMBEDDER, self.registry.find(name).name if name else NO_EMBEDDER)
        self.apply_embedder()

    def apply_embedder(self) -> None:
        """Load it, or let it go, when nobody waits; one that cannot be loaded is done without."""
        session = self.session
        if session is None or self.engine_worker.is_closed or self.embedder_name == self._embedder_loaded:
            return
        name = self._embedder_loaded = self.embedder_name

        def load() -> None:
            before, session.memory.embedder = session.memory.embedder, None
            if before is not None:
                before.close()
            if not name or self.session is not session:
                return
            try:
                session.memory.embedder = open_embedder(Path(self.registry.find(name).path))
            except AppError as error:
                log.info("the embedding model was not loaded: %s", type(error).__name__)

        self.engine_worker.submit(task(load), priority=Priority.IDLE)

    def _free_embedder(self, memory: Memory) -> None:
        """Let the embedding model go, on the worker that may be using it."""
        self._embedder_loaded = ""

        def free() -> None:
            embedder, memory.embedder = memory.embedder, None
            if embedder is not None:
                embedder.close()

        if not self.engine_worker.is_closed:
            self.engine_worker.submit(task(free)).wait(PATIENCE_S)
        elif self._is_quiet:
            free()

    # --- boundaries ---

    def unlock_mature(self, passphrase: str) -> None:
        """Let mature levels hold until the end of this process.

        Raises:
            WrongSecret: *passphrase* is not the vault's.
        """
        check(self.home.vault, passphrase=passphrase)
        self._open().boundaries.was_unlocked = True

    def lock_mature(self, passphrase: str, *, wanted: bool) -> None:
        """Have mature levels wait for the passphrase after every start, or not any more.

        Raises:
            WrongSecret: *passphrase* is not the vault's.
        """
        check(self.home.vault, passphrase=passphrase)
        self.settings.put(s.MATURE_LOCK, wanted)
        self._open().boundaries.was_unlocked = wanted

    def call_me(self, name: str) -> None:
        """What companions call the person.

        Raises:
            TooYoung: the name says that they are under 18.
        """
        if name.strip() and seems_young(f"I am {name.strip()}."):
            raise TooYoung
        self.settings.put(s.YOUR_NAME, name)

    def help_lines(self) -> list[HelpLine]:
        """Every line we know of."""
        return read_lines(resources() / HELP_LINES)

    def country(self, locale: str) -> str:
        """The country whose help lines are shown: as set, else that of *locale*; two letters or nothing."""
        chosen = self.settings.text(s.HELP_COUNTRY).strip().upper()
        return chosen if len(chosen) == 2 else country_of(locale)

    # --- models ---

    @property
    def models_folder(self) -> Path:
        """Where downloaded models are kept."""
        chosen = self.settings.text(s.MODELS_FOLDER)
        return Path(chosen) if chosen else self.home.models

    def hub_token(self) -> str:
        """The access token of the hub; nothing while the vault is locked, or where there is none."""
        return self.settings.text(s.HUB_TOKEN)

    @property
    def is_offline(self) -> bool:
        """Whether the network guard refuses whatever is asked for."""
        return network_guard.is_offline

    def apply_offline(self) -> None:
        """Let the network guard know whether the person wants to be offline, and downloads go on when not."""
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

    def rename_model(self, name: str, new: str) -> InstalledModel:
        """Call a model *new*, in everything that goes by its name.

        Raises:
            ModelNameTaken, ModelNotOnShelf: nothing was changed.
        """
        old = self.registry.find(name)
        was_chosen = self.model.name == old.name
        renamed = self.registry.rename(name, new)
        if was_chosen:
            self.settings.put(s.MODEL_NAME, renamed.name)
        if self.session is not None:
            self.session.word_choice.rename_model(old.name, renamed.name)
        return renamed

    def take_model_away(self, name: str) -> InstalledModel:
        """Take a model off the registry; the starter answers where it did.  ``restore_model`` undoes it.

        Raises:
            ModelNotOnShelf, MoveFailed: nothing was changed.
        """
        model = self.registry.find(name)
        was_chosen = self.model.name == model.name
        remove_model(self.registry, model)
        if was_chosen:
            self.settings.put(s.MODEL_NAME, "")
        return model

    def tidy_models(self) -> int:
        """Delete for good what was taken off the registry; the bytes that came free."""
        return delete_removed(self.registry)

    def move_models(self, folder: Path) -> Generator[FileProgress, None, int]:
        """Keep models in *folder* from now on, those that are there among them; see ``library.move_models``.

        Raises:
            MoveFailed: a download is under way, or as ``library.move_models`` says; everything is where it was.
        """
        if self.downloads.has_unfinished:
            raise MoveFailed("A download is not finished yet.", "Let it end or give it up, then move the folder.")
        moved = yield from move_models(self.registry, self.models_folder, folder)
        self.settings.put(s.MODELS_FOLDER, str(folder.absolute()))
        return moved

    # --- keeping, as work for the io worker ---

    def upkeep(self) -> Generator[object, None, None]:
        """Once a week, and after an end without closing: see that the vault is whole, and keep an automatic copy.

        Raises:
            VaultDamaged: it is not whole.
        """
        session = self._open()
        yield from self._strengthen(session)
        if self.settings.switch(s.RENEWING):
            yield from self._renew_blobs(session)
        due = now() - self.settings.number(s.CHECKED_AT) > WEEK_MS
        if due or session.vault.unclean_shutdown:
            if session.vault.integrity_check(thorough=False):
                raise VaultDamaged
            self.settings.put(s.CHECKED_AT, now())
        kept = snapshots(self.home.vault)
        if not kept or not 0 <= now() - kept[0].created <= WEEK_MS:
            yield from snapshot_of(self.home.vault, session.vault.connection(), session.vault.key)

    def _strengthen(self, session: Session) -> Generator[object, None, None]:
        """Let a guess at the passphrase cost more, if the machine has nothing else to do and can bear it."""
        passphrase, machine = self._to_strengthen, processor_key()
        if not passphrase or self.settings.text(s.COST_MEASURED_ON) == machine:
            self._to_strengthen = ""
            return
        is_busy = yield from self._is_busy()
        if not is_busy:
            self._to_strengthen = ""
            with contextlib.suppress(VaultError):  # another time
                strengthen_passphrase(self.home.vault, session.vault.key, passphrase)
                self.settings.put(s.COST_MEASURED_ON, machine)  # once for each machine: it takes seconds

    def back_up(self, path: Path, passphrase: str) -> Generator[Progress, None, BackupFacts]:
        """Write everything into one file that *passphrase* opens; see ``vault.back_up``."""
        session = self._open()
        return back_up(session.vault, session.blobs, path, passphrase)

    def restore(self, path: Path, passphrase: str) -> Generator[Progress, None, BackupFacts]:
        """Make a backup ready to take the vault's place at the next start; see ``vault.restore_backup``."""
        return restore_backup(path, passphrase, self.home.root)

    def put_in_place(self) -> bool:
        """Put a vault that was made ready in its place; true when there was one.  The vault is not open."""
        assert self.session is None
        return swap_in(self.home.root, self.home.vault)

    def restore_copy(self, path: Path) -> Generator[Progress, None, BackupFacts]:
        """Make an automatic copy ready to take the vault's place; see ``vault.restore_snapshot``.

        The vault was opened, or would have been if it were not damaged.
        """
        key = self.session.vault.key if self.session is not None else self._key_of_the_damaged
        assert key is not None, "the vault's secret was given"
        return restore_snapshot(path, key, self.home.vault, self.home.root)

    def rotate(self, passphrase: str, *, forget: bool = False) -> Generator[Progress, None, Session]:
        """Change the data key and every blob's key, and drop the automatic copies, which the old one opens.

        With *forget* the database is first written anew without gaps.  The vault is closed and opened again,
        so nobody may be using it; the recovery code opens nothing afterwards.

        Raises:
            WrongSecret: *passphrase* is not the vault's.
            WeakPassphrase: it is the vault's first, and would be guessed.
            VaultError: it could not be done; opening the vault finishes what was begun.
        """
        session = self._open()
        if "passphrase" in slot_kinds(self.home.vault):
            check(self.home.vault, passphrase=passphrase)
        key = session.vault.key
        self.settings.put(s.RENEWING, True)
        if forget:
            yield Progress(FORGETTING, 0, 1)
            for _ in session.trash.empty():
                yield Progress(FORGETTING, 0, 1)
            session.conversations.forget_for_good()
            session.vault.vacuum()
        self.leave_vault()
        yield Progress(CHANGING, 0, 1)
        try:
            session = self.enter(rotate_keys(self.home.vault, key, passphrase=passphrase, keyring=self.keyring))
        except AppError:
            with contextlib.suppress(AppError):  # the change may have come so far that only the new key opens
                key = unlock(self.home.vault, passphrase=passphrase)
            self.enter(key)
            raise
        yield from self._renew_blobs(session)
        yield from snapshot_of(self.home.vault, session.vault.connection(), session.vault.key)
        return session

    def _renew_blobs(self, session: Session) -> Generator[Progress, None, None]:
        """Give every blob a new key, as belongs to a change of keys; what is cut short is done again."""
        total = len(session.blobs.every())
        for done, _ in enumerate(session.blobs.rekey(), 1):
            yield Progress(CHANGING, done, total)
        self.settings.put(s.RENEWING, False)

    def sweep_packs(self) -> None:
        """Delete what is left of graphics packs, when nobody waits."""
        self.files_worker.submit(task(self.packs.sweep))

    def delete_everything(self) -> None:
        """Destroy the keys, then everything that lies in the home; models that lie elsewhere stay."""
        self.downloads.close()
        self.files_worker.close()
        self.leave_vault()
        for vault in (self.home.vault, *(replaced.path for replaced in replaced_vaults(self.home.root))):
            destroy_keys(vault, self.keyring)
        start_logging(None)
        for path in self.home.root.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path != self.home.lock:
                path.unlink(missing_ok=True)

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

    def _open(self) -> Session:
        assert self.session is not None, "the vault is open"
        return self.session


def _flash_is_quicker(heads: int, kv_heads: int, head_width: int, threads: int) -> Generator[object, None, bool]:
    """See ``bench.flash_is_quicker``; what writes models is loaded only when one is measured."""
    from app.models.calibration import flash_is_quicker

    return (yield from flash_is_quicker(heads, kv_heads, head_width, threads))


def _weights_a_second(threads: int, *, on_card: bool) -> Generator[object, None, float]:
    """See ``bench.weights_a_second``; what writes models is loaded only when one is measured."""
    from app.models.calibration import weights_a_second

    return (yield from weights_a_second(threads, on_card=on_card))
