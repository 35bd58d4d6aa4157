"""Notices that nobody has touched the window for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)
MINUTE_MS = 60_000


class IdleWatch(QObject):
    """Says when *window* was left alone for the minutes that were set; never for 0 minutes."""

    passed = Signal()

    def __init__(self, window: QWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.passed)
        window.installEventFilter(self)

    def wait(self, minutes: float) -> None:
        """Count from now on."""
        self._timer.stop()
        if minutes > 0:
            self._timer.start(round(minutes * MINUTE_MS))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
        if event.type() in TOUCHES and self._timer.isActive():
            self._timer.start()
        return False
