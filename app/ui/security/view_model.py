"""What a person can do about the security of their vault."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import export_readable
from app.core import settings as s
from app.core.errors import AppError, KeyringUnavailable
from app.core.translation import counted, sentence
from app.core.workers import Cancelled, Failed, Finished, Job, Work, task
from app.session import Session
from app.ui.dates import day_and_time
from app.ui.event_dispatcher import EventDispatcher
from app.ui.list_model import ListModel
from app.ui.notifier import Notifier, worded
from app.vault import (
    BackupFacts,
    Progress,
    add_keyring_slot,
    check,
    check_strength,
    confirm,
    forget_replaced,
    remove_slot,
    replaced_vaults,
    set_passphrase,
    slot_kinds,
    snapshots,
    suggest_passphrase,
)

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SUFFIX = ".inglenook"


@dataclass(frozen=True, slots=True)
class WayRow:
    """One way into the vault.  *action* is what can be done about it, *removable* whether it can go."""

    key: str
    label: str
    detail: str
    present: bool
    action: str
    removable: bool


@QmlElement
@QmlUncreatable("made by Python")
class SecurityViewModel(QObject):  # type: ignore[operator]
    """The ways into the vault, backups, the change of keys, and forgetting.

    Everything that takes longer than a moment runs on the io worker, one thing at a time.
    """

    changed = Signal()
    waysChanged = Signal()
    done = Signal(str)
    rotationConfirmed = Signal(str, bool)
    deletionConfirmed = Signal()

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._dispatcher = dispatcher
        self._notifier = notifier
        self._ways: ListModel[WayRow] = ListModel(WayRow, self)
        self._job: Job | None = None
        self._said = ""
        self._progress = ""
        self._error = ""
        self._keyring_found = False
        application.io_worker.submit(task(application.keyring.is_available), deliver=dispatcher.to(self._looked))
        self.refresh()

    # --- what is shown ---

    @Property(QObject, constant=True)
    def ways(self) -> QObject:
        return self._ways

    @Property(bool, notify=waysChanged)
    def hasPassphrase(self) -> bool:  # noqa: N802 - seen from QML
        return "passphrase" in slot_kinds(self._application.home.vault)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._job is not None

    @Property(str, notify=changed)
    def progress(self) -> str:
        return self._progress

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error

    @Property(str, notify=changed)
    def copies(self) -> str:
        """When the automatic copies were made."""
        kept = [day_and_time(copy.created) for copy in snapshots(self._application.home.vault)]
        if not kept:
            return self.tr("No automatic copy has been made yet.")
        return self.tr("Automatic copies from {}.").format(self.tr(" and ").join(kept))

    @Property(str, notify=changed)
    def replaced(self) -> str:
        """When vaults were replaced that are still kept; empty when there are none."""
        return ", ".join(day_and_time(one.at) for one in replaced_vaults(self._application.home.root))

    @Slot()
    def refresh(self) -> None:
        """Show how things are now."""
        kinds = slot_kinds(self._application.home.vault)
        spare = len(kinds & {"passphrase", "recovery"}) > 1
        rows = [self._passphrase_way(kinds, spare), self._recovery_way(kinds, spare), self._keyring_way(kinds)]
        self._ways.show(rows)
        self.waysChanged.emit()
        self.changed.emit()

    @Slot()
    def begin(self) -> None:
        """One of the sheets is opened."""
        self._tell()

    # --- ways in ---

    @Slot(str, str, str)
    def change_passphrase(self, current: str, new: str, again: str) -> None:
        """Set the passphrase.  Who changes one must know it, or the recovery code."""
        if new != again:
            self._tell(error=self.tr("The two passphrases are not the same."))
            return
        folder, key, had_one = self._application.home.vault, self._session.vault.key, self.hasPassphrase

        def change() -> None:
            check_strength(new)
            if had_one:
                confirm(folder, current)
            set_passphrase(folder, key, new)

        said = self.tr("From now on, the new passphrase opens the vault.")
        self._run(task(change), said)

    @Slot(result=str)
    def suggest(self) -> str:
        """A passphrase of words drawn by chance."""
        return suggest_passphrase()

    @Slot(str)
    def remove_way(self, kind: str) -> None:
        """Take a way in away; not the passphrase that mature levels wait for."""
        if kind == "passphrase" and self._application.settings.switch(s.MATURE_LOCK):
            self._notifier.mention(self.tr("Mature levels wait for this passphrase. Stop locking them first."))
            return
        folder, keyring = self._application.home.vault, self._application.keyring
        said = self.tr("It no longer opens the vault.")
        self._run(task(lambda: remove_slot(folder, kind, keyring)), said, quiet=False)

    @Slot()
    def use_keyring(self) -> None:
        """Let the system keyring open the vault."""
        folder, key, keyring = self._application.home.vault, self._session.vault.key, self._application.keyring
        said = self.tr("From now on, the system keyring opens the vault.")
        self._run(task(lambda: add_keyring_slot(folder, key, keyring)), said, quiet=False)

    # --- backups ---

    @Slot(QUrl, str, str)
    def back_up(self, file: QUrl, passphrase: str, again: str) -> None:
        """Write everything into one encrypted file."""
        if passphrase != again:
            self._tell(error=self.tr("The two passphrases are not the same."))
            return
        path = Path(file.toLocalFile())
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        said = self.tr("The backup was written and read back: {}").format(path.name)
        self._run(lambda: self._application.maintenance.back_up(path, passphrase), said)

    @Slot(QUrl)
    def export(self, file: QUrl) -> None:
        """Write all conversations into a file that anybody can read."""
        path = Path(file.toLocalFile())
        session = self._session

        def work() -> Generator[object, None, None]:
            # The system's dialogue has asked about a file that is there.
            yield from export_readable(session.personas, session.conversations.store, path, replace=True)

        self._run(work, self.tr("The readable copy was written: {}").format(path.name), quiet=False)

    @Slot()
    def forget_replaced(self) -> None:
        """Delete the vaults that were replaced by a backup."""
        root = self._application.home.root
        self._run(task(lambda: forget_replaced(root)), self.tr("The replaced vault was deleted."), quiet=False)

    @Slot()
    def stop(self) -> None:
        """Give up what is going on; nothing of it is left."""
        if self._job is not None:
            self._job.cancel()

    # --- keys and endings ---

    @Slot(str, str, bool)
    def rotate(self, passphrase: str, again: str, forget: bool) -> None:
        """Change every key, after the passphrase was checked; a vault without one gets *passphrase*."""
        folder, has_one = self._application.home.vault, self.hasPassphrase
        if not has_one and passphrase != again:
            self._tell(error=self.tr("The two passphrases are not the same."))
            return

        def sure() -> None:
            if has_one:
                check(folder, passphrase=passphrase)
            else:
                check_strength(passphrase)

        self._run(task(sure), then=lambda: self.rotationConfirmed.emit(passphrase, forget))

    @Slot(str)
    def delete_everything(self, typed: str) -> None:
        """Destroy the keys and delete everything, once the word was typed."""
        if typed.strip().strip("“”\"'").casefold() != self.tr("delete"):
            self._tell(error=self.tr("Type the word “delete” to be sure."))
            return
        self.deletionConfirmed.emit()

    # --- the ways, in words ---

    def _passphrase_way(self, kinds: frozenset[str], spare: bool) -> WayRow:
        label = self.tr("Passphrase")
        if "passphrase" in kinds:
            detail = self.tr("Known only to you; needed after locking.")
            return WayRow("passphrase", label, detail, True, self.tr("Change…"), spare)
        return WayRow("passphrase", label, self.tr("Not set. You need one to lock."), False, self.tr("Set…"), False)

    def _recovery_way(self, kinds: frozenset[str], spare: bool) -> WayRow:
        label = self.tr("Recovery code")
        if "recovery" in kinds:
            detail = self.tr("On paper, for when all else is lost.")
            return WayRow("recovery", label, detail, True, self.tr("New code…"), spare)
        detail = self.tr("Not saved. It is the way back in when all else is lost.")
        return WayRow("recovery", label, detail, False, self.tr("Save one…"), False)

    def _keyring_way(self, kinds: frozenset[str]) -> WayRow:
        label = self.tr("System keyring")
        if "keyring" in kinds:
            detail = self.tr("Opens the vault by itself while you are logged in: safe on a stolen disk, open to you.")
            return WayRow("keyring", label, detail, True, "", bool(kinds & {"passphrase", "recovery"}))
        if self._keyring_found:
            return WayRow("keyring", label, self.tr("Not used."), False, self.tr("Use"), False)
        return WayRow("keyring", label, self.tr("None that can be trusted was found."), False, "", False)

    # --- how it goes ---

    def _run(self, work: Work, said: str = "", *, quiet: bool = True, then: Callable[[], None] | None = None) -> None:
        """Put *work* on the worker.  With *quiet* errors stand in the open sheet, else they are notices."""
        if self._job is not None:
            return
        self._tell()
        self._said = said

        def on_event(event: object) -> None:
            self._heard(event, quiet=quiet)
            if isinstance(event, Finished) and then is not None and not job.is_cancelled:
                then()

        job = self._job = self._application.io_worker.submit(work, deliver=self._dispatcher.to(on_event))
        self.changed.emit()

    def _heard(self, event: object, *, quiet: bool) -> None:
        match event:
            case Progress(doing=doing, done=done, total=total):
                self._progress = f"{sentence(doing)} {100 * done // max(1, total)} %"
                self.changed.emit()
            case Finished(value=value):
                self._end()
                if self._said:
                    said = self._said
                    if isinstance(value, BackupFacts):
                        count = value.counts.get("message", 0)
                        said += counted("messages_so_far", count)
                    self.done.emit(said)
            case Cancelled():
                self._end()
            case Failed(error=error):
                self._end()
                if quiet and isinstance(error, AppError):
                    self._tell(error=worded(error))
                else:
                    self._notifier.tell(error)

    def _end(self) -> None:
        self._job = None
        self._progress = ""
        self.refresh()

    def _looked(self, event: object) -> None:
        match event:
            case Finished(value=found):
                self._keyring_found = bool(found)
                self.refresh()
            case Failed(error=KeyringUnavailable()):
                self.refresh()

    def _tell(self, error: str = "") -> None:
        self._error = error
        self.changed.emit()
