"""D-Bus: the desktops' screen savers on the session bus, systemd's login manager on the system bus."""

from __future__ import annotations

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection

from app.ui.lock.session import SessionWatch

SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver",
                 "org.mate.ScreenSaver", "org.xfce.ScreenSaver")  # fmt: skip
LOGIN, SESSION = "org.freedesktop.login1.Manager", "org.freedesktop.login1.Session"


class DBusWatch(SessionWatch):
    """Listens to signals only; no service is called or started."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        session, system = QDBusConnection.sessionBus(), QDBusConnection.systemBus()
        for interface in SCREEN_SAVERS:
            self._hear(session, interface, "ActiveChanged", "screen_saver(bool)")
        self._hear(system, SESSION, "Lock", "session_locked()")
        self._hear(system, LOGIN, "PrepareForSleep", "sleep_prepared(bool)")

    def _hear(self, bus: QDBusConnection, interface: str, signal: str, slot: str) -> None:
        # The stubs want bytes where only text is taken.
        bus.connect("", "", interface, signal, self, SLOT(slot))  # type: ignore[call-overload]

    @Slot(bool)
    def screen_saver(self, active: bool) -> None:
        if active:
            self.screenLocked.emit()

    @Slot()
    def session_locked(self) -> None:
        self.screenLocked.emit()

    @Slot(bool)
    def sleep_prepared(self, before: bool) -> None:
        if before:
            self.goingToSleep.emit()
