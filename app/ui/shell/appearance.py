"""How the window looks: what QML's theme is told."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import Property, QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core import settings as s
from app.core.errors import AppError
from app.core.paths import resources
from app.core.settings import Settings
from app.ui.themes import chosen_theme, theme

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1

TOO_NARROW, NARROWEST = 150, 230
"""Pixels: drawn below the one the list is a rail of portraits, else it is at least as wide as the other."""
LINE_WIDTHS = {"narrow": 620, "usual": 760, "wide": 1000}
TURN_GAPS = {"close": 8, "usual": 16, "airy": 26}
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
        QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.connect(self.changed)

    @property
    def theme(self) -> str:
        """The name of the theme that holds."""
        hints = QGuiApplication.styleHints()
        return chosen_theme(
            self._settings.text(s.THEME) if self._settings else "system",
            system_is_dark=hints.colorScheme() == Qt.ColorScheme.Dark,
            system_wants_contrast=hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast,
        )

    @Property(bool, notify=changed)
    def dark(self) -> bool:
        return theme(self.theme).dark

    @Property(bool, notify=changed)
    def outlined(self) -> bool:
        """Whether lines are drawn around what is otherwise only shaded."""
        return theme(self.theme).outlined

    @Property("QVariantMap", notify=changed)  # type: ignore[arg-type]
    def colours(self) -> dict[str, str]:
        """The colours by their names in ``resources/themes``."""
        return theme(self.theme).colours

    @Property(str, notify=changed)
    def readingFont(self) -> str:  # noqa: N802 - seen from QML
        """What conversations are written in."""
        match self._settings.text(s.READING_FONT) if self._settings else "sans":
            case "serif":
                return self._serifs()
            case "system":
                return QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
        return "Inter"

    @Property(int, notify=changed)
    def lineWidth(self) -> int:  # noqa: N802 - seen from QML
        """How wide a conversation gets, in pixels."""
        return LINE_WIDTHS[self._settings.text(s.LINE_WIDTH) if self._settings else "usual"]

    @Property(int, notify=changed)
    def listWidth(self) -> int:  # noqa: N802 - seen from QML
        """How wide the list on the left is, in pixels."""
        return self._settings.number(s.LIST_WIDTH) if self._settings else s.LIST_WIDTH.default  # type: ignore[return-value]

    @Slot(int)
    def put_list_width(self, pixels: int) -> None:
        """Make the list on the left so wide, as far as that makes sense; drawn together, only portraits are left."""
        rail, widest = s.LIST_WIDTH.span or (0, 0)
        wanted = rail if pixels < TOO_NARROW else max(NARROWEST, min(widest, pixels))
        if self._settings is not None:
            with contextlib.suppress(AppError):  # a full disk costs the width, and is said where it costs more
                self._settings.put(s.LIST_WIDTH, wanted)
            self.changed.emit()

    @Property(str, notify=changed)
    def panel(self) -> str:
        """Which page stood beside the conversation last; empty for none, a question mark where nobody ever chose."""
        return self._settings.text(s.PANEL) if self._settings else ""

    @Slot(str)
    def put_panel(self, name: str) -> None:
        """Remember that this page stands there."""
        if self._settings is not None and name != self._settings.text(s.PANEL):
            with contextlib.suppress(AppError):  # as for the width of the list
                self._settings.put(s.PANEL, name)

    @Property(int, notify=changed)
    def turnGap(self) -> int:  # noqa: N802 - seen from QML
        """The room between two who speak, in pixels."""
        return TURN_GAPS[self._settings.text(s.DENSITY) if self._settings else "usual"]

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
        return self._serifs()

    @staticmethod
    def _serifs() -> str:
        """A family with serifs, for reading; that of the window where this machine has none."""
        here = set(QFontDatabase.families())
        return next((family for family in SERIFS if family in here), QGuiApplication.font().family())

    @Property(QUrl, constant=True)
    def resources(self) -> QUrl:
        """The folder of what ships with the app."""
        return QUrl.fromLocalFile(f"{resources()}/")
