"""The companion's face by itself, over other windows: whether it is wanted, and where."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core import settings as s
from app.core.settings import Settings
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class FloatingViewModel(QObject):  # type: ignore[operator]
    """It is shown until it is put away, or the window is locked; after a start it is not there."""

    changed = Signal()

    def __init__(self, settings: Settings, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._notifier = notifier
        self._is_wanted = False

    @Property(bool, notify=changed)
    def isWanted(self) -> bool:  # noqa: N802 - seen from QML
        """Whether the face is wanted over other windows."""
        return self._is_wanted

    @Slot(bool)
    def want(self, wanted: bool) -> None:
        """Show the face by itself over other windows, or not any more."""
        self._is_wanted = wanted
        self.changed.emit()

    @Property(bool, notify=changed)
    def hasWords(self) -> bool:  # noqa: N802 - seen from QML
        """Whether what was said last stands beside it."""
        return self._settings.switch(s.FLOATING_WORDS)

    @Property(str, constant=True)
    def place(self) -> str:
        """Where it was left, as ``x,y`` in pixels; empty for the usual place."""
        return self._settings.text(s.FLOATING_PLACE)

    @Slot(int, int)
    def keep_place(self, x: int, y: int) -> None:
        """Remember where it was put."""
        with self._notifier.guarding():
            self._settings.put(s.FLOATING_PLACE, f"{x},{y}")
