"""The one object QML sees: the stage the window is at, and a controller for each screen."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.core import settings as s
from app.core.paths import resources
from app.house import House
from app.ui.chat.controller import ChatController
from app.ui.mailbox import Mailbox
from app.ui.notices import Notices
from app.ui.recovery.controller import RecoveryController
from app.ui.settings.controller import SettingsController
from app.ui.unlock.controller import UnlockController
from app.ui.welcome.controller import WelcomeController

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by Python")
class AppController(QObject):  # type: ignore[operator]
    """Stages: ``opening``, ``welcome``, ``unlock``, ``chat``, and ``trouble`` when nothing can be opened."""

    stageChanged = Signal()
    looksChanged = Signal()
    raised = Signal()
    told = Signal(str, str)

    def __init__(self, house: House | None, trouble: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._house = house
        self._trouble = trouble
        self._stage = "trouble"
        self._chat: ChatController | None = None
        self._recovery: RecoveryController | None = None
        self._settings: SettingsController | None = None
        self._welcome: WelcomeController | None = None
        self._unlock: UnlockController | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self.looksChanged)
        if house is not None:
            self._notices = Notices(self)
            self._notices.told.connect(self.told)
            self._mailbox = Mailbox(self)
            self._mailbox.failed.connect(self._notices.tell)
            self._begin(house)

    def _begin(self, house: House) -> None:
        self._welcome = WelcomeController(house, self._mailbox, self)
        self._welcome.entered.connect(self._enter)
        self._unlock = UnlockController(house, self._mailbox, self)
        self._unlock.opened.connect(self._opened)
        self._unlock.asked.connect(lambda: self._go("unlock"))
        self._go("opening" if house.has_vault else "welcome")
        if house.has_vault:
            self._unlock.try_keyring()

    @Property(str, notify=stageChanged)
    def stage(self) -> str:
        return self._stage

    @Property(str, constant=True)
    def trouble(self) -> str:
        return self._trouble

    @Property(bool, notify=looksChanged)
    def dark(self) -> bool:
        theme = self._house.settings.text(s.THEME) if self._house else "system"
        if theme == "system":
            return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return theme == "dark"

    @Property(int, notify=looksChanged)
    def textSize(self) -> int:  # noqa: N802 - seen from QML
        return self._house.settings.number(s.TEXT_SIZE) if self._house else 16

    @Property(bool, notify=looksChanged)
    def reduceMotion(self) -> bool:  # noqa: N802 - seen from QML
        return bool(self._house and self._house.settings.switch(s.REDUCE_MOTION))

    @Property(str, constant=True)
    def monoFont(self) -> str:  # noqa: N802 - seen from QML
        return QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()

    @Property(QUrl, constant=True)
    def resources(self) -> QUrl:
        return QUrl.fromLocalFile(f"{resources()}/")

    @Property(WelcomeController, constant=True)
    def welcome(self) -> WelcomeController | None:
        return self._welcome

    @Property(UnlockController, constant=True)
    def unlock(self) -> UnlockController | None:
        return self._unlock

    @Property(ChatController, notify=stageChanged)
    def chat(self) -> ChatController | None:
        return self._chat

    @Property(RecoveryController, notify=stageChanged)
    def recovery(self) -> RecoveryController | None:
        return self._recovery

    @Property(SettingsController, notify=stageChanged)
    def settings(self) -> SettingsController | None:
        return self._settings

    def leave(self) -> None:
        """The window is closing: keep what is being written."""
        if self._chat is not None:
            self._chat.leave()

    def _opened(self) -> None:
        assert self._house is not None
        if self._house.settings.switch(s.WELCOMED):
            self._enter()
        else:
            self._go("welcome")

    def _enter(self) -> None:
        house = self._house
        assert house is not None
        assert house.opened is not None
        self._chat = ChatController(house, house.opened, self._mailbox, self._notices, self)
        self._recovery = RecoveryController(house, house.opened, self)
        self._chat.replyFinished.connect(lambda said: self._recovery.note_reply() if said and self._recovery else None)
        self._settings = SettingsController(house, self._mailbox, self._notices, self)
        self._settings.changed.connect(self.looksChanged)
        self._settings.changed.connect(self._chat.refresh_settings)
        self._go("chat")

    def _go(self, stage: str) -> None:
        self._stage = stage
        self.stageChanged.emit()
