"""Where the window stands: as it was left, and never larger than the screen."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen, QWindow

from app.core import settings as s
from app.core.errors import AppError
from app.core.settings import Settings

USUAL = QSize(1360, 880)
"""Until a person has given it a size; of a smaller screen nine tenths."""
FRAME = QSize(16, 48)
"""Room for what a system puts around a window; it is known only once the window stands."""
LEAST_SEEN = 80
"""So much of the upper edge must lie on a screen, or the window could not be moved."""
FORM = re.compile(r"(\d{2,5})x(\d{2,5})\+(-?\d{1,6})\+(-?\d{1,6})(!?)")
KEPT_AFTER_MS = 500


class WindowGeometry(QObject):
    """Puts a window where it was, and remembers where it is moved."""

    def __init__(self, window: QWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings
        self._soon = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._soon.timeout.connect(self.keep)
        self._put()
        for changed in (window.xChanged, window.yChanged, window.widthChanged, window.heightChanged):
            changed.connect(self._soon.start)
        window.visibilityChanged.connect(self._soon.start)

    def _put(self) -> None:
        found = FORM.fullmatch(self._settings.text(s.WINDOW_PLACE))
        if found is None:
            room = self._window.screen().availableSize()
            self._fit(USUAL.boundedTo(QSize(room.width() * 9 // 10, room.height() * 9 // 10)))
            return
        width, height, left, top = (int(part) for part in found.groups()[:4])
        place = QRect(left, top, width, height)
        screen = next((one for one in QGuiApplication.screens() if _is_reached(one, place)), None)
        self._fit(place.size(), screen)
        if screen is not None:
            self._window.setPosition(place.topLeft())
        if found[5]:
            self._window.setWindowStates(Qt.WindowState.WindowMaximized)

    def _fit(self, wanted: QSize, screen: QScreen | None = None) -> None:
        room = (screen or self._window.screen()).availableSize() - FRAME
        self._window.resize(wanted.boundedTo(room).expandedTo(self._window.minimumSize().boundedTo(room)))

    def keep(self) -> None:
        """Remember where the window is; hidden or in an icon it is nowhere."""
        shown = self._window.visibility()
        is_large = shown in (QWindow.Visibility.Maximized, QWindow.Visibility.FullScreen)
        if shown is not QWindow.Visibility.Windowed and not is_large:
            return
        place, before = self._window.geometry(), FORM.fullmatch(self._settings.text(s.WINDOW_PLACE))
        told = f"{place.width()}x{place.height()}+{place.x()}+{place.y()}"
        if is_large:
            # Made smaller again, it has the size it had.
            told = (before[0].rstrip("!") if before is not None else f"{USUAL.width()}x{USUAL.height()}+0+0") + "!"
        try:
            if told != self._settings.text(s.WINDOW_PLACE):
                self._settings.put(s.WINDOW_PLACE, told)
        except AppError:
            return  # a full disk costs the place of the window, and is said where it costs more


def _is_reached(screen: QScreen, place: QRect) -> bool:
    """Whether enough of the upper edge of *place* lies on *screen*."""
    edge = screen.availableGeometry().intersected(QRect(place.x(), place.y(), place.width(), 1))
    return edge.width() >= min(LEAST_SEEN, place.width())
