"""macOS: the distributed notification that the screen was locked.

Sleep locks the screen there, unless the person turned that off.
"""

from __future__ import annotations

import ctypes
import ctypes.util

from PySide6.QtCore import QObject

from app.ui.lock.session import SessionWatch

LOCKED = b"com.apple.screenIsLocked"
UTF8, DELIVER_IMMEDIATELY = 0x08000100, 4
CALLBACK = ctypes.CFUNCTYPE(
    None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p
)  # center, observer, name, object, what else is told


class MacWatch(SessionWatch):
    """Listens through Core Foundation; the callback comes on the main run loop, which is Qt's."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._foundation = ctypes.CDLL(ctypes.util.find_library("CoreFoundation"))
        self._callback = CALLBACK(lambda *_: self.screenLocked.emit())
        foundation = self._foundation
        foundation.CFNotificationCenterGetDistributedCenter.restype = ctypes.c_void_p
        foundation.CFStringCreateWithCString.restype = ctypes.c_void_p
        foundation.CFStringCreateWithCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32]
        foundation.CFNotificationCenterAddObserver.restype = None
        foundation.CFNotificationCenterAddObserver.argtypes = [
            ctypes.c_void_p, ctypes.c_void_p, CALLBACK, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_long,
        ]  # fmt: skip
        foundation.CFNotificationCenterAddObserver(
            foundation.CFNotificationCenterGetDistributedCenter(),
            None,
            self._callback,
            foundation.CFStringCreateWithCString(None, LOCKED, UTF8),
            None,
            DELIVER_IMMEDIATELY,
        )
