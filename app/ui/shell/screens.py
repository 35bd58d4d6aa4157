"""The view models of everything that is shown of an open vault, and what they tell each other."""

from __future__ import annotations

from PySide6.QtCore import QObject

from app.application import Application
from app.chat import ConversationId, MessageId
from app.core import settings as s
from app.personas import Persona, PersonaId
from app.ui.boundaries.view_model import BoundariesViewModel
from app.ui.chat.view_model import ChatViewModel
from app.ui.clipboard import PrivateClipboard
from app.ui.details.traces import why_in_words
from app.ui.details.view_model import DetailsViewModel
from app.ui.event_dispatcher import EventDispatcher
from app.ui.lorebook.view_model import LorebookViewModel
from app.ui.memory.view_model import MemoryViewModel
from app.ui.notifier import Notifier
from app.ui.palette.view_model import PaletteViewModel
from app.ui.personas.view_model import PersonasViewModel
from app.ui.portraits import Portraits
from app.ui.presence.view_model import PresenceViewModel
from app.ui.profiles.view_model import ProfilesViewModel
from app.ui.recovery.view_model import RecoveryViewModel
from app.ui.sampling.view_model import SamplingViewModel
from app.ui.security.privacy import PrivacyViewModel
from app.ui.security.view_model import SecurityViewModel
from app.ui.settings.view_model import SettingsViewModel
from app.ui.trash.view_model import TrashViewModel

LOOKED_AT = 8
"""So many of the newest messages are looked at for the last words of a companion."""


class Screens(QObject):
    """Made anew whenever a vault is opened; they go with their parent, or by ``deleteLater``."""

    def __init__(
        self,
        application: Application,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        clipboard: PrivateClipboard,
        portraits: Portraits,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        opened = application.session
        assert opened is not None, "the vault is open"
        self._find = opened.conversations.store.tree.find
        self._spoken: tuple[int, PersonaId | None] = (0, None)
        self.chat = chat = ChatViewModel(application, opened, dispatcher, notifier, clipboard, self)
        self.personas = PersonasViewModel(application, opened, dispatcher, notifier, portraits, self)
        self.personas.chosen.connect(chat.parts.conversation.choose_persona)
        self.profiles = ProfilesViewModel(
            application, opened, dispatcher, notifier, lambda: chat.parts.conversation.persona, self
        )
        self.profiles.turned.connect(chat.turn)
        self.sampling = SamplingViewModel(application, opened, notifier, lambda: chat.parts.conversation.persona, self)

        def where() -> tuple[Persona, ConversationId | None]:
            return chat.parts.conversation.persona, chat.parts.conversation.id

        self.details = DetailsViewModel(application, opened, dispatcher, notifier, where, self)
        self.details.turned.connect(chat.parts.conversation.reload)
        self.lorebook = LorebookViewModel(application, opened, dispatcher, notifier, where, why_in_words, self)
        self.lorebook.turned.connect(chat.turn)
        self.memory = MemoryViewModel(application, opened, dispatcher, notifier, where, self)
        self.memory.turned.connect(chat.parts.conversation.reload)
        self.boundaries = BoundariesViewModel(application, opened, dispatcher, notifier, where, self)
        self.boundaries.bounded.connect(chat.turn)

        self.presence = PresenceViewModel(application, opened, dispatcher, notifier, where, self)
        self.presence.adapters_view.chosen.connect(chat.turn)
        self.presence.sliders_view.chosen.connect(chat.turn)
        self.presence.manner_view.chosen.connect(chat.turn)
        self._let_face_follow()

        self.trash = TrashViewModel(application, opened, dispatcher, notifier, self)
        self.trash.returned.connect(self._show_again)

        self.settings = SettingsViewModel(application, dispatcher, notifier, self)
        self.settings.changed.connect(chat.refresh_settings)
        self.settings.changed.connect(self.presence.refresh)
        self.sampling.changed.connect(self.settings.refresh)
        self.recovery = RecoveryViewModel(application, opened, clipboard, self)
        chat.parts.reply.finished.connect(lambda said: self.recovery.note_reply() if said else None)
        self.security = SecurityViewModel(application, opened, dispatcher, notifier, self)
        self.security.waysChanged.connect(self.recovery.changed)
        self.security.done.connect(notifier.mention)
        self.recovery.saved.connect(self.security.refresh)
        self.privacy = PrivacyViewModel(application, dispatcher, notifier, self)
        self.palette = PaletteViewModel(application, opened, notifier, self)
        self.palette.personWanted.connect(chat.parts.conversation.choose_persona)
        self.palette.conversationWanted.connect(chat.parts.conversation.choose)
        self.palette.themeWanted.connect(lambda name: self.settings.put(s.THEME.key, name))

    def _let_face_follow(self) -> None:
        parts = self.chat.parts
        parts.conversation.opened.connect(self.presence.refresh)
        parts.conversation.shown.connect(self._show_face)
        parts.conversation.message_list.dataChanged.connect(self._show_face)
        parts.reply.changed.connect(self._show_face)
        parts.reply.felt.connect(self.presence.show_felt)
        parts.reply.finished.connect(lambda said: self.presence.ask_model() if said else None)
        self._show_face()

    def _show_face(self) -> None:
        """The face follows what whoever answers has said last."""
        parts = self.chat.parts
        newest = parts.conversation.message_list.rows[:LOOKED_AT]
        row = next((row for row in newest if not row.is_mine and not row.is_aside), None)
        is_busy = parts.reply.is_speaking and row is not None and row.progress == "open"
        if row is None:
            self.presence.show("", None, is_busy=False)
        else:
            self.presence.show(row.blocks.text if is_busy else row.plain, self._speaker_of(row.key), is_busy=is_busy)

    def _speaker_of(self, key: int) -> PersonaId | None:
        """Who said the message, where several talk; looked up once for each."""
        if key != self._spoken[0]:
            found = self._find(MessageId(key))
            self._spoken = (key, found.speaker if found is not None else None)
        return self._spoken[1]

    def _show_again(self, conversation_id: int) -> None:
        """Something came back out of the trash, or is gone for good: every page may show another list."""
        if conversation_id:
            self.chat.parts.conversation.show_again(conversation_id, 0)
        else:
            self.chat.parts.conversation.reload()
        self.lorebook.refresh()
        self.profiles.refresh()

    def leave(self) -> None:
        """Keep what is being written, and what was changed in a lorebook a moment ago."""
        self.chat.leave()
        self.lorebook.flush()
