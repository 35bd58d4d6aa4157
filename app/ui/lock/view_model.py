"""Locking the vault: what asks for it, what it waits for, and that a passphrase is there to come back in."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QWindow
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.core import settings as s
from app.core.errors import AppError
from app.core.log import describe
from app.ui.lock.idle import IdleWatch
from app.ui.lock.session import SessionWatch, watch_session
from app.vault import slot_kinds

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

log = logging.getLogger("app.ui")

PATIENCE_MS = 10_000
"""How long a lock waits for a reply to end."""
LOOK_EVERY_MS = 50


@QmlElement
@QmlUncreatable("made by Python")
class LockViewModel(QObject):  # type: ignore[operator]
    """Locks by hand and by itself.  Locking ends this process; a fresh one shows the unlock screen."""

    changed = Signal()
    passphraseWanted = Signal()
    begun = Signal()
    hidden = Signal()
    ready = Signal(bool)
    """Everything is kept: the process can go.  True when the window is to stay hidden."""

    def __init__(
        self, application: Application, is_speaking: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._is_speaking = is_speaking
        self._waited_ms = 0
        self._is_locking = False
        self._hide = False
        self._is_held = False
        self._is_wanted = False
        self._look = QTimer(self, interval=LOOK_EVERY_MS)
        self._look.timeout.connect(self._wait)
        self._idle: IdleWatch | None = None
        self._session: SessionWatch | None = None

    def watch(self, window: QWindow) -> None:
        """Lock by itself from now on, as the settings say."""
        self._idle = IdleWatch(window, self)
        self._idle.passed.connect(self._lock_by_itself)
        self._session = watch_session(window, self)
        self._session.screenLocked.connect(lambda: self._lock_if(s.LOCK_WITH_SCREEN))
        self._session.goingToSleep.connect(lambda: self._lock_if(s.LOCK_ON_SUSPEND, at_once=True))
        self.refresh()

    def refresh(self) -> None:
        """The settings, the passphrase, or whether the vault is open have changed."""
        if self._idle is not None:
            on = self._application.session is not None and self.canLock
            self._idle.wait(int(self._application.settings.text(s.LOCK_IDLE)) if on else 0)
        self.changed.emit()

    @Property(bool, notify=changed)
    def canLock(self) -> bool:  # noqa: N802 - seen from QML
        """Whether there is a passphrase to come back in with."""
        return "passphrase" in slot_kinds(self._application.home.vault)

    @Property(bool, notify=changed)
    def isWaiting(self) -> bool:  # noqa: N802 - seen from QML
        """Whether a reply is still being spoken."""
        return self._is_locking and self._is_speaking()

    def hold(self) -> None:
        """Something needs the vault for itself and must come to its end: a lock waits until ``release``."""
        self._is_held, self._is_wanted = True, False

    def release(self) -> None:
        """It has ended: lock now, if that was asked for meanwhile."""
        self._is_held = False
        if self._is_wanted:
            self._begin()

    @Slot()
    def lock(self) -> None:
        """Lock; without a passphrase, ask for one first."""
        if self._is_held:
            self._is_wanted = True
        elif self._application.session is None or self._is_locking:
            return
        elif self.canLock:
            self._begin()
        else:
            self.passphraseWanted.emit()

    @Slot()
    def lock_now(self) -> None:
        """Wait no longer for the reply; what it said is kept."""
        if self._is_locking:
            self._finish()

    @Slot()
    def hide_and_lock(self) -> None:
        """Take the window away at once, then lock.  Without a passphrase Inglenook ends instead."""
        self._hide = True
        self.hidden.emit()
        if self._is_held:
            self._is_wanted = True
            return
        if not self._is_locking:
            self._begin()
        if self._is_locking:
            self._finish()

    def _lock_if(self, setting: s.Setting, *, at_once: bool = False) -> None:
        if self._application.settings.switch(setting):
            self._lock_by_itself()
            if at_once:
                self.lock_now()

    def _lock_by_itself(self) -> None:
        if self._is_held:
            self._is_wanted = True
            return
        # Without a passphrase nobody could come back in but by the keyring, which a lock is there to close.
        if self._application.session is not None and not self._is_locking and self.canLock:
            self._begin()

    def _begin(self) -> None:
        self._is_locking = True
        self._waited_ms = 0
        self.begun.emit()
        self.changed.emit()
        self._look.start()

    def _wait(self) -> None:
        self._waited_ms += LOOK_EVERY_MS
        if self._waited_ms >= PATIENCE_MS or not self._is_speaking():
            self._finish()

    def _finish(self) -> None:
        self._look.stop()
        self._is_locking = False
        if self.canLock:
            try:
                self._application.settings.put(s.LOCKED, True)
            except AppError as error:  # a full disk must not keep the vault open
                log.warning("the lock could not be noted: %s", describe(error))
        self.ready.emit(self._hide)
