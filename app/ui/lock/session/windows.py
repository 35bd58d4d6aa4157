"""Windows: session and power messages to the window."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QWindow

from app.ui.lock.session import SessionWatch

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication

    WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 7
    WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 4
    NOTIFY_FOR_THIS_SESSION = 0

    class Messages(QAbstractNativeEventFilter):
        """Hears the two messages among all that the window gets."""

        def __init__(self, watch: WindowsWatch) -> None:
            super().__init__()
            self._watch = watch

        def nativeEventFilter(self, kind: QByteArray | bytes, message: int) -> tuple[bool, int]:  # noqa: N802 - Qt's
            if bytes(kind) in (b"windows_generic_MSG", b"windows_dispatcher_MSG"):
                told = wintypes.MSG.from_address(int(message))
                if (told.message, told.wParam) == (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK):
                    self._watch.screenLocked.emit()
                elif (told.message, told.wParam) == (WM_POWERBROADCAST, PBT_APMSUSPEND):
                    self._watch.goingToSleep.emit()
            return False, 0

    class WindowsWatch(SessionWatch):
        """Listens for as long as the window lives."""

        def __init__(self, window: QWindow, parent: QObject | None = None) -> None:
            super().__init__(parent)
            self._messages = Messages(self)
            application = QCoreApplication.instance()
            assert application is not None
            application.installNativeEventFilter(self._messages)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(
                wintypes.HWND(int(window.winId())), NOTIFY_FOR_THIS_SESSION
            )
