"""The icon in the system's tray: shows and hides the window, locks, and tells of a message without a word of it."""

from __future__ import annotations

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon, QWindow
from PySide6.QtQml import QmlElement, QmlUncreatable
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon

from app.core import settings as s
from app.core.paths import resources
from app.core.settings import Settings

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


def has_tray() -> bool:
    """Whether this desktop has a tray, and this process may use it."""
    return isinstance(QCoreApplication.instance(), QApplication) and QSystemTrayIcon.isSystemTrayAvailable()


@QmlElement
@QmlUncreatable("made by Python")
class Tray(QObject):  # type: ignore[operator]
    """What stands in it never says who is talked to."""

    changed = Signal()
    lockWanted = Signal()
    hideWanted = Signal()
    """The window is to go at once, and the vault to lock."""
    showWanted = Signal()

    def __init__(self, window: QWindow, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._settings = settings
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None
        self.refresh()

    @property
    def is_shown(self) -> bool:
        """Whether the icon is there."""
        return self._icon is not None

    @Property(bool, notify=changed)
    def takesWindow(self) -> bool:  # noqa: N802 - seen from QML
        """Whether a window that is closed goes on in the tray."""
        return self.is_shown and self._settings.switch(s.CLOSE_TO_TRAY)

    @Slot()
    def refresh(self) -> None:
        """The icon is wanted, or not any more."""
        is_wanted = self._settings.switch(s.TRAY) and has_tray()
        if is_wanted and self._icon is None:
            self._show()
        elif not is_wanted and self._icon is not None:
            self.end()
        self.changed.emit()

    def end(self) -> None:
        """Take the icon away."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None
        if self._menu is not None:
            self._menu.deleteLater()
            self._menu = None
        self.changed.emit()

    @Slot()
    def tell(self) -> None:
        """Say that somebody has written, unless the window is being looked at: not who, and not what."""
        if QGuiApplication.focusWindow() is not None:
            return
        self._window.alert(0)
        if self._icon is not None:
            self._icon.showMessage("Inglenook", self.tr("A companion has written to you."), self._icon.icon(), 10_000)

    def toggle(self) -> None:
        """Hide the window, or bring it back."""
        if self._window.isVisible() and self._window.isActive():
            self._window.hide()
        else:
            self.showWanted.emit()

    def _show(self) -> None:
        self._menu = QMenu()
        for words, act in (
            (self.tr("Show or hide"), self.toggle),
            (self.tr("Lock"), self.lockWanted.emit),
            (self.tr("Hide and lock"), self.hideWanted.emit),
            (self.tr("Quit"), QCoreApplication.quit),
        ):
            self._menu.addAction(words).triggered.connect(act)
        self._icon = QSystemTrayIcon(QIcon(str(resources() / "icons" / "inglenook.svg")), self)
        self._icon.setToolTip("Inglenook")
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._pressed)
        self._icon.messageClicked.connect(self.showWanted)
        self._icon.show()

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.toggle()
