"""What is copied is marked as secret, and taken off the clipboard again after a minute."""

from __future__ import annotations

import os

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QGuiApplication

KEPT_MS = 60_000
OURS = "application/x-inglenook-copy"
MARKS = {
    # Klipper and others that keep a history leave such a thing out of it.
    "x-kde-passwordManagerHint": b"secret",
    # Windows: no history, no cloud, no monitors.
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    # macOS: what nspasteboard.org agreed on.
    'application/x-nspasteboard-concealed-type': b"1",
}  # fmt: skip


class PrivateClipboard(QObject):
    """Marks everything that is copied in this window, whichever way, and clears it when its time is over."""

    def __init__(self, parent: QObject | None = None, *, kept_ms: int = KEPT_MS) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._token = b""
        self._over = QTimer(self, singleShot=True, interval=kept_ms)
        self._over.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def put(self, text: str) -> None:
        """Copy *text*."""
        self._token = os.urandom(16)
        marked = QMimeData()
        marked.setText(text)
        marked.setData(OURS, self._token)
        for mark, value in MARKS.items():
            marked.setData(mark, value)
        self._clipboard.setMimeData(marked)
        self._over.start()

    def clear(self) -> None:
        """Take what was copied off the clipboard, if it is still there."""
        self._over.stop()
        # A new thing since then is somebody else's, and stays.
        if self._token and self._clipboard.mimeData().data(OURS).data() == self._token:
            self._clipboard.clear()
        self._token = b""

    def _changed(self) -> None:
        """A text field copied by itself: mark that too."""
        content = self._clipboard.mimeData()
        if self._clipboard.ownsClipboard() and content.hasText() and not content.hasFormat(OURS):
            self.put(content.text())
