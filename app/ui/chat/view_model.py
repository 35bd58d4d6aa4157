"""The chat screen: the open conversation, the reply to it, the composer, and the lists beside them."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement, QmlUncreatable

from app.application import Application
from app.chat import ConversationId
from app.core import settings as s
from app.core.errors import AppError
from app.core.events import Changed
from app.personas import PersonaId
from app.session import Session
from app.ui.chat.active_replies import ActiveReplies
from app.ui.chat.addresses import Addresses
from app.ui.chat.attachments import AttachmentsViewModel
from app.ui.chat.call import CallViewModel
from app.ui.chat.composer import ComposerViewModel
from app.ui.chat.conversation_list import ConversationList
from app.ui.chat.first_word import FirstWordWatch
from app.ui.chat.groups import Groups
from app.ui.chat.idle_scheduler import IdleScheduler
from app.ui.chat.live_events import LiveEvents
from app.ui.chat.message_actions import MessageActions
from app.ui.chat.notices_view_model import NoticesViewModel
from app.ui.chat.open_conversation import OpenConversation
from app.ui.chat.read_aloud import ReadAloudViewModel
from app.ui.chat.recent_personas import RecentPersonas
from app.ui.chat.reply import ReplyViewModel
from app.ui.chat.reply_stats import in_thousands
from app.ui.chat.reply_stream import ReplyStream
from app.ui.clipboard import PrivateClipboard
from app.ui.debouncer import Debouncer
from app.ui.event_dispatcher import EventDispatcher
from app.ui.notifier import Notifier

QML_IMPORT_NAME = "Inglenook"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class ChatParts:
    """The parts of the screen, as other screens know them."""

    conversation: OpenConversation
    reply: ReplyViewModel
    composer: ComposerViewModel
    actions: MessageActions
    notices: NoticesViewModel
    call: CallViewModel


@QmlElement
@QmlUncreatable("made by Python")
class ChatViewModel(QObject):  # type: ignore[operator]
    """Builds the parts of the screen and lets them hear of each other."""

    modelChanged = Signal()
    settingsChanged = Signal()
    contextTaken = Signal()
    spokeFirst = Signal()
    """A companion has written first, because the person set a time for it."""

    def __init__(
        self,
        application: Application,
        session: Session,
        dispatcher: EventDispatcher,
        notifier: Notifier,
        clipboard: PrivateClipboard,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._session = session
        self._events = LiveEvents(dispatcher)
        self._is_scene_changed = False
        self._active = ActiveReplies()
        self._conversation = OpenConversation(application, session, notifier, self._active, self)
        self._notices = NoticesViewModel(application, session, notifier, self._conversation, self._active, self)
        self._attachments = AttachmentsViewModel(application, session, notifier, self._events, self._conversation, self)
        self._composer = ComposerViewModel(session, notifier, self._conversation, self._active, self._attachments, self)
        self._stream = ReplyStream(
            application, session, notifier, self._events, self._conversation, self._active, self._notices, self
        )
        self._call = CallViewModel(
            application, session, notifier, self._events, self._conversation, self._stream, self._notices, self
        )
        self._reply = ReplyViewModel(
            session, notifier, self._events, self._conversation, self._active, self._notices, self._composer,
            self._stream, self,
        )  # fmt: skip
        self._aloud = ReadAloudViewModel(session, notifier, self._events, self._conversation, self)
        actions = MessageActions(
            session, notifier, clipboard, self._conversation, self._active, self._aloud, self._call, self
        )
        self.parts = ChatParts(self._conversation, self._reply, self._composer, actions, self._notices, self._call)
        self._addresses = Addresses(self)
        self._personas = RecentPersonas(
            session.personas, session.conversations.store.catalogue, session.trash, notifier,
            leaving=self._leaving_persona, left=self._left_persona, parent=self,
        )  # fmt: skip
        self._list = ConversationList(session, notifier, left=self._left_conversation, parent=self)
        self._groups = Groups(session, notifier, self._conversation.open, self)
        self._scheduler = IdleScheduler(
            session.conversations,
            application.settings,
            lambda: (self._conversation.persona, self._conversation.id),
            lambda: self._reply.is_speaking,
            self,
        )
        self.first_word = FirstWordWatch(
            session, notifier, self._events, self._conversation, self._stream, lambda: self._reply.is_speaking, self
        )
        self.first_word.spoke.connect(self.spokeFirst)
        self._connect()
        self._conversation.open_latest(self._conversation.persona.id)
        self._stream.preloader.begin()

    def _connect(self) -> None:
        conversation, stream, scheduler = self._conversation, self._stream, self._scheduler
        conversation.opened.connect(self._show_personas)
        conversation.opened.connect(self._show_list)
        conversation.contextChanged.connect(scheduler.turned)
        self._reply.sent.connect(scheduler.sent)
        stream.ended.connect(lambda _: scheduler.replied())
        stream.present.connect(self._note_presence)
        stream.modelChanged.connect(self.modelChanged)
        stream.modelChanged.connect(self.contextTaken)
        conversation.shown.connect(self.contextTaken)
        stream.preloader.ended.connect(scheduler.count_rest)
        stream.preloader.ended.connect(scheduler.turned)
        self._composer.typed.connect(self._typed)
        self._reply.sent.connect(self._attachments.refresh)
        self._attachments.added.connect(lambda: scheduler.typed(self._composer.in_field))
        self.modelChanged.connect(self._attachments.changed)
        changes = self._session.vault.changes
        changes.listen("conversation", to=self._events.to(self._hear_of_conversation))
        self._together = Debouncer(self._session.vault, 200, self._personas_changed, self)  # many may come in at once
        changes.listen("persona", "profile", to=self._events.to(self._hear_of_persona))

    # --- its parts, for QML ---

    @Property(OpenConversation, constant=True)
    def conversation(self) -> OpenConversation:
        return self.parts.conversation

    @Property(ReplyViewModel, constant=True)
    def reply(self) -> ReplyViewModel:
        return self.parts.reply

    @Property(ComposerViewModel, constant=True)
    def composer(self) -> ComposerViewModel:
        return self.parts.composer

    @Property(MessageActions, constant=True)
    def actions(self) -> MessageActions:
        return self.parts.actions

    @Property(NoticesViewModel, constant=True)
    def notices(self) -> NoticesViewModel:
        return self.parts.notices

    @Property(RecentPersonas, constant=True)
    def recentPersonas(self) -> RecentPersonas:  # noqa: N802 - seen from QML
        return self._personas

    @Property(ConversationList, constant=True)
    def conversationList(self) -> ConversationList:  # noqa: N802 - seen from QML
        return self._list

    @Property(Groups, constant=True)
    def groups(self) -> Groups:
        return self._groups

    @Property(Addresses, constant=True)
    def addresses(self) -> Addresses:
        return self._addresses

    @Property(bool, notify=modelChanged)
    def isStarter(self) -> bool:  # noqa: N802 - seen from QML
        return self._application.models.chosen.is_starter

    @Property(str, notify=modelChanged)
    def modelName(self) -> str:  # noqa: N802 - seen from QML
        return self._application.model.name

    @Property(str, notify=contextTaken)
    def contextMeter(self) -> str:  # noqa: N802 - seen from QML
        """How much of what the model sees at once the conversation takes; empty where that is not known."""
        taken = next((row.context_tokens for row in self._conversation.message_list.rows if row.context_tokens), 0)
        most = self._application.model.facts.context_tokens
        return self.tr("{} of {} tokens").format(in_thousands(taken), in_thousands(most)) if taken and most else ""

    @Property(bool, notify=settingsChanged)
    def enterSends(self) -> bool:  # noqa: N802 - seen from QML
        return self._application.settings.switch(s.ENTER_SENDS)

    # --- what happens elsewhere ---

    @Slot()
    def turn(self) -> None:
        """What the model is told has changed: it gets ready anew."""
        self._scheduler.turned()

    def refresh_settings(self) -> None:
        """Something in the settings changed: another model, or another way of loading it, is loaded at once."""
        if not (self._application.model.is_ready or self._application.model.is_asleep):
            self._stream.preloader.begin()
        self.settingsChanged.emit()
        self.modelChanged.emit()
        self._scheduler.count_rest()

    def leave(self) -> None:
        """The window is closing, or the vault."""
        self._scheduler.end()
        self.first_word.end()
        self._aloud.leave()
        self._call.leave()
        self._composer.drafts.flush()
        with contextlib.suppress(AppError):
            self._notices.usage.keep()

    def retire(self) -> None:
        """Another takes over: what still comes is not for this one."""
        self._events.retire()
        self._scheduler.end()
        self.first_word.end()
        self._notices.usage.end()

    def _typed(self, text: str) -> None:
        self._notices.take("topic")  # it was said of other words
        self._scheduler.typed(text)
        self._note_presence()

    def _note_presence(self) -> None:
        self._notices.usage.note(self._conversation.persona.name)

    def _show_list(self) -> None:
        self._list.show(self._conversation.persona.id, self._conversation.id)
        self._groups.show(self._conversation.id)

    def _show_personas(self) -> None:
        self._personas.show(self._conversation.persona.id, is_alone=not self._conversation.members.isGroup)

    def _hear_of_conversation(self, changed: object) -> None:
        assert isinstance(changed, Changed)
        if self._list.may_show(changed):
            self._show_list()
        else:
            self._groups.show(self._conversation.id)
        if ids := changed.ids_of("conversation"):
            for persona in self._session.conversations.store.catalogue.hosts_of(ids):
                self._personas.talked(persona)
        else:
            self._show_personas()

    def _hear_of_persona(self, changed: object) -> None:
        assert isinstance(changed, Changed)
        # Somebody who has no part in what is open changes nothing of it, and nothing that the model reads.
        if "profile" in changed.kinds or changed.may_concern("persona", *self._everybody()):
            self._is_scene_changed = True
        self._together.start()

    def _everybody(self) -> set[PersonaId]:
        """Who has a part in the open conversation."""
        conversation = self._conversation
        members = self._session.conversations.context_builder.casts.of(conversation.id)
        return {conversation.persona.id, *(member.persona.id for member in members)}

    def _personas_changed(self) -> None:
        """Somebody came in, was changed or given away."""
        if self._events.is_retired:
            return
        self._show_personas()
        if self._is_scene_changed:
            self._is_scene_changed = False
            self._conversation.read_persona()
            self._conversation.show_messages()
            self._scheduler.turned()

    def _left_conversation(self, conversation_id: ConversationId) -> None:
        """A conversation was put into the trash."""
        self._active.cancel(conversation_id)
        if self._conversation.id == conversation_id:
            self._conversation.open_latest(self._conversation.persona.id)

    def _leaving_persona(self, persona: PersonaId) -> None:
        """A companion is about to be deleted."""
        for one in self._session.conversations.store.catalogue.of_persona(persona):
            self._active.cancel(one.id)
        self._composer.drafts.flush()

    def _left_persona(self, persona: PersonaId) -> None:
        if persona == self._conversation.persona.id:
            self._conversation.open_latest(self._session.personas.first())
        self._show_personas()
