"""Brings events from workers to the Qt thread, at most thirty times a second; sleeps when empty."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

FRAME_MS = 33
"""Faster is not visible and costs layout."""

Handler = Callable[[object], None]


class EventDispatcher(QObject):
    """Any thread may post; handlers run on the thread this object lives on, in order.

    What a handler raises is passed to ``failed``.
    """

    failed = Signal(object)
    _woken = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._letters: list[tuple[Handler, object]] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._hand_out)
        self._woken.connect(self._schedule, Qt.ConnectionType.QueuedConnection)

    def to(self, handler: Handler) -> Handler:
        """A ``deliver`` for a worker that passes each event to *handler* on the Qt thread."""
        return lambda event: self.post(handler, event)

    def post(self, handler: Handler, event: object) -> None:
        """Leave *event* for *handler*."""
        with self._lock:
            # Asked under the lock: outside it, an event could be left lying for ever.
            was_empty = not self._letters
            self._letters.append((handler, event))
        if was_empty:
            self._woken.emit()

    def _schedule(self) -> None:
        if not self._timer.isActive():
            since_ms = (time.monotonic() - self._last) * 1000
            self._timer.start(max(0, round(FRAME_MS - since_ms)))

    def _hand_out(self) -> None:
        with self._lock:
            letters, self._letters = self._letters, []
        self._last = time.monotonic()
        for handler, event in letters:
            try:
                handler(event)
            except Exception as error:  # noqa: BLE001 - the other letters of the batch must still arrive
                self.failed.emit(error)
