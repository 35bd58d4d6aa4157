"""How the window looks: what QML's theme is told."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core import settings as s
from app.core.paths import resources
from app.core.settings import Settings

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

SERIFS = ("Charter", "Georgia", "Noto Serif", "Cambria", "Source Serif 4", "DejaVu Serif", "Times New Roman")


@QmlElement
@QmlUncreatable("made by Python")
class Appearance(QObject):  # type: ignore[operator]
    """What the person chose, or the system where they chose nothing; as usual where there are no *settings*."""

    changed = Signal()

    def __init__(self, settings: Settings | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.changed)

    @Property(bool, notify=changed)
    def dark(self) -> bool:
        theme = self._settings.text(s.THEME) if self._settings else "system"
        if theme == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return theme == "dark"

    @Property(int, notify=changed)
    def textSize(self) -> int:  # noqa: N802 - seen from QML
        """Pixels."""
        return self._settings.number(s.TEXT_SIZE) if self._settings else 16

    @Property(bool, notify=changed)
    def reduceMotion(self) -> bool:  # noqa: N802 - seen from QML
        return bool(self._settings and self._settings.switch(s.REDUCE_MOTION))

    @Property(str, notify=changed)
    def chatStyle(self) -> str:  # noqa: N802 - seen from QML
        """``bubbles``, ``flat`` or ``book``."""
        return self._settings.text(s.CHAT_STYLE) if self._settings else "bubbles"

    @Property(str, constant=True)
    def monoFont(self) -> str:  # noqa: N802 - seen from QML
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()

    @Property(str, constant=True)
    def serifFont(self) -> str:  # noqa: N802 - seen from QML
        """A family with serifs, for reading; that of the window where this machine has none."""
        here = set(QFontDatabase.families())
        return next((family for family in SERIFS if family in here), QGuiApplication.font().family())

    @Property(QUrl, constant=True)
    def resources(self) -> QUrl:
        """The folder of what ships with the app."""
        return QUrl.fromLocalFile(f"{resources()}/")
