"""What a person can do on the unlock screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core.errors import KeyringUnavailable, VaultDamaged, WrongSecret
from app.core.workers import Failed, Finished, task
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import worded
from app.vault import slot_kinds

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

FREE_MISSES = 3
LONGEST_WAIT_S = 60


@QmlElement
@QmlUncreatable("made by Python")
class UnlockViewModel(QObject):  # type: ignore[operator]
    """Opens the vault: first silently by the keyring, then by what the person types."""

    changed = Signal()
    opened = Signal()
    asked = Signal()

    def __init__(self, application: Application, dispatcher: EventDispatcher, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._dispatcher = dispatcher
        self._busy = False
        self._error = ""
        self._misses = 0
        self._is_damaged = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._tell)

    @Property(bool, notify=changed)
    def busy(self) -> bool:
        return self._busy or self._pause.isActive()

    @Property(bool, notify=changed)
    def hasPassphrase(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a passphrase to ask for; a vault of the keyring's has only the recovery code besides."""
        kinds = slot_kinds(self._application.home.vault)
        return "passphrase" in kinds or "recovery" not in kinds

    @Property(bool, notify=changed)
    def hasRecoveryCode(self) -> bool:  # noqa: N802 - seen from QML
        return "recovery" in slot_kinds(self._application.home.vault)

    @Property(bool, notify=changed)
    def isDamaged(self) -> bool:  # noqa: N802 - seen from QML
        """Whether the secret was right and the database is damaged."""
        return self._is_damaged

    @Property(str, notify=changed)
    def error(self) -> str:
        return self._error

    @Slot()
    def forget_error(self) -> None:
        """The person turns to another way in."""
        self._error = ""
        self.changed.emit()

    def try_keyring(self) -> None:
        """Open by the system keyring, or ask."""
        self._run(lambda: self._application.unlock_vault(keyring=self._application.keyring))

    @Slot(str)
    def unlock(self, passphrase: str) -> None:
        """Open with a passphrase."""
        if passphrase and not self.busy:
            self._run(lambda: self._application.unlock_vault(passphrase=passphrase))

    @Slot(str)
    def unlock_with_code(self, code: str) -> None:
        """Open with the recovery code."""
        if code and not self.busy:
            self._run(lambda: self._application.unlock_vault(recovery_code=code))

    def _run(self, opening: Callable[[], object]) -> None:
        self._busy, self._error = True, ""
        self.changed.emit()
        self._application.io_worker.submit(task(opening), deliver=self._dispatcher.to(self._heard))

    def _heard(self, event: object) -> None:
        match event:
            case Finished():
                self._misses = 0
                self._tell()
                self.opened.emit()
            case Failed(error=KeyringUnavailable()):
                self._tell()
                self.asked.emit()
            case Failed(error=error):
                if isinstance(error, WrongSecret):
                    self._slow_down()
                self._is_damaged = isinstance(error, VaultDamaged)
                self._tell(worded(error))
                self.asked.emit()

    def _slow_down(self) -> None:
        """After the third miss each one costs twice the wait of the last, up to a minute."""
        self._misses += 1
        if self._misses > FREE_MISSES:
            self._pause.start(1000 * min(LONGEST_WAIT_S, 2 ** (self._misses - FREE_MISSES - 1)))

    def _tell(self, error: str | None = None) -> None:
        self._busy = False
        if error is not None:
            self._error = error
        self.changed.emit()
