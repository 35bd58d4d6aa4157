"""Mature levels that wait for the passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.workers import task
from app.session import Session
from app.ui.event_dispatcher import EventDispatcher
from app.ui.task_runner import TaskRunner
from app.vault import slot_kinds

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class MatureLockViewModel(QObject):  # type: ignore[operator]
    """Locks what lies above “Open”, and lets it hold until the app is closed.

    Working a passphrase out takes a second on purpose, so it is tried beside the window's thread.
    """

    changed = Signal()
    turned = Signal()
    """Something holds otherwise now."""

    def __init__(
        self, application: Application, session: Session, dispatcher: EventDispatcher, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._boundaries = session.boundaries
        self._trying = TaskRunner(application.io_worker, dispatcher, self)
        self._trying.changed.connect(self.changed)

    @Property(bool, notify=changed)
    def isPossible(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a passphrase that mature levels could wait for."""
        return "passphrase" in slot_kinds(self._application.home.vault)

    @Property(bool, notify=changed)
    def isOn(self) -> bool:  # noqa: N802 - seen from QML
        return self._application.settings.switch(s.MATURE_LOCK)

    @Property(bool, notify=changed)
    def isLocked(self) -> bool:  # noqa: N802 - seen from QML
        """Whether mature levels wait just now."""
        return self._boundaries.holds_mature_back

    @Property(str, notify=changed)
    def trouble(self) -> str:
        return self._trying.trouble

    @Slot(str)
    def unlock(self, passphrase: str) -> None:
        """Let mature levels hold until the app is closed."""
        self._try(lambda: self._application.policy.unlock_mature(passphrase))

    @Slot(str, bool)
    def lock(self, passphrase: str, wanted: bool) -> None:
        """Have mature levels wait for the passphrase, or not any more."""
        self._try(lambda: self._application.policy.lock_mature(passphrase, wanted=wanted))

    def say_locked(self) -> None:
        """Somebody wanted what is locked."""
        self._trying.say(self.tr("Mature levels are locked. Unlock them with your passphrase first."))

    def refresh(self) -> None:
        """Show what is true now, and nothing of what was tried before."""
        self._trying.say("")
        self.changed.emit()

    def _try(self, call: Callable[[], None]) -> None:
        self._trying.ask(task(call), lambda done: self.turned.emit())
