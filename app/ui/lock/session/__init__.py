"""What the system says about the session: the screen was locked, the computer goes to sleep."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QWindow


class SessionWatch(QObject):
    """Passes on two things, each by whichever way this system tells it."""

    screenLocked = Signal()
    goingToSleep = Signal()


def watch_session(window: QWindow, parent: QObject | None = None) -> SessionWatch:
    """What listens to this system; a system that says nothing gives a watch that stays silent."""
    if sys.platform == "win32":
        from app.ui.lock.session.windows import WindowsWatch

        return WindowsWatch(window, parent)
    if sys.platform == "darwin":
        from app.ui.lock.session.macos import MacWatch

        return MacWatch(parent)
    from app.ui.lock.session.linux import DBusWatch

    return DBusWatch(parent)
