"""What a person can do on the welcome screen."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.errors import AppError
from app.core.workers import Failed, Finished, task
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import worded
from app.vault import strength_of, suggest_passphrase

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class WelcomeViewModel(QObject):  # type: ignore[operator]
    """Confirms adulthood once and makes the vault: by the keyring, or by a passphrase where there is none."""

    changed = Signal()
    entered = Signal()

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._dispatcher = dispatcher
        self._busy = not application.has_vault
        self._needs_passphrase = False
        self._error = ""
        self._name = ""
        if not application.has_vault:
            application.io_worker.submit(task(application.keyring.is_available), deliver=dispatcher.to(self._looked))

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy

    @Property(bool, notify=changed)
    def needsPassphrase(self) -> bool:  # noqa: N802 - seen from QML
        return self._needs_passphrase

    @Property(bool, notify=changed)
    def isFresh(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is no vault yet, so that a backup could become it."""
        return not self._application.has_vault

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error

    @Slot(str)
    def note_name(self, name: str) -> None:
        """How the person wants to be called; nothing where they do not say."""
        self._name = name.strip()

    @Slot()
    def clear(self) -> None:
        """What was wrong is being put right."""
        if self._error:
            self._tell()

    @Slot(str, result=int)
    def strength(self, passphrase: str) -> int:
        """How well a passphrase would stand, from 0 to 4; below 3 it is refused."""
        return strength_of(passphrase)

    @Slot(result=str)
    def suggest(self) -> str:
        """A passphrase of words drawn by chance."""
        return suggest_passphrase()

    @Slot(str, str)
    def begin(self, passphrase: str, again: str) -> None:
        """The person is an adult and wants to begin."""
        if self._busy:
            return
        if self._application.session is not None:
            self._enter()
            return
        if self._needs_passphrase and passphrase != again:
            self._tell(error=self.tr("The two passphrases are not the same."))
            return
        self._tell(busy=True)
        secret = passphrase if self._needs_passphrase else None
        keyring = None if self._needs_passphrase else self._application.keyring

        def make() -> None:
            if self._application.has_vault:  # made by the last try, which failed after that
                self._application.unlock_vault(passphrase=secret, keyring=keyring)
            else:
                self._application.create_vault(passphrase=secret, keyring=keyring)

        self._application.io_worker.submit(task(make), deliver=self._dispatcher.to(self._made))

    def _looked(self, event: object) -> None:
        match event:
            case Finished(value=found):
                self._needs_passphrase = not found
                self._tell()
            case Failed():
                self._needs_passphrase = True
                self._tell()

    def _made(self, event: object) -> None:
        match event:
            case Finished():
                self._tell()
                self._enter()
            case Failed(error=error):
                # A keyring that would not keep the key: the passphrase does instead.
                self._needs_passphrase = True
                self._tell(error=worded(error))

    def _enter(self) -> None:
        try:
            if self._name:
                self._application.policy.call_me(self._name)
            self._application.settings.put(s.WELCOMED, True)
        except AppError as error:
            self._tell(error=worded(error))
            return
        self.entered.emit()

    def _tell(self, *, busy: bool = False, error: str = "") -> None:
        self._busy, self._error = busy, error
        self.changed.emit()
