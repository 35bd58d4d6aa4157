"""The controllers of everything that is shown of an open vault, and what they tell each other."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.application import House
from app.chat import ConversationId
from app.personas import Persona
from app.ui.boundaries.controller import BoundariesController
from app.ui.chat.controller import ChatController
from app.ui.clipboard import PrivateClipboard
from app.ui.details.controller import StoryController
from app.ui.details.traces import why_in_words
from app.ui.event_dispatcher import EventDispatcher
from app.ui.lorebook.controller import LoreController
from app.ui.memory.controller import MemoryController
from app.ui.notifier import Notifier
from app.ui.personas.controller import CompanionsController
from app.ui.portraits import Portraits
from app.ui.profiles.controller import ProfilesController
from app.ui.recovery.controller import RecoveryController
from app.ui.sampling.controller import WordsController
from app.ui.security.controller import SecurityController
from app.ui.security.privacy import PrivacyController
from app.ui.settings.controller import SettingsController
from app.ui.trash.controller import BinController


class Screens(QObject):
    """Made anew whenever a vault is opened; they go with their parent, or by ``deleteLater``."""

    def __init__(
        self,
        house: House,
        mailbox: EventDispatcher,
        notices: Notifier,
        clipboard: PrivateClipboard,
        portraits: Portraits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        opened = house.opened
        assert opened is not None, "the vault is open"
        self.chat = chat = ChatController(house, opened, mailbox, notices, clipboard, self)
        self.companions = CompanionsController(house, opened, mailbox, notices, portraits, self)
        self.companions.chosen.connect(chat.choose_companion)
        self.profiles = ProfilesController(house, opened, mailbox, notices, lambda: chat.persona, self)
        self.profiles.turned.connect(chat.turn)
        self.words = WordsController(house, opened, notices, lambda: chat.persona, self)

        def where() -> tuple[Persona, ConversationId | None]:
            return chat.persona, chat.where

        self.story = StoryController(house, opened, mailbox, notices, where, self)
        self.story.turned.connect(chat.tell_again)
        self.lore = LoreController(house, opened, mailbox, notices, where, why_in_words, self)
        self.lore.turned.connect(chat.turn)
        self.memory = MemoryController(house, opened, mailbox, notices, where, self)
        self.memory.turned.connect(chat.tell_again)
        self.boundaries = BoundariesController(house, opened, mailbox, notices, where, self)
        self.boundaries.bounded.connect(chat.turn)

        self.bin = BinController(house, opened, mailbox, notices, self)
        self.bin.returned.connect(self._show_again)

        self.settings = SettingsController(house, mailbox, notices, self)
        self.settings.changed.connect(chat.refresh_settings)
        self.words.changed.connect(self.settings.refresh)
        self.recovery = RecoveryController(house, opened, self)
        chat.replyFinished.connect(lambda said: self.recovery.note_reply() if said else None)
        self.security = SecurityController(house, opened, mailbox, notices, self)
        self.security.waysChanged.connect(self.recovery.changed)
        self.security.done.connect(notices.mention)
        self.recovery.saved.connect(self.security.refresh)
        self.privacy = PrivacyController(house, mailbox, notices, self)

    def _show_again(self, talk: int) -> None:
        """Something came back out of the bin, or is gone for good: every page may show another list."""
        if talk:
            self.chat.open_talk(talk)
        else:
            self.chat.tell_again()
        self.lore.refresh()
        self.profiles.refresh()

    def leave(self) -> None:
        """Keep what is being written, and what was changed in a lorebook a moment ago."""
        self.chat.leave()
        self.lore.flush()
